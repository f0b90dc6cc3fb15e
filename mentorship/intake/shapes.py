"""A table brought into shape by a profile: cells worked out from the file's own, appended to each row.

Where a profile only says which heading is which column nothing is appended, and the table stays as fast as it was.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mentorship.intake.cells import Cells, Row, plain
from mentorship.intake.profiles import Meaning, Profile
from mentorship.intake.readers import RawTable

Cell = str | None
#: How meeting reports write a moment; day-first ones stand in for month-first where the file is read so.
MOMENTS = ("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%Y-%m-%d %H:%M:%S",
           "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S")  # fmt: skip
YES = re.compile(r"(?i)^\s*(yes|y|true|ja|si|sí|oui|x|1|no.?show)\b")
NO = re.compile(r"(?i)^\s*(no|n|false|nein|non|0)\b")


@dataclass(frozen=True)
class Shape:
    """The table as it is to be loaded, the places of our columns in its cells, what holds for every row, and how many
    cells of a row are the file's own (None: all)."""

    table: RawTable
    places: dict[str, int]
    fill: dict[str, str] = field(default_factory=dict)
    keep: int | None = None
    #: For a column that was worked out: the cell of the file that it comes from.
    sources: dict[str, int] = field(default_factory=dict)


def shaped(
    table: RawTable, profile: Profile, replaced: set[str], dates: str | None, time_zone: str | None = None
) -> Shape:
    """A table as a profile reads it. `replaced`: columns that are told otherwise, and so not looked for.
    `time_zone`: that of the programme."""
    at = {plain(heading): place for place, heading in reversed(list(enumerate(table.headings)))}
    found = {
        column: at[plain(heading)]
        for column, headings in profile.columns.items()
        if column not in replaced
        for heading in [next((each for each in headings if plain(each) in at), None)]
        if heading is not None
    }
    fill = _preamble(table, profile)
    if profile.gather == "attendance":
        return _attendance(table, profile, found, fill, replaced, dates, time_zone)
    worked_out = _worked_out(profile, found, at)
    places = {column: place + 1 for column, place in found.items() if column not in ("is_virtual", "no_show")}
    if not worked_out:
        return Shape(table, places, fill)
    width = len(table.headings)
    places |= {column: width + number for number, column in enumerate(worked_out, 1)}
    rows = _appended(table.rows, width, list(worked_out.values()))
    joined = {column: at[plain(headings[0])] for column, headings in profile.join.items() if plain(headings[0]) in at}
    sources = {"modality": found.get("is_virtual"), "status": found.get("no_show")} | joined | found
    told = {column: place + 1 for column, place in sources.items() if column in worked_out and place is not None}
    return Shape(replace(table, rows=rows, plain_csv=None), places, fill, width, told)


def _worked_out(profile: Profile, found: dict[str, int], at: dict[str, int]) -> dict[str, Callable[[Cells], Cell]]:
    """The columns that are not simply a cell of the file, with how each is worked out."""
    columns: dict[str, Callable[[Cells], Cell]] = {}
    for column, meanings in profile.values.items():
        if column in found:
            columns[column] = _meant(found[column], meanings)
    for column, headings in profile.join.items():
        parts = [at[plain(heading)] for heading in headings if plain(heading) in at]
        if parts:
            columns[column] = _joined(parts)
    if "is_virtual" in found:
        columns["modality"] = _modality(found["is_virtual"])
    if "no_show" in found:
        columns["status"] = _status(found["no_show"], columns.get("status"))
    return columns


def _meant(place: int, meanings: Iterable[Meaning]) -> Callable[[Cells], Cell]:
    patterns = [(re.compile(each.matches, re.IGNORECASE), each.is_) for each in meanings]

    def of(cells: Cells) -> Cell:
        cell = cells[place]
        return next((code for pattern, code in patterns if cell and pattern.search(cell)), cell)

    return of


def _joined(parts: list[int]) -> Callable[[Cells], Cell]:
    return lambda cells: " ".join(cell.strip() for part in parts if (cell := cells[part])) or None


def _modality(place: int) -> Callable[[Cells], Cell]:
    """`Was it virtual?` as a modality; what is neither yes nor no stays, and is complained of."""

    def of(cells: Cells) -> Cell:
        cell = cells[place] or ""
        return "virtual" if YES.match(cell) else "in_person" if NO.match(cell) else cells[place]

    return of


def _status(place: int, cancelled: Callable[[Cells], Cell] | None) -> Callable[[Cells], Cell]:
    """A no-show is one, whatever else the row says."""

    def of(cells: Cells) -> Cell:
        if YES.match(cells[place] or ""):
            return "no_show"
        return cancelled(cells) if cancelled else None

    return of


def _appended(rows: Iterable[Row], width: int, columns: list[Callable[[Cells], Cell]]) -> Iterator[Row]:
    for line, cells in rows:
        own = _padded(cells, width)
        yield line, [*own, *(column(own) for column in columns)]


def _padded(cells: Cells, width: int) -> Cells:
    """A row as wide as its headings; what stands beyond them goes with the last cell, so that it is not lost."""
    own = [*cells[:width], *[None] * (width - len(cells))]
    if beyond := [cell for cell in cells[width:] if cell and cell.strip()]:
        own[-1] = " ".join([own[-1] or "", *beyond]).strip()
    return own


