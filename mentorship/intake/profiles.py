"""What exports of a kind look like, as data: which headings mean which column, which words mean which code, what the
file cannot say and must be asked. Ours are in `profiles/*.toml`, an installation's own in a folder of the settings."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from mentorship.errors import ArgumentError, MappingError
from mentorship.intake.cells import plain
from mentorship.intake.columns import COLUMNS
from mentorship.vocabulary import Kind, TimeZone
from mentorship.wording import listed, nearest

OURS = Path(__file__).parent / "profiles"
#: The profile of files that have our own headings, or other words for them.
CANONICAL = "canonical"


class Meaning(BaseModel):
    """What a word in a cell means: a pattern (without case, anywhere in the cell), and the code that it stands for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    matches: str
    is_: str = Field(alias="is")

    @field_validator("matches")
    @classmethod
    def _is_a_pattern(cls, matches: str) -> str:
        try:
            re.compile(matches)
        except re.error as error:
            raise ValueError(f"expected a pattern that can be looked for, read {matches!r} ({error})") from None
        return matches


class Profile(BaseModel):
    """One kind of export.

    `columns`: our column → headings, of which the first that the file has is taken. `join`: headings whose cells make
    one column together. `values`: words → codes. `fill`: what holds for every row. `preamble`: what the lines above the
    table say. `asks`: what may have to be given when importing. `gather`: how several rows make one session.
    `time_zone`: in which zone moments (a day with a time) are written.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    label: str
    kind: Kind
    detect: tuple[tuple[str, ...], ...] = ()
    columns: dict[str, tuple[str, ...]]
    join: dict[str, tuple[str, ...]] = {}
    values: dict[str, tuple[Meaning, ...]] = {}
    fill: dict[str, str] = {}
    preamble: dict[str, tuple[str, ...]] = {}
    asks: tuple[str, ...] = ()
    dates: Literal["day-first", "month-first"] | None = None
    decimal: Literal[".", ","] | None = None
    time_zone: TimeZone | None = None
    gather: Literal["attendance"] | None = None

    def fits(self, headings: set[str]) -> bool:
        """Whether a file with these plain headings is of this kind."""
        return bool(self.detect) and all(any(plain(each) in headings for each in group) for group in self.detect)


@cache
def other_words() -> dict[Kind, dict[str, str]]:
    """For each kind: plain heading → our column, from `headings.toml` and our columns themselves."""
    tables = tomllib.loads((Path(__file__).parent / "headings.toml").read_text("utf-8"))
    return {
        kind: {plain(word): column for column, words in tables[kind].items() for word in words}
        | {plain(column): column for column in COLUMNS[kind]}
        for kind in Kind
    }


def all_profiles(folder: Path | None = None) -> dict[str, Profile]:
    """Every profile by its name: ours, and those of a folder, which may replace ours. Raises MappingError."""
    files = [*sorted(OURS.glob("*.toml")), *(sorted(folder.glob("*.toml")) if folder and folder.is_dir() else [])]
    return {file.stem: read_profile(file) for file in files}


def read_profile(file: Path) -> Profile:
    """A profile from TOML. Raises MappingError that names file and key, ArgumentError where there is no such file."""
    try:
        return profile_of(file.stem, file.read_text("utf-8-sig"))
    except OSError as error:
        raise ArgumentError(f"{file}: cannot be read ({error.strerror}). Check the path.") from None
    except UnicodeDecodeError as error:
        raise MappingError(f"{file.name}: expected TOML that parses ({error}).") from None


def profile_of(name: str, text: str) -> Profile:
    """A profile from the text of its file. Raises MappingError that names file and key."""
    try:
        profile = Profile(**{**tomllib.loads(text), "name": name})
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"{name}.toml: expected TOML that parses ({error}).") from None
    except RecursionError:
        raise MappingError(f"{name}.toml: expected TOML that parses (it is nested too deep).") from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise MappingError(f"{name}.toml, {key}: {first['msg'].removeprefix('Value error, ')}.") from None
    known = {*COLUMNS[profile.kind], "is_virtual", "no_show"}
    for column in [*profile.columns, *profile.join, *profile.fill, *profile.values, *profile.preamble, *profile.asks]:
        if column not in known:
            near = nearest(column, known)
            hint = f" (did you mean {near!r}?)" if near else f": {listed(sorted(known), 'or')}"
            raise MappingError(f"{name}.toml, {column}: expected a column of {profile.kind}{hint}.")
    return profile


def text_of(profile: Profile) -> str:
    """A profile as the text of its file."""
    told = profile.model_dump(mode="json", by_alias=True, exclude={"name"}, exclude_defaults=True)
    return tomli_w.dumps(told)


def named(name: str, folder: Path | None = None) -> Profile:
    """A profile by its name, or by the path of its file. Raises ArgumentError, MappingError."""
    profiles = all_profiles(folder)
    if name in profiles:
        return profiles[name]
    if name.endswith(".toml"):
        return read_profile(Path(name))
    near = nearest(name, [*profiles, CANONICAL])
    hint = f"Did you mean {near}?" if near else f"There are {listed([CANONICAL, *profiles])}."
    raise ArgumentError(f"There is no profile {name!r}. {hint}")


def detected(headings: list[str], folder: Path | None = None) -> Profile | None:
    """The profile that a file's headings fit best; None when they fit none."""
    found = {plain(heading) for heading in headings}
    fitting = [profile for profile in all_profiles(folder).values() if profile.fits(found)]
    return max(fitting, key=lambda profile: len(profile.detect), default=None)


def saved_files(folder: Path | None) -> dict[str, Path]:
    """The files of an installation's own profiles, readable or not, by name."""
    return {file.stem: file for file in sorted(folder.glob("*.toml"))} if folder and folder.is_dir() else {}


def save_profile(profile: Profile, folder: Path) -> Path:
    """Keep a new profile in a folder, for next time. Returns its file. Raises ArgumentError for a name that is none, or
    that is taken."""
    _check_name(profile.name, folder)
    return _written(folder / f"{profile.name}.toml", text_of(profile))


def change_profile(name: str, text: str, folder: Path) -> Path:
    """Replace the text of a saved profile by one that can be read. Raises MappingError, ArgumentError; the file is then
    as it was."""
    file = _saved(name, folder)
    profile_of(name, text)
    return _written(file, text)


def rename_profile(name: str, new: str, folder: Path) -> Path:
    """Give a saved profile another name. Raises ArgumentError."""
    file = _saved(name, folder)
    _check_name(new, folder)
    return file.rename(folder / f"{new}.toml")


def delete_profile(name: str, folder: Path) -> None:
    """Forget a saved profile. What was imported by it stays. Raises ArgumentError."""
    _saved(name, folder).unlink()


def _saved(name: str, folder: Path) -> Path:
    if name not in saved_files(folder):
        raise ArgumentError(f"There is no saved profile {name}. List them with: mentorship profiles.")
    return saved_files(folder)[name]


def _check_name(name: str, folder: Path) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,40}", name) or name == CANONICAL:
        raise ArgumentError("A profile's name: small letters, digits and underscores, such as our_form.")
    if name in saved_files(OURS) or name in saved_files(folder):
        raise ArgumentError(f"There is a profile {name} already. Choose another name.")


def _written(file: Path, text: str) -> Path:
    """A file with this text, wholly or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text(text, "utf-8")
    return part.replace(file)
