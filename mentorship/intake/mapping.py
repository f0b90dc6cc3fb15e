"""Which cell of a row is which column of ours: by our own headings, or as a profile says.

A mapping is made from the headings and the lines above them. The rows themselves are not read for it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from mentorship.errors import MappingError
from mentorship.intake.columns import COLUMNS, HELPERS, NEEDED
from mentorship.intake.headings import heading_key
from mentorship.intake.missing_columns import check_fill, missing_column
from mentorship.intake.options import ImportOptions
from mentorship.intake.plain_persons import plain_person
from mentorship.intake.plain_text import Plain
from mentorship.intake.profiles import CANONICAL, Meaning, Profile
from mentorship.intake.readers import RawTable
from mentorship.vocabulary import Kind

#: The columns that an attendance report is gathered into, in the order in which they are appended to its rows.
GATHERED = ("mentee", "mentee_name", "held_on", "starts_at", "minutes", "attendees", "session_id")


@dataclass(frozen=True)
class WorkedOut:
    """A column that is not simply a cell: the text of some cells (places from 1) joined, then the code of the first
    meaning that matches it."""

    cells: tuple[int, ...] = ()
    meanings: tuple[Meaning, ...] = ()


@dataclass(frozen=True)
class Attendance:
    """What is needed to gather an attendance report: the places (from 1) of its columns, and what the lines above the
    table say of the meeting. The host is known by an id or e-mail, by a name, or by a role."""

    places: Mapping[str, int]
    host: str
    host_name: str
    held_on: str | None
    meeting: str | None


@dataclass(frozen=True)
class ColumnMapping:
    """How one table is read. `places`: our column → its place in a row, from 1. `fill`: values for columns that the
    file lacks. `dates` and `decimal` settle what the columns themselves leave open."""

    kind: Kind
    profile: str
    places: dict[str, int]
    fill: dict[str, str] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None
    match_names: bool = False
    people: Mapping[str, str] = field(default_factory=dict)
    #: The zone of moments that do not say it themselves, and the programme's.
    written_in: str | None = None
    time_zone: str | None = None
    #: The columns appended to each row, and how many cells of a row are its own (None: all of them).
    worked_out: dict[str, WorkedOut] = field(default_factory=dict)
    own_cells: int | None = None
    #: For a worked-out column: the cell to show when something is wrong with it.
    sources: dict[str, int] = field(default_factory=dict)
    #: Whether the modality is the answer to "was it virtual?", and which cell says whether the mentee stayed away.
    is_virtual: bool = False
    no_show: int | None = None
    attendance: Attendance | None = None
    #: Where other cells of a row said its status, and the doubts about its cells, see `plain_cells.py`.
    said_status: int | None = None
    doubts: int | None = None

    @property
    def columns(self) -> list[str]:
        """The columns that this file says something about."""
        return [name for name in COLUMNS[self.kind] if name in self.places or name in self.fill]


def by_own_headings(table: RawTable, kind: Kind, places: dict[str, int], options: ImportOptions) -> ColumnMapping:
    """A table with our own headings. Raises MappingError for a needed column that is missing, ArgumentError for values
    given for a column that the file has."""
    check_fill(table, kind, places, options.fill)
    for any_of in needed_columns(kind, options):
        if not any(name in places or name in options.fill for name in any_of):
            raise MappingError(missing_column(table, kind, any_of), any_of)
    return ColumnMapping(
        kind, CANONICAL, places, dict(options.fill), options.dates, match_names=options.match_names,
        people=dict(options.people), time_zone=options.time_zone,
    )  # fmt: skip


def by_profile(table: RawTable, options: ImportOptions, profile: Profile) -> ColumnMapping:
    """A table as a profile reads it. A value given for a column that the profile asks for replaces the file's.

    Raises as `by_own_headings` does."""
    given = {name for name in options.fill if name in profile.asks}
    layout = _attendance(table, profile, given) if profile.gather else _rows(table, profile, given)
    places = {name: place for name, place in layout.places.items() if name in COLUMNS[profile.kind]}
    check_fill(table, profile.kind, {each: at for each, at in places.items() if each not in given}, options.fill)
    standing = layout.fill | {name: value for name, value in profile.fill.items() if name not in options.fill}
    fill = {name: value for name, value in standing.items() if name not in places} | dict(options.fill)
    for any_of in needed_columns(profile.kind, options):
        if not any(name in places or name in fill for name in any_of):
            raise MappingError(missing_column(table, profile.kind, any_of, profile), any_of)
    return ColumnMapping(
        profile.kind, profile.name, places, fill, options.dates or profile.dates, profile.decimal,
        options.match_names, dict(options.people), profile.time_zone, options.time_zone,
        layout.worked_out, layout.own_cells, layout.sources, layout.is_virtual, layout.no_show, layout.attendance,
    )  # fmt: skip


def needed_columns(kind: Kind, options: ImportOptions) -> list[tuple[str, ...]]:
    """The columns of which one each is needed. Where names are matched or told, a mentee's name is enough."""
    by_name = options.match_names or bool(options.people)
    return [(*any_of, "mentee_name") if by_name and any_of == ("mentee",) else any_of for any_of in NEEDED[kind]]


