"""A handbook's folder of TOML files → Policy."""

from functools import cache
from pathlib import Path
from typing import Any

from mentorship.errors import HandbookError
from mentorship.policy.checking import parse_toml, policy_from
from mentorship.policy.model import Policy
from mentorship.policy.readings import read_as

#: The handbook that comes with the program.
OUR_HANDBOOK = Path(__file__).parent / "handbook"


@cache
def read_handbook(folder: Path = OUR_HANDBOOK) -> Policy:
    """The policy that a folder of TOML files states. Raises HandbookError."""
    files = sorted(Path(folder).glob("*.toml"))
    if not files:
        raise HandbookError(str(folder), None, None, "a folder with the handbook's .toml files")
    tables: dict[str, Any] = {}
    home: dict[str, str] = {}
    for file in files:
        for key, table in parse_toml(_text(file), file.name).items():
            if key in tables:
                raise HandbookError(file.name, key, None, f"this table in one file only; {home[key]} has it already")
            tables[key], home[key] = table, file.name
    policy = policy_from(tables, home)
    _try_every_reading(policy, home["readings"])
    return policy


def _text(file: Path) -> str:
    """A file's text. Other encodings are refused: a letter decoded wrongly would be shown to everybody."""
    read = file.read_bytes()
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = read[: error.start].count(b"\n") + 1
        raise HandbookError(
            file.name, None, f"a byte that is not UTF-8 in line {line}", "text saved as UTF-8"
        ) from None


def _try_every_reading(policy: Policy, file: str) -> None:
    """An impossible reading is found when the handbook is loaded, not on the day somebody chooses it."""
    for name, reading in policy.readings.items():
        for answer in reading.alternatives:
            try:
                read_as(policy, {name: answer})
            except HandbookError as error:
                key = f"readings.{name}.alternatives.{answer}.amends.{error.key}"
                raise HandbookError(file, key, error.read, error.expected) from None
