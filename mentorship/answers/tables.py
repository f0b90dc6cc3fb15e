"""A report's rows as a table to take away: CSV and XLSX, neutralised, with where they came from."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from mentorship.formulas import neutral_in_csv
from mentorship.hidden_characters import visible
from mentorship.new_workbook import new_workbook
from mentorship.wording import day, hours, neutral


class Shows(StrEnum):
    """What a column holds, and so how it is shown and written."""

    TEXT = "text"
    LIST = "list"
    HOURS = "hours"  # whole minutes, shown as 7 h 30, written as decimal hours
    DAY = "day"
    NUMBER = "number"
    DECIMAL = "decimal"
    SHARE = "share"
    YES = "yes"
    BAR = "bar"  # {"text", "share" of the whole, "mark", "over", "sort"}: a length beside its number
    SPARK = "spark"  # {"text", "shares", "sort"}: a small bar for each month, beside what they add up to


@dataclass(frozen=True)
class Column:
    """One column of a table: the field of the rows, its heading, and what it holds. A *further* column is left out on
    screen until somebody asks for it; downloads have them all. `help` explains the heading; of an *obvious* column the
    values speak for themselves, so that a card leaves its heading out."""

    field: str
    heading: str
    shows: Shows = Shows.TEXT
    further: bool = False
    help: str | None = None
    obvious: bool = False


#: What is shown where there is no value.
NOTHING = "–"


def as_text(column: Column, value: Any) -> str:  # noqa: PLR0911 - one return for each kind of value
    """A value as people read it: `7 h 30`, `3 Mar 2026`, `82%`."""
    match column.shows:
        case _ if value is None:
            return NOTHING
        case Shows.HOURS:
            return hours(int(value))
        case Shows.DAY:
            return day(value)
        case Shows.NUMBER:
            return f"{int(value):,}"
        case Shows.DECIMAL:
            return f"{value:.1f}"
        case Shows.SHARE:
            return f"{value:.0%}"
        case Shows.YES:
            return "yes" if value else "no"
        case Shows.LIST:
            return visible(", ".join(map(str, value)))
        case Shows.BAR | Shows.SPARK:
            return visible(str(value["text"]))
    return visible(str(value))


def as_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[Column], decimal_comma: bool = False) -> bytes:
    """UTF-8 with a byte order mark, for spreadsheets; with a decimal comma, semicolons stand between the cells."""
    bytes_ = io.BytesIO()
    text = io.TextIOWrapper(bytes_, "utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";" if decimal_comma else ",")
    writer.writerow([_heading(column) for column in columns])
    for row in rows:
        cells = [_cell(column, row.get(column.field)) for column in columns]
        writer.writerow([_in_csv(cell, decimal_comma) for cell in cells])
    text.flush()
    return bytes_.getvalue()


def as_xlsx(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], name: str, provenance: Mapping[str, str]
) -> bytes:
    """A workbook: the table, and a second sheet that says which data and rules it comes from."""
    bytes_ = io.BytesIO()
    with new_workbook(bytes_) as book:
        bold = book.add_format({"bold": True})
        formats = {
            Shows.DAY: book.add_format({"num_format": "yyyy-mm-dd"}),
            Shows.SHARE: book.add_format({"num_format": "0.0%"}),
            Shows.HOURS: book.add_format({"num_format": "0.00"}),
            Shows.DECIMAL: book.add_format({"num_format": "0.0"}),
        }
        # What a workbook does not allow in the name of a sheet.
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "Table")
        for place, column in enumerate(columns):
            sheet.write_string(0, place, _heading(column), bold)
            for line, row in enumerate(rows, 1):
                _write(sheet, line, place, _cell(column, row.get(column.field)), formats.get(column.shows))
        sheet.freeze_panes(1, 0)
        sheet.autofit(max_width=400)
        about = book.add_worksheet("Where this comes from")
        for line, (what, value) in enumerate(provenance.items()):
            about.write_string(line, 0, what, bold)
            about.write_string(line, 1, neutral(visible(value)))
        about.autofit()
    return bytes_.getvalue()


def _heading(column: Column) -> str:
    return f"{column.heading} (h)" if column.shows is Shows.HOURS else column.heading


def _cell(column: Column, value: Any) -> Any:  # noqa: PLR0911 - one return for each kind of value
    """A value as a cell: text, number, day or nothing."""
    match column.shows:
        case _ if value is None:
            return None
        case Shows.HOURS:
            return round(value / 60, 4)
        case Shows.LIST:
            return neutral(visible(", ".join(str(each) for each in value)))
        case Shows.YES:
            return "yes" if value else "no"
        case Shows.BAR | Shows.SPARK:
            return value["sort"]
        case Shows.TEXT:
            return neutral(visible(str(value)))
    return value


def _in_csv(cell: Any, decimal_comma: bool) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.isoformat(sep=" ", timespec="minutes")
        case date():
            return cell.isoformat()
        case float():
            text = f"{cell:.4f}".rstrip("0").rstrip(".")
            return text.replace(".", ",") if decimal_comma else text
        case int():
            return str(cell)
    return neutral_in_csv(str(cell))


def _write(sheet: Any, line: int, place: int, cell: Any, form: Any) -> None:
    match cell:
        case None:
            return
        case datetime() | date():
            sheet.write_datetime(line, place, cell, form)
        case int() | float():
            sheet.write_number(line, place, cell, form)
        case _:
            sheet.write_string(line, place, str(cell))
