"""Leadership cannot tell nobody from a few: one person alone in a year, a category, a country changes nothing they see.

That differences between tables tell nothing either is tested in tests/reports/test_disclosure_attack.py, and that a
number that rises by one says nothing at a multiple of five in tests/answers/test_disclosure.py.
"""

import dataclasses
import json
from datetime import date, datetime

import pytest

from mentorship.access import Role, Viewer
from mentorship.answers.report import Report
from mentorship.credit.refresh import refresh
from mentorship.intake.importer import import_file
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.access.conftest import copied
from tests.access.test_reports_by_role import FOUND, arguments
from tests.support.asking import request_to
from tests.support.browserless import Tab
from tests.support.cold_servers import serving
from tests.support.who_sees_what import OTHER, TABLE, texts_of

pytestmark = pytest.mark.slow

ASKED = sorted(
    name for name, roles in TABLE["reports"].items() if "leadership" in roles and not name.startswith("packet")
)
#: Nobody else is of this country; in the sample nobody has this kind of credit in this year.
ALONE = "Fiji"
PEOPLE = f"person,name,email,country,registered_on\nQ-1,Alone,alone@example.org,{ALONE},2017-06-01\n"
SESSIONS = (
    "session_id,held_on,mentee,activity,modality,minutes,mentor,attendees\n"
    "Q1,2013-06-01,Q-1,study_group,in_person,60,P-1001,3\nQ2,2013-07-01,Q-1,study_group,in_person,90,P-1001,3\n"
)


@pytest.fixture(scope="module")
def stores(sample_file, tmp_path_factory, policy):
    """The sample, and the sample with one person more: with the same salt, so that only this person differs."""
    opened = []
    for extra in (False, True):
        folder = tmp_path_factory.mktemp("alike")
        store = open_store(copied(sample_file, folder))
        if extra:
            for name, text in (("people.csv", PEOPLE), ("sessions.csv", SESSIONS)):
                (folder / name).write_text(text, "utf-8")
                import_file(store, folder / name, policy)
            refresh(store, policy, EXPORTED_ON)
        opened.append(store)
    yield opened
    for store in opened:
        store.close()


def shape(answer):
    """An answer without its numbers: which rows there are, what they are called, what is not shown."""
    match answer:
        case Report():
            return {"rows": shape(answer.rows), **{name: shape(rows) for name, rows in answer.parts.items()}}
        case dict():
            return {name: shape(value) for name, value in answer.items()}
        case list() | tuple():
            return [shape(each) for each in answer]
        case None | bool() | date() | datetime():
            return answer
        case int() | float():
            return "a number"
        case str():
            return answer
        case _ if dataclasses.is_dataclass(answer):
            return {each.name: shape(getattr(answer, each.name)) for each in dataclasses.fields(answer)}
    return type(answer).__name__


def asked(store, policy, name, viewer):
    with request_to(store, policy, EXPORTED_ON, viewer) as request:
        return FOUND[name](request, **arguments(FOUND[name], OTHER, policy, store))


@pytest.mark.parametrize("name", ASKED)
def test_one_person_alone_changes_no_row_that_leadership_sees(stores, policy, name):
    without, with_one = (asked(store, policy, name, Viewer(Role.LEADERSHIP)) for store in stores)
    if isinstance(with_one, Report) and name != "reports.overview.overview":
        assert shape(without) == shape(with_one)
    assert ALONE not in " ".join(texts_of(with_one))


def test_the_ombudsman_sees_that_person(stores, policy):
    """So there is something to see: a row of its own."""
    without, with_one = (
        asked(store, policy, "reports.modality_mix.modality_mix", Viewer(Role.OMBUDSMAN)).rows for store in stores
    )
    (row,) = [row for row in with_one if (row["year"], row["category"], row["modality"]) == (2013, "B", "in_person")]
    assert (row["people"], row["credited_minutes"]) == (1, 120)
    assert len(with_one) == len(without) + 1


def test_every_combination_stands_in_the_mix_of_leadership(stores, policy):
    rows = asked(stores[0], policy, "reports.modality_mix.modality_mix", Viewer(Role.LEADERSHIP)).rows
    years = {row["year"] for row in rows}
    assert len(rows) == len(years) * len({row["category"] for row in rows}) * 2
    assert years == set(range(min(years), max(years) + 1))
    assert all(row["hidden"] == (row["credited_minutes"] is None) for row in rows)


def test_what_the_chart_sends_is_no_more_exact_than_what_it_shows(sample_file, tmp_path, policy):
    """Its points are the blurred shares of the table, and nothing beside them."""
    path = copied(sample_file, tmp_path)
    store = open_store(path)
    shares = asked(store, policy, "reports.modality_mix.modality_mix", Viewer(Role.LEADERSHIP)).parts["share"]
    store.close()
    may_be_told = {row["share"] for row in shares}
    with serving(path, as_of="2026-11-15") as address, Tab(address) as tab:
        drawn = [each.delta.new_element.plotly_chart.spec for each in tab.run("modality_mix", "view_as=leadership")]
    (spec,) = filter(None, drawn)
    told = {share for trace in json.loads(spec)["data"] if trace.get("name") == "virtual" for share in trace["y"]}
    assert told
    assert told <= may_be_told
