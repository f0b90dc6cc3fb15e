"""What is wrong with how a table is to be read: a needed column is missing, a value is given for one that is there."""

import shlex
from collections.abc import Mapping

from mentorship.errors import ArgumentError
from mentorship.intake.columns import COLUMNS
from mentorship.intake.detect_columns import suggested_columns
from mentorship.intake.headings import meanings
from mentorship.intake.profiles import CANONICAL, Profile
from mentorship.intake.raw_table import RawTable
from mentorship.vocabulary import Kind
from mentorship.wording import listed, nearest


def check_fill(table: RawTable, kind: Kind, places: Mapping[str, int], fill: Mapping[str, str]) -> None:
    """Raises ArgumentError for a value that cannot be filled in."""
    for name, value in fill.items():
        if not value:
            raise ArgumentError(f"--set {name}: expected a value, as in --set {name}=VALUE.")
        if name not in COLUMNS[kind]:
            near = nearest(name, COLUMNS[kind])
            hint = f" Did you mean {near}?" if near else f" It has {listed(COLUMNS[kind])}."
            raise ArgumentError(f"--set {name}: {kind} have no such column.{hint}")
        if name in places:
            raise ArgumentError(f"--set {name}: {table.file} has this column; --set fills only columns a file lacks.")


def missing_column(table: RawTable, kind: Kind, any_of: tuple[str, ...], profile: Profile | None = None) -> str:
    """The sentence for a needed column that a table lacks, with what could be it and the option that says so."""
    what = listed([f"{name} ({COLUMNS[kind][name].meaning})" for name in any_of], "or")
    if profile and profile.name != CANONICAL:
        return f"{table.file}: this {profile.label} does not say {what}. Give it with --set {any_of[0]}=VALUE."
    read = listed([f"“{heading}”" for heading in table.headings[:12] if heading]) or "no headings"
    more = f" and {len(table.headings) - 12} more" if len(table.headings) > 12 else ""
    hint = _hint(table, kind, any_of)
    if any_of == ("mentee",) and "mentee_name" in {column for column, _ in meanings(table.headings, kind).values()}:
        hint = " It has names of mentees: --match-names finds them in the people data."
    instead = "" if len(any_of) > 1 else f", or fill it with --set {any_of[0]}=VALUE"
    return (
        f"{table.file}, row {table.heading_line}: read the headings {read}{more}, expected a column {what} "
        f"for {kind}. Rename the heading{instead}.{hint}"
    )


def _hint(table: RawTable, kind: Kind, any_of: tuple[str, ...]) -> str:
    """Which headings could be a column that is missing, and the option that says so."""
    could = [(heading, why) for heading, (column, why, _) in suggested_columns(table, kind, {}).items()
             if column in any_of]  # fmt: skip
    said = [f"“{heading}” is it: --map {any_of[0]}={shlex.quote(heading)} ({why})" for heading, why in could[:3]]
    return f" Perhaps {listed(said, 'or')}." if said else ""
