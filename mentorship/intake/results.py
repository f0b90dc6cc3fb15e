"""What an import came to: counts, problems, names to ask about; and how far it is while it runs."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from mentorship.vocabulary import Kind

#: Told how a long piece of work goes: the step in words, and the share that is done.
Progress = Callable[[str, float], None]


def silent(stage: str, share: float) -> None:
    """For when nobody is watching."""


@dataclass(frozen=True)
class Problem:
    """A row that could not be imported: where it is, what was read, what was expected, and a sentence about it."""

    file: str
    row: int
    column: str | None
    read: str | None
    expected: str
    message: str


@dataclass(frozen=True)
class Candidate:
    """Somebody of the people data whose name is like another one, and in what way."""

    person: str
    name: str
    likeness: str


@dataclass(frozen=True)
class UnknownName:
    """A name without an id or e-mail, in how many rows it stands, and who it could be, the likeliest first."""

    name: str
    rows: int
    candidates: list[Candidate]


@dataclass(frozen=True)
class PassedOver:
    """What is there and was not read: the file (and sheet), the first row, how many rows, and a sentence. `is_open`:
    it may hold what was meant to be imported."""

    file: str
    row: int
    rows: int
    message: str
    lines: tuple[int, ...] = ()
    is_open: bool = False

    def as_json(self) -> dict[str, Any]:
        """As it stands in the JSON of commands."""
        return {"file": self.file, "row": self.row, "rows": self.rows, "message": self.message}


@dataclass(frozen=True)
class Taken:
    """A suggestion that was taken: the heading or the word, the column or code that it is taken for, and why."""

    file: str
    heading: str | None
    word: str | None
    as_: str
    because: str

    def as_json(self) -> dict[str, str]:
        """As it stands in the JSON of commands."""
        what = {"heading": self.heading} if self.heading is not None else {"word": self.word or ""}
        return {"file": self.file, **what, "as": self.as_, "because": self.because}


#: What the parts of a file have of their own, to be put together.
LISTS = ("problems", "names", "questions", "taken", "people_to_check")


@dataclass(frozen=True)
class ImportResult:
    """What an import came to. rows = accepted + replaced + unchanged + rows with problems; rows that were passed over
    are not among them."""

    import_id: str | None
    kind: Kind
    profile: str
    rows: int
    accepted: int
    replaced: int
    unchanged: int
    problems: list[Problem] = field(default_factory=list)
    #: Names that rows with problems give without an id or e-mail.
    names: list[UnknownName] = field(default_factory=list)
    #: Cells of optional columns that could not be read: their rows count all the same.
    questions: list[Problem] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    #: Whether suggestions were to be taken.
    takes_suggestions: bool = False
    #: Of a dry run: what there is to say of people whom we do not know, or who were not certified.
    people_to_check: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The JSON of `mentorship import`: all but names and people to check, for people only. What was passed over,
        questions and suggestions are there where there are any; suggestions also where they were asked for."""
        names = ("import_id", "kind", "profile", "rows", "accepted", "replaced", "unchanged")
        return {name: getattr(self, name) for name in names} | {
            "problems": [asdict(each) for each in self.problems],
            **besides_as_json(self.questions, self.passed_over, self.taken, self.takes_suggestions),
        }


def besides_as_json(
    questions: list[Problem], passed_over: list[PassedOver], taken: list[Taken], takes_suggestions: bool
) -> dict[str, Any]:
    """What the JSON of `import` and `check` says of files besides their problems, as far as there is anything."""
    found: dict[str, Any] = {}
    if questions:
        found["questions"] = [asdict(each) for each in questions]
    if passed_over:
        found["passed_over"] = [each.as_json() for each in passed_over]
    if taken or takes_suggestions:
        found["taken"] = [each.as_json() for each in taken]
    return found


def result_of(found: dict[str, Any]) -> ImportResult:
    """A result from its JSON."""
    lists = {
        "problems": [Problem(**each) for each in found["problems"]],
        "questions": [Problem(**each) for each in found.get("questions", [])],
        "passed_over": [PassedOver(**each) for each in found.get("passed_over", [])],
        "taken": [
            Taken(each["file"], each.get("heading"), each.get("word"), each["as"], each["because"])
            for each in found.get("taken", [])
        ],
    }
    return ImportResult(**{**found, **lists, "kind": Kind(found["kind"])})
