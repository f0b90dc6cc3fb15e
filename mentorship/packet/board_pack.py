"""The board pack: uptake, the virtual mix and capacity in one document, as exact as whoever asks may see them."""

from mentorship.answers.definitions import A_YEAR, years_in_days
from mentorship.answers.disclosure import too_few
from mentorship.answers.report import Report, Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.credit.data_digest import data_digest
from mentorship.packet.charts import Bar, Bars, ControlChart, Curve, Moment, Part, Step, StepCurves, Stretch
from mentorship.packet.documents import Definition, Document, Section, Table, document_pdf, document_xlsx
from mentorship.packet.typesetting import Paper
from mentorship.planning.capacity import capacity
from mentorship.reports.modality_mix import modality_mix
from mentorship.reports.uptake import EVERYBODY, Among, uptake

#: More rows than this of a table are in its download, not on paper.
ROWS_ON_PAPER = 40
PATH = (
    Column("label", "Step"), Column("people", "People", Shows.NUMBER),
    Column("share", "Of the step before", Shows.SHARE),
    Column("median_days", "Median days from there", Shows.NUMBER),
)  # fmt: skip
CURVES = (
    Column("label", "Tier"), Column("years", "After years", Shows.NUMBER), Column("at_risk", "Followed", Shows.NUMBER),
    Column("share", "Have reached it", Shows.SHARE), Column("low", "From", Shows.SHARE),
    Column("high", "To", Shows.SHARE),
)  # fmt: skip
STUCK = (
    Column("label", "Tier"), Column("lacks", "Only missing"), Column("people", "People", Shows.NUMBER),
    Column("median_days", "Median days", Shows.NUMBER),
)  # fmt: skip
SHARE = (
    Column("year", "Year"), Column("virtual", "Virtual", Shows.HOURS), Column("in_person", "In person", Shows.HOURS),
    Column("share", "Virtual", Shows.SHARE), Column("ceiling", "Rules allow", Shows.SHARE),
)  # fmt: skip
CAPACITY = (
    Column("label", "Category"), Column("needed", "Needed", Shows.HOURS), Column("low", "From", Shows.HOURS),
    Column("high", "To", Shows.HOURS), Column("given_last_12", "Given, last 12 months", Shows.HOURS),
    Column("predicted", "Forecast a year ago", Shows.HOURS), Column("happened", "Happened", Shows.HOURS),
)  # fmt: skip
DEFINITIONS = (
    Definition("Active", "Earned credit in the time named."),
    Definition(
        "Have reached it",
        "Estimated as Kaplan and Meier do, with 95% limits: people still under way count for as long as they have been "
        "followed.",
    ),
    Definition("Only missing", "The tier in work lacks nothing but these categories."),
    Definition("Rules allow", "The most that could be virtual, of the hours that tiers used."),
    Definition(
        "Needed", "What open tiers may use in the next 12 months. Nine in ten simulated years lie between from and to."
    ),
)


def board_pack(request: Request, among: Among = EVERYBODY) -> Document:
    """The pack's content for the viewer of the request. What they may not see is not in it. Raises AccessError."""
    growth = uptake(request, among)
    mix = modality_mix(request, among.region, among.country)
    ahead = capacity(request)
    data = data_digest(request.cursor, request.as_of)
    shown = [f"{name} {value}" for name, value in vars(among).items() if value]
    origin = (
        ("Rules", f"{request.policy.id}, {request.policy.digest}"),
        ("Data", f"{data.sessions:,} sessions, {data.digest[:16]}"),
        ("Shown", "; ".join(shown) or "everybody"),
        *((("Numbers", gap)) for gap in dict.fromkeys([*growth.gaps, *mix.gaps, *ahead.gaps])),
    )
    return Document(
        programme=request.policy.title, title="Board pack", subtitle="Uptake, the virtual mix and capacity",
        answer=growth.answer, as_of=request.as_of,
        sections=(*_uptake(growth), _mix(mix), _capacity(ahead)), definitions=DEFINITIONS, origin=origin,
        for_whom="no names of mentees", rules_digest=request.policy.digest,
    )  # fmt: skip


