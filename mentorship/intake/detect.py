"""What a file is: which row holds the headings, which kind of export it is, which profile it fits, its columns.

Only headings are looked at. `heading_score` helps the readers find them; `detect` decides what they mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mentorship.errors import MappingError
from mentorship.intake.columns import COLUMNS, HELPERS
from mentorship.intake.detect_columns import columns_by_headings, suggested_columns, with_persons
from mentorship.intake.detect_kind import best_guess, kind_of_table
from mentorship.intake.detect_profile import asked_or_fitting, choose_profile, own_profile, with_options
from mentorship.intake.heading_lines import HeadingScore
from mentorship.intake.headings import column_key, heading_key, known_headings
from mentorship.intake.mapping import ColumnMapping, by_own_headings, by_profile, found_columns
from mentorship.intake.options import ImportOptions
from mentorship.intake.own_headings import check_headings, own_headings, without_ignored
from mentorship.intake.profiles import CANONICAL, all_profiles
from mentorship.intake.readers import RawTable
from mentorship.intake.results import PassedOver, Taken
from mentorship.intake.titles import said_above
from mentorship.vocabulary import Kind
from mentorship.wording import count


@dataclass(frozen=True)
class DetectedTable:
    """A table, how it is read, and the headings that were taken for columns they only resemble."""

    table: RawTable
    mapping: ColumnMapping
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True)
class DetectedFile:
    """The tables of a file that can be read, people before sessions, and what else it holds."""

    tables: list[DetectedTable]
    passed_over: list[PassedOver]


def heading_score(options: ImportOptions) -> HeadingScore:
    """How much a row looks like headings: most when a profile fits it, else by the headings that we know."""
    ours = {name for columns in COLUMNS.values() for name in columns}
    known = {word for kind in Kind for word in known_headings()[kind]}
    known |= {heading_key(each) for each in options.renames.values()}
    profiles = list(all_profiles(options.profiles).values())

    def score(cells: list[str]) -> int:
        keys = {heading_key(cell) for cell in cells if cell}
        fits = max((len(profile.detect) for profile in profiles if profile.fits(keys)), default=0)
        exact = sum(column_key(cell) in ours for cell in cells)
        # Our own headings say more than other words for them, and a whole profile says more than both.
        return 10_000 * fits + 2 * exact + len(keys & known)

    return score


def detect(tables: list[RawTable], options: ImportOptions, activities: Mapping[str, str]) -> list[DetectedTable]:
    """The tables of a file that we can read, see `detect_file`."""
    return detect_file(tables, options, activities).tables


def detect_file(tables: list[RawTable], options: ImportOptions, activities: Mapping[str, str]) -> DetectedFile:
    """Every table of a file: read, or named with its rows. `activities`: `heading_key` → code, for sheets named so.

    A sheet that cannot be read is passed over as long as another can. Raises MappingError when there is none,
    ArgumentError for options that do not fit the file."""
    check_headings(tables, options)
    found: list[DetectedTable] = []
    trouble: list[tuple[RawTable, MappingError]] = []
    for table, own in zip(tables, options_for_each(tables, options), strict=True):
        try:
            found.append(_detected(table, own, activities))
        except MappingError as error:
            if table.sheet is None:
                raise
            trouble.append((table, error))
    if not found:
        raise max(trouble, key=lambda pair: heading_score(options)(pair[0].headings))[1]
    passed = [_passed_over(table, error) for table, error in trouble]
    passed += [each for table in tables for each in table.unread]
    found, again = _without_details(found)
    passed += again
    if len(found) > 1:
        found = [replace(each, table=_as_part(each.table)) for each in found]
    return DetectedFile(sorted(found, key=lambda each: each.mapping.kind is not Kind.PEOPLE), passed)


def _without_details(found: list[DetectedTable]) -> tuple[list[DetectedTable], list[PassedOver]]:
    """A meeting's report may list the same stays again further down, one by one."""
    reports = [each for each in found if each.mapping.attendance]
    again = [each for each in reports[1:] if each.table.heading_line > reports[0].table.heading_line]
    passed = [
        PassedOver(
            each.table.file, each.table.heading_line, rows,
            f"{each.table.file}, from row {each.table.heading_line}: the same attendance again, in detail; passed over "
            f"with {count(rows, 'row')}.",
        )
        for each in again
        for rows in [1 + sum(1 for _ in each.table.rows)]
    ]  # fmt: skip
    return [each for each in found if each not in again], passed


def _detected(table: RawTable, options: ImportOptions, activities: Mapping[str, str]) -> DetectedTable:
    """One table, with the suggestions that are to be taken."""
    taken = _suggested(table, options) if options.take_suggestions else {}
    own = replace(options, renames={**taken, **options.renames})
    return DetectedTable(table, detect_table(table, own, activities), _as_taken(table, own, taken))


