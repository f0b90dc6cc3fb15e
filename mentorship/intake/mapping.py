"""What the headings of a file mean: which column of ours stands where, and what kind of export it is."""

import re
from collections.abc import Mapping as Words
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from mentorship.errors import ArgumentError, MappingError
from mentorship.intake.cells import normalised, plain
from mentorship.intake.columns import COLUMNS, NEEDED
from mentorship.intake.limits import Limits
from mentorship.intake.profiles import (
    CANONICAL,
    Meaning,
    Profile,
    all_profiles,
    detected,
    named,
    other_words,
    saved_files,
)
from mentorship.intake.readers import Likeness, RawTable
from mentorship.intake.shapes import shaped
from mentorship.vocabulary import Kind
from mentorship.wording import listed, nearest

#: From this likeness on (of 100) a heading is suggested for a column.
SIMILAR = 80


@dataclass(frozen=True)
class How:
    """How a file is to be read, and who brings it. What is not given the file itself must tell.

    `fill` stands in for columns that a file lacks, `renames` says which heading is which column, `ignored` which
    headings are no column of ours, `profiles` is a folder with profiles of one's own. `match_names`: people named by
    name only are those of the people data, where one fits. `time_zone`: the programme's, into which moments are moved.
    """

    kind: Kind | None = None
    profile: str | None = None
    fill: Words[str, str] = field(default_factory=dict)
    renames: Words[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    #: Words of this file → our codes, by column: {"activity": {"Einzel": "one_to_one"}}.
    values: Words[str, Words[str, str]] = field(default_factory=dict)
    dates: str | None = None
    time_zone: str | None = None
    #: What the columns of a file settled of which these are rows that come back: the order of dates, decimal marks.
    styles: Words[str, str] = field(default_factory=dict)
    profiles: Path | None = None
    match_names: bool = False
    #: Names that stand without id or e-mail → whose they are: {"Ana Muller": "P-1003"}. Said by a person.
    people: Words[str, str] = field(default_factory=dict)
    shown_as: str | None = None
    imported_by: str = "command line"
    is_sample: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Mapping:
    """How one file is read: `places` says in which cell (from 1) a column stands; `fill` stands in for columns
    that the file lacks; `dates` and `decimal` settle what the columns themselves leave open; of each row `keep` cells
    are the file's own, the others worked out from them (None: all are its own)."""

    kind: Kind
    profile: str
    places: dict[str, int]
    fill: dict[str, str] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None
    keep: int | None = None
    match_names: bool = False
    people: Words[str, str] = field(default_factory=dict)
    #: The zone that moments are written in where they do not say it themselves, and the programme's.
    written_in: str | None = None
    time_zone: str | None = None
    #: Where a column that was worked out comes from: the cell to show when something is wrong with it.
    sources: dict[str, int] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """The columns that this file speaks of."""
        return [name for name in COLUMNS[self.kind] if name in self.places or name in self.fill]


def likeness(how: How) -> Likeness:
    """How much a row looks like headings: whole when a profile fits, else by the headings that mean something to us."""
    known = {name for columns in COLUMNS.values() for name in columns}
    words = {word for kind in Kind for word in other_words()[kind]} | {plain(each) for each in how.renames.values()}
    profiles = list(all_profiles(how.profiles).values())

    def of(cells: list[str]) -> int:
        plains = {plain(cell) for cell in cells if cell}
        fits = max((len(profile.detect) for profile in profiles if profile.fits(plains)), default=0)
        exact = sum(normalised(cell) in known for cell in cells)
        # Our own headings say more than other words for them, and a whole profile more than both.
        return 10_000 * fits + 2 * exact + len(plains & words)

    return of


def recognise(table: RawTable, how: How) -> tuple[RawTable, Mapping]:
    """Match the headings of a table with our columns: by a profile, by our own headings, or by other words for them.

    Returns the table as it is to be loaded, and its mapping. Raises MappingError when a needed column is missing,
    ArgumentError for a profile or column that there is not.
    """
    read = _without_ignored(table, how.ignored)
    own = _own_headings(read, how.renames)
    kind = how.kind or _kind_of({*own, *how.fill})
    ours = {name: place for name, place in own.items() if name in COLUMNS[kind]}
    profile = _profile_of(table, read, how, kind, ours)
    if profile or how.values or "is_virtual" in how.renames:
        told = _as_told(profile or _as_profile(table, kind, ours), how)
        shape, mapping = _by_profile(read, how, told)
        return replace(shape, headings=table.headings), mapping
    _check_fill(table, kind, ours, how.fill)
    for any_of in needed(kind, how):
        if not any(name in ours or name in how.fill for name in any_of):
            raise MappingError(_missing(table, kind, any_of), any_of)
    return table, Mapping(
        kind,
        CANONICAL,
        ours,
        dict(how.fill),
        how.dates,
        match_names=how.match_names,
        people=dict(how.people),
        time_zone=how.time_zone,
    )


def recognise_all(tables: list[RawTable], how: How, activities: Words[str, str]) -> list[tuple[RawTable, Mapping]]:
    """Every table of a file that is one of ours, people before sessions. Of a workbook, sheets that are none are left
    out; a sheet called after an activity is of that activity. Raises as `recognise` does when there is none."""
    _check_headings(tables, how)
    found: list[tuple[RawTable, Mapping]] = []
    trouble: list[tuple[RawTable, MappingError]] = []
    for table, own in zip(tables, how_each(tables, how), strict=True):
        try:
            found.append(recognise_sheet(table, own, activities))
        except MappingError as error:
            if table.sheet is None:
                raise
            trouble.append((table, error))
    if not found:
        raise max(trouble, key=lambda pair: likeness(how)(pair[0].headings))[1]
    if len(found) > 1:
        # Parts are read within one transaction, where the fast way of reading cannot tell line numbers.
        found = [
            (
                replace(table, file=f"{table.file}: {table.sheet}" if table.sheet else table.file, plain_csv=None),
                mapping,
            )
            for table, mapping in found
        ]
    return sorted(found, key=lambda part: part[1].kind is not Kind.PEOPLE)


def how_each(tables: list[RawTable], how: How) -> list[How]:
    """How each table of a file is to be read: what is filled in goes to the tables that can have the column and lack
    it. What no table could have stays with all of them, and is refused there."""
    if len(tables) == 1 or not how.fill:
        return [how] * len(tables)
    lacking = [_lacking(table, how) for table in tables]
    wanted = set().union(*lacking)
    return [
        replace(how, fill={name: it for name, it in how.fill.items() if name in lacks or name not in wanted})
        for lacks in lacking
    ]


def _lacking(table: RawTable, how: How) -> set[str]:
    kind, _, places = kind_and_places(table, replace(how, fill={}))
    return set(COLUMNS[kind]) - set(places)


def recognise_sheet(table: RawTable, how: How, activities: Words[str, str]) -> tuple[RawTable, Mapping]:
    """As `recognise`; a sheet called after an activity is of that activity."""
    try:
        return recognise(table, how)
    except MappingError:
        activity = activities.get(plain(table.sheet or ""))
        if activity is None or "activity" in how.fill:
            raise
        return recognise(table, replace(how, fill={**how.fill, "activity": activity}))


def suggestions(table: RawTable, kind: Kind) -> dict[str, tuple[str, int]]:
    """For headings that mean nothing to us: the column that a similar word means, and how similar (of 100)."""
    words = other_words()[kind]
    found = {}
    for heading in table.headings:
        if not heading or plain(heading) in words:
            continue
        best = process.extractOne(plain(heading), list(words), scorer=fuzz.token_sort_ratio, score_cutoff=SIMILAR)
        if best:
            found[heading] = (words[best[0]], round(best[1]))
    return found


def needed(kind: Kind, how: How) -> list[tuple[str, ...]]:
    """The columns of which one each is needed; where names are matched or told, a name will do for a mentee."""
    by_name = how.match_names or bool(how.people)
    return [(*any_of, "mentee_name") if by_name and any_of == ("mentee",) else any_of for any_of in NEEDED[kind]]


def _own_headings(table: RawTable, renames: Words[str, str]) -> dict[str, int]:
    """Our columns by the place of their headings: those named as ours, and those that were told."""
    known = {name for columns in COLUMNS.values() for name in columns}
    places: dict[str, int] = {}
    for place, heading in enumerate(table.headings, 1):
        name = normalised(heading)
        if name in places and name in known:
            raise MappingError(f"{table.file}: the heading “{heading}” stands twice. Rename or remove one of the two.")
        places.setdefault(name, place)
    told: dict[str, int] = {}
    for column, heading in renames.items():
        if column not in known | {"is_virtual"}:
            near = nearest(column, known)
            raise ArgumentError(
                f"--map {column}: there is no such column." + (f" Did you mean {near}?" if near else "")
            )
        if normalised(heading) in places:
            told[column] = places[normalised(heading)]
    # A heading that is told to be one column is no longer the one that it is called after.
    return {name: at for name, at in places.items() if name in known and at not in told.values()} | told


def _without_ignored(table: RawTable, ignored: tuple[str, ...]) -> RawTable:
    """A table whose ignored headings say nothing; their cells are kept with the row."""
    unheard = {normalised(each) for each in ignored}
    return replace(table, headings=["" if normalised(each) in unheard else each for each in table.headings])


def _check_headings(tables: list[RawTable], how: How) -> None:
    """Raises ArgumentError for a heading that is spoken of and that no table has, or of which two things are said."""
    there = {normalised(heading) for table in tables for heading in table.headings}
    said = [*((f"--map {column}={heading}", heading) for column, heading in how.renames.items()),
            *((f"--ignore {heading}", heading) for heading in how.ignored)]  # fmt: skip
    for option, heading in said:
        if normalised(heading) not in there:
            raise ArgumentError(f"{option}: {tables[0].file} has no such heading.")
    for option, heading in said[: len(how.renames)]:
        if normalised(heading) in {normalised(each) for each in how.ignored}:
            raise ArgumentError(f"{option}: the heading is to be ignored, too. Say one of the two.")


def _is_enough(kind: Kind, ours: Words[str, int], how: How) -> bool:
    return all(any(name in ours or name in how.fill for name in any_of) for any_of in needed(kind, how))


def _profile_of(table: RawTable, read: RawTable, how: How, kind: Kind, ours: dict[str, int]) -> Profile | None:
    """The profile asked for, else the one that the headings fit, else one made from other words for our columns; None
    where our own headings are enough. `read` is the table without headings that are to be ignored."""
    if how.profile and how.profile != CANONICAL:
        return named(how.profile, how.profiles)
    if how.profile is None:
        found = detected(table.headings, how.profiles)
        are_ours = {"held_on", "mentee"} <= ours.keys()
        # Our own headings are read as they stand, unless somebody saved how a file with all these is to be read.
        if found and how.kind in (None, found.kind) and (not are_ours or found.name in saved_files(how.profiles)):
            return found
    if _is_enough(kind, ours, how):
        return None
    kind = how.kind or _kind_by_words(read, how)
    words = other_words()[kind]
    spoken_for = {plain(heading) for heading in how.renames.values()}
    columns: dict[str, tuple[str, ...]] = {column: (heading,) for column, heading in how.renames.items()}
    for heading in read.headings:
        column = words.get(plain(heading)) if plain(heading) not in spoken_for else None
        if column and column not in columns and column not in how.fill:
            columns[column] = (heading,)
    if not {name for name in columns if name not in ours}:
        return None
    return Profile(name=CANONICAL, label="Our columns, in other words", kind=kind, columns=columns)


def _as_profile(table: RawTable, kind: Kind, ours: Words[str, int]) -> Profile:
    """Our own headings as a profile, for what else is to be said of them."""
    columns = {column: (table.headings[place - 1],) for column, place in ours.items()}
    return Profile(name=CANONICAL, label="our own columns", kind=kind, columns=columns)


def _as_told(profile: Profile, how: How) -> Profile:
    """A profile with what was said of this file: headings set by hand, and words, which come before its own."""
    by_hand = {plain(heading) for heading in how.renames.values()}
    columns = {
        column: tuple(heading for heading in headings if plain(heading) not in by_hand)
        for column, headings in profile.columns.items()
    }
    columns |= {column: (heading,) for column, heading in how.renames.items()}
    return _with_values(profile.model_copy(update={"columns": columns}), how.values)


def _with_values(profile: Profile, values: Words[str, Words[str, str]]) -> Profile:
    told = {
        column: tuple(Meaning(matches=rf"^\s*{re.escape(word)}\s*$", **{"is": code}) for word, code in words.items())
        for column, words in values.items()
    }
    merged = {column: told.get(column, ()) + profile.values.get(column, ()) for column in {*told, *profile.values}}
    return profile.model_copy(update={"values": merged})


def kind_and_places(table: RawTable, how: How) -> tuple[Kind, str, dict[str, int]]:
    """As far as a table is understood: its kind, the profile that it fits, and the places of our columns."""
    read = _without_ignored(table, how.ignored)
    own = _own_headings(read, how.renames)
    found = _asked_or_detected(table, how)
    kind = how.kind or (found.kind if found else _kind_by_words(read, how))
    at = {plain(heading): place for place, heading in reversed(list(enumerate(read.headings, 1))) if heading}
    wanted = _as_told(found, how).columns if found else {}
    by_profile = {
        column: at[plain(heading)]
        for column, headings in wanted.items()
        for heading in headings
        if plain(heading) in at
    }
    words = other_words()[kind]
    by_words = {words[heading]: place for heading, place in at.items() if heading in words}
    places = {name: place for name, place in {**by_words, **by_profile, **own}.items() if name in COLUMNS[kind]}
    return kind, found.name if found else CANONICAL, places


def _asked_or_detected(table: RawTable, how: How) -> Profile | None:
    if how.profile and how.profile != CANONICAL:
        return named(how.profile, how.profiles)
    found = detected(table.headings, how.profiles) if how.profile is None else None
    return found if found and how.kind in (None, found.kind) else None


def _kind_by_words(table: RawTable, how: How) -> Kind:
    names = {kind: {other_words()[kind].get(plain(heading), "") for heading in table.headings} for kind in Kind}
    return max(Kind, key=lambda kind: _fit(kind, names[kind] | set(how.fill) | _implied(names[kind])))


def _implied(names: set[str]) -> set[str]:
    return {"modality"} if "is_virtual" in names else set()


def _by_profile(table: RawTable, how: How, profile: Profile) -> tuple[RawTable, Mapping]:
    """A table as a profile reads it; `--set` may take the place of what the profile says one may be asked for."""
    replaced = {name for name in how.fill if name in profile.asks}
    told = {name: value for name, value in profile.fill.items() if name not in how.fill}
    shape = shaped(table, profile, replaced, how.dates, how.time_zone)
    ours = {name: place for name, place in shape.places.items() if name in COLUMNS[profile.kind]}
    _check_fill(table, profile.kind, {name: place for name, place in ours.items() if name not in replaced}, how.fill)
    fill = {**{name: value for name, value in {**shape.fill, **told}.items() if name not in ours}, **how.fill}
    for any_of in needed(profile.kind, how):
        if not any(name in ours or name in fill for name in any_of):
            raise MappingError(_missing(table, profile.kind, any_of, profile), any_of)
    dates = how.dates or profile.dates
    return shape.table, Mapping(
        profile.kind, profile.name, ours, fill, dates, profile.decimal, shape.keep, how.match_names, dict(how.people),
        profile.time_zone, how.time_zone, shape.sources,
    )  # fmt: skip


def _kind_of(names: set[str]) -> Kind:
    """The kind whose columns the headings, and the columns filled in, fit best."""
    return max(Kind, key=lambda kind: _fit(kind, names))


def _fit(kind: Kind, names: set[str]) -> tuple[int, int]:
    met = sum(any(name in names for name in any_of) for any_of in NEEDED[kind])
    return met - len(NEEDED[kind]), sum(name in names for name in COLUMNS[kind])


def _check_fill(table: RawTable, kind: Kind, ours: Words[str, int], fill: Words[str, str]) -> None:
    for name, value in fill.items():
        if not value:
            raise ArgumentError(f"--set {name}: expected a value, as in --set {name}=VALUE.")
        if name not in COLUMNS[kind]:
            near = nearest(name, COLUMNS[kind])
            hint = f" Did you mean {near}?" if near else f" It has {listed(COLUMNS[kind])}."
            raise ArgumentError(f"--set {name}: {kind} have no such column.{hint}")
        if name in ours:
            raise ArgumentError(f"--set {name}: {table.file} has this column; --set fills only columns a file lacks.")


def _missing(table: RawTable, kind: Kind, any_of: tuple[str, ...], profile: Profile | None = None) -> str:
    read = listed([f"“{heading}”" for heading in table.headings[:12] if heading]) or "no headings"
    more = f" and {len(table.headings) - 12} more" if len(table.headings) > 12 else ""
    what = listed([f"{name} ({COLUMNS[kind][name]})" for name in any_of], "or")
    if profile and profile.name != CANONICAL:
        return f"{table.file}: this {profile.label} does not say {what}. Give it with --set {any_of[0]}=VALUE."
    similar = [heading for heading, (column, _) in suggestions(table, kind).items() if column in any_of]
    hint = f" Perhaps “{similar[0]}” is it: --map {any_of[0]}={similar[0]!r}." if similar else ""
    if any_of == ("mentee",) and "mentee_name" in {other_words()[kind].get(plain(each)) for each in table.headings}:
        hint = " It has names of mentees: --match-names finds them in the people data."
    instead = "" if len(any_of) > 1 else f", or fill it with --set {any_of[0]}=VALUE"
    return (
        f"{table.file}, row {table.heading_line}: read the headings {read}{more}, expected a column {what} "
        f"for {kind}. Rename the heading{instead}.{hint}"
    )
