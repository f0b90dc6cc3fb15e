"""Cells that look like formulas are guarded, and come back to the letter."""

from hypothesis import given
from hypothesis import strategies as st

from mentorship.formulas import guarded, unguarded
from mentorship.wording import neutral


@given(st.text(alphabet="'=+-@\t\r\n a1\u00a0＝", max_size=6))
def test_every_cell_comes_back_to_the_letter(cell):
    assert unguarded(guarded(cell)) == cell
    assert neutral(guarded(cell)) == guarded(cell), "and no spreadsheet takes it for a formula on the way"
