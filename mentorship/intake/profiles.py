"""Profiles: what a kind of export looks like, as data. Which headings mean which column, which words mean which code,
what the file cannot say and must be asked.

Ours are in `profiles/*.toml`; an installation saves its own in a folder of the settings."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from mentorship.errors import ArgumentError, MappingError
from mentorship.intake.columns import column_options
from mentorship.intake.headings import heading_key
from mentorship.vocabulary import Kind, TimeZone
from mentorship.wording import listed, nearest

OURS = Path(__file__).parent / "profiles"
#: The profile of files with our own headings, or known words for them.
CANONICAL = "canonical"


class Meaning(BaseModel):
    """What a word in a cell means: a pattern (in any case, anywhere in the cell), and the code that it stands for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    matches: str
    is_: str = Field(alias="is")

    @field_validator("matches")
    @classmethod
    def _is_a_pattern(cls, matches: str) -> str:
        try:
            re.compile(matches)
        except re.error as error:
            raise ValueError(f"expected a valid pattern, read {matches!r} ({error})") from None
        return matches


class Profile(BaseModel):
    """One kind of export.

    `detect`: groups of headings; a file of this kind has one heading of each group. `columns`: our column → headings,
    of which the first that the file has is taken. `join`: headings whose cells make one column together. `values`:
    words → codes. `fill`: values for every row. `preamble`: what the lines above the table say. `asks`: columns that
    the person importing may have to give. `gather`: how several rows make one session. `time_zone`: the zone of its
    moments (a day with a time).
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
        """Whether a file with these headings (as `heading_key`) is of this kind."""
        return bool(self.detect) and all(any(heading_key(each) in headings for each in group) for group in self.detect)


def exact_meanings(words: Mapping[str, str]) -> tuple[Meaning, ...]:
    """Whole words and what they mean, as the patterns of a profile."""
    return tuple(Meaning(matches=rf"^\s*{re.escape(word)}\s*$", **{"is": code}) for word, code in words.items())


def all_profiles(folder: Path | None = None) -> dict[str, Profile]:
    """Every profile by name: ours, and those of a folder, which may replace ours. Raises MappingError."""
    files = [*sorted(OURS.glob("*.toml")), *(sorted(folder.glob("*.toml")) if folder and folder.is_dir() else [])]
    return {file.stem: read_profile(file) for file in files}


def read_profile(file: Path) -> Profile:
    """A profile from its file. Raises MappingError that names file and key, ArgumentError where there is no file."""
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
        raise MappingError(f"{name}.toml: expected TOML that parses (it is too deeply nested).") from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise MappingError(f"{name}.toml, {key}: {first['msg'].removeprefix('Value error, ')}.") from None
    known = column_options(profile.kind)
    for column in [*profile.columns, *profile.join, *profile.fill, *profile.values, *profile.preamble, *profile.asks]:
        if column not in known:
            near = nearest(column, known)
            hint = f" (did you mean {near!r}?)" if near else f": {listed(sorted(known), 'or')}"
            raise MappingError(f"{name}.toml, {column}: expected a column of {profile.kind}{hint}.")
    return profile


def text_of(profile: Profile) -> str:
    """A profile as the text of its file."""
    return tomli_w.dumps(profile.model_dump(mode="json", by_alias=True, exclude={"name"}, exclude_defaults=True))


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


def saved_files(folder: Path | None) -> dict[str, Path]:
    """The files of a folder of profiles by name, whether they can be read or not."""
    return {file.stem: file for file in sorted(folder.glob("*.toml"))} if folder and folder.is_dir() else {}


def save_profile(profile: Profile, folder: Path) -> Path:
    """Save a new profile in a folder. Returns its file. Raises ArgumentError for a name that is invalid or taken."""
    _check_name(profile.name, folder)
    return _written(folder / f"{profile.name}.toml", text_of(profile))


def change_profile(name: str, text: str, folder: Path) -> Path:
    """Replace the text of a saved profile. Raises MappingError, ArgumentError, and leaves the file as it was."""
    file = _saved(name, folder)
    profile_of(name, text)
    return _written(file, text)


def rename_profile(name: str, new: str, folder: Path) -> Path:
    """Give a saved profile another name. Raises ArgumentError."""
    file = _saved(name, folder)
    _check_name(new, folder)
    return file.rename(folder / f"{new}.toml")


def delete_profile(name: str, folder: Path) -> None:
    """Delete a saved profile; what was imported with it stays. Raises ArgumentError."""
    _saved(name, folder).unlink()


def _saved(name: str, folder: Path) -> Path:
    if name not in saved_files(folder):
        raise ArgumentError(f"There is no saved profile {name}. List them with: mentorship profiles.")
    return saved_files(folder)[name]


def _check_name(name: str, folder: Path) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,40}", name) or name == CANONICAL:
        raise ArgumentError("A profile's name has lower-case letters, digits and underscores only, such as our_form.")
    if name in saved_files(OURS) or name in saved_files(folder):
        raise ArgumentError(f"There is already a profile {name}. Choose another name.")


def _written(file: Path, text: str) -> Path:
    """Write all of the file or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text(text, "utf-8")
    return part.replace(file)
