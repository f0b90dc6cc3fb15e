"""From sessions to credit: the one engine.

Whoever asks puts the sessions to be judged into the temporary table or view `scope_session`
(columns of `current_session`); `assess` then works out, in temporary tables of the same cursor:

| table | grain |
|---|---|
| `verdict` | a session: its outcome, minutes credited, the rules behind them |
| `assessed_tier` | mentee and tier: hours complete on, reached on, minutes short |
| `assessed_requirement` | mentee, tier and requirement row: minutes required, minutes there |
| `assessed_category` | mentee and category: minutes credited, minutes beyond use |

The whole cohort, one mentee, a planned session, a reading and a rule change are this same call with other rows.
Each question is a query with a name (a macro), told the names of the tables that it reads; for one mentee
`one_mentee.py` asks the same ones in a single statement.
Source of the rules: the handbook, through `mentorship.policy`.
"""

from collections.abc import Callable
from datetime import date

import duckdb

from mentorship.credit import QUESTIONS, SQL
from mentorship.credit.rules import rule_tables, starts_after
from mentorship.policy.model import Policy
from mentorship.store.sql_files import run

#: The macros, each after those that it uses.
MACROS = (
    "rules", "people", "ruled", "judged", "counted_once", "per_day", "capped", "adjusted", "verdict",
    "running_total", "reached", "progress",
)  # fmt: skip
#: So many questions are asked one after the other about sessions, and about tiers that need not wait for each other.
OF_SESSIONS, OF_TIERS = 6, 2

#: Told the name of each question before it is asked; may raise to stop there.
Before = Callable[[str], None]


def _go_on(question: str) -> None:
    """Nobody watches."""


def assess(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date, before: Before = _go_on) -> None:
    """Judge every session of `scope_session` under a policy, as of a day. Raises nothing of its own."""
    name_questions(cursor)
    assess_scope(cursor, policy, as_of, before)


def name_questions(cursor: duckdb.DuckDBPyConnection) -> None:
    """Make the questions known to a cursor of the store."""
    for question in ("known_person", *MACROS):
        run(cursor, QUESTIONS / f"{question}.sql")


def assess_scope(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date, before: Before = _go_on) -> None:
    """The same where the questions are known already."""
    judge_sessions(cursor, policy, as_of, before)
    work_out_tiers(cursor, policy, as_of, before)
    run(cursor, SQL / "assessed_requirements.sql", **rule_tables(policy, as_of))


def judge_sessions(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date, before: Before = _go_on) -> None:
    """What each session of `scope_session` earns: makes `verdict`, `earned`, `case_mentee` and others."""
    weigh_sessions(cursor, policy, as_of, before)
    before("assessed_sessions")
    run(cursor, SQL / "assessed_sessions.sql", **rule_tables(policy, as_of))


def weigh_sessions(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date, before: Before = _go_on) -> None:
    """What speaks against each session, and which records are of one session: all that `verdict` is told."""
    rules = rule_tables(policy, as_of)
    (any_rulings,) = run(cursor, SQL / "any_rulings.sql").fetchone() or (True,)
    for question in (
        "case_mentees",
        "make_ruled" if any_rulings else "make_ruled_of_none",
        "make_judged",
        "make_repeated",
        "make_adjusted",
    ):
        before(question)
        run(cursor, SQL / f"{question}.sql", **rules)


def work_out_tiers(cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date, before: Before = _go_on) -> None:
    """From the minutes in `earned` to tiers and categories of the mentees in `case_mentee`."""
    rules = rule_tables(policy, as_of)
    run(cursor, SQL / "none_reached.sql")
    for first, last in _stages(policy):
        before("make_reached")
        run(cursor, SQL / "make_reached.sql", first=first, last=last, **rules)
    before("assessed_mentees")
    run(cursor, SQL / "assessed_mentees.sql", **rules)


def _stages(policy: Policy) -> list[tuple[int, int]]:
    """Which tiers can be worked out together: all, unless each waits for the day the one before was reached."""
    last = len(policy.tiers)
    return [(place, place) for place in range(1, last + 1)] if starts_after(policy) else [(1, last)]
