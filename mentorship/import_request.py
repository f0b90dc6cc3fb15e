"""What is asked of a running app with a file: its name and options, as the query of an address.

Both sides use it: `import_client.py` sends it, the app at `/api/imports` reads it.
"""

import unicodedata
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from mentorship.errors import ArgumentError
from mentorship.intake.options import ImportOptions
from mentorship.vocabulary import Kind
from mentorship.wording import listed, nearest

PATH = "/api/imports"
#: A shorter token could be guessed.
SHORTEST_TOKEN = 32
#: The words that may stand several times.
_REPEATABLE = ("set", "map", "person", "ignore", "word")
#: The words that say nothing when they are blank.
_MAY_BE_BLANK = ("kind", "profile", "dates", "encoding")


def _base_name(name: str) -> str:
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    if not 0 < len(base) <= 255 or base in (".", "..") or any(unicodedata.category(each) == "Cc" for each in base):
        raise ValueError("expected the name of a file, such as sessions.csv")
    return base


def _profile(name: str) -> str:
    # Only by name: a path would open files of the machine on which the app runs.
    if name.endswith(".toml") or "/" in name or "\\" in name:
        raise ValueError(
            "expected a profile's name. Put its file into the app's folder of profiles (MENTORSHIP_PROFILES)"
        )
    return name


def _pairs(values: Any) -> Any:
    if not isinstance(values, (list, tuple)):
        return values
    for each in values:
        if "=" not in each:
            raise ValueError(f"read {each}, expected a name and a value, as in NAME=VALUE")
    return {name.strip(): value.strip() for name, _, value in (each.partition("=") for each in values)}


Pairs = Annotated[dict[str, str], BeforeValidator(_pairs)]


class ImportRequest(BaseModel):
    """A request to import one file. The fields are the words of the query; `watched` is the watched folder, for an
    unattended import."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: Annotated[str, AfterValidator(_base_name)]
    kind: Kind | None = None
    profile: Annotated[str, AfterValidator(_profile)] | None = None
    dates: Literal["day-first", "month-first"] | None = None
    match_names: bool = False
    dry_run: bool = False
    watched: str | None = None
    fill: Pairs = Field(default={}, alias="set")
    renames: Pairs = Field(default={}, alias="map")
    people: Pairs = Field(default={}, alias="person")
    ignored: tuple[str, ...] = Field(default=(), alias="ignore")
    take_suggestions: bool = False
    encoding: str | None = None
    words: tuple[str, ...] = Field(default=(), alias="word")

    @model_validator(mode="after")
    def _is_wholly_imported(self) -> "ImportRequest":
        if self.watched and self.dry_run:
            raise ValueError(
                "dry_run: a file of a watched folder is imported, or not at all. Leave out dry_run or watched"
            )
        return self

    @classmethod
    def of(
        cls, name: str, options: ImportOptions, *, dry_run: bool = False, watched: str | None = None
    ) -> "ImportRequest":
        """A request for a file with these options. What depends on the machine is left to the app."""
        return cls(
            name=name, kind=options.kind, profile=options.profile, dates=options.dates,
            match_names=options.match_names, dry_run=dry_run, watched=watched, fill=dict(options.fill),
            renames=dict(options.renames), people=dict(options.people), ignored=options.ignored,
            take_suggestions=options.take_suggestions, encoding=options.encoding,
            words=tuple(
                f"{column}:{word}={code}" for column, words in options.values.items() for word, code in words.items()
            ),
        )  # fmt: skip

    @classmethod
    def from_query(cls, query: Iterable[tuple[str, str]]) -> "ImportRequest":
        """The request that an address makes. Raises ArgumentError."""
        words: dict[str, Any] = {}
        for word, value in query:
            if word in _MAY_BE_BLANK and not value:
                continue
            if word in _REPEATABLE:
                words.setdefault(word, []).append(value)
            elif word in words:
                raise ArgumentError(f"{word}: it is given twice. Give it once.")
            else:
                words[word] = value
        try:
            return cls(**words)
        except ValidationError as error:
            raise ArgumentError(_sentence(error)) from None

    def query(self) -> list[tuple[str, str]]:
        """The same as the query of an address."""
        found: list[tuple[str, str]] = []
        for word, value in self.model_dump(mode="json", by_alias=True, exclude_defaults=True).items():
            if isinstance(value, dict):
                found += [(word, f"{name}={each}") for name, each in value.items()]
            elif isinstance(value, list):
                found += [(word, each) for each in value]
            else:
                found.append((word, "yes" if value is True else value))
        return found

    @property
    def values(self) -> dict[str, dict[str, str]]:
        """What words mean: column → word → code."""
        found: dict[str, dict[str, str]] = {}
        for each in self.words:
            said, _, code = each.rpartition("=")
            column, _, word = said.partition(":")
            found.setdefault(column.strip(), {})[word.strip()] = code.strip()
        return found

    @property
    def options(self) -> ImportOptions:
        """How the file is to be read, as far as the request says."""
        return ImportOptions(
            kind=self.kind, profile=self.profile, dates=self.dates, match_names=self.match_names, fill=self.fill,
            renames=self.renames, people=self.people, ignored=self.ignored, take_suggestions=self.take_suggestions,
            encoding=self.encoding, values=self.values,
        )  # fmt: skip


def _sentence(error: ValidationError) -> str:
    """The first thing that is wrong, in a sentence."""
    first = error.errors()[0]
    word, read = str(first["loc"][0]) if first["loc"] else "", first["input"]
    known = [field.alias or name for name, field in ImportRequest.model_fields.items()]
    match first["type"]:
        case "extra_forbidden":
            near = nearest(word, known)
            return f"{word}: did you mean {near}?" if near else f"{word}: expected {listed(known, 'or')}."
        case "missing":
            return "The file has no name. Send it with ?name=, as in ?name=sessions.csv."
        case "bool_parsing":
            return f"{word}: read {read}, expected yes or no."
        case "enum" | "literal_error":
            return f"{word}: read {read}, expected {first['ctx']['expected']}.".replace("'", "")
        case _:
            message = first["msg"].removeprefix("Value error, ")
            return f"{word}: {message}." if word else f"{message}."
