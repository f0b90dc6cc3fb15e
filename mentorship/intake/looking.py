"""What we recognise in a file before anything is imported: heading by heading, and what it cannot say."""

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from mentorship.errors import ArgumentError, MappingError, MentorshipError
from mentorship.intake.cells import Row
from mentorship.intake.columns import COLUMNS
from mentorship.intake.containers import tables_of
from mentorship.intake.importer import preview_tables
from mentorship.intake.mapping import How, Mapping, how_each, kind_and_places, likeness, recognise_sheet, suggestions
from mentorship.intake.mending import as_before
from mentorship.intake.profiles import all_profiles
from mentorship.intake.readers import RawTable
from mentorship.intake.results import Preview, Problem, Progress, silent
from mentorship.intake.understanding import activity_words
from mentorship.policy.model import Policy
from mentorship.store.connection import Store
from mentorship.vocabulary import Kind

#: How many values of a column are shown as examples, and how many rows are looked at for them.
_EXAMPLES = 3
_LOOKED_AT = 50


@dataclass(frozen=True)
class Heading:
    """One heading: the column that it is, or only seems to be, and values below it."""

    heading: str
    column: str | None
    similar: str | None
    examples: list[str]


@dataclass(frozen=True)
class Look:
    """One table of a file: what it holds, as which kind of export it is read, its headings, and the columns of which
    one is needed next (none: it can be imported)."""

    file: str
    kind: Kind
    profile: str
    label: str
    headings: list[Heading]
    missing: tuple[str, ...]
    sheet: str | None = None


@dataclass(frozen=True)
class Trial:
    """A file looked at and tried out: its tables, and what importing it would do, or why it cannot be (`trouble`)."""

    looks: list[Look]
    preview: Preview | None
    trouble: str = ""


@dataclass(frozen=True)
class Misfits:
    """What does not fit a column: how many rows, and one value of them as an example (None: the cell is blank)."""

    rows: int
    example: str | None
    expected: str


def try_file(store: Store, path: Path, policy: Policy, how: How, progress: Progress = silent) -> Trial:
    """Look at a file and try its import, opening it once. Raises FileError for a file that cannot be read at all."""
    progress("Opening", 0.0)
    with tables_of(path, likeness(how), how.shown_as, how.limits) as tables:
        heads = [list(islice(iter(table.rows), _LOOKED_AT)) for table in tables]
        before, told = _as_before(store, tables, how)
        looks = _looks(before, heads, policy, told)
        whole = [replace(table, rows=chain(head, table.rows)) for table, head in zip(tables, heads, strict=True)]
        try:
            return Trial(looks, preview_tables(store, path, whole, policy, how, progress=progress))
        except MentorshipError as error:
            return Trial(looks, None, error.message)


def misfits(problems: list[Problem]) -> dict[str, Misfits]:
    """Column by column what could not be read."""
    by_column: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.column:
            by_column[problem.column].append(problem)
    return {
        column: Misfits(len({(each.file, each.row) for each in found}), found[0].read, found[0].expected)
        for column, found in by_column.items()
    }


def look(path: Path, policy: Policy, how: How, store: Store | None = None) -> list[Look]:
    """Look at every table of a file; the store knows how rows that come back were read. Raises FileError; what cannot
    be mapped is `missing`, not an error."""
    with tables_of(path, likeness(how), how.shown_as, how.limits) as found:
        tables, how = _as_before(store, found, how) if store else (found, how)
        return _looks(tables, [list(islice(iter(table.rows), _LOOKED_AT)) for table in tables], policy, how)


def _looks(tables: list[RawTable], heads: list[list[Row]], policy: Policy, how: How) -> list[Look]:
    looks = [
        _look(replace(table, rows=head, plain_csv=None), head, policy, own)
        for table, head, own in zip(tables, heads, how_each(tables, how), strict=True)
    ]
    useful = [each for each in looks if any(heading.column for heading in each.headings)]
    return useful or looks[:1]


def _as_before(store: Store, tables: list[RawTable], how: How) -> tuple[list[RawTable], How]:
    with store.cursor() as cursor:
        return as_before(cursor, tables, how)


def _look(table: RawTable, rows: list[Row], policy: Policy, how: How) -> Look:
    missing: tuple[str, ...] = ()
    try:
        _, mapping = recognise_sheet(table, how, activity_words(policy))
    except (MappingError, ArgumentError) as error:
        missing = error.missing if isinstance(error, MappingError) else ()
        kind, profile, places = kind_and_places(table, how)
        mapping = Mapping(kind, profile, places, dict(how.fill))
    columns = {place: column for column, place in {**mapping.places, **mapping.sources}.items()}
    similar = {heading: column for heading, (column, _) in suggestions(table, mapping.kind).items()}
    headings = [
        Heading(heading, columns.get(place), similar.get(heading), _examples(rows, place - 1))
        for place, heading in enumerate(table.headings, 1)
        if heading
    ]
    labels = {name: each.label for name, each in all_profiles(how.profiles).items()}
    label = labels.get(mapping.profile, "our columns, or other words for them")
    return Look(table.file, mapping.kind, mapping.profile, label, headings, missing, table.sheet)


def _examples(rows: list[Row], place: int) -> list[str]:
    values = (cells[place] for _, cells in rows if place < len(cells))
    return list(dict.fromkeys(value.strip()[:40] for value in values if value and value.strip()))[:_EXAMPLES]


def choices(kind: Kind) -> dict[str, str]:
    """The columns that a heading may be, with what they mean."""
    return COLUMNS[kind] | ({"is_virtual": "was it virtual? yes or no"} if kind is Kind.SESSIONS else {})
