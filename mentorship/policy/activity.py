"""One kind of session, and every rule about it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from mentorship.policy.timeline import Day, Minutes, Perhaps, Strict, Timeline, each_once, none_as_null
from mentorship.vocabulary import Basis, Modality, Per, Standing


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


MaybeCap = Annotated[Cap | None, BeforeValidator(none_as_null)]
MaybeAttendees = Annotated[Attendees | None, BeforeValidator(none_as_null)]
MaybeDay = Annotated[Day | None, BeforeValidator(none_as_null)]


class Activity(Strict):
    """One kind of session. Every timeline says what it does in `handbook/activities.toml`."""

    label: str
    plain: str
    event: str = "session"
    spellings: tuple[str, ...] = ()
    category: Timeline[str]
    credit: Timeline[Credit]
    cap: Perhaps[MaybeCap] = Field(default=(), validate_default=True)
    modality: Timeline[Annotated[tuple[Modality, ...], Field(min_length=1), AfterValidator(each_once)]]
    counts_from: Timeline[Day]
    counts_until: Perhaps[MaybeDay] = Field(default=(), validate_default=True)
    standing: Timeline[Standing]
    endorsement: Timeline[Literal["required", "not_required"]]
    attendees: Perhaps[MaybeAttendees] = Field(default=(), validate_default=True)
    usual_size: Perhaps[MaybeAttendees] = Field(default=(), validate_default=True)
    repeats: Timeline[Literal["count", "once_per_event"]]
    untitled: Timeline[Literal["each_time", "once"]]

    def counts_on(self, when: date) -> bool:
        """Whether sessions of this kind are credited on a day."""
        start, end = self.counts_from.on(when), self.counts_until.on(when)
        return start is not None and start <= when and (end is None or when <= end)
