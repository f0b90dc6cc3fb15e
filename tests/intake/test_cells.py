"""Typed cells become text that can be read in one way only."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from mentorship.intake.cells import SEPARATOR, as_text, trimmed


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, None), ("", None), ("plain", "plain"), (True, "true"), (False, "false"),
        (90, "90"), (90.0, "90"), (1.5, "1.5"), (Decimal("2.50"), "2.5"), (Decimal("2"), "2"),
        (datetime.fromisoformat("2025-03-04T09:15"), "2025-03-04 09:15"),
        (datetime.fromisoformat("2025-03-04T00:00"), "2025-03-04"),
        (date(2025, 3, 4), "2025-03-04"), (time(9, 5), "09:05:00"),
        (timedelta(minutes=90), "1:30:00"), (timedelta(hours=30, minutes=30), "30:30:00"), ("PT30H30M00S", "30:30:00"),
        (["a", None, "b"], "a;b"), ({"a": 1}, '{"a": 1}'),
    ],
)  # fmt: skip
def test_each_type_has_one_text(cell, text):
    assert as_text(cell) == text


def test_a_number_is_never_mistaken_for_thousands():
    """1.125 as text could be read as 1125 in another country."""
    assert as_text(1.125) == "1.1250"
    assert as_text(1.25) == "1.25"


def test_padding_goes_and_no_cell_can_break_the_row():
    assert trimmed("\u00a0 a b\u200b\t") == "a b"
    assert trimmed(f"a{SEPARATOR}b") == "a b"
    assert trimmed(None) == ""
