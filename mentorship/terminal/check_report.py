"""What `mentorship check` and `mentorship rules` print."""

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mentorship.checking import Assessment, MenteeAssessment
from mentorship.credit.explain import Because, activity_label, because
from mentorship.credit.outcomes import SessionCredit
from mentorship.credit.tier_sentences import credit_called, state, tier_sentence, tier_state
from mentorship.policy.model import Policy
from mentorship.terminal.import_report import print_besides
from mentorship.terminal.text import assembled, plain, print_problems
from mentorship.wording import count, day, hours, listed

#: More mentees than this are shown in a table, one line each.
IN_FULL = 12
OUTCOME_STYLE = {"credited": "green", "reduced": "yellow", "refused": "red", "planned": "cyan"}


def print_check(console: Console, assessment: Assessment, in_full: bool) -> None:
    """The report of `mentorship check` for people; in full with every session and the source of every reason."""
    policy = assessment.policy
    print_problems(console, [vars(problem) for problem in assessment.problems])
    print_besides(console, assessment.questions, assessment.passed_over, assessment.taken)
    if not in_full and len(assessment) > IN_FULL:
        _print_table(console, policy, assessment)
    else:
        for each in assessment:
            _print_mentee(console, each)
            if in_full:
                _print_reasoning(console, each)
    console.print(plain(_footer(assessment), style="dim"))


def _footer(assessment: Assessment) -> str:
    policy = assessment.policy
    chosen = [
        f"{name} = {answer}"
        for name, answer in policy.chosen_readings.items()
        if answer != policy.readings[name].default
    ]
    other = f"; read with {listed(chosen)}" if chosen else ""
    amended = f"; amended by {listed(policy.amended_by)}" if policy.amended_by else ""
    return (
        f"{count(len(assessment), 'mentee')}, as of {day(assessment.as_of)}, "
        f"under rules {policy.id} {policy.digest}{other}{amended}."
    )


def print_range(console: Console, policy: Policy, found: dict[str, Any]) -> None:
    """Each mentee's tiers under each set of readings; when there are many, only where they disagree."""
    table = Table("Mentee", "Tier", "Strict", "Default", "Generous", box=None, header_style="bold")
    for mentee, tiers in found.items():
        for name, sets in tiers.items():
            states = [state(**sets[each]) for each in ("strict", "default", "generous")]
            if len(found) <= IN_FULL or len(set(states)) > 1:
                table.add_row(plain(mentee), policy.tiers[name].label, *states)
    console.print(table)
    if not table.row_count:
        console.print("However the text is read, everybody’s tiers are the same.")


def _print_mentee(console: Console, assessed: MenteeAssessment) -> None:
    progress, policy = assessed.progress, assessed.policy
    console.print(plain(assessed.mentee, style="bold"))
    by_category = ", ".join(f"{each.category} {hours(each.credited_minutes)}" for each in progress.categories)
    credited = sum(each.credited_minutes for each in progress.categories)
    line = f"recorded {hours(progress.recorded_minutes)}, credited {hours(credited)} ({by_category})"
    if beyond := [each for each in progress.categories if each.beyond_use_minutes]:
        amounts = listed(f"{hours(each.beyond_use_minutes)} of {each.category}" for each in beyond)
        line += f", more than the programme can credit: {amounts}"
    console.print(Padding(plain(line), (0, 2)))
    for tier in progress.tiers:
        console.print(
            Padding(plain(f"{policy.tiers[tier.tier].label}: {tier_sentence(policy, progress, tier)}"), (0, 2))
        )
    console.print()


def _print_reasoning(console: Console, mentee: MenteeAssessment) -> None:
    """Why each tier is as it is, and why each session earns what it earns; sources as footnotes."""
    notes: dict[str, int] = {}
    for tier in mentee.tiers:
        console.print(Padding(assembled(tier.says, (_footnotes(notes, tier.because), "dim")), (0, 2)))
    console.print()
    labels = {each.activity: activity_label(mentee.policy, each.activity) for each in mentee.sessions}
    width = max(map(len, labels.values()), default=0)
    for session in mentee.sessions:
        console.print(_session_head(mentee.policy, session, labels[session.activity].ljust(width)))
        for each in because(mentee.policy, session):
            console.print(Padding(assembled(each.text, (_footnotes(notes, [each]), "dim")), (0, 0, 0, 13)))
    console.print()
    for source, number in notes.items():
        console.print(plain(f"[{number}] {source}", style="dim"))
    console.print()


def _footnotes(notes: dict[str, int], reasons: list[Because]) -> str:
    """The numbers of the sources, noted down where they are new: ' [1][2]'."""
    since = [f", in force from {day(each.in_force_from)}" if each.in_force_from else "" for each in reasons]
    sources = dict.fromkeys(f"{each.source}{begin}" for each, begin in zip(reasons, since, strict=True) if each.source)
    return " " + "".join(f"[{notes.setdefault(source, len(notes) + 1)}]" for source in sources) if sources else ""


def _session_head(policy: Policy, session: SessionCredit, label: str) -> Text:
    head = assembled(
        (day(session.held_on).rjust(11), ""), "  ", label, f"  recorded {hours(session.recorded_minutes):>7}  ",
        (session.outcome.ljust(8), OUTCOME_STYLE[session.outcome]),
        f" {hours(session.credited_minutes):>7} of {session.category or '–'}",
    )  # fmt: skip
    if session.allocated:
        went = listed(
            f"{hours(minutes)} to the {credit_called(policy, tier)}" for tier, minutes in session.allocated.items()
        )
        head.append(f"  → {went}", style="dim")
    if session.unverified:
        head.append(f"  (unverified: {listed(session.unverified)})", style="dim")
    return head


def _print_table(console: Console, policy: Policy, assessment: Assessment) -> None:
    table = Table(box=None, header_style="bold")
    table.add_column("Mentee", min_width=12, overflow="fold")
    for heading in ("Recorded", *policy.categories, *(tier.label for _, tier in policy.tiers_in_order)):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in assessment:
        progress = each.progress
        minutes = [hours(credit.credited_minutes) for credit in progress.categories]
        states = [tier_state(tier) for tier in progress.tiers]
        table.add_row(plain(each.mentee), hours(progress.recorded_minutes), *minutes, *states)
    console.print(table)
    console.print()


def print_changes(console: Console, policy: Policy, changes: list[str]) -> None:
    """What differs from the handbook, one line each."""
    for change in changes:
        console.print(plain(change))
    if not changes:
        console.print("Nothing changes.")
    console.print(plain(f"Rules {policy.id} {policy.digest}.", style="dim"))
