"""Cells as text: a typed cell becomes text that can be read in one way only."""

import json
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

Cells = list[str | None]
#: A row's line in the file, and its cells.
Row = tuple[int, Cells]

#: Stands between the cells of a row where its original text is kept.
SEPARATOR = "\x1f"
#: What may pad a cell: spaces of all kinds, zero-width ones, a stray byte order mark, NUL.
BLANKS = " \t\n\r\f\v\u00a0\u2007\u202f\u3000\u200b\u200c\u200d\u2060\ufeff\0"
#: How ODS writes a length of a day or more: PT30H30M00S.
_ODS_LENGTH = re.compile(r"PT(\d+)H(\d\d)M(\d\d)(?:[.,]\d+)?S")


def trimmed(cell: str | None) -> str:
    """A cell without padding; a missing cell becomes a blank one, so that the cells after it keep their places."""
    return cell.strip(BLANKS).replace(SEPARATOR, " ") if cell else ""


def as_text(value: Any) -> str | None:  # noqa: C901, PLR0911, PLR0912 - one return for each type of cell
    """A typed cell as text: ISO dates, decimal points, lengths of time as h:mm:ss. None where it is blank."""
    if value.__class__ is str and not value.startswith("PT"):  # by far the most cells
        return value or None
    match value:
        case None | "":
            return None
        case bool():
            return "true" if value else "false"
        case float() if not isfinite(value):
            return str(value)
        case float() | int():
            if value == int(value):
                return str(int(value))
            text = f"{value:.10f}".rstrip("0")
            # As text, 1.125 could mean 1125 in another country; four decimal places rule that out.
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
        case Decimal() if not value.is_finite():
            return str(value)
        case Decimal():
            return as_text(int(value) if value == int(value) else float(value))
        case list() | tuple():
            return ";".join(filter(None, map(as_text, value)))
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)
