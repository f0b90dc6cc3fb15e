"""What are credited hours good for, and what comes next?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mentorship.access import Role, require
from mentorship.answers.report import ask_records
from mentorship.answers.request import Request
from mentorship.credit.outcomes import TierProgress
from mentorship.credit.tier_sentences import credit_called
from mentorship.policy.model import Policy
from mentorship.policy.paths import Need
from mentorship.reports import QUESTIONS
from mentorship.reports.my_progress import stored_progress
from mentorship.vocabulary import Level
from mentorship.wording import capitalised, folded


class State(StrEnum):
    """Whether something asked for is there; our data may not say."""

    THERE = "there"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class MetNeed:
    """One thing a path asks for, in words, and whether it is there."""

    text: str
    state: State


@dataclass(frozen=True)
class PathAhead:
    """Somewhere credited hours can lead."""

    label: str
    source: str
    needs: list[MetNeed]


@dataclass(frozen=True)
class Certifications:
    """What the people data say of one person; None where they do not."""

    courses: list[str] | None
    techniques_certified_on: date | None
    diplomate_certified_on: date | None

    def of(self, level: Level) -> date | None:
        return self.techniques_certified_on if level is Level.TECHNIQUES else self.diplomate_certified_on


def my_paths(request: Request, mentee: str) -> list[PathAhead]:
    """Where one mentee's hours can lead, in the order of the handbook. Raises AccessError as for progress."""
    require(request.viewer, (Role.MENTEE, Role.OMBUDSMAN), "A mentee's progress")
    policy = request.policy
    found = ask_records(request, QUESTIONS / "my_certifications.sql", Certifications, mentee=mentee)
    known = found[0] if found else Certifications(None, None, None)
    tiers = stored_progress(request, mentee).tiers
    return [
        PathAhead(
            path.label,
            policy.citation(path.source),
            [_met(policy, need, known, tiers) for need in path.needs if need.tier is None or need.tier in policy.tiers],
        )
        for path in policy.paths.values()
    ]


def next_certification(policy: Policy, tiers: Sequence[TierProgress]) -> Level | None:
    """The certification that the next tiers ask for and our data do not show."""
    lacking = [Level(each.prerequisite) for each in tiers if each.lacks_certification and each.prerequisite]
    return min(lacking, key=lambda level: level.rank, default=None)


def _met(policy: Policy, need: Need, known: Certifications, tiers: Sequence[TierProgress]) -> MetNeed:
    if need.tier is not None:
        reached = any(each.tier == need.tier and each.reached_on for each in tiers)
        text = f"Your {credit_called(policy, need.tier)}"
        return MetNeed(text, State.THERE if reached else State.MISSING)
    if need.course is not None:
        return MetNeed(f"The course {need.course}", _attended(need.course, known.courses))
    if need.certification is not None:
        held = known.of(need.certification) is not None
        return MetNeed(f"{capitalised(need.certification)} certification", State.THERE if held else State.MISSING)
    return MetNeed(need.asks or "", State.UNKNOWN)


def _attended(course: str, courses: Sequence[str] | None) -> State:
    """A course that is not listed may have been attended since: only a list without it says something."""
    if not courses:
        return State.UNKNOWN
    return State.THERE if folded(course) in map(folded, courses) else State.MISSING
