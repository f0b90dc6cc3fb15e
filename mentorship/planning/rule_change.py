"""What would a change to the rules do, and to whom? For leadership and the ombudsman; nothing is put into force.

Everybody is judged again in `simulate.py`; who gains and who loses is found by `sql/changed_mentees.sql` and counted by
`sql/rule_change_*.sql`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from mentorship.access import Role, require
from mentorship.answers.countries import NOT_TOLD, load_countries
from mentorship.answers.definitions import A_YEAR, year_before
from mentorship.answers.disclosure import (
    FEWEST_PEOPLE,
    GROUPS,
    gaps_of_small_groups,
    is_exact,
    load_disclosure,
    too_few,
)
from mentorship.answers.report import Report, Row, Rows, ask
from mentorship.answers.request import Request
from mentorship.credit.data_digest import data_digest
from mentorship.credit.tier_sentences import credit_called
from mentorship.planning import SQL
from mentorship.planning.simulate import judge_under, tier_label
from mentorship.planning.watch import Watch
from mentorship.policy.amendments import Amendment, amend, amendment_toml
from mentorship.policy.difference import difference
from mentorship.policy.model import Policy
from mentorship.vocabulary import TierName
from mentorship.wording import capitalised, count, day, listed

WHAT = ("before", "after", "gained", "lost", "earlier", "later")


@dataclass(frozen=True)
class Reproduce:
    """What gives the same numbers elsewhere: the command, each amendment as TOML, digests of the rules and the data."""

    command: str
    files: dict[str, str]
    rules_before: str
    rules_after: str
    data: str


def rule_change(request: Request, amendments: Sequence[Amendment], watch: Watch | None = None) -> Report:
    """`rows`: one per tier: people who reach it `before` and `after`, `gained`, `lost`, `earlier`, `later`.

    Parts: `difference` (in words), `grandfathering` (`holds`, `first_day`), `groups` (by country, kind, year),
    `distribution` (people by credit gained or lost), `sessions` (which change, and why), `under_way` (median days to
    the tier in work), `alone` (each amendment by itself, where there are several); for the ombudsman `people` and
    `lost`.
    Raises AccessError, HandbookError, StoppedError."""
    require(request.viewer, GROUPS, "A rule change")
    load_disclosure(request.cursor)
    load_countries(request)
    after = reduce(amend, amendments, request.policy)
    alone = _each_alone(request, amendments, watch) if len(amendments) > 1 else []
    first_day = judge_under(request, after, watch).first_day
    truth = _by_tier(request, "people_true")
    lost = ask(request, SQL / "grandfathering.sql", first_day=first_day)
    parts: dict[str, Rows] = {
        "difference": [{"change": str(change)} for change in difference(request.policy, after)],
        "grandfathering": [{"holds": not lost, "first_day": first_day}],
        "groups": _labelled(request, ask(request, SQL / "rule_change_groups.sql", not_told=NOT_TOLD)),
        "distribution": ask(request, SQL / "rule_change_distribution.sql"),
        "sessions": _labelled(request, ask(request, SQL / "rule_change_sessions.sql")),
        "under_way": ask(
            request, SQL / "rule_change_under_way.sql", as_of=request.as_of, year_before=year_before(request.as_of),
            a_year=A_YEAR,
        ),
        "alone": alone,
    }  # fmt: skip
    if request.viewer.role is Role.OMBUDSMAN:
        parts |= {"people": ask(request, SQL / "rule_change_mentees.sql"), "lost": lost}
    rows = _tier_rows(request, after, "people")
    seen = [{"hidden": row[f"{what}_hidden"]} for row in rows for what in WHAT]
    answer = _answer(request, after, truth, bool(lost), not parts["difference"])
    return Report(answer, rows, parts, gaps_of_small_groups(request.viewer, seen))


def reproduce(request: Request, amendments: Sequence[Amendment]) -> Reproduce:
    """The command, the files and the digests that give the same numbers. Raises AccessError."""
    require(request.viewer, GROUPS, "A rule change")
    files = {f"change-{place}.toml": amendment_toml(each) for place, each in enumerate(amendments, 1)}
    after = reduce(amend, amendments, request.policy)
    readings = [
        f"--reading {name}={answer}"
        for name, answer in request.policy.chosen_readings.items()
        if answer != request.policy.readings[name].default
    ]
    named = [f"--amend {file}" for file in files]
    command = " ".join(["mentorship simulate", f"--as-of {request.as_of.isoformat()}", *readings, *named])
    data = data_digest(request.cursor, request.as_of)
    return Reproduce(command, files, request.policy.digest, after.digest, data.digest)


def _by_tier(request: Request, field: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in ask(request, SQL / "rule_change_people.sql"):
        found.setdefault(row["tier"], {})[row["what"]] = row[field]
    return found


def _tier_rows(request: Request, after: Policy, field: str) -> Rows:
    label, hidden = tier_label(request.policy, after), _by_tier(request, "hidden")
    return [
        {"tier": tier, "label": label(tier), **numbers, **{f"{what}_hidden": hidden[tier][what] for what in WHAT}}
        for tier, numbers in _by_tier(request, field).items()
    ]


def _each_alone(request: Request, amendments: Sequence[Amendment], watch: Watch | None) -> Rows:
    """What each amendment would do by itself: tier by tier."""
    rows: Rows = []
    for each in amendments:
        after = amend(request.policy, each)
        judge_under(request, after, watch)
        rows += [{"title": each.title, **row} for row in _tier_rows(request, after, "people")]
    return rows


def _labelled(request: Request, rows: Rows) -> Rows:
    activities = request.policy.activities
    for row in rows:
        code = row.get("activity") or (row["value"] if row.get("grouping") == "kind" else None)
        row["label"] = activities[code].label if code in activities else row.get("value", code)
    return rows


def _answer(request: Request, after: Policy, truth: dict[str, Row], loses: bool, is_none: bool) -> str:
    """What would change, from the true numbers: "14 more people would have a first credit; nobody would lose one."."""
    if is_none:
        return "The rules stay as they are, so nothing changes."
    exact, seen = is_exact(request.viewer), _by_tier(request, "people")
    gained = [
        f"{_people(request, seen[tier]['gained'])} would have a {_credit(request.policy, after, tier)}"
        for tier, found in truth.items()
        # Whether a few gain, or nobody, would tell of single people.
        if found["gained"] >= (1 if exact else FEWEST_PEOPLE)
    ]
    nobody = f"{'nobody' if exact else f'{too_few()} people'} would gain a credit"
    loses_one = any(found["lost"] for found in truth.values())
    lost = sum(found["lost"] or 0 for found in seen.values())
    losing = f"{_people(request, lost, 'credit')} would no longer be reached" if loses_one else "nobody would lose one"
    said = f"{listed(gained) or nobody}; {losing}"
    moved = exact and not gained and any(found["earlier"] or found["later"] for found in truth.values())
    moving = "; some would reach theirs on another day" if moved else ""
    kept = " Some would lose what they have earned before the change." if loses else ""
    return f"{capitalised(said)}{moving}.{kept}"


def _credit(before: Policy, after: Policy, tier: TierName) -> str:
    return credit_called(after if tier in after.tiers else before, tier)


def _people(request: Request, number: int, noun: str = "") -> str:
    """A number of people more (or of credits), as the table beside it shows it: where it changes, no single person
    can be told from it."""
    one, many = ("more person", "more people") if not noun else (noun, f"{noun}s")
    if is_exact(request.viewer):
        return count(number, one, many)
    return f"about {number:,} {many}" if number else f"a few {many}"


def expected_in_words(row: Row) -> str:
    """The effect on those under way in one tier: "12 months instead of 15"."""
    before, after = (row[name] for name in ("days_before", "days_after"))
    if before is None or after is None:
        return "too few people to say"
    return f"{round(after / 30.4375)} months instead of {round(before / 30.4375)}"


def grandfathering_in_words(row: Row) -> str:
    """Whether earned credit is kept, in a sentence."""
    since = f"before {day(row['first_day'])}" if row["first_day"] else "so far"
    return f"Nobody loses what was earned {since}." if row["holds"] else f"Some would lose what they earned {since}."
