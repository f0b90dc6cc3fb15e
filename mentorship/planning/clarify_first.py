"""Which open question of the text should be settled first? The one on which most mentees' outcomes hang."""

from collections.abc import Callable

from mentorship.access import Role, require
from mentorship.answers.report import Rows
from mentorship.answers.request import Request
from mentorship.credit import SQL as CREDIT
from mentorship.credit.assess import assess
from mentorship.planning import SQL
from mentorship.policy.model import Policy
from mentorship.policy.readings import read_as
from mentorship.store.sql_files import run


def clarify_first(request: Request, progress: Callable[[str, float], None] = lambda question, share: None) -> Rows:
    """One row per answer that is not in force, the most telling question first: `reading`, `question`, `answer`,
    `means`, `mentees` (whose outcome differs), `tier_changes` (whose tiers are reached on other days, or not),
    `credit_changes` (whose credited hours differ), `minutes` (credited more, or less). For the ombudsman.
    """
    require(request.viewer, (Role.OMBUDSMAN,), "What to clarify first")
    policy, cursor = request.policy, request.cursor
    run(cursor, CREDIT / "scope_everyone.sql")
    others = [
        (name, answer)
        for name, reading in policy.readings.items()
        for answer in reading.alternatives
        if answer != policy.chosen_readings[name]
    ]
    rows = []
    for place, (name, answer) in enumerate(others):
        reading = policy.readings[name]
        progress(reading.question, place / len(others))
        assess(cursor, _read_otherwise(policy, name, answer), request.as_of)
        mentees, tiers, credit, minutes = run(cursor, SQL / "outcomes_differ.sql").fetchone() or (0, 0, 0, 0)
        rows.append({
            "reading": name, "question": reading.question,
            "answer": answer, "means": reading.alternatives[answer].means,
            "mentees": mentees, "tier_changes": tiers, "credit_changes": credit, "minutes": minutes,
        })  # fmt: skip
    return sorted(rows, key=lambda row: (-row["mentees"], row["reading"], row["answer"]))


def _read_otherwise(policy: Policy, name: str, answer: str) -> Policy:
    """The handbook with the readings in force, but for one."""
    return read_as(policy.as_written, policy.chosen_readings | {name: answer})
