"""`mentorship plan`: the least that completes a tier, as a calendar."""

from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from mentorship.commands.analysis import (
    Analysis,
    ContactFiles,
    Exports,
    PeopleFiles,
    ReadingsIfNamed,
    Rules,
    Sources,
    analysis,
)
from mentorship.commands.options import Amend, As, AsOf, DateOrder, Fill, Format, Handbook, Reading, StoreAt, pairs
from mentorship.commands.output import keep_stdout_to_ourselves, print_json, print_text, report_console
from mentorship.errors import ArgumentError
from mentorship.planning.plan import Plan, plan_to_tier
from mentorship.planning.plan_files import check_ending, write_plan
from mentorship.planning.plan_options import Minimise, PlanOptions
from mentorship.planning.plan_sessions import PlannedSession
from mentorship.policy.model import Policy
from mentorship.terminal.text import plain
from mentorship.wording import count, day, hours, listed

#: Other words for what is kept least.
_ALSO = {"hours": Minimise.MINUTES, "travel": Minimise.IN_PERSON_DAYS}


Mentee = Annotated[str, typer.Option("--mentee", metavar="M", help="Whose plan: an id or e-mail.")]
Tier = Annotated[str, typer.Option("--tier", metavar="T", help="The tier to complete: first, second or third.")]
By = Annotated[str | None, typer.Option("--by", metavar="DATE", help="Complete by this day.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first day that may be used.")]
Least = Annotated[str, typer.Option("--minimise", metavar="WHAT", help="minutes, cost, in_person_days or finish.")]
HoursPerWeek = Annotated[
    str | None, typer.Option("--hours-per-week", metavar="H", help="No more hours than this from Monday to Sunday.")
]
SessionsPerWeek = Annotated[
    str | None, typer.Option("--sessions-per-week", metavar="N", help="No more sessions than this a week.")
]
Only = Annotated[str | None, typer.Option("--only", metavar="virtual", help="Virtual, except what must be in person.")]
Without = Annotated[list[str] | None, typer.Option("--without", metavar="ACTIVITY", help="Leave this activity out.")]
Length = Annotated[
    list[str] | None, typer.Option("--length", metavar="ACTIVITY=MINUTES", help="How long one session lasts.")
]
Price = Annotated[list[str] | None, typer.Option("--price", metavar="ACTIVITY=AMOUNT", help="What one session costs.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="F", help="Write a calendar (.ics) or table (.csv).")]


def plan(
    mentee: Mentee, tier: Tier, sessions: Exports = None, people: PeopleFiles = None, contacts: ContactFiles = None,
    by: By = None, first: From = None, minimise: Least = "minutes", hours_per_week: HoursPerWeek = None,
    sessions_per_week: SessionsPerWeek = None, only: Only = None, without: Without = None, length: Length = None,
    price: Price = None, out: Out = None, fill: Fill = None, dates: DateOrder = None, store: StoreAt = None,
    as_of: AsOf = None, reading: Reading = None, readings: ReadingsIfNamed = None, amendments: Amend = None,
    policy: Handbook = None, output: As = Format.TEXT,
) -> int:  # fmt: skip
    """Plan the least that completes a tier: least time, cost, days in person, or the earliest finish."""
    options = PlanOptions(
        by=_day("--by", by),
        from_=_day("--from", first),
        minimise=_criterion(minimise),
        minutes_per_week=_minutes_a_week(hours_per_week),
        sessions_per_week=_whole("--sessions-per-week", sessions_per_week),
        only_virtual=_only_virtual(only),
        without=frozenset(each.strip() for each in without or []),
        lengths={name: _whole(f"--length {name}=", text) or 0 for name, text in pairs("--length", length).items()},
        prices={name: _amount(f"--price {name}=", text) for name, text in pairs("--price", price).items()},
    )
    if out:
        check_ending(out)
    keep_stdout_to_ourselves()
    sources = Sources(sessions or [], people or [], contacts or [], store, fill or [], dates)
    with analysis(sources, Rules(policy, readings, reading or [], amendments or []), as_of) as asked:
        found = plan_to_tier(asked.request, asked.person(mentee), tier, options)
        return _answer(asked, found, options, output, out)


def _answer(asked: Analysis, found: Plan, options: PlanOptions, output: Format, out: Path | None) -> int:
    policy = asked.request.policy
    if out and found.sessions:
        write_plan(out, found, policy, asked.request.as_of)
    if output is Format.JSON:
        print_json(asked.head() | found.as_json())
    else:
        _print_plan(report_console(), policy, found, options)
        if out:
            print_text(f"Written to {out}." if found.sessions else "There is nothing to write.")
    return asked.status()


# --- what an option means ----------------------------------------------------------------------------------------


def _day(option: str, text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise ArgumentError(f"{option} {text}: expected a date such as 2027-03-31.") from None


def _criterion(text: str) -> Minimise:
    named = {str(each): each for each in Minimise} | _ALSO
    if text not in named:
        raise ArgumentError(f"--minimise {text}: expected {listed(list(Minimise), 'or')}.")
    return named[text]


def _minutes_a_week(text: str | None) -> int | None:
    """Hours as minutes; what is less than a minute does not help."""
    return None if text is None else int(_amount("--hours-per-week", text) * 60)


def _whole(option: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise ArgumentError(f"{option} {text}: expected a whole number such as 3.".replace("= ", "="))
    return int(text)


def _only_virtual(text: str | None) -> bool:
    if text not in (None, "virtual"):
        raise ArgumentError(f"--only {text}: expected virtual. What must be in person stays in person.")
    return text is not None


def _amount(option: str, text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("nan")
    if not amount.is_finite() or not 0 <= amount < 10**9:
        raise ArgumentError(f"{option} {text}: expected a number such as 3 or 12.50.".replace("= ", "="))
    return amount


# --- for people --------------------------------------------------------------------------------------------------


def _print_plan(console: Console, policy: Policy, found: Plan, options: PlanOptions) -> None:
    console.print(plain(found.why))
    if not found.sessions:
        return
    much = f"{hours(found.minutes)} in {count(found.weeks, 'week')}, {count(found.in_person_days, 'day')} in person"
    costs = f", at a cost of {found.cost:f}" if found.cost is not None else ""
    console.print(plain(f"That is {much}{costs}."))
    if free := _without_price(found, options):
        console.print(plain(f"No price was given for {listed(free)}: counted as free.", style="dim"))
    console.print()
    table = Table("Day", "", "Activity", "How", "Length", "Credit", box=None, header_style="bold")
    for each in found.sessions:
        table.add_row(*_cells(policy, each))
    console.print(table)


def _cells(policy: Policy, session: PlannedSession) -> list[str]:
    length = hours(session.minutes) if session.minutes is not None else "1 day" if session.days else ""
    return [
        f"{session.held_on:%a}",
        day(session.held_on).rjust(11),
        session.event or policy.activities[session.activity].label,
        session.modality.in_words,
        length,
        f"{hours(session.credited_minutes)} of {session.category}",
    ]


def _without_price(found: Plan, options: PlanOptions) -> list[str]:
    used = dict.fromkeys(each.activity for each in found.sessions)
    return [activity for activity in used if options.prices and activity not in options.prices]
