"""What a file holds and what importing it would do, before anything is imported."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from mentorship.errors import ArgumentError, MappingError, MentorshipError
from mentorship.intake.cells import Row
from mentorship.intake.detect import detect_table, options_for_each, partial_mapping
from mentorship.intake.headings import suggestions
from mentorship.intake.importer import import_tables, opened
from mentorship.intake.options import ImportOptions, restore_options
from mentorship.intake.parsing import activity_keys
from mentorship.intake.profiles import all_profiles
from mentorship.intake.readers import RawTable
from mentorship.intake.results import ImportResult, Problem, Progress, Taken, silent
from mentorship.policy.model import Policy
from mentorship.store.connection import Store
from mentorship.vocabulary import Kind

#: How many values of a column are shown, from how many rows; and how many rows as they would be stored.
_EXAMPLES, _HEAD, _ROWS_SHOWN = 3, 50, 5


@dataclass(frozen=True)
class HeadingPreview:
    """One heading: the column that it means, the one that it only resembles, and values below it."""

    heading: str
    column: str | None
    similar: str | None
    examples: list[str]


@dataclass(frozen=True)
class TablePreview:
    """One table of a file: what it holds, how it is read, and its headings. `missing`: columns of which one is needed
    before it can be imported (none: it can be)."""

    file: str
    kind: Kind
    profile: str
    label: str
    headings: list[HeadingPreview]
    missing: tuple[str, ...]
    sheet: str | None = None


@dataclass(frozen=True)
class Preview:
    """What an import would do, and its first good rows as they would be stored (column → value)."""

    result: ImportResult
    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class FilePreview:
    """A file before it is imported: its tables, and what importing it would do, or why it cannot be (`trouble`).
    `encodings`: what could be meant, where that cannot be told (encoding → a word as it would read)."""

    tables: list[TablePreview]
    preview: Preview | None
    trouble: str = ""
    encodings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Misfits:
    """What does not fit a column: in how many rows, and one value as an example (None: the cell is blank)."""

    rows: int
    example: str | None
    expected: str


def preview_file(
    store: Store, path: Path, policy: Policy, options: ImportOptions, progress: Progress = silent
) -> FilePreview:
    """Look at a file and try its import; nothing is kept. Raises FileError for a file that cannot be read at all."""
    progress("Opening", 0.0)
    with opened(path, options) as tables:
        heads = [list(islice(iter(table.rows), _HEAD)) for table in tables]
        whole = [replace(table, rows=chain(head, table.rows)) for table, head in zip(tables, heads, strict=True)]
        with store.cursor() as cursor:
            restored, their_options = restore_options(cursor, tables, options)
        shown = _table_previews(restored, heads, policy, their_options)
        try:
            done = import_tables(
                store, path, whole, policy, options, dry_run=True, progress=progress, first_rows=_ROWS_SHOWN
            )
        except MentorshipError as error:
            return FilePreview(shown, None, error.message)
        return FilePreview(shown, Preview(done.result, done.first_rows))


def suggestions_taken(store: Store, path: Path, policy: Policy, options: ImportOptions) -> list[Taken]:
    """What `take_suggestions` would take for something in a file; nothing is kept. None where it cannot be read."""
    try:
        with opened(path, options) as tables:
            own = replace(options, take_suggestions=True)
            return import_tables(store, path, tables, policy, own, dry_run=True).result.taken
    except MentorshipError:
        return []


def misfits(problems: list[Problem]) -> dict[str, Misfits]:
    """What could not be read, column by column."""
    by_column: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.column:
            by_column[problem.column].append(problem)
    return {
        column: Misfits(len({(each.file, each.row) for each in found}), found[0].read, found[0].expected)
        for column, found in by_column.items()
    }


def _table_previews(
    tables: list[RawTable], heads: list[list[Row]], policy: Policy, options: ImportOptions
) -> list[TablePreview]:
    """Every table in which we know a heading, or else the first."""
    shown = [
        _table_preview(table, head, policy, own)
        for table, head, own in zip(tables, heads, options_for_each(tables, options), strict=True)
    ]
    known = [each for each in shown if any(heading.column for heading in each.headings)]
    return known or shown[:1]


def _table_preview(table: RawTable, head: list[Row], policy: Policy, options: ImportOptions) -> TablePreview:
    missing: tuple[str, ...] = ()
    try:
        mapping = detect_table(table, options, activity_keys(policy))
    except (MappingError, ArgumentError) as error:
        missing = error.missing if isinstance(error, MappingError) else ()
        mapping = partial_mapping(table, options)
    columns = {place: column for column, place in {**mapping.places, **mapping.sources}.items()}
    similar = suggestions(table.headings, mapping.kind)
    headings = [
        HeadingPreview(
            heading, columns.get(place), similar[heading].column if heading in similar else None,
            _examples(head, place - 1),
        )
        for place, heading in enumerate(table.headings, 1)
        if heading
    ]  # fmt: skip
    profile = all_profiles(options.profiles).get(mapping.profile)
    label = profile.label if profile else "our columns, or known words for them"
    return TablePreview(table.file, mapping.kind, mapping.profile, label, headings, missing, table.sheet)


def _examples(rows: list[Row], place: int) -> list[str]:
    values = (cells[place] for _, cells in rows if place < len(cells))
    return list(dict.fromkeys(value.strip()[:40] for value in values if value and value.strip()))[:_EXAMPLES]
