"""The packet as a workbook: the same content, to reckon with, and nothing in it that runs."""

import io
import re
import zipfile
from datetime import datetime

import pytest
from openpyxl import load_workbook

from mentorship.packet.sheets import sheet_name
from mentorship.packet.typesetting import Paper
from mentorship.packet.workbook import packet_xlsx
from tests.packet.packets import hostile, packet


def book(raw: bytes):
    return load_workbook(io.BytesIO(raw))


def test_the_same_packet_gives_the_same_workbook():
    assert packet_xlsx(packet(30)) == packet_xlsx(packet(30))


@pytest.mark.parametrize("sessions", [0, 1, 300])
def test_each_session_is_a_row_in_numbers_and_days(sessions):
    content = packet(sessions)
    sheet = book(packet_xlsx(content))["Sessions"]
    rows = list(sheet.iter_rows(min_row=2, max_row=1 + sessions, values_only=True)) if sessions else []
    assert len(rows) == sessions
    for row, each in zip(rows, content.sessions, strict=True):
        assert row[0] == datetime.combine(each.held_on, datetime.min.time())
        assert row[6:9] == tuple(
            pytest.approx(minutes / 60, abs=1e-4)
            for minutes in (each.recorded_minutes, each.credited_minutes, each.counted_minutes)
        )
    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"


def test_the_summary_says_who_which_credit_and_what_it_rests_on():
    said = [str(cell) for row in book(packet_xlsx(packet(30)))["Summary"].values for cell in row if cell is not None]
    for each in ("Ana Díaz", "First 24 hours", "Complete since 14 Oct 2025", "9c1f04d2a7b35e68", "How to send it in"):
        assert each in said
    assert any(each.startswith("The programme decides on credit") for each in said)


@pytest.mark.parametrize(("paper", "code"), [(Paper.A4, "9"), (Paper.LETTER, "1")])
def test_it_prints_on_its_paper(paper, code):
    sheet = book(packet_xlsx(packet(2), paper))["Sessions"]
    assert str(sheet.page_setup.paperSize) == code
    assert sheet.page_setup.orientation == "landscape"


def test_no_text_is_a_formula_or_a_link():
    raw = packet_xlsx(hostile())
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert sheets and not any(re.search(r"<f[ >]|<hyperlink", each) for each in sheets)
    found = 0
    for sheet in book(raw):
        if sheet.title == "Seal":
            continue
        for cell in (each for row in sheet.iter_rows() for each in row if isinstance(each.value, str)):
            begins = cell.value.lstrip()[:1]
            assert cell.data_type == "s" and begins not in ("=", "+", "@", "＝"), cell.value[:40]
            found += cell.value.startswith("'=1+2")
    assert found > 4


def test_its_parts_are_stored_so_that_no_compressor_decides_on_its_bytes():
    with zipfile.ZipFile(io.BytesIO(packet_xlsx(packet(2)))) as parts:
        assert {each.compress_type for each in parts.infolist()} == {zipfile.ZIP_STORED}
        assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.create_system for each in parts.infolist()} == {0}


def test_names_of_sheets_are_allowed_and_differ():
    assert sheet_name("What [now]? a/b*") == "What  now   a b"
    assert sheet_name("''") == "Sheet"
    assert sheet_name("Same" * 20, ["same" * 7]) == "Same" * 7 + " 2"
