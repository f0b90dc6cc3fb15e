"""The page of rule changes: steppers, links, files, several laid on one another, kept ones, and stopped work."""

import re
import shutil
from datetime import date

import pytest

from mentorship.access import Role
from mentorship.planning.rule_change import rule_change
from mentorship.planning.rule_change_link import link_of
from mentorship.policy.loader import read_handbook
from mentorship.policy.steppers import steppers
from mentorship.sample.held import EXPORTED_ON
from pages.parts import long_work, resources, rule_values
from tests.pages.test_pages import everything, said
from tests.support.amendments import amending
from tests.support.asking import LEADERSHIP, OMBUDSMAN, request_to
from tests.support.opened_pages import app_over, open_page

pytestmark = pytest.mark.slow

HANDBOOK = read_handbook()
FIRST_A = "step_tiers.first.minimum.A"
LESS_A = amending(HANDBOOK, {"tiers.first.minimum.A": 4}, None)
SHORT_CLASSES = amending(HANDBOOK, {"activities.clinical_application.cap": {"hours": 3, "per": "event"}}, None)


@pytest.fixture(scope="module")
def app_store(sample_file, tmp_path_factory):
    with app_over(shutil.copy(sample_file, tmp_path_factory.mktemp("rules") / "sample.duckdb")):
        yield


def plain(text):
    """A sentence as it reads, without what escapes it."""
    return re.sub(r"\\(.)", r"\1", text).replace("\u2060", "")


def headline(app):
    return plain(next(each.value for each in app.markdown if each.value.startswith("#### "))[5:])


def linked(app):
    """The change that the address holds."""
    told = app.query_params["change"]
    return told if isinstance(told, str) else told[0]


def expected(amendments, viewer=OMBUDSMAN):
    with request_to(resources.store(), HANDBOOK, EXPORTED_ON, viewer) as request:
        return rule_change(request, amendments).answer


def test_without_a_change_it_says_that_nothing_changes(app_store):
    app = open_page("rule_change", Role.OMBUDSMAN)
    assert headline(app) == "The rules stay as they are, so nothing changes."
    assert len(app.number_input) == 4 * len(HANDBOOK.tiers)


@pytest.mark.parametrize("viewer", [OMBUDSMAN, LEADERSHIP], ids=lambda viewer: str(viewer.role))
def test_a_stepper_moved_answers_at_once_and_the_address_is_the_change(app_store, viewer):
    app = open_page("rule_change", viewer.role)
    app.number_input(key=FIRST_A).decrement().run()
    app.number_input(key=FIRST_A).decrement().run()
    assert headline(app) == expected([LESS_A], viewer)
    assert "Earned credit is kept" in app.success[0].value
    assert app.number_input(key=FIRST_A).label == "Treatment, was 6 h"
    again = open_page("rule_change", viewer.role, change=linked(app))
    assert headline(again) == headline(app)
    assert again.number_input(key=FIRST_A).value == 4
    app.number_input(key=FIRST_A).set_value(6.0).run()
    assert headline(app) == "The rules stay as they are, so nothing changes."
    assert "change" not in app.query_params


def test_leadership_is_sent_no_name(app_store):
    app = open_page("rule_change", Role.LEADERSHIP, change=link_of([LESS_A]))
    with resources.store().cursor() as cursor:
        people = cursor.execute("select person, name from person where name is not null").fetchall()
    sent = everything(app)
    assert not [word for row in people for word in row if word in sent]
    assert "Who" not in app.segmented_control(key="by").options


def test_the_ombudsman_reads_who_it_is(app_store):
    app = open_page("rule_change", Role.OMBUDSMAN, change=link_of([LESS_A]), by="Who")
    with request_to(resources.store(), HANDBOOK, EXPORTED_ON) as request:
        people = rule_change(request, [LESS_A]).parts["people"]
    sent = everything(app)
    assert people
    assert all(row["mentee"] in sent for row in people)


