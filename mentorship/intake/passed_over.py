"""Rows that are no sessions, people or contacts: totals, signatures, headings again, lines of text. Each is named."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

import duckdb

from mentorship.intake.languages import remarks
from mentorship.intake.mapping import ColumnMapping
from mentorship.intake.plain_words import keys_of
from mentorship.intake.readers import RawTable
from mentorship.intake.results import PassedOver
from mentorship.intake.text_keys import heading_key
from mentorship.store.sql_files import run

SQL = Path(__file__).parent / "sql"
#: So many rows without a day are looked at; a file with more has another trouble.
_MOST = 50_000
_FIRST = ("held_on", "contacted_on", "email", "person", "mentee", "mentor")


def passed_rows(cursor: duckdb.DuckDBPyConnection, table: RawTable, mapping: ColumnMapping) -> list[PassedOver]:
    """The rows of `raw` to pass over, and what they are."""
    at = next((mapping.places[name] for name in _FIRST if name in mapping.places), None)
    if at is None or mapping.attendance:
        return []
    rows = run(cursor, SQL / "unread_rows.sql", at=at, most=_MOST).fetchall()
    headings = [heading_key(each) for each in table.headings]
    said = [(row, what) for row, cells in rows if (what := _what(cells, headings, _day_of(cells, at)))]
    return [_remark(table.file, list(group)) for _, group in groupby(said, key=lambda each: each[1])]


def _remark(file: str, rows: list[tuple[int, str]]) -> PassedOver:
    lines = tuple(row for row, _ in rows)
    where = f"row {lines[0]}" if len(lines) == 1 else f"rows {', '.join(map(str, lines[:5]))}" + (
        " …" if len(lines) > 5 else "")  # fmt: skip
    return PassedOver(file, lines[0], len(lines), f"{file}, {where}: {rows[0][1]}; passed over.", lines)


def _day_of(cells: Sequence[str | None], at: int) -> str:
    return (cells[at - 1] or "").strip() if at <= len(cells) else ""


def _what(cells: Sequence[str | None], headings: list[str], day: str) -> str | None:  # noqa: PLR0911
    """What a row without a day is, in words; None for a row that is to be read."""
    texts = [cell.strip() for cell in cells if cell and cell.strip()]
    keys = [heading_key(cell or "") for cell in cells]
    if not texts:
        return "a blank row"
    if not any(character.isalnum() for text in texts for character in text):
        return "a row of marks"
    if sum(key == heading for key, heading in zip(keys, headings, strict=False) if key) >= max(2, len(texts) * 0.6):
        return "the headings again"
    if any("@" in text for text in texts):
        return None
    first = heading_key(texts[0])
    if _begins(first, "total") and all(_is_amount(text) or _begins(heading_key(text), "total") for text in texts[1:]):
        return "a total"
    totals = [text for text in texts if _begins(heading_key(text), "total")]
    if totals and (not day or day in totals) and all(_is_amount(text) for text in texts if text not in totals):
        return "a total"
    if _begins(first, "signature") and len(texts) <= max(4, len(headings) // 2):
        return "a signature"
    if _begins(first, "footer") and len(texts) <= 3:
        return "a footer"
    if len(texts) == 1 and len(headings) >= 4 and not _is_amount(texts[0]) and (" " in texts[0] or len(texts[0]) > 12):
        return f"a line of text (“{texts[0][:40]}”)"
    return None


def _is_amount(text: str) -> bool:
    """A number, a length, or a unit: what stands in a row of totals."""
    return bool(
        re.fullmatch(r"[^\w]*[\d.,:'\s]+\s*(?:[^\W\d_]{1,8}\.?)?(?:\s*\d{1,2}\s*[^\W\d_]{0,8}\.?)?[^\w]*", text)
    )


def _begins(key: str, of: str) -> bool:
    return any(key == word or key.startswith(f"{word} ") for word in _words(of))


@cache
def _words(of: str) -> frozenset[str]:
    return keys_of(remarks(of))
