"""Tables of web pages and of XML workbooks, which some programs save under a name that ends in .xls."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from mentorship.errors import FileError
from mentorship.intake.cells import Cells, Row

_ROWS, _CELLS = {"tr", "row"}, {"td", "th", "cell"}
_HIDDEN = {"script", "style"}


@dataclass
class _Tables(HTMLParser):
    """Collects the rows of every table; the outermost one of nested tables."""

    tables: list[list[Row]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._row: Cells | None = None
        self._cell: list[str] | None = None
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, a row or a cell begins; in XML workbooks a cell may say its place."""
        name, said = tag.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in attrs}
        if name == "table":
            self.tables.append([])
        elif name in _ROWS and self.tables:
            self._end_row()
            self._row = []
        elif name in _CELLS and self._row is not None:
            self._end_cell()
            if (at := said.get("index") or "").isdigit() and int(at) <= 1000:
                self._row += [None] * (int(at) - 1 - len(self._row))
            self._cell = []
        elif name == "br" and self._cell is not None:
            self._cell.append(" ")
        self._hidden += name in _HIDDEN

    def handle_endtag(self, tag: str) -> None:
        """A cell or a row ends."""
        name = tag.rpartition(":")[2]
        if name in _CELLS:
            self._end_cell()
        elif name in _ROWS or name == "table":
            self._end_row()
        self._hidden -= name in _HIDDEN and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        if self._cell is not None and not self._hidden:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None:
            self._row.append(" ".join("".join(self._cell).split()) or None)
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None and self.tables:
            rows = self.tables[-1]
            if any(self._row):
                rows.append((len(rows) + 1, self._row))
        self._row = None


def is_web_page(start: bytes) -> bool:
    """Whether a file begins like a web page or an XML workbook."""
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_page = text.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head"))
    return is_page or (text.startswith(b"<?xml") and (b"<workbook" in text or b"<html" in text or b":workbook" in text))


def web_tables(path: Path, name: str, most_mb: int) -> Iterator[tuple[str, Iterator[Row], int]]:
    """The tables of a page: a name for each, its rows, and how many there are. Raises FileError."""
    if path.stat().st_size > most_mb * 1_000_000:
        raise FileError(f"{name}: this is a web page of more than {most_mb} MB. Save it as XLSX or CSV.")
    parser = _Tables()
    parser.feed(_text(path))
    parser.close()
    found = [rows for rows in parser.tables if rows]
    if not found:
        raise FileError(f"{name}: this is a web page without a table, not a workbook. Export it as XLSX or CSV.")
    for number, rows in enumerate(found, 1):
        yield f"table {number}", iter(rows), len(rows)


def _text(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
