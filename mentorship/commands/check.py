"""`mentorship check`: assess files without any store."""

from pathlib import Path
from typing import Annotated

import typer

from mentorship import checking
from mentorship.commands.options import (
    Amend,
    As,
    AsOf,
    DateOrder,
    Encoding,
    Files,
    Fill,
    Format,
    Handbook,
    Reading,
    Readings,
    TakeSuggestions,
    Words,
    as_of_day,
    meanings,
    pairs,
    policy_for,
)
from mentorship.commands.output import print_json, report_console
from mentorship.loading import FileOptions
from mentorship.settings import Settings
from mentorship.terminal.check_report import print_check, print_range


def check(
    sessions: Files,
    people: Annotated[list[Path] | None, typer.Option("--people", help="People data: certifications, mentors.")] = None,
    mentee: Annotated[str | None, typer.Option("--mentee", help="Only this mentee, in full.")] = None,
    ranged: Annotated[
        bool, typer.Option("--range", help="Tiers under the strict, default and generous readings.")
    ] = False,
    fill: Fill = None,
    dates: DateOrder = None,
    words: Words = None,
    encoding: Encoding = None,
    take_suggestions: TakeSuggestions = False,
    as_of: AsOf = None,
    reading: Reading = None,
    readings: Readings = "default",
    amendments: Amend = None,
    policy: Handbook = None,
    output: As = Format.TEXT,
) -> int:
    """Assess files without any store."""
    rules = policy_for(policy, readings, reading, amendments)
    options = FileOptions(
        pairs("--set", fill), dates, Settings().time_zone, take_suggestions, encoding, meanings(words)
    )
    if ranged:
        found = checking.check_range(sessions, people or [], rules, as_of_day(as_of), options, mentee)
        print_json(found) if output is Format.JSON else print_range(report_console(), rules, found)
        return 0
    assessment = checking.Assessment(sessions, people or [], rules, as_of_day(as_of), options, mentee)
    if output is Format.JSON:
        print_json(assessment.as_json())
    else:
        print_check(report_console(), assessment, in_full=mentee is not None)
    return 1 if assessment.problems or any(each.is_open for each in assessment.passed_over) else 0