def test_who_loses_earned_credit_is_said_in_words(app_store):
    app = open_page("rule_change", Role.LEADERSHIP, change=link_of([SHORT_CLASSES]))
    assert "Earned credit is not kept" in app.error[0].value
    assert "Some would lose" in app.error[0].value


def test_another_change_is_laid_over_the_first(app_store):
    app = open_page("rule_change", Role.OMBUDSMAN, change=link_of([LESS_A]))
    app.segmented_control(key="which_change").set_value(1).run()
    app.number_input(key="step_tiers.second.minimum.C").set_value(10.0).run()
    second = amending(HANDBOOK, {"tiers.second.minimum.C": 10}, None)
    assert headline(app) == expected([LESS_A, second])
    assert app.segmented_control(key="which_change").options == ["Change 1", "Change 2", "Add another"]
    assert "Each change" in app.segmented_control(key="by").options
    app.segmented_control(key="by").set_value("Each change").run()
    assert not app.exception
    next(each for each in app.button if each.label == "Leave this one out").click().run()
    assert headline(app) == expected([LESS_A])


def test_a_change_may_begin_on_a_day(app_store):
    app = open_page("rule_change", Role.OMBUDSMAN)
    app.segmented_control(key="change_when").set_value("From a day on").run()
    app.date_input(key="change_from").set_value(date(2020, 1, 1)).run()
    app.number_input(key=FIRST_A).set_value(4.0).run()
    assert headline(app) == expected([amending(HANDBOOK, {"tiers.first.minimum.A": 4}, date(2020, 1, 1))])
    app.date_input(key="change_from").set_value(date(2027, 1, 1)).run()
    assert "nobody on record is affected yet" in said(app)


def test_rules_that_contradict_themselves_are_refused_in_a_sentence(app_store):
    app = open_page("rule_change", Role.OMBUDSMAN, change=link_of([LESS_A]))
    app.number_input(key=FIRST_A).set_value(25.0).run()
    assert "contradict themselves" in app.error[0].value
    assert app.number_input(key=FIRST_A).value == 4, "what was there before stays"


@pytest.mark.parametrize("link", ["nonsense", "1.eJwDAAAAAAE", "here", "1." + "A" * 5000])
def test_an_address_that_nobody_can_read_is_a_sentence_with_a_way_on(app_store, link):
    app = open_page("rule_change", Role.LEADERSHIP, change=link)
    assert not app.exception
    assert len(app.error) == 1
    next(each for each in app.button if each.label == "Start afresh").click().run()
    assert headline(app) == "The rules stay as they are, so nothing changes."


COFFEE = """
title = "Coffee counts"
source = "a board"
in_force_from = 2024-01-01
[activities.coffee]
label = "Coffee"
plain = "Coffee with a mentor"
category = "C"
credit = {basis = "fixed", hours = 1}
modality = ["virtual"]
counts_from = 2024-01-01
standing = "mentor"
endorsement = "not_required"
repeats = "count"
untitled = "each_time"
"""


def test_a_file_is_laid_over_the_rules_and_can_be_kept_and_opened_again(app_store):
    app = open_page("rule_change", Role.OMBUDSMAN)
    app.session_state["change_file_fold"] = True
    app.run()
    app.get("file_uploader")[0].set_value(("coffee.toml", COFFEE.encode(), "application/toml")).run()
    next(each for each in app.button if "Coffee counts" in each.label).click().run()
    assert linked(app) == "here", "its words fit into no link"
    assert "came from a file" in said(app)
    assert "This change is too detailed for a link" in said(app)
    assert "Coffee: not in the rules" in plain(said(app))
    app.session_state["kept"] = True
    app.run()
    app.text_input[-1].set_value("More coffee")
    next(each for each in app.button if each.label == "Save it").click().run()
    assert "“More coffee” is saved" in plain(" ".join(each.value for each in app.success))
    other = open_page("rule_change", Role.LEADERSHIP)
    other.session_state["kept"] = True
    other.run()
    assert not [each for each in other.button if each.label in ("Save it", "Remove")], "leadership looks only"
    next(each for each in other.button if each.label == "Open").click().run()
    assert "Coffee: not in the rules" in plain(said(other))


