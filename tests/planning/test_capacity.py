"""Capacity: the forecast beside what was given, and on whom it rests; blurred for leadership."""

from collections import defaultdict

import pytest

from mentorship.access import Role, Viewer
from mentorship.credit.refresh import refresh
from mentorship.errors import AccessError
from mentorship.planning.capacity import capacity
from mentorship.planning.forecast import forecast, to_read
from mentorship.reports.uptake_figures import uptake_figures
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.support.asking import LEADERSHIP, OMBUDSMAN, request_to


@pytest.fixture(scope="module")
def asked(sample_store, policy):
    def ask(viewer=OMBUDSMAN, report=capacity):
        with request_to(sample_store, policy, EXPORTED_ON, viewer) as request:
            return report(request)

    return ask


def test_the_numbers_are_those_of_the_forecast(asked):
    """What may come is said to the hour, what was exactly."""
    ahead = asked(report=forecast)
    for row in asked().rows:
        for name in ("needed", "low", "high", "predicted"):
            assert row[name] == to_read(getattr(ahead, name)[row["category"]])
            assert row[name] % 60 == 0
        for name in ("given_last_12", "happened"):
            assert row[name] == getattr(ahead, name)[row["category"]]


def test_what_was_given_adds_up_over_countries_and_leaders(asked, sample_store):
    report = asked()
    by_country: defaultdict[str, int] = defaultdict(int)
    for row in report.parts["countries"]:
        by_country[row["category"]] += row["minutes"]
    assert by_country == {row["category"]: row["given_last_12"] for row in report.rows}
    shares = {row["category"]: row["share"] for row in report.parts["concentration"]}
    assert shares["C"] == pytest.approx(asked(report=uptake_figures).top_three_share_of_c)
    assert [row["minutes"] for row in report.parts["key_people"] if row["category"] == "C"] == sorted(
        (row["minutes"] for row in report.parts["key_people"] if row["category"] == "C"), reverse=True
    )


def test_leadership_sees_no_leader_by_name_and_forecasts_in_tens_of_hours(asked, sample_store):
    report = asked(LEADERSHIP)
    assert "key_people" not in report.parts
    for row in report.rows:
        assert all(row[name] % 600 == 0 for name in ("needed", "low", "high", "predicted", "happened"))
        assert row["given_last_12"] % 300 == 0
    assert all(row["share"] is None for row in report.parts["concentration"])
    with sample_store.cursor() as cursor:
        people = {word for row in cursor.execute("select person, name from person").fetchall() for word in row if word}
    assert not [word for word in people if word in repr(report)]


def test_both_are_told_the_same(asked):
    exact, vague = asked().answer, asked(LEADERSHIP).answer
    assert [each.split(", ")[-1] for each in exact.split("; ")] == [each.split(", ")[-1] for each in vague.split("; ")]


def test_nobody_needs_nothing(policy):
    store = open_store(None)
    refresh(store, policy, EXPORTED_ON)
    for viewer in (OMBUDSMAN, LEADERSHIP):
        with request_to(store, policy, EXPORTED_ON, viewer) as request:
            assert capacity(request).answer == "Nobody is under way, so nothing is needed."
    store.close()


@pytest.mark.parametrize("viewer", [Viewer(Role.MENTEE, "P-1051"), Viewer(Role.MENTOR, "P-1001")])
def test_it_is_for_leadership_and_the_ombudsman(asked, viewer):
    with pytest.raises(AccessError):
        asked(viewer)
