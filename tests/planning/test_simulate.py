"""A rule change over everybody: as two assessments compared say, whatever is carried over."""

import copy
import functools
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorship.access import Role, Viewer
from mentorship.credit.refresh import refresh
from mentorship.errors import AccessError
from mentorship.intake.importer import import_file
from mentorship.planning.simulate import judge_under, simulate
from mentorship.planning.watch import StoppedError, Watch
from mentorship.policy.amendments import amend, parse_amendment
from mentorship.policy.checking import policy_from
from mentorship.policy.loader import read_handbook
from mentorship.policy.readings import read_as, reading_set
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.conftest import SAMPLE
from tests.support.asking import LEADERSHIP, check_json, request_to
from tests.support.programmes import (
    ACTIVITIES,
    AS_OF,
    activity_terms,
    policies,
    programmes,
    write_people,
    write_sessions,
)

pytestmark = pytest.mark.slow

HANDBOOK = read_handbook()
STRICT = read_as(HANDBOOK, reading_set(HANDBOOK, "strict"))
HEAD = 'title = "a reform"\nsource = "the board"\nin_force_from = {}\n'
ALWAYS = HEAD.format('"always"')
patiently = settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck), derandomize=True)

REFORMS = {
    "less of A": ALWAYS + "[tiers.first.minimum]\nA = 4",
    "more of C from 2018": HEAD.format("2018-01-01") + "[tiers.first.minimum]\nC = 9",
    "classes count less": ALWAYS + '[activities.clinical_application]\ncap = { hours = 4, per = "event" }',
    "virtual treatment from 2020": HEAD.format("2020-01-01")
    + '[activities.treatment]\nmodality = ["in_person", "virtual"]',
    "groups count as C": ALWAYS + '[activities.small_group]\ncategory = "C"',
    "a fourth tier": ALWAYS
    + '[tiers.fourth]\norder = 4\nlabel = "Fourth"\nhours = 24\ncounts = ["C"]\nprerequisite = "none"',
    "other reading": ALWAYS + '[interpretation]\nsurplus_hours = "starts_after"',
    "hours only after certification": ALWAYS + '[interpretation]\ncertification_timing = "before_hours"',
    "no rule about certification from 2019": HEAD.format("2019-01-01")
    + '[tiers.second]\nprerequisite = "none"\n[tiers.third]\nprerequisite = "techniques"',
    "in the future": HEAD.format("2030-01-01") + "[tiers.first]\nhours = 40",
    "everything at once": HEAD.format("2017-06-01")
    + "[tiers.first]\nhours = 30\n[activities.recording]\n"
    + 'repeats = "count"\n[activities.one_to_one]\ncredit = { basis = "fixed", hours = 1 }',
}  # fmt: skip


def reformed(text, policy=HANDBOOK):
    return amend(policy, parse_amendment(text))


@pytest.fixture(scope="module")
def checked():
    """What `check` says of the sample under a policy; mentee → their part of the JSON. Files are read once a policy."""

    @functools.cache
    def told(policy):
        files = ([SAMPLE / "sessions.csv"], [SAMPLE / "people.csv"])
        return {each["mentee"]: each for each in check_json(*files, policy, EXPORTED_ON)["mentees"]}

    return told


@pytest.mark.parametrize("text", REFORMS.values(), ids=REFORMS)
def test_it_is_what_two_checks_say(sample_store, checked, text):
    """Every number recomputed from `check` before and after, in plain Python."""
    after = reformed(text)
    told = [checked(HANDBOOK), checked(after)]
    with request_to(sample_store, HANDBOOK, EXPORTED_ON) as request:
        found = simulate(request, after)
    assert found.mentees == len(told[0]) == len(told[1])
    expected = {}
    for mentee, was in told[0].items():
        now = told[1][mentee]
        tiers = [_tier(name, was, now) for name in dict.fromkeys(t["tier"] for t in (*now["tiers"], *was["tiers"]))]
        if was["credited_minutes"] != now["credited_minutes"] or any(t[1] != t[2] or t[3] != t[4] for t in tiers):
            expected[mentee] = (was["credited_minutes"], now["credited_minutes"], tiers)
    got = {
        each.mentee: (
            each.before,
            each.after,
            [
                (t.tier, _iso(t.reached_before), _iso(t.reached_after), t.short_before, t.short_after)
                for t in each.tiers
            ],
        )
        for each in found.changed
    }
    assert got == expected
    assert list(got) == sorted(got)
    assert [_counts(each) for each in found.tiers] == _tier_counts(told, after)
    assert {(each.mentee, each.tier, each.minutes) for each in found.lost} == _losses(told, found.first_day)


def _tier(name, was, now):
    one, other = ({t["tier"]: t for t in who["tiers"]}.get(name, {}) for who in (was, now))
    return (name, one.get("reached_on"), other.get("reached_on"), one.get("minutes_short"), other.get("minutes_short"))


def _iso(day):
    return day.isoformat() if day else None


def _counts(each):
    return (
        each.tier, each.reached_before, each.reached_after, each.gained, each.lost, each.earlier, each.later,
    )  # fmt: skip


