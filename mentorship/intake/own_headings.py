"""Headings that are ours, those that the person importing named, and those that are to be ignored."""

from collections.abc import Mapping
from dataclasses import replace

from mentorship.errors import ArgumentError, MappingError
from mentorship.intake.columns import COLUMNS, HELPERS
from mentorship.intake.headings import column_key
from mentorship.intake.options import ImportOptions
from mentorship.intake.raw_table import RawTable
from mentorship.wording import nearest


def own_headings(table: RawTable, renames: Mapping[str, str]) -> dict[str, int]:
    """Our columns and the places of their headings: those named as ours, and those named by the person importing."""
    known = {name for columns in COLUMNS.values() for name in columns}
    places: dict[str, int] = {}
    for place, heading in enumerate(table.headings, 1):
        name = column_key(heading)
        if name in places and name in known:
            raise MappingError(f"{table.file}: the heading “{heading}” appears twice. Rename or remove one of the two.")
        places.setdefault(name, place)
    renamed: dict[str, int] = {}
    for column, heading in renames.items():
        if column not in known.union(*HELPERS.values()):
            near = nearest(column, known)
            raise ArgumentError(
                f"--map {column}: there is no such column." + (f" Did you mean {near}?" if near else "")
            )
        renamed |= {column: places[column_key(heading)]} if column_key(heading) in places else {}
    # A heading that is mapped to one column no longer means the column that it is named after.
    return {name: at for name, at in places.items() if name in known and at not in renamed.values()} | renamed


def without_ignored(table: RawTable, ignored: tuple[str, ...]) -> RawTable:
    """A table whose ignored headings are blank; their cells are kept with the row."""
    keys = {column_key(each) for each in ignored}
    return replace(table, headings=["" if column_key(each) in keys else each for each in table.headings])


def check_headings(tables: list[RawTable], options: ImportOptions) -> None:
    """Raises ArgumentError for an option about a heading that no table has, and for two options that contradict."""
    there = {column_key(heading) for table in tables for heading in table.headings}
    mapped = [(f"--map {column}={heading}", heading) for column, heading in options.renames.items()]
    ignored = {column_key(each) for each in options.ignored}
    for option, heading in [*mapped, *((f"--ignore {each}", each) for each in options.ignored)]:
        if column_key(heading) not in there:
            raise ArgumentError(f"{option}: {tables[0].file} has no such heading.")
    for option, heading in mapped:
        if column_key(heading) in ignored:
            raise ArgumentError(f"{option}: the same heading is also to be ignored. Choose one of the two.")
