"""Plans fed back: what is planned is recorded as held, and `check` must credit all of it and complete the tier on the
day the plan says."""

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from mentorship.access import Role, Viewer
from mentorship.answers.request import Request, data_status
from mentorship.intake.importer import import_file
from mentorship.planning.plan import plan_to_tier
from mentorship.planning.plan_options import Minimise, PlanOptions
from mentorship.policy.amendments import Amendment, amend
from mentorship.policy.readings import read_as
from mentorship.store.connection import open_store
from tests.planning.situations import ACTIVITIES, AS_OF, HANDBOOK, SOURCE, random_policy
from tests.support.asking import check_json
from tests.support.oracle import Session, Somebody
from tests.support.programmes import PEOPLE, write_people, write_sessions

pytestmark = pytest.mark.slow

#: Long after every plan: no rule changes any more, and every certification on record is held.
AFTERWARDS = date(2090, 1, 1)
OMBUDSMAN = Viewer(Role.OMBUDSMAN)
DAYS_AGO = [0, 1, 2, *range(3, 900, 7)]
MENTEES = [f"mentee{number:02d}" for number in range(25)]


def a_record(rng, mentee):
    """Sessions of the years before, some of them not held or still to come; and the person."""
    certified = [None, date(2018, 5, 1), AS_OF - timedelta(days=200), AS_OF + timedelta(days=40)]
    person = Somebody(mentee, techniques=rng.choice(certified), diplomate=rng.choice(certified))
    rows = []
    for _ in range(rng.choice([0, 4, 12, 40])):
        code = rng.choice([*ACTIVITIES, "treatment", "one_to_one"])
        row = Session(
            row=0, mentee=mentee, activity=code, held_on=AS_OF - timedelta(days=rng.choice(DAYS_AGO)),
            modality="in_person", minutes=rng.choice([45, 60, 90, 180, 400]), starts_at=rng.choice([None, "09:00"]),
            mentor="mentor", event=rng.choice([None, "Endings", "Conference 1", "beyond the dura CONFERENCE 1"]),
            days=rng.choice([None, 2, 4]), status=rng.choice(["completed"] * 6 + ["cancelled"]),
        )  # fmt: skip
        if rng.random() < 0.15:
            row = replace(row, status="scheduled", held_on=AS_OF + timedelta(days=rng.randint(1, 20)))
        rows.append(row)
    return person, rows


def a_policy(rng):
    """The handbook in some reading; in some cases amended for all days, or from a day on while plans run."""
    if rng.random() < 0.3:
        return random_policy(rng, AS_OF + timedelta(days=60))
    policy = read_as(
        HANDBOOK, {name: rng.choice(sorted(each.alternatives)) for name, each in HANDBOOK.readings.items()}
    )
    if rng.random() < 0.5:
        changes = {
            "tiers": {"first": {"hours": rng.choice([20, 30]), "minimum": {"A": rng.choice([2, 8])}}},
            "activities": {
                "small_group": {"cap": {"hours": 0.75, "per": "event"}},
                "treatment": {"repeats": "once_per_event"},
            },
        }  # fmt: skip
        begin = rng.choice([None, AS_OF + timedelta(days=rng.randint(2, 60))])
        policy = amend(policy, Amendment("reform", SOURCE, changes, begin))
    return policy


def some_options(rng):
    return PlanOptions(
        by=rng.choice([None, None, AS_OF + timedelta(days=rng.randint(5, 200))]),
        from_=rng.choice([None, None, AS_OF, AS_OF + timedelta(days=9)]),
        minimise=rng.choice(list(Minimise)),
        minutes_per_week=rng.choice([None, None, 120, 200, 600]),
        sessions_per_week=rng.choice([None, None, 1, 2, 5]),
        only_virtual=rng.random() < 0.2,
        without=frozenset(rng.sample(ACTIVITIES[1:-1], rng.choice([0, 0, 3]))),
        lengths={code: rng.choice([30, 45, 75, 90, 480]) for code in rng.sample(ACTIVITIES, rng.choice([0, 0, 3]))},
        prices={
            code: Decimal(rng.choice(["0", "12.50", "90"])) for code in rng.sample(ACTIVITIES, rng.choice([0, 11]))
        },
    )


def as_held(mentee, session):
    """A session of the JSON of a plan as the record of one that was held."""
    return Session(
        row=0, mentee=mentee, activity=session["activity"], held_on=session["held_on"], modality=session["modality"],
        minutes=session["minutes"], mentor="mentor", event=session["event"], days=session["days"], session_id=None,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_what_is_planned_is_credited_and_completes_the_tier_that_day(seed, tmp_path):
    rng = random.Random(seed)
    policy, people, rows = a_policy(rng), list(PEOPLE), []
    for mentee in MENTEES:
        person, own = a_record(rng, mentee)
        people.append(person)
        rows += own
    write_people(tmp_path / "people.csv", people)
    write_sessions(tmp_path / "before.csv", rows)
    plans = _plans(rng, policy, tmp_path)
    held = {mentee: [as_held(mentee, each) for each in plan["sessions"]] for mentee, plan in plans.items()}
    write_sessions(tmp_path / "after.csv", [*rows, *(row for own in held.values() for row in own)])
    report = check_json([tmp_path / "after.csv"], [tmp_path / "people.csv"], policy, AFTERWARDS)
    assert report["problems"] == []
    judged = {mentee["mentee"]: mentee for mentee in report["mentees"]}
    for mentee, plan in plans.items():
        if mentee in judged:
            _assert_as_planned(plan, judged[mentee], first_row=len(rows) + 2)
    assert sum(bool(plan["sessions"]) for plan in plans.values()) > len(MENTEES) / 4


def _plans(rng, policy, folder):
    store = open_store(None)
    for file in ("people.csv", "before.csv"):
        assert import_file(store, folder / file, HANDBOOK).problems == []
    with store.cursor() as cursor:
        found, asked = {}, Request(OMBUDSMAN, cursor, policy, AS_OF, data_status(cursor))
        for mentee in MENTEES:
            tier = rng.choice(["first", "second", "third"])
            found[mentee] = plan_to_tier(asked, mentee, tier, some_options(rng)).as_json()
    store.close()
    return found


def _assert_as_planned(plan, mentee, first_row):
    fed_back = defaultdict(list)
    for session in mentee["sessions"]:
        if session["row"] >= first_row:
            fed_back[session["held_on"], session["activity"]].append(session)
    assert sum(map(len, fed_back.values())) == len(plan["sessions"])
    for planned in plan["sessions"]:
        (session,) = fed_back[planned["held_on"], planned["activity"]]
        assert session["credited_minutes"] == planned["credited_minutes"]
        assert session["category"] == planned["category"]
        assert session["outcome"] in ("credited", "reduced")
    (tier,) = (each for each in mentee["tiers"] if each["tier"] == plan["tier"])
    if plan["status"] != "impossible":
        assert (tier["hours_complete_on"], tier["reached_on"]) == (plan["hours_complete_on"], plan["reached_on"])
        assert (plan["waits_for"] is None) == (tier["reached_on"] is not None)
