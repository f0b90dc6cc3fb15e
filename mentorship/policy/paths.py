"""Where credited hours can lead: what the programme names, and what each asks for. Shown, never computed as credit."""

from pydantic import Field, model_validator

from mentorship.policy.timeline import Strict
from mentorship.vocabulary import Level


class Need(Strict):
    """One thing a path asks for; exactly one of these is given. `asks` is what records of mentoring do not hold."""

    tier: str | None = None
    course: str | None = None
    certification: Level | None = None
    asks: str | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> "Need":
        if sum(each is not None for each in (self.tier, self.course, self.certification, self.asks)) != 1:
            raise ValueError("one of tier, course, certification or asks")
        return self


class Path(Strict):
    """Something that credited hours can be used for, or lead to."""

    label: str
    source: str
    needs: tuple[Need, ...] = Field(min_length=1)
