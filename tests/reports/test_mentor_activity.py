"""Who mentors how much: every number again in plain Python, and the views, states and comparisons case by case."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from mentorship.answers.definitions import year_before
from mentorship.errors import AccessError, ArgumentError
from mentorship.oversight.measures import counted, usual_since
from mentorship.oversight.signals.current import signals
from mentorship.reports.concentration import concentration
from mentorship.reports.consistency import consistency
from mentorship.reports.mentor_activity import VIEWS, mentor_activity, mentor_comparison, months_shown
from mentorship.reports.mentor_dossier import mentor_dossier
from mentorship.reports.overview import totals
from mentorship.sample.held import EXPORTED_ON
from tests.support import sample_records as sample
from tests.support.asking import LEADERSHIP, request_to
from tests.support.small_programme import AS_OF, small_programme

pytestmark = pytest.mark.slow

PERIODS = [
    {"period": "Last 12 months"},
    {"period": "All years"},
    {"begin": date(2024, 2, 1), "until": date(2024, 8, 31)},
    {"period": "Last 3 years", "until": date(2020, 1, 1)},
]


@pytest.fixture(scope="module")
def led(policy):
    return sample.led(sample.checked(policy))


@pytest.fixture
def request_(sample_store, policy):
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        yield request


def _days(period="", begin=None, until=EXPORTED_ON):
    """The first and the last day of a period."""
    back = {"Last 12 months": 365, "Last 3 years": 3 * 365}.get(period)
    return begin or (until - timedelta(days=back - 1) if back else date.min), until


@pytest.mark.parametrize("asked", PERIODS, ids=str)
def test_every_number_of_a_mentor_is_what_plain_python_counts(request_, led, asked):
    first, last = _days(**asked)
    found = {row["mentor"]: row for row in mentor_activity(request_, **asked).rows}
    by_mentor = defaultdict(list)
    for each in led:
        if each["held_on"] <= last:
            by_mentor[each["mentor"]].append(each)
    assert set(by_mentor) <= set(found)
    for mentor, row in found.items():
        all_until = by_mentor[mentor]
        own = [each for each in all_until if each["held_on"] >= first]
        mentees = {each["mentee"] for each in own}
        older = {each["mentee"] for each in all_until if each["held_on"] < first}
        ratings = [int(each["rating"]) for each in own if each["rating"]]
        assert row["sessions"] == len(own)
        assert row["credited_minutes"] == sum(each["credited"] for each in own)
        assert row["recorded_minutes"] == sum(int(each["minutes"]) for each in own)
        assert (row["mentees"], row["new_mentees"]) == (len(mentees), len(mentees - older))
        assert row["returning_mentees"] == len(mentees & older)
        assert row["kinds"] == Counter(each["activity"] for each in own)
        assert row["unverified_sessions"] == sum(each["unverified"] for each in own)
        assert row["ratings"] == len(ratings)
        assert row["mean_rating"] == (pytest.approx(sum(ratings) / len(ratings)) if len(ratings) >= 5 else None)
        days = [each["held_on"] for each in all_until]
        assert (row["first_session"], row["last_session"]) == (min(days, default=None), max(days, default=None))
        months = Counter(each.replace(day=1) for each in days)
        assert row["monthly"] == [months[month] for month in months_shown(last)]


def test_contacts_count_in_whole_months_up_to_the_day(request_):
    contacts = defaultdict(list)
    for each in sample.rows_of("contacts"):
        contacts[sample.known().get(each["mentor"].lower(), each["mentor"])].append(
            date.fromisoformat(each["contacted_on"])
        )
    for until in (EXPORTED_ON, date(2021, 3, 15)):
        for row in mentor_activity(request_, "All years", until=until).rows:
            days = [day for day in contacts[row["mentor"]] if day <= until]
            last = max(days, default=None)
            assert (row["contacts"], row["last_contact"]) == (len(days), last)
            if last:
                months = row["months_since_contact"]
                assert _months_later(last, months) <= until < _months_later(last, months + 1)


def _months_later(day, months):
    """The same day so many months later, or the first of the month after where there is none."""
    place = day.year * 12 + day.month - 1 + months
    try:
        return date(place // 12, place % 12 + 1, day.day)
    except ValueError:
        return date((place + 1) // 12, (place + 1) % 12 + 1, 1)


def test_months_shown_are_24_and_end_with_the_one_under_way():
    months = months_shown(date(2026, 1, 31))
    assert (len(months), months[0], months[-1]) == (24, date(2024, 2, 1), date(2026, 1, 1))


def test_each_view_shows_as_many_mentors_as_it_says(request_):
    for view in mentor_activity(request_).parts["views"]:
        assert len(mentor_activity(request_, view=view["view"]).rows) == view["mentors"]
    assert [each["view"] for each in mentor_activity(request_).parts["views"]] == list(VIEWS)


def test_one_question_has_one_answer_whichever_report_is_asked(request_):
    """Sessions since a day, mentors who are active, contact that lacks, kinds and mentees: everywhere alike."""
    since = usual_since(EXPORTED_ON)
    three_years = {row["mentor"]: row for row in mentor_activity(request_, begin=since).rows}
    measures = {row["mentor"]: row for row in counted(request_, since)}
    for mentor, row in three_years.items():
        assert row["sessions"] == (measures[mentor]["sessions"] if mentor in measures else 0)
    shown = {row["mentor"]: row for row in consistency(request_).parts["mentors"] if row["measure"] == "refused_share"}
    assert {mentor: row["out_of"] for mentor, row in shown.items()} == {
        mentor: row["sessions"] for mentor, row in three_years.items() if row["sessions"]
    }
    year = mentor_activity(request_)
    assert totals(request_)["mentors"] == sum(row["state"] == "active" for row in year.rows)
    assert totals(request_)["mentors"] == sum(row["sessions"] > 0 for row in year.rows)
    silent = {row["mentor"] for row in year.rows if row["is_out_of_contact"]}
    assert silent == {each.mentor for each in signals(request_) if each.signal == "no_contact"}
    busiest = max(year.rows, key=lambda row: row["sessions"])
    dossier = mentor_dossier(request_, busiest["mentor"])
    everything = {row["mentor"]: row for row in mentor_activity(request_, "All years").rows}[busiest["mentor"]]
    assert len(dossier.rows) == everything["sessions"]
    assert len(dossier.parts["mentees"]) == everything["mentees"]
    assert dossier.parts["about"][0]["state"] == busiest["state"]


# --- states, case by case ------------------------------------------------------------------------------------------

HEAD = "held_on,mentee,mentor,activity,modality,minutes\n"


@pytest.fixture
def state(tmp_path, policy):
    """The state of `mia` (certified) or `max` (until the end of 2024) after sessions on some days."""
    stores = []

    def of(mentor, *days, until=AS_OF):
        rows = [f"{day},ada,{mentor},one_to_one,virtual,60\n" for day in days]
        store = small_programme(tmp_path, policy, HEAD + "".join(rows or ["2020-01-01,ada,zoe,treatment,virtual,60\n"]))
        stores.append(store)
        with request_to(store, policy, AS_OF) as request:
            return {row["mentor"]: row["state"] for row in mentor_activity(request, "All years", until=until).rows}[
                mentor
            ]

    yield of
    for store in stores:
        store.close()


@pytest.mark.parametrize(
    ("mentor", "day", "expected"),
    [
        ("mia", year_before(AS_OF) + timedelta(days=1), "active"),
        ("mia", year_before(AS_OF), "quiet"),
        ("mia", AS_OF - timedelta(days=2 * 365 - 1), "quiet"),
        ("mia", AS_OF - timedelta(days=2 * 365), "stopped"),
        ("max", year_before(AS_OF) + timedelta(days=1), "active"),
        ("max", year_before(AS_OF), "stopped"),
    ],
)
def test_active_quiet_and_stopped_begin_on_their_day(state, mentor, day, expected):
    assert state(mentor, day) == expected


def test_who_led_nothing_has_not_started_or_is_no_mentor(state):
    assert state("mia") == "not_started"
    assert state("max") == "not_mentoring"


def test_a_state_is_told_as_of_the_day_that_is_asked_for(state):
    assert state("mia", "2021-05-01", "2025-06-01", until=date(2021, 5, 1)) == "active"
    assert state("mia", "2021-05-01", "2025-06-01", until=date(2021, 4, 30)) == "not_started"
    assert state("max", "2024-12-31", until=date(2024, 12, 31)) == "active"


# --- comparing -----------------------------------------------------------------------------------------------------


def test_up_to_four_mentors_stand_side_by_side_by_name(request_):
    rows = [row for row in mentor_activity(request_).rows if row["sessions"]]
    chosen = [row["mentor"] for row in rows[::5]][:4]
    found = mentor_comparison(request_, list(reversed(chosen)))
    assert [row["mentor"] for row in found.rows] == chosen
    assert found.parts["everybody"][0]["sessions"] == pytest.approx(sum(row["sessions"] for row in rows) / len(rows))


@pytest.mark.parametrize(("chosen", "said"), [(5, "one to 4"), (0, "one to 4"), (None, "no mentor nobody")])
def test_no_more_than_four_and_nobody_unknown_is_compared(request_, chosen, said):
    mentors = [row["mentor"] for row in mentor_activity(request_).rows][:chosen] if chosen is not None else ["nobody"]
    with pytest.raises(ArgumentError, match=said):
        mentor_comparison(request_, mentors)


@pytest.mark.parametrize(
    "asked",
    [
        {"until": EXPORTED_ON + timedelta(days=1)},
        {"begin": date(2025, 1, 2), "until": date(2025, 1, 1)},
        {"view": "best"},
    ],
)
def test_what_cannot_be_asked_is_said(request_, asked):
    with pytest.raises(ArgumentError):
        mentor_activity(request_, **asked)


def test_leadership_cannot_choose_days_nor_compare(sample_store, policy):
    """What differs between two periods a day apart would tell of one person."""
    with request_to(sample_store, policy, EXPORTED_ON, LEADERSHIP) as request:
        with pytest.raises(ArgumentError, match="named periods"):
            mentor_activity(request, until=EXPORTED_ON - timedelta(days=1))
        for report in (lambda: mentor_comparison(request, ["P-1001"]), lambda: concentration(request)):
            with pytest.raises(AccessError):
                report()


# --- on whom mentoring rests ---------------------------------------------------------------------------------------


def test_the_share_of_three_and_who_is_left_with_nobody_are_recomputed(request_, led, policy):
    report = sample.checked(policy)
    first, _ = _days("Last 12 months")
    recent = [each for each in led if each["held_on"] >= first]
    given: Counter[str] = Counter()
    for each in recent:
        if each["activity"] == "one_to_one":
            given[each["mentor"]] += each["credited"]
    found = concentration(request_)
    top = [minutes for _, minutes in given.most_common(3)]
    assert found.parts["top"][0]["share"] == pytest.approx(sum(top) / sum(given.values()))
    names = {person: row["name"] for person, row in sample.people().items()}
    assert found.parts["top"][0]["mentors"] == sorted(names[mentor] for mentor, _ in given.most_common(3))
    done = {each["mentee"] for each in report["mentees"] if all(tier["reached_on"] for tier in each["tiers"])}
    mentors = defaultdict(set)
    for each in recent:
        mentors[each["mentee"]].add(each["mentor"])
    stranded = defaultdict(set)
    for mentee, own in mentors.items():
        if len(own) == 1 and mentee not in done:
            stranded[next(iter(own))].add(mentee)
    assert {row["mentor"]: set(row["mentee_ids"]) for row in found.rows} == stranded
    assert stranded, "the sample has somebody with one mentor only"
