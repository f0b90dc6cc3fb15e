"""Charts for documents as plain data: horizontal bars, a control chart, a funnel plot, stepped curves.

Every chart carries in `alt` what a person who cannot see it should be told. `drawings` turns them into marks, and
`templates/charts.typ` puts those on paper.
"""

from dataclasses import dataclass

from mentorship.answers.tables import Shows


@dataclass(frozen=True)
class Part:
    """A piece of a bar: how long it is, and what it means (a meaning of the palette: 'A', 'virtual', 'complete' …)."""

    value: float
    meaning: str | None = None


@dataclass(frozen=True)
class Bar:
    """One horizontal bar: its label, its parts, what stands at its end (by default its length), and a tick to reach."""

    label: str
    parts: tuple[Part, ...]
    shown: str | None = None
    mark: float | None = None


@dataclass(frozen=True)
class Bars:
    """Horizontal bars on one scale. `names` says what the meanings are called: a legend stands above the bars."""

    bars: tuple[Bar, ...]
    alt: str
    shows: Shows = Shows.NUMBER
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Moment:
    """One point in time: None for a gap, `is_partial` for a period that is not over, `is_signal` for one to look at."""

    label: str
    value: float | None
    is_partial: bool = False
    is_signal: bool = False


@dataclass(frozen=True)
class Stretch:
    """Limits that hold from one moment to another (places in the row of moments, the last included)."""

    first: int
    last: int
    centre: float
    low: float
    high: float


@dataclass(frozen=True)
class ControlChart:
    """A line over time with its centre and limits; `notes` stand at a moment: (place, text). `from_zero` off lets the
    axis begin where the values do, for means such as ratings."""

    moments: tuple[Moment, ...]
    stretches: tuple[Stretch, ...]
    alt: str
    shows: Shows = Shows.NUMBER
    axis: str = ""
    notes: tuple[tuple[int, str], ...] = ()
    from_zero: bool = True


@dataclass(frozen=True)
class FunnelPoint:
    """One unit: its value, out of how many, and a name where it lies outside the limits (None: it stays unnamed)."""

    out_of: float
    value: float
    name: str | None = None


@dataclass(frozen=True)
class FunnelLimits:
    """The limits around the centre at one size: 95 % and 99.8 %."""

    out_of: float
    low_95: float
    high_95: float
    low_998: float
    high_998: float


@dataclass(frozen=True)
class Funnel:
    """Values against their sizes, with limits that narrow as the size grows."""

    points: tuple[FunnelPoint, ...]
    centre: float
    limits: tuple[FunnelLimits, ...]
    alt: str
    shows: Shows = Shows.SHARE
    axis: str = ""
    axis_out_of: str = ""
    from_zero: bool = True


@dataclass(frozen=True)
class Step:
    """From `at` on, the curve has this value, between these limits (None: none are known)."""

    at: float
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Curve:
    """A stepped curve, such as the share who have reached a tier by then; steps in the order of `at`."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class StepCurves:
    """Stepped curves with their bands. `at_risk`, one row a curve, says how many are left at each tick of `ticks`."""

    curves: tuple[Curve, ...]
    alt: str
    ticks: tuple[tuple[float, str], ...]
    until: float
    shows: Shows = Shows.SHARE
    axis: str = ""
    at_risk: tuple[tuple[int, ...], ...] = ()


Chart = Bars | ControlChart | Funnel | StepCurves