def board_pack_pdf(request: Request, among: Among = EVERYBODY, paper: Paper = Paper.A4) -> bytes:
    """The pack as a PDF: the same data, rules and viewer give the same bytes. Raises AccessError."""
    return document_pdf(board_pack(request, among), paper)


def board_pack_xlsx(request: Request, among: Among = EVERYBODY) -> bytes:
    """The pack's tables as a workbook. Raises AccessError."""
    return document_xlsx(board_pack(request, among))


def _uptake(report: Report) -> tuple[Section, ...]:
    parts = report.parts
    sections = [
        Section("Who is active?", "", _active(parts["active"])),
        Section("From registering to the last tier", "", _path(parts["funnel"]), _table(PATH, parts["funnel"])),
    ]
    yearly = [row for row in parts["by_year"] if row["share"] is not None]
    if yearly:
        sections.append(Section("How long does a tier take?", "", _curves(parts["curves"]), _table(CURVES, yearly)))
    if parts["stuck"]:
        sections.append(Section("Where do people stall?", "", None, _table(STUCK, parts["stuck"])))
    return tuple(sections)


def _mix(report: Report) -> Section:
    shares = report.parts["share"]
    bars = [
        Bar(
            str(row["year"]),
            (Part(row["share"], "virtual"), Part(1 - row["share"], "in_person")),
            f"{row['share']:.0%}",
            row["ceiling"],
        )
        for row in shares
    ]  # fmt: skip
    names = (("virtual", "virtual"), ("in_person", "in person"))
    chart = Bars(tuple(bars), f"Virtual share by year; the mark is the most the rules allow. {report.answer}",
                 Shows.SHARE, names) if bars else None  # fmt: skip
    return Section("How much mentoring is virtual?", report.answer, chart, _table(SHARE, shares))


def _capacity(report: Report) -> Section:
    return Section("Will there be enough mentors and therapists?", report.answer, None, _table(CAPACITY, report.rows))


def _active(rows: Rows) -> ControlChart | None:
    known = [row for row in rows if row["centre"] is not None]
    if not known:
        return None
    moments = tuple(
        Moment(
            f"Q{(row['begins_on'].month + 2) // 3} {row['begins_on'].year}",
            row["people"],
            row["is_part"],
            row["is_unusual"],
        )
        for row in rows
    )
    last = known[-1]
    stretch = Stretch(0, len(rows) - 1, last["centre"], last["lower"], last["upper"])
    return ControlChart(moments, (stretch,), "People active by quarter, with the limits of chance.", axis="people")


def _path(rows: Rows) -> Bars | None:
    bars = [
        Bar(row["label"], (Part(row["people"] or 0, "complete"),), too_few() if row["people"] is None else None)
        for row in rows
    ]
    return Bars(tuple(bars), "People who took each step.") if any(row["people"] for row in rows) else None


def _curves(rows: Rows) -> StepCurves | None:
    curves: list[Curve] = []
    for label in dict.fromkeys(row["label"] for row in rows):
        own = [row for row in rows if row["label"] == label and row["share"] is not None]
        if own:
            steps = (Step(row["days"], row["share"], row["low"], row["high"]) for row in own)
            curves.append(Curve(label, tuple(steps)))
    last = max((row["days"] for row in rows if row["share"] is not None), default=0)
    if not curves or not last:
        return None
    ticks = tuple((float(years_in_days(each)), f"{each} y") for each in range(last // A_YEAR + 1))
    return StepCurves(
        tuple(curves), "The share that has reached each tier, by time.", ticks, float(last), axis="have reached it"
    )


def _table(columns: tuple[Column, ...], rows: Rows) -> Table:
    note = f"The first {ROWS_ON_PAPER} of {len(rows)} rows." if len(rows) > ROWS_ON_PAPER else ""
    return Table(columns, tuple(rows[:ROWS_ON_PAPER]), note)
