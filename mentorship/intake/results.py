"""How an import ends, or would end: counts, problems, names that are asked about; and how far it is."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from mentorship.vocabulary import Kind

#: What is told of a long piece of work: the step in words, and the share of the whole that is done.
Progress = Callable[[str, float], None]


def silent(stage: str, share: float) -> None:
    """Nobody is watching."""


@dataclass(frozen=True)
class Problem:
    """A row that was not taken in: where it stands, what was read, what was expected, and a sentence on it."""

    file: str
    row: int
    column: str | None
    read: str | None
    expected: str
    message: str


@dataclass(frozen=True)
class Likely:
    """Somebody of the people data whose name is like another one, and in what way."""

    person: str
    name: str
    how: str


@dataclass(frozen=True)
class Named:
    """A name that stands without id or e-mail, in how many rows, and who it could be, the likest first."""

    name: str
    rows: int
    likely: list[Likely]


@dataclass(frozen=True)
class ImportResult:
    """How an import ended. rows = accepted + replaced + unchanged + rows with problems."""

    import_id: str | None
    kind: Kind
    profile: str
    rows: int
    accepted: int
    replaced: int
    unchanged: int
    problems: list[Problem] = field(default_factory=list)
    #: People that rows with problems name by name only, and who they could be.
    names: list[Named] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "names"}


@dataclass(frozen=True)
class Preview:
    """What an import would do, and its first good rows as they would be stored."""

    result: ImportResult
    rows: list[dict[str, Any]]
