"""How the text is read, and where it could be read otherwise."""

from typing import Any, Generic, Literal, TypeVar

from pydantic import model_validator

from mentorship.policy.timeline import Strict

T = TypeVar("T")


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
