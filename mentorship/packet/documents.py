"""Documents of one make: a mentor's dossier, a period report, a board pack. Each section has its sentence, then
perhaps a chart, then a table, then what its words mean.

The content is plain data; what a reader may see has been decided before it comes here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mentorship.answers.tables import Column, Shows
from mentorship.packet.charts import Chart
from mentorship.packet.drawings import drawing
from mentorship.packet.scales import said
from mentorship.packet.sheets import Book, written
from mentorship.packet.typesetting import Paper, drawn, typeset
from mentorship.wording import day

Words = dict[str, Any]

#: Columns that hold numbers stand on the right.
TO_THE_RIGHT = (Shows.HOURS, Shows.NUMBER, Shows.DECIMAL, Shows.SHARE)

#: Columns that share the room which the others leave.
WIDE = (Shows.TEXT, Shows.LIST)


@dataclass(frozen=True)
class Table:
    """Rows as a report gives them, with the columns to show; `note` stands below it."""

    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...]
    note: str = ""


@dataclass(frozen=True)
class Definition:
    """What a word or a measure means."""

    term: str
    means: str


@dataclass(frozen=True)
class Section:
    """One question: its heading, its answer in a sentence, and what shows it."""

    title: str
    sentence: str = ""
    chart: Chart | None = None
    table: Table | None = None
    definitions: tuple[Definition, ...] = ()
    starts_page: bool = False


@dataclass(frozen=True)
class Document:
    """A document to print and to keep. `facts` are label and value, `origin` says where the numbers come from (rules
    with their digest, data with theirs, filters), `for_whom` who may read it."""

    programme: str
    title: str
    subtitle: str
    answer: str
    as_of: date
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...] = ()
    definitions: tuple[Definition, ...] = ()
    origin: tuple[tuple[str, str], ...] = ()
    for_whom: str = ""
    rules_digest: str = ""


def document_pdf(document: Document, paper: Paper = Paper.A4) -> bytes:
    """A document as a PDF. The same document and paper give the same bytes."""
    return typeset("document", _words(document), paper=paper, made_on=document.as_of)


def chart_picture(chart: Chart, title: str, source: str, as_of: date) -> bytes:
    """One chart as a PNG on white, with its title above and its source and date below."""
    words = {"title": title, "chart": drawing(chart), "source": f"{source} · {day(as_of)}" if source else day(as_of)}
    return drawn("picture", words, made_on=as_of)


def document_xlsx(document: Document, paper: Paper = Paper.A4) -> bytes:
    """The same as a workbook: a sheet that says what it is, and one for each table."""
    foot = f"{document.title} · {day(document.as_of)}"
    with written(paper, document.as_of, document.title, document.programme, foot) as (book, done):
        _about(book, document)
        for section in document.sections:
            if section.table:
                _sheet(book, section, section.table)
    return done.getvalue()


def _words(document: Document) -> Words:
    rules = f"Rules {document.rules_digest[:12]}" if document.rules_digest else ""
    foot = [document.title, f"Data as of {day(document.as_of)}", rules, document.for_whom]
    return {
        "programme": document.programme, "title": document.title, "subtitle": document.subtitle,
        "answer": document.answer, "date_line": f"Data as of {day(document.as_of)}", "for_whom": document.for_whom,
        "facts": [list(each) for each in document.facts], "sections": [_section(each) for each in document.sections],
        "definitions": [vars(each) for each in document.definitions],
        "origin": [list(each) for each in document.origin], "footer": [each for each in foot if each],
    }  # fmt: skip


def _section(section: Section) -> Words:
    return {
        "title": section.title, "sentence": section.sentence, "starts_page": section.starts_page,
        "chart": drawing(section.chart) if section.chart else None,
        "table": _table(section.table) if section.table else None,
        "definitions": [vars(each) for each in section.definitions],
    }  # fmt: skip


def _table(table: Table) -> Words:
    return {
        "columns": [
            {"heading": each.heading, "right": each.shows in TO_THE_RIGHT, "wide": each.shows in WIDE}
            for each in table.columns
        ],
        "rows": [[in_words(row.get(each.field), each.shows) for each in table.columns] for row in table.rows],
        "note": table.note,
    }


def in_words(value: Any, shows: Shows) -> str:
    """A value as a page shows it: '7 h 30', '58%', '3 Mar 2026', 'A, B'; nothing is a dash."""
    match value:
        case bool():
            text = "yes" if value else "no"
        case int() | float() if shows in TO_THE_RIGHT:
            text = said(value, shows)
        case datetime():
            text = f"{day(value)}, {value:%H:%M}"
        case date():
            text = day(value)
        case list() | tuple():
            text = ", ".join(str(each) for each in value)
        case _:
            text = "" if value is None else str(value)
    return text or "–"


def _about(book: Book, document: Document) -> None:
    sheet = book.sheet("About")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 70)
    head = [
        (document.programme, "kicker"), (document.title, "title"), (document.subtitle, "section"),
        (document.answer, "answer"), (document.for_whom, "label"),
    ]  # fmt: skip
    line = book.texts(sheet, 0, head, last=1, width=100)
    pairs = [*document.facts, ("Data as of", day(document.as_of)), *document.origin]
    pairs += [(each.title, each.sentence) for each in document.sections if each.sentence]
    pairs += [(each.term, each.means) for section in document.sections for each in section.definitions]
    pairs += [(each.term, each.means) for each in document.definitions]
    book.pairs(sheet, line + 1, pairs, last=1, width=70)


def _sheet(book: Book, section: Section, table: Table) -> None:
    sheet = book.sheet(section.title, landscape=len(table.columns) > 6)
    widths = [_width(column, table.rows) for column in table.columns]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    end = book.table(sheet, 0, table.columns, table.rows, widths)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    if table.note:
        book.texts(sheet, end + 1, [(table.note, "label")], last=max(1, len(widths) - 1), width=sum(widths))


def _width(column: Column, rows: Sequence[Mapping[str, Any]]) -> float:
    """How many characters wide a column is: its longest cell, within reason."""
    longest = max((len(in_words(row.get(column.field), column.shows)) for row in rows), default=0)
    return min(50.0, max(len(column.heading) + 7, longest + 3))