def _passed_over(table: RawTable, error: MappingError) -> PassedOver:
    """A sheet that is not read, with the number of its rows and the reason."""
    below = sum(1 for _ in table.rows)
    rows = len(table.above) + 1 + below
    first = table.above[0][0] if table.above else table.heading_line
    is_table = sum(bool(heading) for heading in table.headings) > 1 and below > 0
    why = f" To read it: {error.message}" if is_table else ""
    said = f"The sheet “{table.sheet}” of {table.file} was passed over with its {count(rows, 'row')}"
    message = f"{said}, because its columns are not recognised.{why}"
    return PassedOver(f"{table.file}: {table.sheet}", first, rows, message, is_open=is_table)


def _suggested(table: RawTable, options: ImportOptions) -> dict[str, str]:
    """Our column → the heading that is clearly the best suggestion for it."""
    read = without_ignored(table, options.ignored)
    known = partial_mapping(table, options)
    said = suggested_columns(read, known.kind, {**known.places, **known.sources})
    return {
        column: heading
        for heading, (column, _, is_clear) in said.items()
        if is_clear and column not in options.fill and column not in known.fill
    }


def _as_taken(table: RawTable, options: ImportOptions, taken: Mapping[str, str]) -> tuple[Taken, ...]:
    said = suggested_columns(table, partial_mapping(table, replace(options, renames={})).kind, {}) if taken else {}
    return tuple(
        Taken(table.file, heading, None, column, said[heading][1] if heading in said else "it is the best suggestion")
        for column, heading in taken.items()
    )


def _as_part(table: RawTable) -> RawTable:
    """One of several tables. They are loaded in one transaction, where DuckDB's own reader cannot tell line numbers."""
    name = f"{table.file}: {table.sheet}" if table.sheet else table.file
    return replace(table, file=name, plain_csv=None)


def detect_table(table: RawTable, options: ImportOptions, activities: Mapping[str, str]) -> ColumnMapping:
    """How one table is read. A sheet named after an activity is of that activity, and what the lines above the headings
    say holds for all rows. Raises as `detect_file` does."""
    try:
        return _mapping(table, options)
    except MappingError:
        said = _said_elsewhere(table, options, activities)
        if not said:
            raise
        return _mapping(table, replace(options, fill={**said, **options.fill}))


def _said_elsewhere(table: RawTable, options: ImportOptions, activities: Mapping[str, str]) -> dict[str, str]:
    """What the name of a sheet and the lines above its table say of the columns that it lacks."""
    known = partial_mapping(table, options)
    if known.kind is not Kind.SESSIONS:
        return {}
    lacking = set(COLUMNS[known.kind]) - set(known.places) - set(options.fill)
    said = said_above(table, lacking, activities)
    activity = activities.get(heading_key(table.sheet or ""))
    return said | ({"activity": activity} if activity and "activity" in lacking else {})


def _mapping(table: RawTable, options: ImportOptions) -> ColumnMapping:
    """By a profile, by our own headings, or by known words for them."""
    read = without_ignored(table, options.ignored)
    own = own_headings(read, options.renames)
    kind = options.kind or _kind(table, read, options)
    places = {name: place for name, place in own.items() if name in COLUMNS[kind]}
    if not options.renames:
        places = with_persons(read, kind, places)
    profile = choose_profile(table, read, options, kind, places)
    if profile or options.values or any(name in options.renames for name in HELPERS[kind]):
        return by_profile(read, options, with_options(profile or own_profile(table, kind, places), options))
    return by_own_headings(table, kind, places, options)


def _kind(table: RawTable, read: RawTable, options: ImportOptions) -> Kind:
    profile = asked_or_fitting(table, options)
    return profile.kind if profile else kind_of_table(read, options)


def options_for_each(tables: list[RawTable], options: ImportOptions) -> list[ImportOptions]:
    """The options for each table of a file: a value to fill in goes to the tables that can have the column and lack it.
    A fill that suits no table is passed to every table, and each rejects it."""
    if len(tables) == 1 or not options.fill:
        return [options] * len(tables)
    lacking = [_lacking(table, options) for table in tables]
    wanted = set().union(*lacking)
    return [
        replace(options, fill={name: it for name, it in options.fill.items() if name in lacks or name not in wanted})
        for lacks in lacking
    ]


def _lacking(table: RawTable, options: ImportOptions) -> set[str]:
    known = partial_mapping(table, replace(options, fill={}))
    return set(COLUMNS[known.kind]) - set(known.places)


def partial_mapping(table: RawTable, options: ImportOptions) -> ColumnMapping:
    """A table as far as it is understood, for one that lacks needed columns."""
    read = without_ignored(table, options.ignored)
    profile = asked_or_fitting(table, options)
    kind = options.kind or (profile.kind if profile else best_guess(read, options))
    places = columns_by_headings(read, kind, options.renames.values())
    places |= found_columns(read, with_options(profile, options)) if profile else {}
    renamed = {column: at for column, at in own_headings(read, options.renames).items() if column in options.renames}
    ours = {name: place for name, place in (places | renamed).items() if name in COLUMNS[kind]}
    gives = {HELPERS[kind][name].gives or "": place for name, place in places.items() if name in HELPERS[kind]}
    return ColumnMapping(
        kind, profile.name if profile else CANONICAL, ours, dict(options.fill),
        sources={name: place for name, place in gives.items() if name not in ours},
    )  # fmt: skip
