"""What the rules say, as types: the policy model that a handbook is checked against.

Every value that can change is a *timeline*: dated, cited values, each in force until the next one
begins. A day before the first value is judged by the first. Hours are read as contact hours
(`24`, `1.5`, `"90 min"`) and kept as whole minutes.

Source: design of the handbook; the values themselves live in `handbook/*.toml`.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from string import Formatter
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    RootModel,
    model_validator,
)

from mentorship.vocabulary import Basis, Level, Modality, Per, Standing

T = TypeVar("T")


class Strict(BaseModel):
    """Unknown keys are refused: a misplaced key would otherwise be a rule silently lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _minutes(read: object) -> object:
    """Contact hours as written (24, 1.5, "90 min") to whole minutes. A bare "24" could be either, so it is refused."""
    if isinstance(read, str) and (minutes := re.fullmatch(r"([0-9]+) ?min", read)):
        return int(minutes[1])
    if isinstance(read, bool) or not isinstance(read, (int, float, Decimal)):
        raise ValueError('contact hours such as 24 or 1.5, or "90 min"')
    exact = Decimal(str(read)) * 60
    if not exact.is_finite() or exact < 0 or exact != int(exact):
        raise ValueError("contact hours of zero or more that make whole minutes, such as 24 or 1.5")
    return int(exact)


def _none(read: object) -> object:
    return None if read == "none" else read


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    """A category counted twice would count double wherever hours are added up."""
    if twice := [name for name in names if names.count(name) > 1]:
        raise ValueError(f"each name once; {str(twice[0])!r} is there twice")
    return names


#: A real date: text or a number that could be taken for one is refused, as an amendment compares it with others.
Day = Annotated[date, Field(strict=True)]


class Dated(Strict, Generic[T]):
    """One value, the day it is in force from, and where it is written ("document#section")."""

    value: T
    in_force_from: Day
    source: str
    note: str | None = None


