"""The engine against the oracle on random programmes, and the properties that credit must have."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorship.check_json import mentees_as_json
from mentorship.credit import SQL
from mentorship.credit.assess import assess
from mentorship.credit.outcomes import mentees_assessed
from mentorship.intake.importer import import_file
from mentorship.policy.loader import read_handbook
from mentorship.policy.readings import read_as, reading_set
from mentorship.store.connection import open_store
from mentorship.store.sql_files import run
from tests.support.oracle import judge
from tests.support.programmes import AS_OF, policies, programmes, sessions, write_people, write_sessions

pytestmark = pytest.mark.slow

HANDBOOK = read_handbook()
SETS = {name: read_as(HANDBOOK, reading_set(HANDBOOK, name)) for name in ("strict", "default", "generous")}
patiently = settings(deadline=None, max_examples=7, suppress_health_check=list(HealthCheck), derandomize=True)


def check(rows, people, *policies):
    """What the engine says of everyone, under each policy: from files, read once."""
    store = open_store(None, threads=1)  # so few sessions are judged sooner by one
    with TemporaryDirectory() as folder:
        write_sessions(Path(folder) / "sessions.csv", rows)
        write_people(Path(folder) / "people.csv", people)
        for file in ("people.csv", "sessions.csv"):
            assert import_file(store, Path(folder) / file, HANDBOOK).problems == []
    found = []
    for policy in policies:
        with store.cursor() as cursor:
            run(cursor, SQL / "scope_everyone.sql")
            assess(cursor, policy, AS_OF)
            everyone = mentees_as_json(mentees_assessed(cursor), policy, AS_OF)
            found.append({mentee["mentee"]: mentee for mentee in everyone})
    store.close()
    return found


def assert_agrees(policy, found, rows, people):
    """The engine and the oracle say the same of every session's minutes, every tier's days, every shortfall."""
    expected = judge(policy, [replace(row) for row in rows], people, AS_OF)
    assert set(found) == set(expected)
    for mentee, outcome in expected.items():
        engine = found[mentee]
        minutes = {session["row"]: session["credited_minutes"] for session in engine["sessions"]}
        assert minutes == {session.row: session.credited for session in outcome.sessions}
        assert engine["recorded_minutes"] == outcome.recorded
        assert engine["credited_minutes"] == outcome.credited
        for tier in engine["tiers"]:
            oracle = outcome.tiers[tier["tier"]]
            said = (tier["hours_complete_on"], tier["reached_on"], tier["minutes_short"])
            assert said == (_iso(oracle.complete), _iso(oracle.reached), oracle.short), (mentee, tier["tier"])
            assert max(need["short"] for need in tier["needs"]) <= tier["minutes_short"]


def _iso(day):
    return day.isoformat() if day else None


@patiently
@given(programme=programmes())
def test_agrees_with_the_oracle(programme):
    for policy, found in zip(SETS.values(), check(*programme, *SETS.values()), strict=True):
        assert_agrees(policy, found, *programme)


@settings(patiently, max_examples=10)
@given(
    programme=programmes(),
    handbooks=st.lists(st.tuples(policies(HANDBOOK), st.sampled_from(sorted(SETS))), min_size=6, max_size=6),
)
def test_agrees_with_the_oracle_under_random_rules(programme, handbooks):
    """Other tiers, minimums, categories and caps, each in one of the three sets of readings."""
    sets = [read_as(handbook, reading_set(handbook, name)) for handbook, name in handbooks]
    for policy, found in zip(sets, check(*programme, *sets), strict=True):
        assert_agrees(policy, found, *programme)


def standing(mentee):
    """What must never fall: credited minutes by category, and for each tier that it was reached, and how early."""
    tiers = [(tier["reached_on"] or "9999", tier["hours_complete_on"] or "9999", tier["minutes_short"])
             for tier in mentee["tiers"]]  # fmt: skip
    return mentee["credited_minutes"], tiers


def assert_no_worse(before, after):
    credited_before, tiers_before = standing(before)
    credited_after, tiers_after = standing(after)
    assert all(credited_after[category] >= minutes for category, minutes in credited_before.items())
    for was, now in zip(tiers_before, tiers_after, strict=True):
        assert now[0] <= was[0]
        assert now[1] <= was[1]
        assert now[2] <= was[2]


@patiently
@given(programme=programmes())
def test_a_stricter_reading_never_credits_more(programme):
    strict, default, generous = check(*programme, *SETS.values())
    for mentee in strict:
        assert_no_worse(strict[mentee], default[mentee])
        assert_no_worse(default[mentee], generous[mentee])


# A new day between two untitled classes makes one class of them, which the text wants; so titles only.
UNCAPPED = (
    *("treatment", "small_group", "large_group", "study_group", "recording", "precepting", "csir_call"),
    "one_to_one",
)


@patiently
@given(programme=programmes(UNCAPPED), extra=sessions("ada", UNCAPPED))
def test_more_sessions_never_earn_less(programme, extra):
    rows, people = programme
    more = [*rows, replace(extra, row=len(rows) + 2)]
    before, after = check(rows, people, HANDBOOK)[0], check(more, people, HANDBOOK)[0]
    assert_no_worse(before["ada"], after["ada"])


@patiently
@given(programme=programmes(), shuffled=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(programme, shuffled):
    rows, people = programme
    other = list(rows)
    shuffled.shuffle(other)
    before, after = check(rows, people, HANDBOOK)[0], check(other, people, HANDBOOK)[0]
    for mentee in before:
        assert standing(before[mentee]) == standing(after[mentee])


@patiently
@given(programme=programmes())
def test_what_is_allocated_adds_up(programme):
    """Complete tiers get hours and minimums, nobody spends a minute twice, no tier takes what it does not count."""
    for policy, found in zip(SETS.values(), check(*programme, *SETS.values()), strict=True):
        for mentee in found.values():
            given_to: dict[tuple[str, str], int] = {}
            for session in mentee["sessions"]:
                assert sum(part["minutes"] for part in session["allocated"]) <= session["credited_minutes"]
                for part in session["allocated"]:
                    key = part["tier"], session["category"]
                    given_to[key] = given_to.get(key, 0) + part["minutes"]
            for tier in mentee["tiers"]:
                rules = policy.tiers[tier["tier"]]
                own = {category: minutes for (name, category), minutes in given_to.items() if name == tier["tier"]}
                counted, minutes = rules.counts.on(AS_OF), rules.minutes.on(AS_OF)
                assert counted is not None and set(own) <= set(counted)
                assert minutes is not None
                if tier["hours_complete_on"]:
                    assert sum(own.values()) == minutes
                    for category, timeline in rules.minimum.items():
                        least = timeline.on(AS_OF)
                        assert least is not None and own.get(category, 0) >= least
                else:
                    assert sum(own.values()) <= minutes
