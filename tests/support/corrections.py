"""Rows to fix, as somebody fixes them in a spreadsheet."""

import csv
from pathlib import Path

from mentorship.intake.corrections import write_rows_to_fix
from mentorship.intake.history import import_history
from tests.support.stores import write


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def corrected(store, number: str, folder: Path, changes: dict[tuple[int, str], str], name: str = "fixed.csv") -> Path:
    """The rows to fix of an import, with these cells (row from 1, heading) put right."""
    write_rows_to_fix(store, number, folder / name)
    headings, *rows = read(folder / name)
    for (row, heading), cell in changes.items():
        rows[row - 1][headings.index(heading)] = cell
    return write(folder, name, tuple(headings), *rows)


def to_fix(store) -> dict[int, int]:
    """How many rows each import leaves to fix, for those that leave any."""
    return {each.import_no: each.rows_to_fix for each in import_history(store) if each.rows_to_fix}
