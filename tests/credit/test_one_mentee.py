"""One mentee judged alone, by the statement that is planned once, against the same mentee judged among everybody."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.credit.assess import assess
from mentorship.credit.one_mentee import judge, mentee_record
from mentorship.credit.outcomes import allocated, mentee_assessed, mentees_assessed
from mentorship.intake.importer import import_file
from mentorship.planning import SQL as PLANNING
from mentorship.policy.loader import read_handbook
from mentorship.policy.readings import read_as, reading_set
from mentorship.store.connection import open_store
from mentorship.store.sql_files import run
from tests.credit.test_assess import SETS, patiently
from tests.support.programmes import ACTIVITIES, AS_OF, policies, programmes, write_people, write_sessions

pytestmark = pytest.mark.slow

HANDBOOK = read_handbook()
ANYBODY = {"viewer_role": "ombudsman", "viewer_person": None}
RULED = """insert into ruling (ruling_no, effect, author, about, activity, event, person, valid_from, valid_until)
    values (?, ?, 'om', ?, ?, ?, ?, ?, ?)"""
RULED_ROW = """insert into ruling (ruling_no, about, effect, session_id, mentee_key, content, occurrence, author)
    select ?, 'session', ?, session_id, mentee_key, content, occurrence, 'om' from session_fact where row = ?"""
UNTIL_NOW = """create or replace temp table session_in_scope as
    from current_session where held_on <= $1 and status != 'scheduled'"""
LEADERS = ("mentor", "MENTOR", "lapsing", "blank", "unheard", "nobody")


@st.composite
def rulings(draw):
    """Rulings that may be about some sessions: an effect, and the number of a row or (about, activity, event, person,
    from, until)."""
    effect = draw(st.sampled_from(["accept", "refuse"]))
    match draw(st.sampled_from(["session", "event", "person"])):
        case "session":
            return effect, draw(st.integers(2, 30))
        case "event":
            event = draw(st.sampled_from(["pediatrics", "endings"]))
            return effect, ("event", draw(st.sampled_from(ACTIVITIES)), event, None, None, None)
        case _:
            begin = draw(st.none() | st.dates(AS_OF - timedelta(days=4000), AS_OF))
            end = draw(st.none() | st.dates(AS_OF - timedelta(days=4000), AS_OF))
            return effect, ("person", None, None, draw(st.sampled_from(LEADERS)), begin, end)


def programme_with_ids(programme, ids):
    """Some rows share an id of the source."""
    rows, people = programme
    return [replace(row, session_id=each and f"S-{each}") for row, each in zip(rows, ids, strict=False)], people


def store_of(programme, ruled):
    store, (rows, people) = open_store(None, threads=1), programme
    with TemporaryDirectory() as folder:
        write_sessions(Path(folder) / "sessions.csv", rows)
        write_people(Path(folder) / "people.csv", people)
        for file in ("people.csv", "sessions.csv"):
            import_file(store, Path(folder) / file, HANDBOOK)
    with store.cursor() as cursor, store.transaction(cursor):
        for number, (effect, about) in enumerate(ruled, 1):
            if isinstance(about, int):
                cursor.execute(RULED_ROW, [number, effect, about])
            else:
                cursor.execute(RULED, [number, effect, *about])
    return store


def assert_the_same_alone_as_among_everybody(store, policy):
    with store.cursor() as cursor:
        cursor.execute(UNTIL_NOW, [AS_OF])
        cursor.execute("create or replace temp view scope_session as from session_in_scope")
        assess(cursor, policy, AS_OF)
        for mentee, among in mentees_assessed(cursor).items():
            alone = judge(mentee_record(cursor, mentee, AS_OF, ANYBODY), policy, AS_OF)
            assert alone == allocated(among, policy, AS_OF), mentee


@patiently
@given(
    programme=programmes(),
    ids=st.lists(st.none() | st.integers(1, 6), min_size=80, max_size=80),
    ruled=st.lists(rulings(), max_size=4),
)
def test_one_mentee_alone_is_judged_as_among_everybody(programme, ids, ruled):
    store = store_of(programme_with_ids(programme, ids), ruled)
    for policy in SETS.values():
        assert_the_same_alone_as_among_everybody(store, policy)
    store.close()


@patiently
@given(
    programme=programmes(),
    handbook=policies(HANDBOOK),
    name=st.sampled_from(sorted(SETS)),
    ruled=st.lists(rulings(), max_size=2),
)
def test_one_mentee_alone_is_judged_as_among_everybody_under_random_rules(programme, handbook, name, ruled):
    store = store_of(programme, ruled)
    assert_the_same_alone_as_among_everybody(store, read_as(handbook, reading_set(handbook, name)))
    store.close()


@st.composite
def plans(draw):
    return draw(st.lists(st.fixed_dictionaries({
        "held_on": st.dates(AS_OF, AS_OF + timedelta(days=900)), "activity": st.sampled_from(ACTIVITIES),
        "modality": st.sampled_from(["in_person", "virtual"]), "minutes": st.none() | st.integers(1, 700),
        "days": st.none() | st.integers(1, 6),
    }), max_size=4))  # fmt: skip


@patiently
@given(
    programme=programmes(most=5),
    planned=plans(),
    count_scheduled=st.booleans(),
    policy=st.sampled_from(list(SETS.values())),
)
def test_a_plan_beside_one_record_is_judged_as_in_the_scope_of_everybodys_questions(
    programme, planned, count_scheduled, policy
):
    store = store_of(programme, [])
    asked = {"as_of": AS_OF, "count_scheduled": count_scheduled}
    numbered = json.dumps([{**each, "row": row} for row, each in enumerate(planned, 1)], default=str)
    until = max([AS_OF, *(each["held_on"] for each in planned)])
    with store.cursor() as cursor:
        mentees = [name for (name,) in cursor.execute("select distinct mentee from current_session").fetchall()]
        for mentee in mentees:
            run(cursor, PLANNING / "scope_planned.sql", planned=numbered, mentee=mentee, **asked, **ANYBODY)
            assess(cursor, policy, until)
            alone = judge(mentee_record(cursor, mentee, viewer=ANYBODY, **asked).with_planned(planned), policy, until)
            assert alone == mentee_assessed(cursor, policy, until), mentee
    store.close()


def test_threads_that_ask_at_once_get_the_same_answers(sample_store):
    with sample_store.cursor() as cursor:
        mentees = [name for (name,) in cursor.execute("select distinct mentee from current_session").fetchall()][:15]
        records = [mentee_record(cursor, mentee, AS_OF, ANYBODY) for mentee in mentees]
    asked = list(product(records, SETS.values()))
    with ThreadPoolExecutor(6) as threads:
        at_once = list(threads.map(lambda each: judge(each[0], each[1], AS_OF), asked))
    assert at_once == [judge(*each, AS_OF) for each in asked]
    assert sum(bool(each.sessions) for each in at_once) > 20


def test_nobody_finds_another_persons_record(sample_store):
    with sample_store.cursor() as cursor:
        (mentee,) = cursor.execute("select mentee from current_session limit 1").fetchone()
        for viewer in (
            {"viewer_role": "mentee", "viewer_person": "P-0"},
            {"viewer_role": "mentor", "viewer_person": mentee},
            {"viewer_role": "leadership", "viewer_person": None},
        ):
            assert judge(mentee_record(cursor, mentee, AS_OF, viewer), HANDBOOK, AS_OF).sessions == []