# --- what a profile finds in a table ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Layout:
    """What a profile finds in a table; the fields are those of `ColumnMapping`."""

    places: dict[str, int]
    fill: dict[str, str]
    worked_out: dict[str, WorkedOut] = field(default_factory=dict)
    own_cells: int | None = None
    sources: dict[str, int] = field(default_factory=dict)
    is_virtual: bool = False
    no_show: int | None = None
    attendance: Attendance | None = None


def places_by_heading(headings: Sequence[str]) -> dict[str, int]:
    """`heading_key` → place, from 1; of the same heading twice the first."""
    return {heading_key(heading): place for place, heading in reversed(list(enumerate(headings, 1)))}


def found_columns(table: RawTable, profile: Profile, given: Collection[str] = ()) -> dict[str, int]:
    """The columns of a profile that the table has, with their places, except those given by hand."""
    at = places_by_heading(table.headings)
    return {
        column: at[heading_key(heading)]
        for column, headings in profile.columns.items()
        if column not in given
        for heading in [next((each for each in headings if heading_key(each) in at), None)]
        if heading is not None
    }


def _rows(table: RawTable, profile: Profile, given: set[str]) -> _Layout:
    """Each row is a row of ours. Where nothing has to be worked out nothing is appended, so the table stays fast."""
    found = found_columns(table, profile, given)
    at = places_by_heading(table.headings)
    joined = {column: [at[heading_key(each)] for each in headings if heading_key(each) in at]
              for column, headings in profile.join.items()}  # fmt: skip
    worked_out = _worked_out(profile, found, joined)
    places = {column: place for column, place in found.items() if column not in HELPERS[profile.kind]}
    fill = _preamble(table, profile)
    if not worked_out:
        return _Layout(places, fill)
    width = len(table.headings)
    places |= {column: width + number for number, column in enumerate(worked_out, 1)}
    sources = {column: parts[0] for column, parts in joined.items() if parts} | found
    sources |= {"modality": found["is_virtual"]} if "is_virtual" in found else {}
    sources |= {"status": found.get("status", found["no_show"])} if "no_show" in found else {}
    return _Layout(
        places, fill, worked_out, width, {name: place for name, place in sources.items() if name in worked_out},
        "is_virtual" in found, found.get("no_show"),
    )  # fmt: skip


def _worked_out(profile: Profile, found: dict[str, int], joined: dict[str, list[int]]) -> dict[str, WorkedOut]:
    """The columns that are not simply a cell of the file."""
    values = profile.values
    columns = {name: WorkedOut((found[name],), meanings) for name, meanings in values.items() if name in found}
    columns |= {name: WorkedOut(tuple(parts), values.get(name, ())) for name, parts in joined.items() if parts}
    if "is_virtual" in found:
        columns["modality"] = WorkedOut((found["is_virtual"],), values.get("modality", ()))
    if "no_show" in found:
        status = WorkedOut((found["status"],)) if "status" in found else WorkedOut()
        columns.setdefault("status", status)
    return columns


def _attendance(table: RawTable, profile: Profile, given: set[str]) -> _Layout:
    """Several rows are one session; `attendance.py` gathers them into the columns that are appended."""
    found, said, width = found_columns(table, profile, given), _preamble(table, profile), len(table.headings)
    meeting = f"{said['session_id']} {said['held_on']}" if {"session_id", "held_on"} <= said.keys() else None
    missing = set() if meeting else {"session_id"}
    if "starts_at" not in found and "held_on" not in said:
        missing.add("held_on")
    sources = found | ({"held_on": found["starts_at"]} if "starts_at" in found else {})
    host = plain_person(said["mentor"]) if said.get("mentor") else Plain()
    fill = {name: value for name, value in said.items() if name not in (*GATHERED, "mentor", *given)}
    fill |= {} if "mentor" in given or not host.text else {"mentor": host.text}
    fill |= {} if "mentor" in given or not host.also.get("name") else {"mentor_name": host.also["name"]}
    return _Layout(
        {column: width + number for number, column in enumerate(GATHERED, 1) if column not in missing},
        fill,
        own_cells=width,
        sources={name: place for name, place in sources.items() if name in GATHERED},
        attendance=Attendance(found, fill.get("mentor", ""), fill.get("mentor_name", ""), said.get("held_on"), meeting),
    )


def _preamble(table: RawTable, profile: Profile) -> dict[str, str]:
    """What the lines above the table say of the whole file: a row of headings, and the row of values below it."""
    said: dict[str, str] = {}
    keys = {heading_key(each): column for column, headings in profile.preamble.items() for each in headings}
    for _, cells in table.above:
        texts = [cell.strip() for cell in cells if cell and cell.strip()]
        if len(texts) == 2 and heading_key(texts[0]) in keys and heading_key(texts[1]) not in keys:
            said.setdefault(keys[heading_key(texts[0])], texts[1])
    for (_, names), (_, values) in zip(table.above, table.above[1:], strict=False):
        at = places_by_heading([name or "" for name in names])
        for column, headings in profile.preamble.items():
            place = next((at[heading_key(each)] for each in headings if heading_key(each) in at), None)
            if place is not None and place <= len(values) and (value := (values[place - 1] or "").strip()):
                said.setdefault(column, value)
    return said
