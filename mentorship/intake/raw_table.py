"""What readers make of a file: tables of text cells with their line numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mentorship.intake.cells import Row
from mentorship.intake.results import PassedOver


@dataclass(frozen=True)
class RowReference:
    """A row of a file that came in before: how the file's SHA-256 begins, and the row's line there."""

    file: str
    row: int


@dataclass(frozen=True)
class RawTable:
    """One table of a file: its name as shown, its headings and their line, and its rows."""

    file: str
    headings: list[str]
    heading_line: int
    rows: Iterable[Row]
    #: Where DuckDB may load the rows itself: the path and the delimiter.
    plain_csv: tuple[Path, str] | None = None
    #: The rows above the headings: titles, and what some exports say about the whole file.
    above: tuple[Row, ...] = ()
    #: Its first rows, as evidence of what the columns hold.
    head: tuple[Row, ...] = ()
    #: How the letters of a text file were encoded.
    encoding: str | None = None
    #: What the file holds that could not be read at all.
    unread: tuple[PassedOver, ...] = ()
    #: The sheet of a workbook that it stands on.
    sheet: str | None = None
    #: How far down the rows reach, where that is known before they are read.
    height: int | None = None
    #: Whether dates and times were typed, so that a bare date among moments is midnight.
    is_typed: bool = False
    #: For corrected rows: how the SHA-256 of the file they come from begins, and line → the row it was. The mapping
    #: fills up while the rows are read.
    corrects: str | None = None
    corrected_rows: dict[int, RowReference] = field(default_factory=dict)
