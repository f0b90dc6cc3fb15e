"""A period in numbers for the modality leaders: PDF, workbook and CSV with the same rows. Nobody is named."""

import csv
import io
from datetime import date

from mentorship.answers.report import Report, Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.credit.data_digest import data_digest
from mentorship.packet.charts import ControlChart, Moment
from mentorship.packet.documents import Definition, Document, Section, Table, document_pdf, document_xlsx, in_words
from mentorship.packet.typesetting import Paper
from mentorship.reports.period import period
from mentorship.wording import day, month_of, neutral

MONTHS = (
    Column("month", "Month"), Column("mentees", "Mentees", Shows.NUMBER),
    Column("sessions", "Sessions", Shows.NUMBER),
)  # fmt: skip
KINDS = (
    Column("label", "Kind"), Column("held", "Held"), Column("mentees", "Mentees", Shows.NUMBER),
    Column("sessions", "Sessions", Shows.NUMBER), Column("credited_minutes", "Credited", Shows.HOURS),
)  # fmt: skip
PROGRESS = (Column("stage", "Working on"), Column("state_label", "State"), Column("people", "People", Shows.NUMBER))
MEASURES = (
    Column("called", "Measure"), Column("value", "Programme"), Column("judged", "Mentors judged"),
    Column("outside", "Outside the limits"), Column("by_chance", "By chance alone"),
)  # fmt: skip
QUESTIONS = (Column("theme", "About"), Column("open", "Open"), Column("closed", "Closed"))
DEFINITIONS = (
    Definition("Sessions", "Groups and 1x1 that mentors led, each counted once for each mentee, whoever reported it."),
    Definition(
        "Outside the limits",
        "Mentors whose value chance explains in fewer than one case of a thousand on either side (funnel plot with "
        "99.8% limits, after overdispersion). It is a question to ask, not a judgement.",
    ),
    Definition("By chance alone", "How many mentors would be outside the limits if all were alike."),
    Definition("Where mentees stand", "As of the day of the report, whatever the period."),
)


def period_report(request: Request, begin: date, until: date) -> Document:
    """The report's content. For the ombudsman. Raises AccessError, ArgumentError."""
    found = period(request, begin, until)
    data = data_digest(request.cursor, request.as_of)
    measures = found.parts["measures"]
    return Document(
        programme=request.policy.title, title="Mentoring in numbers", subtitle=f"{day(begin)} to {day(until)}",
        answer=found.answer, as_of=request.as_of, sections=_sections(found),
        definitions=(*DEFINITIONS, *(Definition(row["called"], row["definition"]) for row in measures)),
        origin=(
            ("Rules", f"{request.policy.id}, {request.policy.digest}"),
            ("Data", f"{data.sessions:,} sessions, {data.digest[:16]}"),
            *(("Numbers", gap) for gap in found.gaps),
        ),
        for_whom="For the modality leaders. Nobody is named.", rules_digest=request.policy.digest,
    )  # fmt: skip


def period_report_pdf(request: Request, begin: date, until: date, paper: Paper = Paper.A4) -> bytes:
    """As a PDF: the same data, rules and period give the same bytes. Raises AccessError, ArgumentError."""
    return document_pdf(period_report(request, begin, until), paper)


def period_report_xlsx(request: Request, begin: date, until: date) -> bytes:
    """The tables as a workbook. Raises AccessError, ArgumentError."""
    return document_xlsx(period_report(request, begin, until))


def period_report_csv(request: Request, begin: date, until: date) -> bytes:
    """The same rows as one CSV: section, then for each row its cells by heading. Raises AccessError, ArgumentError."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("section", "row", "column", "value"))
    for section in period_report(request, begin, until).sections:
        for number, row in enumerate(section.table.rows if section.table else (), 1):
            for column in section.table.columns if section.table else ():
                value = in_words(row.get(column.field), column.shows)
                writer.writerow((section.title, number, column.heading, neutral(value)))
    return text.getvalue().encode("utf-8-sig")


def _sections(found: Report) -> tuple[Section, ...]:
    parts, measures = found.parts, found.parts["measures"]
    months = tuple({**row, "month": month_of(row["month"])} for row in found.rows)
    return (
        Section("How much mentoring?", found.answer, _by_month(found.rows), Table(MONTHS, months)),
        Section("What kinds?", "", None, Table(KINDS, tuple(parts["kinds"]))),
        Section("Where do mentees stand?", "", None, Table(PROGRESS, tuple(parts["progress"]))),
        Section("Is mentoring consistent across mentors?", _alike(measures), None, Table(MEASURES, tuple(measures))),
        Section("What was asked?", "", None, Table(QUESTIONS, tuple(parts["questions"]))),
    )  # fmt: skip


def _alike(measures: Rows) -> str:
    if not measures:
        return "Too few mentors have enough sessions to say."
    outside = [row["called"].lower() for row in measures if row["outside"] != "none"]
    return f"Mentors differ beyond chance in: {', '.join(outside)}." if outside else "No difference beyond chance."


def _by_month(rows: Rows) -> ControlChart | None:
    if not any(row["sessions"] is not None for row in rows):
        return None
    moments = tuple(Moment(month_of(row["month"]), row["sessions"]) for row in rows)
    return ControlChart(moments, (), "Groups and 1x1 sessions, month by month.", axis="sessions")
