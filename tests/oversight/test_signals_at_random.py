"""Signals over random exports are what plain loops over their rows find; kept ones are those found anew."""

import csv
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random

import pytest

from mentorship.credit.refresh import refresh
from mentorship.intake.importer import import_file
from mentorship.oversight.refresh import refresh_signals
from mentorship.oversight.signals.current import signals
from mentorship.oversight.signals.definitions import CODES
from mentorship.store.connection import open_store
from tests.support import oversight_records as plain
from tests.support import signal_oracle as oracle
from tests.support.asking import check_json, request_to

pytestmark = pytest.mark.slow

COURSES = {"M1": {"cst i", "cst ii"}, "M2": {"cst i"}, "M4": {"cst i"}, "ada": {"cst i"}, "ben": {"cst i", "cst ii"}}


SEEDS = range(5)


@contextmanager
def programme(seed, folder, policy):
    """A store with random exports; every record of theirs, those that stand for a session, contacts by mentor."""
    rows = plain.invented(seed, 260, days=(500, 90, 20)[seed % 3], clocks=plain.DENSE)
    files = {"first.csv": rows[:200], "second.csv": rows[200:]}
    random = Random(seed)
    # The other source has some of the same sessions, a little longer.
    files["second.csv"] += [
        {**row, "minutes": str(int(row["minutes"]) + random.choice((0, 10, 20))), "session_id": "", "starts_at": ""}
        for row in random.sample(rows[:200], 12)
    ]
    for name, own in files.items():
        plain.write(folder / name, own)
    plain.write_people(folder / "people.csv")
    days = [plain.AS_OF - timedelta(days=back) for back in (364, 365, 366, 10)]
    contacts = {mentor: [days[place % 4]] for place, mentor in enumerate(("M1", "M4"), seed)}
    with (folder / "contacts.csv").open("w", newline="", encoding="utf-8") as opened:
        csv.writer(opened).writerows([("mentor", "contacted_on"), *((who, day) for who, (day,) in contacts.items())])
    store = open_store(None)
    for name in ("people.csv", *files, "contacts.csv"):
        import_file(store, folder / name, policy)
    refresh(store, policy, plain.AS_OF)
    known = {name.lower(): each[0] for each in plain.PEOPLE for name in each[:2] if name}
    checked = check_json([folder / name for name in files], [folder / "people.csv"], policy, plain.AS_OF)
    records = plain.records_of(files, known, checked, plain.AS_OF)
    once = plain.once(records)
    yield store, *([each for each in some if not each["missed"]] for some in (records, once)), contacts
    store.close()


def expected(records, held, contacts):
    certified = {each[0]: tuple(date.fromisoformat(day) if day else None for day in each[2:4]) for each in plain.PEOPLE}
    technique = {each[0]: [date.fromisoformat(each[6])] for each in plain.PEOPLE if each[6]}
    return {
        "overlap_mentor": oracle.overlap_mentor(held),
        "overlap_mentee": oracle.overlap_mentee(held),
        "group_as_one_to_one": oracle.group_as_one_to_one(held),
        "size_against_kind": oracle.size_against_kind(held),
        "long_day": oracle.long_day(held),
        "standing": oracle.standing(held),
        "claimed_only": oracle.reported_alone(records, "mentee"),
        "confirmed_only": oracle.reported_alone(records, "mentor"),
        "course_not_attended": oracle.course_not_attended(held, COURSES),
        "examiner_of_own_mentee": oracle.examiner_of_own_mentee(held, {"M1"}, technique, plain.AS_OF),
        "possible_duplicate": oracle.possible_duplicate(held),
        "no_contact": oracle.no_contact(held, certified, contacts, plain.AS_OF),
    }


def test_signals_are_what_plain_loops_find(tmp_path, policy):
    seen = set()
    for seed in SEEDS:
        with programme(seed, tmp_path, policy) as (store, records, held, contacts):
            with request_to(store, policy, plain.AS_OF) as request:
                found = signals(request)
            credited = {oracle.place(each): each["credited"] for each in records}
            for signal, questions in expected(records, held, contacts).items():
                own = [each for each in found if each.signal == signal]
                seen |= {each.signal for each in own}
                _same(signal, own, questions, credited)
    assert seen == set(CODES) - {"sudden_change"}, "agreeing on nothing would prove nothing"


def _same(signal, own, questions, credited):
    if signal == "no_contact":
        assert {each.mentor for each in own} == questions
        return
    assert {frozenset((one.file, one.row) for one in each.sessions) for each in own} == questions, signal
    assert len(own) == len(questions), signal
    for each in own:
        assert each.question.endswith("?")
        if signal not in ("standing", "claimed_only", "confirmed_only"):
            assert each.minutes_at_stake == sum(credited[one.file, one.row] for one in each.sessions), signal


@pytest.mark.parametrize("seed", SEEDS)
def test_kept_signals_are_those_found_anew(tmp_path, policy, seed):
    with programme(seed, tmp_path, policy) as (store, *_):
        with request_to(store, policy, plain.AS_OF) as request:
            anew = signals(request)
        assert refresh_signals(store, policy, plain.AS_OF)
        assert not refresh_signals(store, policy, plain.AS_OF)
        with request_to(store, policy, plain.AS_OF) as request:
            assert signals(request) == anew
