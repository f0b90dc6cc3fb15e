"""How a file is to be read, and who imports it. Saved with each import, so that corrected rows are read in the same
way."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import duckdb

from mentorship.intake.limits import Limits
from mentorship.intake.readers import RawTable
from mentorship.store.sql_files import run
from mentorship.vocabulary import Kind

SQL = Path(__file__).parent / "sql"
#: Options that say nothing about what a file means, so they are not saved.
_NOT_SAVED = {"styles", "profiles", "shown_as", "imported_by", "is_sample", "limits", "encoding", "names_options"}


@dataclass(frozen=True)
class ImportOptions:
    """How a file is to be read, and who imports it. Whatever is left out, the file itself must say.

    `fill`: values for columns that the file lacks. `renames`: our column → the heading it stands under. `ignored`:
    headings that are none of our columns. `profiles`: a folder of saved profiles. `match_names`: a name alone means the
    one person of the people data with that name. `time_zone`: the programme's; moments are converted to it.
    """

    kind: Kind | None = None
    profile: str | None = None
    fill: Mapping[str, str] = field(default_factory=dict)
    renames: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    #: Words of this file → our codes, by column: {"activity": {"Einzel": "one_to_one"}}.
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: str | None = None
    time_zone: str | None = None
    #: For corrected rows: the date order and decimal marks that the columns of the whole file had settled.
    styles: Mapping[str, str] = field(default_factory=dict)
    profiles: Path | None = None
    match_names: bool = False
    #: Whether headings and words that only resemble known ones are taken for them, where one is clearly best.
    take_suggestions: bool = False
    #: Whether what is said of unknown words names the options of the command line that give them a meaning.
    names_options: bool = True
    #: How the letters of a text file are encoded, where it cannot be told.
    encoding: str | None = None
    #: Names without an id or e-mail → the person meant: {"Ana Muller": "P-1003"}.
    people: Mapping[str, str] = field(default_factory=dict)
    shown_as: str | None = None
    imported_by: str = "command line"
    is_sample: bool = False
    limits: Limits = field(default_factory=Limits)


def saved_options(table: RawTable, options: ImportOptions, styles: Mapping[str, str | None]) -> str:
    """What must be known to read rows of this table again, as JSON: the options, the lines above the headings, the
    sheet, and the styles that its columns settled."""
    given = {each.name: getattr(options, each.name) for each in fields(ImportOptions) if each.name not in _NOT_SAVED}
    return json.dumps({
        "above": table.above, "sheet": table.sheet,
        "styles": {name: style for name, style in styles.items() if style},
        "options": {name: value for name, value in given.items() if value},
    })  # fmt: skip


def restore_options(
    cursor: duckdb.DuckDBPyConnection, tables: list[RawTable], options: ImportOptions
) -> tuple[list[RawTable], ImportOptions]:
    """Read corrected rows as the file they come from was read. Options given now take precedence over saved ones.

    Other tables, and several tables at once, are returned as they are."""
    (table, *others) = tables
    if others or table.corrects is None:
        return tables, options
    found = run(cursor, SQL / "import_options_get.sql", of_file=table.corrects).fetchone()
    if not found:
        return tables, options
    saved = json.loads(found[0])
    # Imports of the first versions have their options under "how".
    before = saved["options"] if "options" in saved else saved["how"]
    given = {name: _laid_over(getattr(options, name), value) for name, value in before.items()}
    if "kind" in given:
        given["kind"] = Kind(given["kind"])
    above = tuple((line, cells) for line, cells in saved["above"])
    return [replace(table, above=above, sheet=saved["sheet"])], replace(options, **given, styles=saved["styles"])


def _laid_over(now: Any, before: Any) -> Any:
    """The option given now, else the saved one; mappings are merged entry by entry."""
    if isinstance(before, dict):
        return before | {name: _laid_over(value, before.get(name)) for name, value in (now or {}).items()}
    return now or (tuple(before) if isinstance(before, list) else before)
