"""One mentee's record, judged in a moment: for what-ifs and other readings, which are asked again and again.

What is on record is read from the store once. It is then judged by the same questions as everybody, in a small
database of its own that holds the rules of one policy: there all of them are one statement, planned once. Planning
them costs more than answering them.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb

from mentorship.credit import QUESTIONS, SQL
from mentorship.credit.assess import MACROS, assess_scope
from mentorship.credit.outcomes import (
    CategoryCredit,
    MenteeProgress,
    RequirementProgress,
    SessionCredit,
    TierProgress,
    allocated,
)
from mentorship.credit.rules import Rows, requirements_of_all_days, rule_tables, rules_of_all_days, starts_after
from mentorship.policy.model import Policy
from mentorship.store.connection import scratch
from mentorship.store.sql_files import rows_of, run

#: So many policies are kept at hand, and so many databases of each: one for each thread that asks at once.
MOST_POLICIES, MOST_OF_EACH = 16, 4
#: What the questions are told of a session, a person, a ruling; the rest is only shown.
OF_SESSION = (
    "import_no", "row", "session_id", "content", "mentee", "mentee_key", "mentee_name", "mentor", "mentor_key",
    "activity", "modality", "held_on", "minutes", "starts_at", "event", "days", "attendees", "status", "endorsed",
    "occurrence",
)  # fmt: skip
OF_PERSON = (
    "alias", "person", "mentor_since", "mentor_until", "mentor_known", "provider_known", "techniques_on",
    "diplomate_on",
)  # fmt: skip
OF_RULING = (
    "ruling_no", "about", "effect", "session_id", "mentee_key", "content", "occurrence", "activity", "event", "person",
    "valid_from", "valid_until",
)  # fmt: skip


@dataclass(frozen=True)
class MenteeRecord:
    """A mentee's sessions, with the people and the rulings that may matter to them, as rows."""

    mentee: str
    sessions: Rows
    people: Rows
    rulings: Rows

    def with_planned(self, planned: Iterable[dict[str, Any]]) -> "MenteeRecord":
        """The same with sessions that might be held: rows with `held_on`, `activity`, `modality`, `minutes`, `days`."""
        names = [each["mentee_key"] for each in self.sessions]
        names += [each["alias"] for each in self.people if each["person"] == self.mentee]
        key = next(iter(names), self.mentee.lower())
        return replace(self, sessions=self.sessions + [
            # Each is one of its own: it starts when no other does, and is an event of its own.
            dict.fromkeys((*OF_SESSION, "file", "mentor_name")) | each | {
                "import_no": 0, "row": row, "file": "plan", "mentee": self.mentee, "mentee_key": key,
                "starts_at": row, "event": f"plan {row}", "status": "completed", "occurrence": 1,
            }
            for row, each in enumerate(planned, 1)
        ])  # fmt: skip


def mentee_record(
    cursor: duckdb.DuckDBPyConnection, mentee: str, as_of: date, viewer: dict[str, Any], count_scheduled: bool = False
) -> MenteeRecord:
    """What is on record of a mentee up to a day. `viewer`: what SQL is told of whoever looks; others find nothing.

    With `count_scheduled` what is scheduled counts as held, on whatever day."""
    sessions = rows_of(run(
        cursor, SQL / "record_sessions.sql", mentee=mentee, as_of=as_of, count_scheduled=count_scheduled, **viewer
    ))  # fmt: skip
    names = {each["mentee_key"] for each in sessions}
    events = {each["event"].lower() for each in sessions if each["event"]}
    rulings = rows_of(run(cursor, SQL / "record_rulings.sql", names=sorted(names), events=sorted(events)))
    names |= {each["mentor_key"] for each in sessions if each["mentor_key"]}
    names |= {each["person"].lower() for each in rulings if each["person"]}
    people = rows_of(run(cursor, SQL / "record_people.sql", names=sorted(names), mentee=mentee))
    return MenteeRecord(mentee, sessions, people, rulings)


def judge(record: MenteeRecord, policy: Policy, as_of: date) -> MenteeProgress:
    """A record under a policy, as of a day, each session's minutes given to the tiers that use them."""
    if not record.sessions:
        return MenteeProgress([], [], [], [])
    with _rulebooks.one_of(policy) as rulebook:
        found = rulebook.ask(record, as_of)
    sessions = _sessions(record, found["sessions"])
    progress = MenteeProgress(
        [TierProgress(**_without_mentee(each)) for each in found["tiers"]],
        _requirements(policy, found["requirements"]),
        [CategoryCredit(**_without_mentee(each)) for each in found["categories"]],
        sessions,
        sum(each.recorded_minutes for each in sessions if each.is_held),
    )
    return allocated(progress, policy, as_of)


