"""Everybody's allocation is, session by session, what `allocation.py` says of each mentee."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorship.credit import SQL
from mentorship.credit.assess import assess
from mentorship.credit.outcomes import allocated, mentees_assessed
from mentorship.credit.refresh import refresh_within
from mentorship.intake.importer import import_file
from mentorship.policy.amendments import amend, parse_amendment
from mentorship.policy.loader import read_handbook
from mentorship.policy.readings import READING_SETS, read_as, reading_set
from mentorship.policy.requirements import requirement_eras
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from mentorship.store.sql_files import run
from tests.support.programmes import AS_OF, policies, programmes, write_people, write_sessions

pytestmark = pytest.mark.slow

HANDBOOK = read_handbook()
ALLOCATED = """
select d.mentee, a.import_no, a.row, t.tier, a.minutes
from allocation as a
join decision as d using (import_no, row)
join (select distinct tier, tier_order from requirement) as t using (tier_order)
"""
patiently = settings(deadline=None, max_examples=6, suppress_health_check=list(HealthCheck), derandomize=True)


def both(store, policy, as_of):
    """(mentee, session, tier) → minutes: everybody's at once, and mentee by mentee."""
    with store.cursor() as cursor:
        run(cursor, SQL / "scope_everyone.sql")
        assess(cursor, policy, as_of)
        one_by_one = {
            (mentee, session.import_no, session.row, tier): minutes
            for mentee, progress in mentees_assessed(cursor).items()
            for session in allocated(progress, policy, as_of).sessions
            for tier, minutes in session.allocated.items()
        }
        with store.trial(cursor):
            cursor.execute("truncate assessment")
            refresh_within(cursor, policy, as_of)
            rows = cursor.execute(ALLOCATED).fetchall()
    return {tuple(row[:4]): row[4] for row in rows}, one_by_one


@pytest.mark.parametrize("name", READING_SETS)
def test_on_the_sample(sample_store, name):
    at_once, one_by_one = both(sample_store, read_as(HANDBOOK, reading_set(HANDBOOK, name)), EXPORTED_ON)
    assert at_once == one_by_one
    assert len(at_once) > 1000


@pytest.mark.parametrize("hours", [24, 30, 40])
def test_with_flexible_hours_in_every_tier(sample_store, hours):
    text = 'title = "t"\nsource = "s"\nin_force_from = "always"\n' + "".join(
        f"[tiers.{tier}]\nhours = {hours}\n" for tier in ("first", "second", "third")
    )
    at_once, one_by_one = both(sample_store, amend(HANDBOOK, parse_amendment(text)), EXPORTED_ON)
    assert at_once == one_by_one


@patiently
@given(
    programme=programmes(),
    rulebooks=st.lists(
        st.one_of(policies(HANDBOOK), policies(HANDBOOK).filter(lambda each: len(requirement_eras(each)) == 1)),
        min_size=5, max_size=5,
    ),
)  # fmt: skip
def test_on_random_programmes_under_random_rules(programme, rulebooks):
    rows, people = programme
    # Much of everything in one place, so that tiers are reached and hours are left over.
    rows = [replace(row, minutes=(row.minutes or 60) * 2) for row in rows]
    store = open_store(None, threads=1)  # so few sessions are judged sooner by one
    with TemporaryDirectory() as folder:
        write_sessions(Path(folder) / "sessions.csv", rows)
        write_people(Path(folder) / "people.csv", people)
        for file in ("people.csv", "sessions.csv"):
            import_file(store, Path(folder) / file, HANDBOOK)
    for policy in rulebooks:
        at_once, one_by_one = both(store, policy, AS_OF)
        assert at_once == one_by_one
    store.close()


def test_nobody_has_nothing_to_give():
    store = open_store(None, threads=1)  # so few sessions are judged sooner by one
    assert both(store, HANDBOOK, date(2026, 1, 1)) == ({}, {})
    store.close()
