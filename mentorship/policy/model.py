"""What the rules say, as types: the policy that a handbook is checked against.

The values themselves are in `handbook/*.toml`.
"""

import hashlib
import json
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PrivateAttr

from mentorship.policy.activity import Activity
from mentorship.policy.interpretation import Interpretation, Reading
from mentorship.policy.paths import Path
from mentorship.policy.reasons import Reason
from mentorship.policy.timeline import Day, Minutes, Strict, Timeline, each_once
from mentorship.vocabulary import Level


class Tier(Strict):
    """One credit: its hours, the least of each category, what it counts, what must come first."""

    order: int = Field(ge=1)
    label: str
    minutes: Timeline[Minutes] = Field(alias="hours")
    counts: Timeline[Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(each_once)]]
    prerequisite: Timeline[Level]
    minimum: dict[str, Timeline[Minutes]] = {}
    #: No award of this tier before this day; for a tier that a dated amendment adds.
    awarded_from: Day | None = None


class Category(Strict):
    """A category of credit. `short` is what a sentence calls it: 'treatment'."""

    label: str
    plain: str
    short: str | None = None
    health_data: bool = False

    @property
    def in_words(self) -> str:
        return self.short or self.label


class Document(Strict):
    title: str
    publisher: str
    sections: dict[str, str]


class Guidance(Strict):
    """Something the programme says that is shown, and never computed as credit."""

    title: str
    text: str
    source: str


class Goal(Strict):
    """What somebody wants to learn, the kinds of session that suit it, and whether an examiner should lead them."""

    label: str
    kinds: tuple[str, ...] = Field(min_length=1)
    examiner: bool = False
    text: str
    source: str


class Policy(Strict):
    """A whole rulebook, checked. Immutable: an amendment makes another one."""

    id: str
    title: str
    documents: dict[str, Document]
    interpretation: Interpretation
    categories: dict[str, Category]
    tiers: dict[str, Tier]
    activities: dict[str, Activity]
    readings: dict[str, Reading]
    reasons: dict[str, Reason]
    glossary: dict[str, str]
    guidance: dict[str, Guidance]
    goals: dict[str, Goal] = {}
    paths: dict[str, Path] = {}

    #: The tables this policy was made from, so that an amendment can be laid over them.
    _data: dict[str, Any] = PrivateAttr(default_factory=dict)
    #: Titles of the amendments laid over the handbook, in order; and the readings chosen, by name.
    _amended_by: tuple[str, ...] = PrivateAttr(default=())
    _chosen: dict[str, str] = PrivateAttr(default_factory=dict)
    #: The policy before any reading was chosen; None for one that is read as written.
    _unread: "Policy | None" = PrivateAttr(default=None)

    @property
    def chosen_readings(self) -> dict[str, str]:
        """Every reading with the answer in use. What stands in the interpretation itself is read off there."""
        chosen = {name: self._chosen.get(name, reading.default) for name, reading in self.readings.items()}
        stated = {name: choice.value for name, choice in self.interpretation if name in chosen}
        return chosen | stated

    @property
    def as_written(self) -> "Policy":
        """The same rules read in the default way: from here other readings can be chosen."""
        return self._unread or self

    @property
    def amended_by(self) -> tuple[str, ...]:
        return self._amended_by

    @property
    def tiers_in_order(self) -> list[tuple[str, Tier]]:
        return sorted(self.tiers.items(), key=lambda item: item[1].order)

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change exactly when a rule does (not when a label does)."""
        rules = {
            "interpretation": {name: choice.value for name, choice in self.interpretation},
            "tiers": {name: _rules_of(tier) for name, tier in self.tiers.items()},
            "activities": {code: _rules_of(activity) for code, activity in self.activities.items()},
        }
        text = json.dumps(rules, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def citation(self, source: str) -> str:
        """A source as a person reads it: 'Title of the document: section'."""
        document, _, section = source.partition("#")
        if document not in self.documents:
            return source
        return f"{self.documents[document].title}: {self.documents[document].sections[section]}"


def _rules_of(part: Tier | Activity) -> dict[str, Any]:
    """What decides credit: values and days, without labels, spellings, sources and what is only shown."""
    return {
        name: {key: _values(timeline) for key, timeline in each.items()} if isinstance(each, dict) else _values(each)
        for name, each in part
        if isinstance(each, (Timeline, dict)) and name != "usual_size"
    } | ({"order": part.order, "awarded_from": str(part.awarded_from)} if isinstance(part, Tier) else {})


def _values(timeline: Timeline[Any]) -> list[tuple[str, Any]]:
    """Dated values as plain data; the order in which categories or modalities are named is no rule."""
    plain = [(str(dated.in_force_from), dated.model_dump(mode="json")["value"]) for dated in timeline]
    return [(day, sorted(value) if isinstance(value, list) else value) for day, value in plain]
