"""The report of a period for the modality leaders: whole months, numbers of groups, and nobody in it."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from mentorship.access import Role, Viewer
from mentorship.errors import AccessError, ArgumentError
from mentorship.reports.period import period
from mentorship.sample.held import EXPORTED_ON
from tests.support import sample_records as sample
from tests.support.asking import LEADERSHIP, request_to

BEGIN, UNTIL = date(2025, 1, 1), date(2026, 6, 30)


@pytest.fixture(scope="module")
def led(policy):
    return sample.led(sample.checked(policy))


@pytest.fixture
def asked(sample_store, policy):
    def report(begin=BEGIN, until=UNTIL):
        with request_to(sample_store, policy, EXPORTED_ON) as request:
            return period(request, begin, until)

    return report


def test_months_are_within_nine_of_the_truth_in_steps_of_five(asked, led):
    """As leadership sees numbers: at least five people behind each, and rounded so that a person more does not show."""
    people: defaultdict[date, set[str]] = defaultdict(set)
    sessions: Counter[date] = Counter()
    for each in led:
        people[each["held_on"].replace(day=1)].add(each["mentee"])
        sessions[each["held_on"].replace(day=1)] += 1
    rows = asked().rows
    assert [row["month"] for row in rows] == [date(2025 + n // 12, n % 12 + 1, 1) for n in range(18)]
    for row in rows:
        true = len(people[row["month"]])
        if true < 5:
            assert (row["mentees"], row["sessions"], row["hidden"]) == (None, None, True)
            continue
        assert abs(row["mentees"] - true) <= 9
        assert row["mentees"] % 5 == 0
        assert abs(row["sessions"] - sessions[row["month"]]) <= 9


def test_kinds_add_up_to_the_period(asked, led):
    inside = [each for each in led if BEGIN <= each["held_on"] <= UNTIL]
    people = defaultdict(set)
    for each in inside:
        people[each["activity"], each["modality"]].add(each["mentee"])
    rows = {(row["activity"], row["modality"]): row for row in asked().parts["kinds"]}
    assert set(rows) == set(people)
    for key, row in rows.items():
        assert (row["mentees"] is None) == (len(people[key]) < 5)


@pytest.mark.parametrize(
    ("begin", "until", "months"),
    [
        (date(2026, 1, 2), date(2026, 3, 30), 1),
        (date(2026, 1, 1), date(2026, 1, 31), 1),
        (date(2026, 1, 2), date(2026, 1, 31), 0),
    ],
)
def test_only_whole_months_are_shown(asked, begin, until, months):
    """A part of a month would tell of few people."""
    assert len(asked(begin, until).rows) == months


def test_no_name_and_no_id_of_anybody_is_in_it(asked):
    text = repr((asked(), asked(date(2013, 5, 1), EXPORTED_ON)))
    words = {word for row in sample.rows_of("people") for word in (row["person"], row["name"], row["email"])}
    assert not [word for word in words if word and word in text]


def test_small_numbers_are_words(asked):
    report = asked()
    for row in report.parts["questions"]:
        for name in ("open", "closed"):
            assert row[name] in ("none", "fewer than five") or int(row[name]) >= 5
    for row in report.parts["measures"]:
        assert row["outside"] in ("none", "fewer than five") or int(row["outside"]) >= 5
        assert row["definition"]


@pytest.mark.parametrize(
    ("begin", "until"), [(UNTIL, BEGIN), (BEGIN, EXPORTED_ON + timedelta(days=1))], ids=["backwards", "to come"]
)
def test_a_period_that_cannot_be_is_refused(asked, begin, until):
    with pytest.raises(ArgumentError):
        asked(begin, until)


@pytest.mark.parametrize("viewer", [LEADERSHIP, Viewer(Role.MENTOR, "P-1002"), Viewer(Role.MENTEE, "P-1051")])
def test_days_are_chosen_by_the_ombudsman_alone(sample_store, policy, viewer):
    with request_to(sample_store, policy, EXPORTED_ON, viewer) as request, pytest.raises(AccessError):
        period(request, BEGIN, UNTIL)
