"""What is measured of each mentor: the definitions of `measures.toml`, counted by SQL, put together by `statistics`.

A measure of which nothing was observed (no such column, no such session) has no value: never a zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from mentorship.access import Role, require
from mentorship.answers.report import Rows, ask
from mentorship.answers.request import Request
from mentorship.errors import ArgumentError
from mentorship.oversight import HERE, SQL
from mentorship.oversight.funnel import Kind
from mentorship.oversight.observations import Observed
from mentorship.oversight.parameters import Parameters, read_toml
from mentorship.oversight.statistics import Measure, measure
from mentorship.policy.timeline import Strict
from mentorship.wording import day


class MeasureDefinition(Strict):
    """One measure: what it is called, what exactly it counts, and how it is judged. See `measures.toml`."""

    called: str
    definition: str
    kind: Kind
    counted: str | None = None
    out_of: str
    better: Literal["lower", "higher"] | None = None
    question: str
    question_lower: str
    needs: str | None = None
    theme: str


class MeasureDefinitions(Strict):
    """All of them, in the order in which they are shown, with the parameters they share."""

    parameters: Parameters
    measures: dict[str, MeasureDefinition]


@dataclass(frozen=True)
class Measured:
    """One measure over all mentors. `found` is None where nothing was observed of anybody."""

    measure: str
    called: str
    definition: str
    asks: MeasureDefinition
    found: Measure | None

    @property
    def gap(self) -> str | None:
        """What the data cannot say, where nothing was observed."""
        if self.found is not None:
            return None
        column = f": column `{self.asks.needs}`" if self.asks.needs else ""
        return f"{self.called}: not in your data{column}."


@cache
def definitions() -> MeasureDefinitions:
    """The measures as they are defined. Raises HandbookError."""
    return read_toml(HERE / "measures.toml", MeasureDefinitions)


def usual_since(as_of: date) -> date:
    """The day from which sessions are measured where nobody says otherwise: three years back."""
    years = int(definitions().parameters.on(as_of)["years_back"])
    try:
        return as_of.replace(year=as_of.year - years)
    except ValueError:  # the 29th of February
        return as_of.replace(year=as_of.year - years, day=28)


def counted(request: Request, since: date, until: date | None = None) -> Rows:
    """What each measure counts: one row per mentor, columns as `measures.toml` names them. As of `until`."""
    require(request.viewer, (Role.OMBUDSMAN,), "Measures of mentors")
    end = until or request.as_of
    if since > end:
        raise ArgumentError(f"The period begins on {day(since)}, after its end on {day(end)}.")
    parameters = definitions().parameters.on(request.as_of)
    values = {name: parameters[name] for name in ("early_days", "days_per_month")}
    return ask(request, SQL / "measures.sql", since=since, as_of=end, **values)


def measured(request: Request, since: date | None = None, until: date | None = None) -> list[Measured]:
    """Every measure over all mentors, from `since` to `until`, else the day of the request. For the ombudsman.

    Raises AccessError; ArgumentError for a period that begins after its end."""
    rows = counted(request, since or usual_since(request.as_of), until)
    parameters = definitions().parameters.on(request.as_of)
    return [
        Measured(
            name, each.called, each.definition.format(**parameters), each,
            measure(each.kind, _observed(rows, each)),
        )
        for name, each in definitions().measures.items()
    ]  # fmt: skip


def _observed(rows: Iterable[dict[str, Any]], asks: MeasureDefinition) -> list[Observed]:
    if asks.kind == "t":
        return [
            Observed(row["mentor"], None, row[asks.out_of], row["rating_total"], row["rating_squares"]) for row in rows
        ]
    return [Observed(row["mentor"], row[asks.counted or ""], row[asks.out_of]) for row in rows]
