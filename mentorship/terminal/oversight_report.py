"""What `mentorship oversight` prints: measures with who stands out, then questions. By name, never by value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import isfinite

from rich.console import Console
from rich.padding import Padding

from mentorship.oversight.measures import Measured
from mentorship.oversight.signals.current import Signal
from mentorship.oversight.signals.definitions import definition
from mentorship.oversight.statistics import Measure, MentorValue, expected_by_chance, flags
from mentorship.oversight.verdicts import Verdict
from mentorship.terminal.text import assembled, plain
from mentorship.wording import count, day, listed

#: More rows than this of one signal are only counted.
ROWS_SHOWN = 12


@dataclass(frozen=True)
class Oversight:
    """All that is printed: the period measured, the measures, the signals, what people are called, what data lack."""

    period: tuple[date, date]
    measures: Sequence[Measured]
    signals: Sequence[Signal]
    names: Mapping[str, str]
    gaps: Sequence[str]


def print_oversight(console: Console, found: Oversight) -> None:
    """The report for people."""
    measures = [each.found for each in found.measures if each.found]
    begin, end = found.period
    console.print(plain(f"From {day(begin)} to {day(end)}. {_flags(measures)}"))
    console.print()
    for each in found.measures:
        if each.found:
            _print_measure(console, each, each.found, found.names)
    _print_signals(console, found.signals, found.names)
    gaps = [each.gap for each in found.measures if each.gap] + list(found.gaps)
    for gap in gaps:
        console.print(plain(gap, style="dim"))


def _flags(measures: Sequence[Measure]) -> str:
    if not measures:
        return "No sessions led by a mentor are on record in this period."
    number, chance = flags(measures), expected_by_chance(measures)
    lie = "value lies" if number == 1 else "values lie"
    return f"{number or 'No'} {lie} outside what chance explains; by chance alone there would be about {chance:.1f}."


def _print_measure(console: Console, asked: Measured, found: Measure, names: Mapping[str, str]) -> None:
    console.print(assembled((asked.called, "bold"), f": {_programme(found)}"))
    console.print(Padding(plain(asked.definition, style="dim"), (0, 2), expand=False))
    early = sum(each.verdict is Verdict.TOO_EARLY for each in found.mentors)
    flagged = sorted((each for each in found.mentors if each.is_flagged), key=lambda each: _name(names, each.mentor))
    for each in flagged:
        question = asked.asks.question if each.verdict is Verdict.HIGHER else asked.asks.question_lower
        limits = f"{each.verdict} than {_limits(found, each)} expects"
        who = assembled((_name(names, each.mentor), "bold"), f": {_value(found, each)}, {limits}. {question}")
        console.print(Padding(who, (0, 2), expand=False))
    rest = f"{count(found.judged - len(flagged), 'mentor is', 'mentors are')} as expected"
    rest += f"; it is too early to tell for {early}" if early else ""
    console.print(Padding(plain(f"{rest}."), (0, 2), expand=False))
    console.print()


def _programme(found: Measure) -> str:
    if found.kind == "binomial":
        return f"{found.value:.1%} of {found.out_of:,.0f}"
    if found.kind == "poisson":
        return f"{found.value:.2f} in each of {found.out_of:,.0f} months"
    return f"{found.value:.2f}, from {count(found.counted, 'rating')}"


def _value(found: Measure, each: MentorValue) -> str:
    if found.kind == "t":
        return f"{each.value or 0:.2f} from {count(int(each.out_of), 'rating')}"
    of = "months" if found.kind == "poisson" else ""
    return f"{each.counted:,} of {each.out_of:,.0f}" if not of else f"{each.counted:,} in {each.out_of:,.1f} {of}"


def _limits(found: Measure, each: MentorValue) -> str:
    """The limits that the verdict went by, as a range."""
    shown = "{:.1%}" if found.kind == "binomial" else "{:.2f}"
    low, high = (shown.format(limit) if isfinite(limit) else "any" for limit in each.verdict_limits)
    return f"the programme’s range ({low} to {high})"


def _print_signals(console: Console, signals: Iterable[Signal], names: Mapping[str, str]) -> None:
    for code, some in groupby(signals, key=lambda each: each.signal):
        own = sorted(some, key=lambda each: (_who(names, each).casefold(), each.since or date.min))
        console.print(assembled((definition(code).called, "bold"), f": {count(len(own), 'question')}"))
        for each in own[:ROWS_SHOWN]:
            line = assembled((_who(names, each), "bold"), f": {each.question} {_rows(each)}")
            console.print(Padding(line, (0, 2), expand=False))
        if len(own) > ROWS_SHOWN:
            rest = f"… and {len(own) - ROWS_SHOWN:,} more. Get them all with: --format json."
            console.print(Padding(plain(rest, style="dim"), (0, 2), expand=False))
        console.print()


def _who(names: Mapping[str, str], each: Signal) -> str:
    return listed(_name(names, person) for person in (each.mentor, each.mentee) if person) or "Somebody"


def _name(names: Mapping[str, str], person: str) -> str:
    return f"{names[person]} ({person})" if names.get(person, person) != person else person


def _rows(each: Signal) -> str:
    """Where the sessions stand: 'sessions.csv, rows 17 and 18'."""
    if not each.sessions:
        return ""
    places = []
    for file, some in groupby(each.sessions, key=lambda session: session.file):
        rows = [str(session.row) for session in some]
        shown = rows if len(rows) <= 6 else [*rows[:5], f"{len(rows) - 5} more"]
        places.append(f"{file}, row{'s' if len(rows) > 1 else ''} {listed(shown)}")
    return f"[{'; '.join(places)}]"
