"""Has the number of active people changed, or is it the usual up and down? A control chart by quarter."""

from dataclasses import dataclass
from datetime import date

from mentorship.answers.disclosure import FEWEST_PEOPLE, is_exact
from mentorship.answers.report import Rows, ask
from mentorship.answers.request import Request
from mentorship.reports import QUESTIONS
from mentorship.statistics.control_chart_rules import Side
from mentorship.statistics.control_charts import ControlChart, xmr_chart

#: How far back the chart goes: what was usual ten years ago says little about what is usual now.
YEARS = 5


@dataclass(frozen=True)
class Direction:
    """`side`: where the latest whole quarter lies beyond chance, None: within it. `quarters`: whole ones.
    `last_unusual`: the first day of the latest quarter that lay beyond chance."""

    side: Side | None
    quarters: int
    is_trial: bool
    last_unusual: date | None = None


def active_people(request: Request) -> tuple[Rows, Direction]:
    """One row per quarter of the last five years: `begins_on`, `people`, `began`, `centre`, `lower`, `upper` (numbers
    of people), `is_part` (the quarter is not over; it is in no limit), `is_unusual`, `hidden`. After
    `programme_person`."""
    rows = ask(request, QUESTIONS / "active_quarters.sql", after=_after(request), as_of=request.as_of)
    return rows, _charted(request, rows)


def joining_people(request: Request) -> dict[str, Rows]:
    """The same of those who `registered` in each quarter, and of those who were `new`: earned credit for the first
    time. After `programme_person`."""
    rows = ask(request, QUESTIONS / "joining_quarters.sql", after=_after(request), as_of=request.as_of)
    found = {measure: [row for row in rows if row["measure"] == measure] for measure in ("registered", "new")}
    for each in found.values():
        _charted(request, each)
    return found


def _after(request: Request) -> date:
    return date(request.as_of.year - YEARS, 1, 1)


def _charted(request: Request, rows: Rows) -> Direction:
    """Give each quarter the limits of chance; the direction they show."""
    whole = [row["people_true"] for row in rows if not row["is_part"]]
    while whole and not whole[0]:
        whole.pop(0)
    skipped = sum(not row["is_part"] for row in rows) - len(whole)
    chart = xmr_chart(whole, bounds=(0.0, float("inf"))) if len(whole) > 1 else None
    for place, row in enumerate(rows):
        _draw(request, row, chart, place - skipped)
        del row["people_true"]
    if chart is None:
        return Direction(None, len(whole), True)
    unusual = [rows[point.position + skipped]["begins_on"] for point in chart.points if point.signals]
    trial = chart.segments[-1].is_trial
    return Direction(chart.side, len(whole), trial, max(unusual, default=None))


def _draw(request: Request, row: dict[str, object], chart: ControlChart | None, place: int) -> None:
    """Limits from the true numbers; leadership sees them as multiples of five."""
    step = 1 if is_exact(request.viewer) else FEWEST_PEOPLE
    segment = chart.segments[-1] if chart else None
    for name in ("centre", "lower", "upper"):
        value = getattr(segment, name) if segment else None
        row[name] = None if value is None else value if step == 1 else float(round(value / step) * step)
    points = chart.points if chart else ()
    row["is_unusual"] = bool(0 <= place < len(points) and points[place].signals and not row["hidden"])
