"""A second table below the first: where other headings follow further down, another table begins."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from mentorship.intake.cells import Cells, Row
from mentorship.intake.heading_lines import HeadingScore
from mentorship.intake.raw_table import RawTable
from mentorship.intake.text_keys import heading_key

#: A row of headings has at least so many cells, and scores so much for each of them.
_FEWEST, _SCORE = 3, 0.6
#: How many rows of a table are looked at for what its columns hold.
_HEAD = 30


def split_tables(
    table: RawTable, rows: Callable[[], Iterator[Row]], score: HeadingScore, lines: Iterable[int] | None = None
) -> list[RawTable]:
    """A table, and those that begin below it. `rows` reads all rows anew. `lines`: the only lines where headings can be
    (None: any)."""
    if lines is not None and not set(lines) - {table.heading_line}:
        return [table]
    breaks = [(line, cells) for line, cells in rows() if line > table.heading_line and _begins(table, cells, score)]
    if not breaks:
        return [table]
    parts = [replace(table, rows=_between(rows, table.heading_line, breaks[0][0]))]
    for number, (line, cells) in enumerate(breaks):
        until = breaks[number + 1][0] if number + 1 < len(breaks) else None
        parts.append(_part(table, line, cells, rows, until))
    return parts


def _part(table: RawTable, line: int, cells: Cells, rows: Callable[[], Iterator[Row]], until: int | None) -> RawTable:
    while cells and not (cells[-1] or "").strip():
        cells = cells[:-1]
    name = f"{table.sheet}, from row {line}" if table.sheet else f"from row {line}"
    return replace(
        table, headings=[(cell or "").strip() for cell in cells], heading_line=line, above=(), sheet=name, unread=(),
        rows=_between(rows, line, until), head=tuple(islice(_between(rows, line, until), _HEAD)),
    )  # fmt: skip


def _between(rows: Callable[[], Iterator[Row]], after: int, until: int | None) -> Iterator[Row]:
    return ((line, cells) for line, cells in rows() if line > after and (until is None or line < until))


def _begins(table: RawTable, cells: Cells, score: HeadingScore) -> bool:
    """Whether a row is headings, and other ones than those of the table above."""
    texts = [cell.strip() for cell in cells if cell and cell.strip()]
    if len(texts) < _FEWEST or any("@" in text or text[:1].isdigit() for text in texts):
        return False
    if score(texts) < max(_FEWEST, _SCORE * len(texts)):
        return False
    own = {heading_key(heading) for heading in table.headings if heading}
    here = [heading_key(cell or "") for cell in cells]
    return [key for key in here if key] != [heading_key(each) for each in table.headings if each] and (
        len(own & set(here)) < len(own) or here[: len(table.headings)] != [heading_key(each) for each in table.headings]
    )
