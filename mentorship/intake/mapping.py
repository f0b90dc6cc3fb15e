"""What the headings of a file mean: which column of ours stands where, and what kind of export it is."""

from dataclasses import dataclass, field

from mentorship.errors import ArgumentError, MappingError
from mentorship.intake.columns import COLUMNS, NEEDED
from mentorship.intake.readers import RawTable, normalised
from mentorship.vocabulary import Kind
from mentorship.wording import listed, nearest


@dataclass(frozen=True)
class Mapping:
    """How one file is read: `places` says in which cell (from 1) a column stands; `fill` stands in for columns
    that the file lacks; `dates` and `decimal` settle what the columns themselves leave open."""

    kind: Kind
    profile: str
    places: dict[str, int]
    fill: dict[str, str] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None

    @property
    def columns(self) -> list[str]:
        """The columns that this file speaks of."""
        return [name for name in COLUMNS[self.kind] if name in self.places or name in self.fill]


def known_headings() -> set[str]:
    """Every heading, normalised, that means something to us."""
    return {name for columns in COLUMNS.values() for name in columns}


def recognise(
    table: RawTable,
    kind: Kind | None = None,
    fill: dict[str, str] | None = None,
    dates: str | None = None,
) -> Mapping:
    """Match the headings of a table with our columns. Raises MappingError when a needed column is missing."""
    places: dict[str, int] = {}
    for place, heading in enumerate(table.headings, 1):
        name = normalised(heading)
        if name in places and name in known_headings():
            raise MappingError(f"{table.file}: the heading “{heading}” stands twice. Rename or remove one of the two.")
        places.setdefault(name, place)
    found = kind or _kind_of({*places, *(fill or {})})
    ours = {name: place for name, place in places.items() if name in COLUMNS[found]}
    fill = fill or {}
    _check_fill(table, found, ours, fill)
    for any_of in NEEDED[found]:
        if not any(name in ours or name in fill for name in any_of):
            raise MappingError(_missing(table, found, any_of))
    return Mapping(found, "canonical", ours, fill, dates)


def _kind_of(named: set[str]) -> Kind:
    """The kind whose columns the headings, and the columns filled in, fit best."""

    def fit(kind: Kind) -> tuple[int, int]:
        met = sum(any(name in named for name in any_of) for any_of in NEEDED[kind])
        return met - len(NEEDED[kind]), sum(name in named for name in COLUMNS[kind])

    return max(Kind, key=fit)


def _check_fill(table: RawTable, kind: Kind, ours: dict[str, int], fill: dict[str, str]) -> None:
    for name, value in fill.items():
        if not value:
            raise ArgumentError(f"--set {name}: expected a value, as in --set {name}=VALUE.")
        if name not in COLUMNS[kind]:
            near = nearest(name, COLUMNS[kind])
            hint = f" Did you mean {near}?" if near else f" It has {listed(COLUMNS[kind])}."
            raise ArgumentError(f"--set {name}: {kind} have no such column.{hint}")
        if name in ours:
            raise ArgumentError(f"--set {name}: {table.file} has this column; --set fills only columns a file lacks.")


def _missing(table: RawTable, kind: Kind, any_of: tuple[str, ...]) -> str:
    read = listed([f"“{heading}”" for heading in table.headings[:12] if heading]) or "no headings"
    more = f" and {len(table.headings) - 12} more" if len(table.headings) > 12 else ""
    what = listed([f"{name} ({COLUMNS[kind][name]})" for name in any_of], "or")
    return (
        f"{table.file}, row {table.heading_line}: read the headings {read}{more}, expected a column {what} "
        f"for {kind}. Rename the heading{'' if len(any_of) > 1 else f', or fill it with --set {any_of[0]}=VALUE'}."
    )
