"""How much of a file is taken in. What is more is refused in a sentence, before it fills the memory."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Of a file: megabytes, and of JSON that is one value; files in an archive; rows and columns of a table; cells of a
    workbook, empty ones included. An installation sets them, see `mentorship/settings.py`."""

    file_mb: int = 500
    json_mb: int = 100
    files: int = 200
    rows: int = 10_000_000
    columns: int = 10_000
    cells: int = 12_000_000
