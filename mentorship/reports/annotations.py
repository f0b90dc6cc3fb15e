"""Notes on charts over the years, as data: `annotations.toml`."""

import tomllib
from pathlib import Path

from mentorship.answers.report import Rows
from mentorship.errors import HandbookError

FILE = Path(__file__).parent / "annotations.toml"


def annotations(chart: str, file: Path = FILE) -> Rows:
    """The notes of one chart: `year`, `says`. Raises HandbookError for a note that cannot be understood."""
    try:
        notes = tomllib.loads(file.read_text("utf-8-sig")).get("annotation", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HandbookError(file.name, None, str(error), "TOML that parses") from None
    for place, note in enumerate(notes, 1):
        if not isinstance(note.get("year"), int) or not str(note.get("says", "")).strip():
            raise HandbookError(file.name, f"annotation[{place}]", repr(note), "a year, and a few words under `says`")
    return [
        {"year": note["year"], "says": note["says"].strip()} for note in notes if chart in note.get("charts", [chart])
    ]
