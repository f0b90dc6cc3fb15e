"""How large a file may be. Whatever is larger is refused in a sentence before it fills the memory."""

from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from mentorship.errors import FileError


@dataclass(frozen=True)
class Limits:
    """Megabytes of a file, and of JSON that is one value; files in an archive; rows and columns of a table; cells of a
    workbook, blank ones included. An installation sets them, see `mentorship/settings.py`."""

    file_mb: int = 500
    json_mb: int = 100
    files: int = 200
    rows: int = 10_000_000
    columns: int = 10_000
    cells: int = 12_000_000


def check_size(path: Path, name: str, limits: Limits) -> None:
    """Raises FileError for a file that is too large, not there, or not a file at all."""
    try:
        found = path.stat()
    except OSError as error:
        raise FileError(f"{name}: cannot be opened ({error.strerror}). Check the name and the permissions.") from None
    if not S_ISREG(found.st_mode):
        what = "a folder" if S_ISDIR(found.st_mode) else "a device or a pipe"
        raise FileError(f"{name}: cannot be opened, because it is {what}, not a file. Name a file.")
    if found.st_size > limits.file_mb * 1_000_000:
        raise FileError(
            f"{name}: the file has {found.st_size / 1e6:,.0f} MB, more than the {limits.file_mb} MB allowed. "
            "Split it, or raise MENTORSHIP_LARGEST_FILE_MB."
        )
