"""Reshape a table: columns that are not simply a cell are worked out and appended to each row.

Nothing is parsed here: what a date, a time or a yes means is for `parsing.py`. Where nothing has to be worked out the
table is left alone, and stays as fast as it was.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from mentorship.intake.cells import Cells, Row
from mentorship.intake.mapping import ColumnMapping, WorkedOut
from mentorship.intake.readers import RawTable

Work = Callable[[Cells], str | None]


def transform(table: RawTable, mapping: ColumnMapping) -> RawTable:
    """A table whose rows are the file's own cells, as many as there are headings, and the worked-out ones after
    them."""
    if mapping.own_cells is None:
        return table
    columns = [_work(each) for each in mapping.worked_out.values()]
    return replace(table, rows=_appended(table.rows, mapping.own_cells, columns), plain_csv=None)


def _work(column: WorkedOut) -> Work:
    places = [place - 1 for place in column.cells]
    patterns = [(re.compile(each.matches, re.IGNORECASE), each.is_) for each in column.meanings]

    def work(cells: Cells) -> str | None:
        text = cells[places[0]] if len(places) == 1 else " ".join(_texts(cells, places)) or None
        return next((code for pattern, code in patterns if text and pattern.search(text)), text)

    return work


def _texts(cells: Cells, places: list[int]) -> Iterator[str]:
    return (cell.strip() for place in places if (cell := cells[place]))


def _appended(rows: Iterable[Row], width: int, columns: list[Work]) -> Iterator[Row]:
    for line, cells in rows:
        own = _padded(cells, width)
        yield line, [*own, *(work(own) for work in columns)]


def _padded(cells: Cells, width: int) -> Cells:
    """A row as wide as its headings. Cells beyond them are added to the last one, so that nothing is lost."""
    own = [*cells[:width], *[None] * (width - len(cells))]
    if beyond := [cell for cell in cells[width:] if cell and cell.strip()]:
        own[-1] = " ".join([own[-1] or "", *beyond]).strip()
    return own
