"""Consistency across mentors and over time, as pages show it: the same numbers as the measures and the files have."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from mentorship.access import Role, Viewer
from mentorship.errors import AccessError, ArgumentError
from mentorship.oversight.measures import measured
from mentorship.oversight.statistics import expected_by_chance, flags
from mentorship.oversight.verdicts import Verdict
from mentorship.reports.consistency import consistency, measure_named
from mentorship.reports.pace import pace, rare_events
from mentorship.sample.held import EXPORTED_ON
from tests.support import sample_records as sample
from tests.support.asking import LEADERSHIP, request_to


@pytest.fixture(scope="module")
def sessions(policy):
    return sample.sessions(sample.checked(policy))


@pytest.fixture
def request_(sample_store, policy):
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        yield request


def test_the_page_has_what_the_command_measures(request_):
    report, values = consistency(request_), [(each.measure, each.found) for each in measured(request_) if each.found]
    assert [row["measure"] for row in report.rows] == [measure for measure, _ in values]
    for row, (measure, found) in zip(report.rows, values, strict=True):
        assert (row["value"], row["judged"], row["flags"]) == (found.value, found.judged, found.flags)
        mentors = {row["mentor"]: row for row in report.parts["mentors"] if row["measure"] == measure}
        assert set(mentors) == {mentor.mentor for mentor in found.mentors if mentor.out_of}
        for mentor in found.mentors:
            if mentor.out_of:
                shown = mentors[mentor.mentor]
                assert (shown["counted"], shown["out_of"], shown["value"]) == (
                    mentor.counted,
                    mentor.out_of,
                    mentor.value,
                )
                assert shown["verdict"] == mentor.verdict
                assert (shown["question"] is not None) == (mentor.verdict in (Verdict.HIGHER, Verdict.LOWER))
        assert row["too_early"] >= sum(shown["verdict"] == Verdict.TOO_EARLY for shown in mentors.values())
    number, chance = flags([found for _, found in values]), expected_by_chance([found for _, found in values])
    assert (f"{number} values" if number else "No value lies") in report.answer
    assert (f"{chance:.1f}" if chance >= 0.05 else "fewer than 0.1") in report.answer


def test_lines_that_are_drawn_are_the_limits_each_mentor_is_judged_by(request_):
    """At a mentor's size, the line has the mentor's own limits: between its points it lies between theirs."""
    report = consistency(request_)
    for measure in ("refused_share", "sessions_per_month", "rating"):
        lines = sorted((row["out_of"], row) for row in report.parts["lines"] if row["measure"] == measure)
        assert len(lines) > 10
        widths = [row["high_998"] - row["low_998"] for _, row in lines[len(lines) // 2 :]]
        assert widths[0] >= widths[-1], "limits narrow as the size grows"
        judged = [row for row in report.parts["mentors"] if row["measure"] == measure and row["verdict"] != "too_early"]
        for mentor in judged:
            below = max((row for size, row in lines if size <= mentor["out_of"]), key=lambda row: row["out_of"])
            above = min((row for size, row in lines if size >= mentor["out_of"]), key=lambda row: row["out_of"])
            high = sorted((below["high_998"], above["high_998"]))
            if mentor["high"] is not None:
                assert high[0] - 0.02 <= mentor["high"] <= high[1] + 0.02


def test_mentors_stand_by_name_and_never_by_rank(request_):
    for row in consistency(request_).rows:
        names = [each["name"] for each in measure_named(request_, row["measure"]).parts["mentors"]]
        assert names == sorted(names, key=str.casefold)


def test_a_measure_that_is_none_is_said(request_):
    with pytest.raises(ArgumentError, match="There is no measure beauty"):
        measure_named(request_, "beauty")


def _months(first, last):
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return found


def _end(month):
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def test_sessions_by_month_are_those_of_the_files(request_, sessions):
    people = sample.people()
    held: defaultdict[str | None, Counter[date]] = defaultdict(Counter)
    for each in sessions:
        if not each["missed"]:
            held[each["mentor"]][each["held_on"].replace(day=1)] += 1
            held[None][each["held_on"].replace(day=1)] += 1
    for mentor in [None, *list(held)[1::4]]:
        end = people[mentor].get("mentor_until") if mentor in people else None
        last = min(EXPORTED_ON, date.fromisoformat(end)) if end else EXPORTED_ON
        rows = pace(request_, mentor).rows
        first = rows[0]["month"] if rows else None
        assert first is None or first >= min(held[mentor])
        whole = [row["month"] for row in rows if row["is_whole"]]
        assert whole == [month for month in _months(whole[0], last) if _end(month) <= last] if whole else not rows
        assert [row["value"] for row in rows] == [held[mentor][row["month"]] for row in rows]


def test_between_two_rare_events_are_so_many_sessions(request_, sessions):
    mentors = {each["mentor"] for each in sessions if each["missed"]}
    for mentor in [None, *sorted(mentors)[::5]]:
        own = [each for each in sessions if mentor in (None, each["mentor"]) and each["held_on"] <= EXPORTED_ON]
        for event, is_event in (
            ("missed", lambda each: each["missed"]),
            ("refused", lambda each: each["credited"] == 0),
        ):
            some = [each for each in own if event == "missed" or not each["missed"]]
            ordered = sorted(some, key=lambda each: (each["held_on"], each["row"]))
            between, since = [], 0
            for each in ordered:
                if is_event(each):
                    between.append(since)
                    since = 0
                else:
                    since += 1
            assert [row["value"] for row in rare_events(request_, event, mentor).rows] == between
    with pytest.raises(ArgumentError, match="no event lost"):
        rare_events(request_, "lost")


def test_a_mentor_sees_the_own_months_and_nobody_elses(sample_store, policy, request_):
    mentor, other = "P-1002", "P-1004"
    full = pace(request_, mentor)
    with request_to(sample_store, policy, EXPORTED_ON, Viewer(Role.MENTOR, mentor)) as own:
        assert pace(own, mentor).rows == full.rows
        assert rare_events(own, "missed", mentor).rows == rare_events(request_, "missed", mentor).rows
        for asked in (other, None):
            with pytest.raises(AccessError):
                pace(own, asked)
            with pytest.raises(AccessError):
                rare_events(own, "missed", asked)
        with pytest.raises(AccessError):
            consistency(own)
    for viewer in (LEADERSHIP, Viewer(Role.MENTEE, "P-1051")):
        with request_to(sample_store, policy, EXPORTED_ON, viewer) as request:
            for report in (consistency, pace):
                with pytest.raises(AccessError):
                    report(request)
