"""The views of everybody's progress: who is close, waits, is stuck, has more than can be credited; against `check`."""

from datetime import date

import pytest

from mentorship.credit.refresh import refresh
from mentorship.errors import ArgumentError
from mentorship.intake.importer import import_file
from mentorship.reports.mentee_progress import VIEWS, mentee_progress, mentees_of_views
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.support import sample_records as sample
from tests.support.asking import LEADERSHIP, request_to


@pytest.fixture(scope="module")
def told(policy):
    """What `check` says of each mentee of the sample."""
    return {each["mentee"]: each for each in sample.checked(policy)["mentees"]}


@pytest.fixture
def shown(sample_store, policy):
    def view(name):
        with request_to(sample_store, policy, EXPORTED_ON) as request:
            return {row["mentee"]: row for row in mentee_progress(request, name).rows}

    return view


def _next(tiers):
    return next((tier for tier in tiers if tier["reached_on"] is None), None)


def _was_held(session):
    missed = {"status.cancelled", "status.no_show"} & {reason["rule"] for reason in session["reasons"]}
    return session["outcome"] != "planned" and not missed


def test_who_is_close_waits_or_has_all_is_what_check_says(shown, told):
    expected: dict[str, set[str]] = {name: set() for name in ("within_reach", "waiting", "complete", "not_started")}
    for mentee, each in told.items():
        tier = _next(each["tiers"])
        if not any(_was_held(session) for session in each["sessions"]):
            expected["not_started"].add(mentee)
        elif tier is None:
            expected["complete"].add(mentee)
        elif tier["minutes_short"] == 0:
            expected["waiting"].add(mentee)
        elif tier["minutes_short"] <= 360:
            expected["within_reach"].add(mentee)
    for name, mentees in expected.items():
        assert set(shown(name)) & set(told) == mentees
    assert expected["within_reach"]
    assert expected["waiting"]


def test_credit_that_is_not_verified_is_counted_in_minutes(shown, told):
    expected = {
        mentee: sum(row["credited_minutes"] for row in each["sessions"] if row["unverified"])
        for mentee, each in told.items()
    }
    assert {mentee: row["unverified_minutes"] for mentee, row in shown("unverified").items()} == {
        mentee: minutes for mentee, minutes in expected.items() if minutes
    }


def test_who_waits_has_waited_since_the_hours_were_complete(shown):
    for row in shown("waiting").values():
        assert row["waits_since"] is not None
        assert row["waits_since"] <= EXPORTED_ON


def test_each_view_shows_as_many_as_it_says_and_all_shows_everybody(sample_store, policy):
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        counts = {each["view"]: each["mentees"] for each in mentee_progress(request).parts["views"]}
        assert list(counts) == list(VIEWS)
        listed = mentees_of_views(request, VIEWS)
        assert {name: len(rows) for name, rows in listed.items()} == counts
        for view, number in counts.items():
            assert len(mentee_progress(request, view).rows) == number
        assert counts["stuck"]
        with pytest.raises(ArgumentError, match="no view tallest"):
            mentee_progress(request, "tallest")


def test_leadership_gets_groups_whatever_the_view_and_no_lists(sample_store, policy):
    with request_to(sample_store, policy, EXPORTED_ON, LEADERSHIP) as request:
        plain, stuck = mentee_progress(request), mentee_progress(request, "stuck")
        assert plain.rows == stuck.rows
        assert "views" not in stuck.parts
        assert not any(mentees_of_views(request, VIEWS).values())


@pytest.mark.parametrize(("short", "is_close"), [(361, False), (360, True)])
def test_six_hours_or_less_to_go_is_close(tmp_path, policy, short, is_close):
    """Groups and 1x1 are done; of treatments as much is missing."""
    lengths = [("small_group", 60)] * 6 + [("one_to_one", 60)] * 4 + [("treatment", 60)] * 7
    lengths.append(("treatment", 24 * 60 - short - 17 * 60))
    lines = ["held_on,mentee,mentor,activity,modality,minutes"]
    for place, (kind, length) in enumerate(lengths, 1):
        lines.append(f"2025-01-{place:02},ada,mia,{kind},in_person,{length}")
    (tmp_path / "s.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "p.csv").write_text("person,mentor_since,techniques_certified_on\nmia,2014-01-01,2010-01-01\n", "utf-8")
    store = open_store(None)
    for name in ("p.csv", "s.csv"):
        import_file(store, tmp_path / name, policy)
    refresh(store, policy, date(2025, 12, 31))
    with request_to(store, policy, date(2025, 12, 31)) as request:
        assert [row["minutes_short"] for row in mentee_progress(request).rows] == [short]
        assert [row["mentee"] for row in mentee_progress(request, "within_reach").rows] == ["ada"] * is_close
    store.close()