@pytest.mark.parametrize("content", [b"\xff\xfe", b"title = 1", b"not toml ["])
def test_a_file_that_is_no_change_is_a_sentence(app_store, content):
    app = open_page("rule_change", Role.LEADERSHIP)
    app.session_state["change_file_fold"] = True
    app.run()
    app.get("file_uploader")[0].set_value(("c.toml", content, "application/toml")).run()
    assert not app.exception
    assert len(app.error) == 1
    assert "c.toml" in plain(app.error[0].value)


def test_every_value_of_the_handbook_has_a_widget_that_shows_it_as_it_stands(app_store):
    app = open_page("rule_change", Role.OMBUDSMAN)
    app.session_state["other_rules"] = True
    app.run()
    groups = {each.place.rpartition(".")[0] for each in steppers(HANDBOOK, date.max)} - {
        f"tiers.{tier}.minimum" for tier in HANDBOOK.tiers
    }
    for group in groups:
        app.selectbox(key="rules_of").set_value(group).run()
        assert not app.exception, group
        assert headline(app) == "The rules stay as they are, so nothing changes.", group
    app.selectbox(key="rules_of").set_value("activities.clinical_application").run()
    app.number_input(key="rule_activities.clinical_application.cap_hours").set_value(3.0).run()
    assert headline(app) == expected([SHORT_CLASSES])


def test_long_work_says_how_far_it_is_and_can_be_stopped(app_store, monkeypatch):
    monkeypatch.setattr(long_work, "PATIENCE", -1.0)
    bars: list[float] = []
    monkeypatch.setattr(long_work._Progress, "__call__", _remembering(bars))
    second = amending(HANDBOOK, {"tiers.second.minimum.A": 9}, None)
    app = open_page("rule_change", Role.OMBUDSMAN, change=link_of([second]))
    assert headline(app) == expected([second])
    assert len(set(bars)) > 3, "it moves"
    assert bars == sorted(bars)
    assert bars[0] >= 0 and bars[-1] <= 1
    third = link_of([amending(HANDBOOK, {"tiers.third.minimum.A": 9}, None)])
    app.session_state["stopped_work"] = "Change 1 " + _digest(third)
    app.query_params["change"] = third
    app.run()
    assert app.info[0].value == "Stopped. Nothing was changed."
    next(each for each in app.button if each.label == "Work it out").click().run()
    assert "would" in headline(app)


def _remembering(bars):
    shown = long_work._Progress.__call__

    def call(self, question, share):
        bars.append(share)
        shown(self, question, share)

    return call


def _digest(link):
    from mentorship.planning.rule_change_link import amendments_of
    from mentorship.policy.amendments import digest_of

    return digest_of(amendments_of(link, HANDBOOK)[0])


def test_an_empty_store_says_what_to_do(tmp_path_factory, app_store):
    """After the others: it puts another store in their place."""
    resources.close()
    with app_over(tmp_path_factory.mktemp("none") / "empty.duckdb"):
        app = open_page("rule_change", Role.LEADERSHIP)
        assert not app.exception
        assert "once the ombudsman has imported an export" in app.info[0].value


@pytest.mark.parametrize(
    ("written", "number"), [(6, 6.0), (1.5, 1.5), ("100 min", 100 / 60), ("45 min", 0.75), (0, 0.0)]
)
def test_hours_come_back_as_they_were_written(written, number):
    assert rule_values.in_hours(written) == pytest.approx(number)
    again = rule_values.hours_written(number)
    assert rule_values.in_hours(again) == pytest.approx(number)
