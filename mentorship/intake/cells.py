"""Cells and headings as text: what a typed cell says unambiguously, and how headings are compared."""

import json
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

Cells = list[str | None]
Row = tuple[int, Cells]

#: Stands between the cells of a row where its original text is kept.
SEPARATOR = "\x1f"
#: What may pad a cell: spaces of all kinds, zero-width ones, a stray byte order mark, NUL.
BLANKS = " \t\n\r\f\v\u00a0\u2007\u202f\u3000\u200b\u200c\u200d\u2060\ufeff\0"
#: How ODS writes a length of a day or more: PT30H30M00S.
_ODS_LENGTH = re.compile(r"PT(\d+)H(\d\d)M(\d\d)(?:[.,]\d+)?S")


def trimmed(cell: str | None) -> str:
    """A cell without padding; a missing one is blank, so that the cells after it keep their places."""
    return cell.strip(BLANKS).replace(SEPARATOR, " ") if cell else ""


def normalised(heading: str) -> str:
    """A heading as it is compared: 'Held on ' → 'held_on'."""
    return "_".join("".join(letter if letter.isalnum() else " " for letter in heading.casefold()).split())


def plain(heading: str) -> str:
    """A heading as other words for it are compared, without case, accents and marks: Mentor's name → mentor s name.
    In any alphabet; a heading of nothing but marks is itself."""
    letters = unicodedata.normalize("NFKD", heading.casefold().replace("ß", "ss"))
    kept = (letter for letter in letters if not unicodedata.combining(letter))
    words = "".join(letter if letter == "&" or unicodedata.category(letter)[0] in "LNM" else " " for letter in kept)
    return " ".join(words.split()) or heading.strip()


def as_text(value: Any) -> str | None:  # noqa: C901, PLR0911, PLR0912 - one return for each type of cell
    """A typed cell as unambiguous text: ISO dates, decimal points, lengths of time as h:mm:ss."""
    if value.__class__ is str and not value.startswith("PT"):  # most cells by far
        return value or None
    match value:
        case None | "":
            return None
        case bool():
            return "true" if value else "false"
        case float() | int():
            if value == int(value):
                return str(int(value))
            text = f"{value:.10f}".rstrip("0")
            # 1.125 as text could be a thousand and more in another country; the cell is a number, so it is not.
            return text + "0" if len(text.partition(".")[2]) == 3 else text
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat(timespec="seconds")
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
        case str() if length := _ODS_LENGTH.fullmatch(value):
            return ":".join(length.groups())
        case Decimal():
            return as_text(int(value) if value == int(value) else float(value))
        case list() | tuple():
            return ";".join(filter(None, map(as_text, value)))
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)