def _tier_counts(told, after):
    counts = []
    for name, _ in after.tiers_in_order:
        pairs = [_tier(name, was, told[1][mentee])[1:3] for mentee, was in told[0].items()]
        counts.append((
            name, sum(b is not None for b, _ in pairs), sum(a is not None for _, a in pairs),
            sum(b is None and a is not None for b, a in pairs), sum(b is not None and a is None for b, a in pairs),
            sum(bool(b and a and a < b) for b, a in pairs), sum(bool(b and a and a > b) for b, a in pairs),
        ))  # fmt: skip
    return counts


def _losses(told, first_day):
    """Tiers and credit lost, from the two checks. The sample's repeated records are summed by day and activity."""
    day, lost = _iso(first_day), set()
    for mentee, was in told[0].items():
        now = told[1][mentee]
        for tier in was["tiers"]:
            _, before, after, _, short = _tier(tier["tier"], was, now)
            if before and (day is None or before < day) and (after is None or (day is not None and after >= day)):
                lost.add((mentee, tier["tier"], short))
        minutes: dict[tuple[str, str], int] = {}
        for sign, who in ((1, was), (-1, now)):
            for session in who["sessions"]:
                if day is None or session["held_on"] < day:
                    key = session["activity"], session["held_on"]
                    minutes[key] = minutes.get(key, 0) + sign * session["credited_minutes"]
        if total := sum(each for each in minutes.values() if each > 0):
            lost.add((mentee, None, total))
    return lost


TABLES = ("changed_session", "changed_tier", "changed_credit")


def _tables(request):
    return {name: sorted(request.cursor.execute(_ALL[name]).fetchall(), key=str) for name in TABLES}


_ALL = {
    "changed_session": "select * exclude (rules_before, rules_after, recorded_minutes, modality) from changed_session",
    "changed_tier": "select * exclude (tier_order) from changed_tier",
    "changed_credit": "from changed_credit",
}


@st.composite
def other_terms(draw):
    """Our handbook with other terms of a few activities: tiers and readings stay."""
    tables = copy.deepcopy(HANDBOOK._data)
    for code in draw(st.sets(st.sampled_from(ACTIVITIES), min_size=1, max_size=3)):
        tables["activities"][code] |= draw(activity_terms())
    return policy_from(tables, "random.toml")


@st.composite
def with_ids(draw):
    """Sessions of which some share an id of the source, and mentees with a second name."""
    rows, people = draw(programmes())
    for row in rows:
        row.session_id = draw(st.sampled_from([None, None, "S1", "S2"]))
    return rows, people


@patiently
@given(
    programme=with_ids(), after=st.one_of(other_terms(), policies(HANDBOOK)), read=st.sampled_from([HANDBOOK, STRICT])
)
def test_what_is_carried_over_is_what_judging_again_would_find(programme, after, read):
    rows, people = programme
    after = read_as(after, read.chosen_readings)
    store = open_store(None, threads=1)  # so few sessions are judged sooner by one
    with TemporaryDirectory() as folder:
        write_sessions(Path(folder) / "sessions.csv", rows)
        write_people(Path(folder) / "people.csv", people)
        for file in ("people.csv", "sessions.csv"):
            import_file(store, Path(folder) / file, HANDBOOK)
    refresh(store, read, AS_OF)
    with request_to(store, read, AS_OF) as request:
        judge_under(request, after)
        quick = _tables(request)
        judge_under(request, after, all_again=True)
        assert quick == _tables(request)
    store.close()


def test_without_a_change_nothing_changes(sample_store):
    same = reformed(HEAD.format("2020-01-01") + "[tiers.first]\nhours = 24")
    with request_to(sample_store, HANDBOOK, EXPORTED_ON) as request:
        found = simulate(request, same)
    assert (found.difference, found.changed, found.lost, found.first_day) == ([], [], [], None)
    assert all((each.gained, each.lost, each.earlier, each.later) == (0, 0, 0, 0) for each in found.tiers)


def test_it_tells_how_far_it_is_and_can_be_stopped(sample_store):
    after, shares = reformed(REFORMS["everything at once"]), []
    with request_to(sample_store, HANDBOOK, EXPORTED_ON) as request:
        simulate(request, after, Watch(lambda question, share: shares.append(share)))
        assert shares == sorted(shares)
        assert 0 <= shares[0] < 0.1
        assert 0.6 < shares[-1] <= 1
        stop = threading.Event()
        with pytest.raises(StoppedError):
            simulate(request, after, Watch(lambda question, share: stop.set(), stop))
        assert simulate(request, after).changed, "after a stop the next one starts afresh"


def test_a_question_in_progress_is_stopped_too(sample_store):
    stop = threading.Event()
    with request_to(sample_store, HANDBOOK, EXPORTED_ON) as request, pytest.raises(StoppedError):
        threading.Timer(0.2, stop.set).start()
        with Watch(stop=stop).over(request.cursor):
            request.cursor.execute("select count(*) from range(100_000_000_000) as a, range(1000) as b").fetchone()


def test_only_the_ombudsman_sees_who_gains_and_loses(sample_store):
    for viewer in (LEADERSHIP, Viewer(Role.MENTEE, "P-1051"), Viewer(Role.MENTOR, "P-1001")):
        with request_to(sample_store, HANDBOOK, EXPORTED_ON, viewer) as request, pytest.raises(AccessError):
            simulate(request, reformed(REFORMS["less of A"]))
