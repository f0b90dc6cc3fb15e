"""Workbooks that are the same on every machine, and safe to open anywhere: no text in them is a formula or a link.

The parts of a workbook are stored, not compressed: what a compressor makes depends on the machine, and a packet is
compared byte for byte.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite
from typing import TYPE_CHECKING, Any

from mentorship.answers.tables import Column, Shows
from mentorship.new_workbook import new_workbook
from mentorship.packet.display_text import one_line
from mentorship.packet.typesetting import Paper
from mentorship.wording import neutral

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: How numbers are shown in a sheet, by what a column holds. Lengths are decimal hours there.
NUMBER_FORMATS = {
    Shows.DAY: "yyyy-mm-dd", Shows.SHARE: "0.0%", Shows.HOURS: "0.00", Shows.DECIMAL: "0.0", Shows.NUMBER: "#,##0",
}  # fmt: skip

#: What a workbook does not allow in the name of a sheet.
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")

TITLE_HEIGHT = 27.0

#: Spreadsheets count days from here; an earlier day is written as text.
FIRST_YEAR = 1900
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass
class Book:
    """A workbook being written, and the looks its cells may have."""

    book: "Workbook"
    paper: Paper
    looks: dict[str, Any]
    foot: str

    def sheet(self, name: str, landscape: bool = False) -> "Worksheet":
        """A new sheet, ready to be printed: paper, margins, a foot with the page."""
        sheet = self.book.add_worksheet(sheet_name(name, [each.get_name() for each in self.book.worksheets()]))
        sheet.hide_gridlines(2)
        sheet.set_paper(9 if self.paper is Paper.A4 else 1)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self.foot}&RPage &P of &N")
        if landscape:
            sheet.set_landscape()
        return sheet

    def table(
        self, sheet: "Worksheet", top: int, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]],
        widths: Sequence[float],
    ) -> int:  # fmt: skip
        """A table with its heading in row `top` (from 0), in columns so many characters wide; returns the row after
        it."""
        for place, column in enumerate(columns):
            hours = " (h)" if column.shows is Shows.HOURS else ""
            look = "heading_right" if column.shows in NUMBER_FORMATS else "heading"
            sheet.write_string(top, place, column.heading + hours, self.looks[look])
        for line, row in enumerate(rows, top + 1):
            cells = [(row.get(each.field), width) for each, width in zip(columns, widths, strict=True)]
            sheet.set_row(line, height(max(lines(_text(value), width) for value, width in cells)))
            for place, column in enumerate(columns):
                self.cell(sheet, line, place, row.get(column.field), column.shows)
        return top + 1 + len(rows)

    def pairs(self, sheet: "Worksheet", line: int, rows: Sequence[Sequence[str]], last: int, width: float) -> int:
        """Label and value side by side, the value over columns 1 to `last`, `width` characters together; returns the
        row after them."""
        for label, value in rows:
            sheet.set_row(line, height(max(lines(value, width), lines(label, 34))))
            sheet.write_string(line, 0, safe(label), self.looks["label"])
            if last > 1:
                sheet.merge_range(line, 1, line, last, safe(value), self.looks["plain"])
            else:
                sheet.write_string(line, 1, safe(value), self.looks["plain"])
            line += 1
        return line

    def texts(self, sheet: "Worksheet", line: int, said: Sequence[tuple[str, str]], last: int, width: float) -> int:
        """Texts with their looks, one below the other, over the columns up to `last`; returns the row after them."""
        for text, look in said:
            if text:
                sheet.set_row(line, TITLE_HEIGHT if look == "title" else height(lines(text, width)))
                sheet.merge_range(line, 0, line, last, safe(text), self.looks[look])
                line += 1
        return line

    def cell(self, sheet: "Worksheet", line: int, place: int, value: Any, shows: Shows = Shows.TEXT) -> None:
        """One cell: a number, a day, or a text that no spreadsheet takes for a formula."""
        look = self.looks.get(shows.value, self.looks["text"])
        match value:
            case None:
                sheet.write_blank(line, place, None, look)
            case bool():
                sheet.write_string(line, place, "yes" if value else "no", look)
            case float() if not isfinite(value):
                sheet.write_blank(line, place, None, look)
            case int() | float():
                sheet.write_number(line, place, round(value / 60, 4) if shows is Shows.HOURS else value, look)
            case date() if value.year >= FIRST_YEAR:
                sheet.write_datetime(line, place, value, look)
            case list() | tuple():
                sheet.write_string(line, place, safe(_text(value)), look)
            case _:
                sheet.write_string(line, place, safe(str(value)), look)


def lines(text: str, width: float) -> int:
    """About how many lines a text takes in a cell so many characters wide: not every program measures it itself."""
    return max(1, -(-len(one_line(text)) * 11 // int(width * 10)))


def _text(value: Any) -> str:
    """The text of a cell that holds text, else none."""
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    return value if isinstance(value, str) else ""


def height(count: int) -> float:
    """The height of a row of so many lines, in points."""
    return 1.5 + 13.5 * count


def safe(text: str) -> str:
    """A text as a cell may hold it: one line, and never a formula."""
    return neutral(one_line(text))


def sheet_name(wanted: str, taken: Sequence[str] = ()) -> str:
    """A name that a workbook allows, and that no other sheet has."""
    plain = NOT_IN_A_NAME.sub(" ", one_line(wanted)).strip()[:28].strip() or "Sheet"
    used = {each.lower() for each in taken}
    names = [plain, *(f"{plain} {number}" for number in range(2, 100))]
    return next(each for each in names if each.lower() not in used)


@contextmanager
def written(paper: Paper, made_on: date, title: str, author: str, foot: str) -> Iterator[tuple[Book, io.BytesIO]]:
    """A workbook to write into; afterwards the second value holds its bytes."""
    raw, done = io.BytesIO(), io.BytesIO()
    with new_workbook(raw, in_memory=True) as book:
        created = datetime.combine(made_on, time())
        book.set_properties({"title": one_line(title)[:200], "author": one_line(author)[:200], "created": created})
        # In a foot, & begins a code.
        yield Book(book, paper, _looks(book), one_line(foot)[:150].replace("&", "&&")), done
    done.write(_stored(raw.getvalue()))


def _looks(book: "Workbook") -> dict[str, Any]:
    base = {"font_name": "Calibri", "font_size": 10, "valign": "top", "font_color": "#0D1918"}
    row = base | {"text_wrap": True, "bottom": 1, "bottom_color": "#DCDFDA", "indent": 1}
    heading = base | {
        "bold": True,
        "font_color": "#5B6765",
        "bottom": 1,
        "bottom_color": "#1F6F68",
        "text_wrap": True,
        "indent": 1,
    }
    looks = {
        "title": base | {"bold": True, "font_size": 18},
        "kicker": base | {"bold": True, "font_color": "#1F6F68"},
        "section": base | {"bold": True, "font_size": 12},
        "answer": base | {"bold": True, "font_size": 12, "font_color": "#1F6F68"},
        "plain": base | {"text_wrap": True},
        "label": base | {"font_color": "#5B6765", "text_wrap": True},
        "heading": heading,
        "heading_right": heading | {"align": "right", "indent": 1},
        "text": row,
    }
    for shows, form in NUMBER_FORMATS.items():
        looks[shows.value] = row | {"num_format": form, "align": "right"}
    return {name: book.add_format(look) for name, look in looks.items()}


def _stored(workbook: bytes) -> bytes:
    """The same parts in a container whose bytes follow from them alone."""
    done = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts, zipfile.ZipFile(done, "w", zipfile.ZIP_STORED) as container:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 0, 0
            container.writestr(entry, parts.read(name))
    return done.getvalue()