class Timeline(RootModel[tuple[Dated[T], ...]], Generic[T]):
    """The values of one rule in the order of their days. Iterates over the dated values."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _one_value_a_day(self) -> "Timeline[T]":
        days = [dated.in_force_from for dated in self.root]
        if twice := {str(day) for day in days if days.count(day) > 1}:
            raise ValueError(f"one value a day; two begin on {min(twice)}, so their dates overlap")
        if not days and not isinstance(self, Perhaps):
            raise ValueError("at least one value, with in_force_from and source")
        return self

    def __iter__(self) -> Iterator[Dated[T]]:  # type: ignore[override]  # a timeline is its values
        return iter(sorted(self.root, key=lambda dated: dated.in_force_from))

    def dated_on(self, when: date) -> Dated[T] | None:
        """The value in force on a day: the latest that has begun, else the first; None without any."""
        values = list(self)
        begun = [dated for dated in values if dated.in_force_from <= when]
        return begun[-1] if begun else next(iter(values), None)

    def on(self, when: date) -> T | None:
        """The bare value in force on a day, or None without any."""
        dated = self.dated_on(when)
        return dated.value if dated else None


class Perhaps(Timeline[T], Generic[T]):
    """A timeline that may have no value at all."""


Minutes = Annotated[int, BeforeValidator(_minutes)]


class Credit(Strict):
    """What one session is worth: its length, or `minutes` each, or `minutes` a day."""

    basis: Basis
    minutes: Minutes | None = Field(default=None, alias="hours")

    @model_validator(mode="after")
    def _hours_where_needed(self) -> "Credit":
        if (self.basis is Basis.DURATION) != (self.minutes is None):
            raise ValueError('hours with the basis "fixed" or "per_day", and none with "duration"')
        return self


class Cap(Strict):
    """The most that one event, or one session, can earn."""

    minutes: Minutes = Field(alias="hours")
    per: Per


class Attendees(Strict):
    """A head-count: at least `least`, and `most` where the text names one."""

    least: int = Field(ge=1)
    most: int | None = Field(default=None, ge=1)


MaybeCap = Annotated[Cap | None, BeforeValidator(_none)]
MaybeAttendees = Annotated[Attendees | None, BeforeValidator(_none)]
MaybeDay = Annotated[Day | None, BeforeValidator(_none)]


class Activity(Strict):
    """One kind of session. Every timeline says what it does in `handbook/activities.toml`."""

    label: str
    plain: str
    event: str = "session"
    spellings: tuple[str, ...] = ()
    category: Timeline[str]
    credit: Timeline[Credit]
    cap: Perhaps[MaybeCap] = Field(default=(), validate_default=True)
    modality: Timeline[Annotated[tuple[Modality, ...], Field(min_length=1), AfterValidator(_each_once)]]
    counts_from: Timeline[Day]
    counts_until: Perhaps[MaybeDay] = Field(default=(), validate_default=True)
    standing: Timeline[Standing]
    endorsement: Timeline[Literal["required", "not_required"]]
    attendees: Perhaps[MaybeAttendees] = Field(default=(), validate_default=True)
    usual_size: Perhaps[MaybeAttendees] = Field(default=(), validate_default=True)
    repeats: Timeline[Literal["count", "once_per_event"]]
    untitled: Timeline[Literal["each_time", "once"]]


class Tier(Strict):
    """One credit: its hours, the least of each category, what it counts, what must come first."""

    order: int = Field(ge=1)
    label: str
    minutes: Timeline[Minutes] = Field(alias="hours")
    counts: Timeline[Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(_each_once)]]
    prerequisite: Timeline[Level]
    minimum: dict[str, Timeline[Minutes]] = {}
    #: No award of this tier before this day; for a tier that a dated amendment adds.
    awarded_from: Day | None = None


class Category(Strict):
    label: str
    plain: str
    health_data: bool = False


class Document(Strict):
    title: str
    publisher: str
    sections: dict[str, str]


class Choice(Strict, Generic[T]):
    """How the text is read; holds for all days, so it has a source and no date."""

    value: T
    source: str


class Interpretation(Strict):
    standing_unknown: Choice[Literal["credit", "refuse"]]
    certification_timing: Choice[Literal["at_award", "before_hours"]]
    surplus_hours: Choice[Literal["carries_over", "starts_after"]]


class Alternative(Strict):
    """One way to read the text: what it means, and the amendment that makes it so."""

    means: str
    amends: dict[str, Any] = {}


class Reading(Strict):
    """A question the text leaves open, its answers, and which of them each set takes."""

    question: str
    source: str
    strict: str
    default: str
    generous: str
    alternatives: dict[str, Alternative]

    @model_validator(mode="after")
    def _sets_name_alternatives(self) -> "Reading":
        for name in (self.strict, self.default, self.generous):
            if name not in self.alternatives:
                raise ValueError(f"each set to name one of {', '.join(self.alternatives)}; {name!r} is none of them")
        if self.alternatives[self.default].amends:
            raise ValueError("the default to amend nothing: it is what the handbook already says")
        for name, alternative in self.alternatives.items():
            if name != self.default and not alternative.amends:
                raise ValueError(f"every answer but the default to amend something; {name!r} does not")
        return self


#: The words in braces that a reason may use; `credit/explain.py` fills them in.
REASON_WORDS = frozenset({
    "activity", "allowed", "attendees", "cap", "counts_from", "counts_until", "credited", "each", "event",
    "held_on", "leader", "least", "modality", "recorded", "same_as", "used", "used_on", "worth",
    "category", "most", "ruling", "ruled_by", "ruled_on", "ruled_because",
})  # fmt: skip


def _fillable(sentence: str) -> str:
    """A word that nobody fills in would only be found when a session meets the rule."""
    try:
        words = {word for _, word, _, _ in Formatter().parse(sentence) if word is not None}
    except ValueError:
        raise ValueError("braces that open and close around one word") from None
    if unknown := sorted(words - REASON_WORDS):
        raise ValueError(f"known words in braces; {{{unknown[0]}}} is none of them")
    return sentence


Sentence = Annotated[str, AfterValidator(_fillable)]


class Reason(Strict):
    """The sentence for one rule's verdict; `{names}` are filled in by `credit/explain.py`."""

    label: str
    text: Sentence
    more: Sentence | None = None
    #: What stands behind it: a rule of the activity, or where no activity has it a source.
    rule: str | None = None
    source: str | None = None

    @model_validator(mode="after")
    def _backed(self) -> "Reason":
        if (self.rule is None) == (self.source is None):
            raise ValueError("either a rule of the activity or a source, to say what stands behind it")
        if self.rule is not None and self.rule not in Activity.model_fields:
            raise ValueError(f"a rule that activities have, such as cap; {self.rule!r} is none")
        return self


class Guidance(Strict):
    """Something the programme says that is shown, and never computed as credit."""

    title: str
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


def eras(timelines: Iterable[Timeline[Any]]) -> Iterator[tuple[date, date]]:
    """The spans [from, until) within which none of the timelines changes. The first begins with time itself."""
    changes = sorted({dated.in_force_from for timeline in timelines for dated in list(timeline)[1:]})
    yield from zip([date.min, *changes], [*changes, date.max], strict=True)
