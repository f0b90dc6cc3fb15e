"""Cells of a CSV: no spreadsheet takes one for a formula, and those of rows to fix come back to the letter."""

import csv
import io
import shutil
import subprocess

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mentorship.answers.tables import Column, Shows, as_csv
from mentorship.formulas import guarded, neutral_in_csv, unguarded
from mentorship.wording import neutral
from tests.conftest import lacks

HOSTILE = "'=+-@,;|\"\t\r\n a1\u00a0＝"
COLUMNS = [Column("a", "First"), Column("b", "Second"), Column("n", "Number", Shows.NUMBER)]


@given(st.text(alphabet=HOSTILE, max_size=8))
@example(" \t=1")
@example("';'=1")
def test_every_cell_comes_back_to_the_letter(cell):
    assert unguarded(guarded(cell)) == cell
    assert neutral_in_csv(guarded(cell)) == guarded(cell), "and no spreadsheet takes it for a formula on the way"


@given(st.text(alphabet=HOSTILE, max_size=8), st.text(alphabet=HOSTILE, max_size=8), st.booleans())
@example("x;=1+1", "y", False)
@example("x,=1+1", "y", True)
@example("two\n=1+1", "y", False)
@example('x;"=1+1"', "y", False)
def test_whichever_way_a_csv_is_read_no_cell_is_a_formula(one, other, decimal_comma):
    """By any delimiter, and with quotation marks taken for what they are or for letters."""
    text = as_csv([{"a": one, "b": other, "n": -5}], COLUMNS, decimal_comma).decode("utf-8-sig")
    for delimiter in ",;\t|":
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting):
                for cell in cells:
                    assert neutral(cell) == cell or cell == "-5" or cell[:1] in "\t\r\n", (delimiter, cell)


@pytest.mark.parametrize("cell", ["Ada", "a; b, c", "", "1=1", "x|y"])
def test_other_cells_stay_as_they_are(cell):
    assert neutral_in_csv(cell) == guarded(cell) == cell


def test_a_negative_number_stays_a_number():
    assert b",-5\r\n" in as_csv([{"a": "x", "b": "y", "n": -5}], COLUMNS)


@pytest.mark.parametrize("delimiter", ["44", "59", "9", "124"], ids=["comma", "semicolon", "tab", "bar"])
def test_in_a_real_spreadsheet_no_cell_is_a_formula(tmp_path, delimiter):
    office = shutil.which("soffice") or lacks("LibreOffice")
    cells = [
        "=1+1",
        "x;=1+1",
        "x,=1+1",
        "x\t=1+1",
        "two\n=1+1",
        "x|=1+1",
        '";=1+1',
        'x;"=1+1"',
        "＝1+1",
        "a;\n=1+1",
        "@SUM(1)",
    ]
    rows = [{"a": cell, "b": f"{cell}, {cell}", "n": 1} for cell in cells]
    (tmp_path / "t.csv").write_bytes(as_csv(rows, COLUMNS))
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         f"--infilter=CSV:{delimiter},34,76,1", "--convert-to", "xlsx", "--outdir", tmp_path, tmp_path / "t.csv"],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []
    assert sheet.max_row > len(cells)
