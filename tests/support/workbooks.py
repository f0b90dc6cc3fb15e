"""A workbook as people fill them in: titles above the table, merged cells, blank rows, other sheets."""

import io
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl

BOOK_HEADINGS = ["held_on", "mentee", "activity", "modality", "hours", "duration", "starts_at", "ends_at", "mentor",
                 "endorsed", "rating", "fee", "notes"]  # fmt: skip


MARCH_4 = datetime.fromisoformat("2025-03-04T00:00")


BOOK_ROWS: list[list[Any]] = [
    [date(2025, 3, 3), "ada", "one_to_one", "virtual", None, timedelta(minutes=90), time(14, 30), None, "mia",
     None, 5, 120.5, "first"],
    [MARCH_4 + timedelta(minutes=555), 1001, "One-on-one", "Zoom", 1.125, None,
     MARCH_4 + timedelta(minutes=555), MARCH_4 + timedelta(minutes=623), "mia", True, 4.0, 80, None],
    ["5 March 2025", "ben", "treatment", "in person", None, "1h 15m", time(8, 5), None, "noor", None, None, None, "x"],
    [date(2025, 12, 1), "ada", "small_group", "virtual", None, None, time(0, 0), time(1, 30), "mia",
     False, None, 0, None],
    [date(2025, 12, 2), "ada", "clinical_application", "virtual", None, timedelta(hours=30, minutes=30), None, None,
     None, True, None, None, "two days"],
]  # fmt: skip


def workbook(
    rows: list[list[Any]] = BOOK_ROWS, headings: list[str] = BOOK_HEADINGS, merged: Iterable[str] = ()
) -> bytes:
    """Title rows with merged cells above the table, blank rows within it, and other sheets before and after."""
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["How to fill in this form"])
    book.create_chartsheet("Chart")
    sheet = book.create_sheet("Sessions")
    sheet.append(["Tracking form", None, None, None])
    sheet.append(["Name:", "Ada", "", "Year:", 2025])
    sheet.append([])
    sheet.append(headings)
    for place, row in enumerate(rows):
        sheet.append(row)
        if place == 1:
            sheet.append([])
    for span in ("A1:D1", *merged):
        sheet.merge_cells(span)
    book.create_sheet("Empty")
    book.create_sheet("Lists").append(["activity", "modality"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
