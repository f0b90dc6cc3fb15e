"""`mentorship oversight`: is mentoring consistent, and what gives reason to ask?"""

from datetime import date
from typing import Annotated

import typer

from mentorship.commands.analysis import (
    ContactFiles,
    Exports,
    PeopleFiles,
    ReadingsIfNamed,
    Rules,
    Sources,
    analysis,
)
from mentorship.commands.options import Amend, As, AsOf, DateOrder, Fill, Format, Handbook, Reading, StoreAt
from mentorship.commands.output import print_json, report_console
from mentorship.errors import ArgumentError
from mentorship.oversight.measures import measured, usual_since
from mentorship.oversight.names import names
from mentorship.oversight.oversight_json import oversight_json
from mentorship.oversight.signals.current import gaps, signals
from mentorship.terminal.oversight_report import Oversight, print_oversight


def oversight(
    sessions: Exports = None,
    people: PeopleFiles = None,
    contacts: ContactFiles = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Measure from this day; normally three years back.")
    ] = None,
    fill: Fill = None,
    dates: DateOrder = None,
    store: StoreAt = None,
    as_of: AsOf = None,
    reading: Reading = None,
    readings: ReadingsIfNamed = None,
    amendments: Amend = None,
    policy: Handbook = None,
    output: As = Format.TEXT,
) -> int:
    """Measures of mentors with what chance explains, and questions about sessions."""
    begin = _day(since)
    sources = Sources(
        tuple(sessions or ()), tuple(people or ()), tuple(contacts or ()), store, tuple(fill or ()), dates
    )  # fmt: skip
    rules = Rules(policy, readings, tuple(reading or ()), tuple(amendments or ()))
    with analysis(sources, rules, as_of) as found:
        request = found.request
        values, asked = measured(request, begin), signals(request)
        if output is Format.JSON:
            print_json(found.head() | oversight_json(values, asked))
        else:
            period = (begin or usual_since(request.as_of), request.as_of)
            ids = {each.mentor for each in asked} | {each.mentee for each in asked}
            ids |= {mentor.mentor for each in values if each.found for mentor in each.found.mentors}
            print_oversight(report_console(), Oversight(period, values, asked, names(request, ids), gaps(request)))
        return found.status()


def _day(since: str | None) -> date | None:
    try:
        return date.fromisoformat(since) if since is not None else None
    except ValueError:
        raise ArgumentError(f"--since {since}: expected a date such as 2026-03-31.") from None