def _without_mentee(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "mentee"}


def _sessions(record: MenteeRecord, verdicts: Rows) -> list[SessionCredit]:
    """What each session earns, beside what is on record of it; by day, file and row."""
    on_record = {(each["import_no"], each["row"]): each for each in record.sessions}
    rulings = {each["ruling_no"]: each for each in record.rulings}
    people = {each["person"]: each["name"] for each in record.people}
    files = {each["import_no"]: each["file"] for each in record.sessions}
    found = []
    for verdict in verdicts:
        session = on_record[verdict["import_no"], verdict["row"]]
        ruling = rulings.get(verdict["ruling_no"], {})
        found.append(SessionCredit(
            **{name: verdict[name] for name in FROM_VERDICT}, **{name: session[name] for name in FROM_RECORD},
            category=verdict["category"] or "",
            leader=people.get(verdict["mentor"]) or session["mentor_name"] or verdict["mentor"],
            same_as_file=files.get(verdict["same_as_import"], "plan"),
            ruled_by=ruling.get("author"), ruled_on=ruling.get("ruled_on"), ruled_because=ruling.get("reason"),
        ))  # fmt: skip
    return sorted(found, key=lambda each: (each.held_on, each.file, each.row))


FROM_VERDICT = (
    "import_no", "row", "held_on", "activity", "modality", "level", "mentor", "recorded_minutes", "credited_minutes",
    "outcome", "rules", "unverified", "worth_minutes", "used_minutes", "used_on", "same_as_row", "ruling_no",
)  # fmt: skip
FROM_RECORD = ("file", "session_id", "event", "attendees")


def _requirements(policy: Policy, found: Rows) -> list[RequirementProgress]:
    """The requirement rows by tier, the smallest sets first."""
    have = {each["requirement_no"]: each["have_minutes"] for each in found}
    rows = [
        RequirementProgress(
            each["tier"], each["tier_order"], each["categories"], [str(level) for level in each["levels"]],
            each["implied"], each["minutes"], have[each["requirement_no"]],
        )
        for each in requirements_of_all_days(policy)
        if each["requirement_no"] in have
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.tier_order, len(row.categories), row.categories, row.levels))


class _Rulebook:
    """A small database with the rules of one policy, and the question about one mentee."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._connection = scratch(threads=1)
        self._is_planned = False
        for question in MACROS:
            run(self._connection, QUESTIONS / f"{question}.sql")
        run(self._connection, SQL / "asked.sql", **rules_of_all_days(policy))

    def ask(self, record: MenteeRecord, as_of: date) -> dict[str, Rows]:
        """`sessions`, `tiers`, `requirements` and `categories`, as rows."""
        rules = rule_tables(self._policy, as_of)
        run(
            self._connection, SQL / "ask.sql", sessions=_as_json(record.sessions, OF_SESSION),
            people=_as_json(record.people, OF_PERSON), rulings=_as_json(record.rulings, OF_RULING),
            reading=rules["reading"], ceilings=rules["ceilings"],
        )  # fmt: skip
        if starts_after(self._policy):
            run(self._connection, SQL / "asked_scope.sql")
            assess_scope(self._connection, self._policy, as_of)
            return rows_of(run(self._connection, SQL / "read_one.sql"))[0]
        if not self._is_planned:  # with a question at hand: a plan depends on what there is
            run(self._connection, SQL / "one_mentee.sql")
            self._is_planned = True
        return rows_of(self._connection.execute("execute one_mentee"))[0]

    def close(self) -> None:
        self._connection.close()


def _as_json(rows: Rows, columns: Sequence[str]) -> str:
    return json.dumps([{name: row[name] for name in columns} for row in rows], default=str)


class _Rulebooks:
    """Those at hand, by policy; the ones not asked for the longest are closed first."""

    def __init__(self) -> None:
        self._free: OrderedDict[str, list[_Rulebook]] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def one_of(self, policy: Policy) -> Iterator[_Rulebook]:
        """A rulebook for one thread, one question at a time."""
        with self._lock:
            free = self._free.setdefault(policy.digest, [])
            self._free.move_to_end(policy.digest)
            rulebook = free.pop() if free else None
            unused = self._free.popitem(last=False)[1] if len(self._free) > MOST_POLICIES else []
        for each in unused:
            each.close()
        rulebook = rulebook or _Rulebook(policy)
        # One that failed is not used again.
        yield rulebook
        with self._lock:
            free = self._free.setdefault(policy.digest, [])
            if len(free) < MOST_OF_EACH:
                free.append(rulebook)
                return
        rulebook.close()


_rulebooks = _Rulebooks()