def _preamble(table: RawTable, profile: Profile) -> dict[str, str]:
    """What the lines above the headings say of the whole file: a row of headings, and the row of values below it."""
    said: dict[str, str] = {}
    for (_, names), (_, values) in zip(table.above, table.above[1:], strict=False):
        at = {plain(name or ""): place for place, name in enumerate(names)}
        for column, headings in profile.preamble.items():
            place = next((at[plain(each)] for each in headings if plain(each) in at), None)
            if place is not None and place < len(values) and (value := (values[place] or "").strip()):
                said.setdefault(column, value)
    return said


# --- meeting attendance ---------------------------------------------------------------------------------------


@dataclass
class _Stay:
    """Somebody in a meeting: the first row, the cells of all rows, and the times of being there."""

    line: int
    first: Cells
    cells: Cells
    spans: list[tuple[datetime, datetime]]
    minutes: int
    is_readable: bool = True

    def add(self, cells: Cells, span: tuple[datetime, datetime] | None, minutes: int | None) -> None:
        self.cells = ["\n".join(filter(None, pair)) or None for pair in zip(self.cells, cells, strict=True)]
        self.spans += [span] if span else []
        self.minutes += minutes or 0


def _attendance(
    table: RawTable,
    profile: Profile,
    found: dict[str, int],
    fill: dict[str, str],
    replaced: set[str],
    dates: str | None,
    time_zone: str | None,
) -> Shape:
    """One session per person and meeting: re-joins added up, overlaps counted once; the host is the mentor."""
    moments = [form.replace("%m/%d", "%d/%m") if dates == "day-first" else form for form in MOMENTS]
    width = len(table.headings)
    host = "" if "mentor" in replaced else fill.get("mentor", "").strip().lower()
    stays: dict[Any, _Stay] = {}
    for line, cells in table.rows:
        own = _padded(cells, width)
        who = _said(own, found.get("mentee")).lower() or plain(_said(own, found.get("mentee_name")))
        if host and who == host:
            continue
        begin, end = (
            _moved(_moment(_said(own, found.get(name)), moments), profile.time_zone, time_zone)
            for name in ("starts_at", "ends_at")
        )
        span = (begin, end) if begin and end and begin <= end else None
        minutes = _whole(_said(own, found.get("minutes")))
        if who and who in stays:
            stays[who].add(own, span, minutes)
        else:
            stays[who or line] = _Stay(
                line, own, own, [span] if span else [], minutes or 0, span is not None or minutes is not None
            )
    columns = ["mentee", "mentee_name", "held_on", "starts_at", "minutes", "attendees", "session_id"]
    meeting = _meeting_id(fill)
    rows = [
        (stay.line, [*stay.cells, *_stayed(stay, found, fill, len(stays), meeting, time_zone)])
        for stay in stays.values()
    ]
    places = {column: width + number for number, column in enumerate(columns, 1)}
    kept = {name: value for name, value in fill.items() if name not in columns and name not in replaced}
    if not any(cells[places["held_on"] - 1] for _, cells in rows):
        places.pop("held_on")
    if not meeting:
        places.pop("session_id")
    sources = {name: place + 1 for name, place in found.items()}
    sources["held_on"] = sources.get("starts_at", 0)
    told = {name: place for name, place in sources.items() if name in columns and place}
    return Shape(replace(table, rows=rows, plain_csv=None), places, kept, width, told)


def _stayed(
    stay: _Stay, found: dict[str, int], fill: dict[str, str], people: int, meeting: str | None, time_zone: str | None
) -> Cells:
    """Day, start, minutes, head-count and id of one person's session."""
    if stay.spans:
        begin = min(span[0] for span in stay.spans)
        begin = begin.astimezone(ZoneInfo(time_zone)) if time_zone and begin.tzinfo else begin
        held_on, starts_at = begin.date().isoformat(), begin.strftime("%H:%M")
        minutes: Cell = str(round(_together(stay.spans).total_seconds() / 60))
    else:
        first = _said(stay.first, found.get("starts_at"))
        held_on, starts_at = first or fill.get("held_on", ""), first
        minutes = str(stay.minutes) if stay.is_readable else _said(stay.first, found.get("minutes"))
    who = [_said(stay.first, found.get(name)) or None for name in ("mentee", "mentee_name")]
    return [*who, held_on or None, starts_at or None, minutes, str(people), meeting]


def _together(spans: list[tuple[datetime, datetime]]) -> timedelta:
    """How long spans last together, overlaps counted once."""
    whole, until = timedelta(), min(begin for begin, _ in spans)
    for begin, end in sorted(spans):
        whole += max(timedelta(), end - max(begin, until))
        until = max(until, end)
    return whole


def _meeting_id(fill: dict[str, str]) -> str | None:
    """A meeting has one id for all its days, so the day goes with it."""
    return f"{fill['session_id']} {fill['held_on']}" if "session_id" in fill and "held_on" in fill else None


def _said(cells: Cells, place: int | None) -> str:
    return (cells[place] or "").strip() if place is not None else ""


def _moment(text: str, moments: list[str]) -> datetime | None:
    for form in moments:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - a report says local time, without a zone
        except ValueError:
            continue
    return None


def _moved(moment: datetime | None, written_in: str | None, time_zone: str | None) -> datetime | None:
    """A moment in UTC, where the programme's zone and the report's are known: a stay is as long as it was, though the
    clocks change within it."""
    if moment is None or written_in is None or time_zone is None:
        return moment
    return moment.replace(tzinfo=ZoneInfo(written_in)).astimezone(UTC)


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,5}", text) else None
