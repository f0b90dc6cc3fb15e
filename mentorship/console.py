"""What the commands print in a terminal. All text from exports is printed as text, never as markup."""

import shlex
from datetime import date
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mentorship.checking import Assessment, MenteeAssessment
from mentorship.credit.explain import Because
from mentorship.intake.history import Changes
from mentorship.intake.results import ImportResult, Named
from mentorship.policy.model import Policy
from mentorship.reports.report import Report
from mentorship.wording import count, day, harmless, hours, listed

#: More mentees than this are shown in a table, one line each.
IN_FULL = 12
#: More problems than this are only counted.
PROBLEMS_SHOWN = 40
#: More changes than this are only counted.
CHANGES_SHOWN = 200

OUTCOME_STYLE = {"credited": "green", "reduced": "yellow", "refused": "red", "planned": "cyan"}


def said(text: str, **style: Any) -> Text:
    """Text that may come from exports: nothing in it is markup, and nothing steers the terminal."""
    return Text(harmless(text), **style)


def assembled(*parts: str | tuple[str, str]) -> Text:
    """The same of several parts, each with its style."""
    return Text.assemble(*(harmless(part) if isinstance(part, str) else (harmless(part[0]), part[1]) for part in parts))


def print_check(console: Console, assessment: Assessment, in_full: bool) -> None:
    """The report of `mentorship check` for people; in full with every session and the source of every reason."""
    policy, report = assessment.policy, assessment.as_json()
    _print_problems(console, report["problems"])
    everyone = report["mentees"]
    if in_full:
        for each in everyone:
            _print_mentee(console, policy, each)
            _print_reasoning(console, assessment[each["mentee"]])
    elif len(everyone) <= IN_FULL:
        for each in everyone:
            _print_mentee(console, policy, each)
    else:
        _print_table(console, policy, everyone)
    readings = {name: answer for name, answer in report["policy"]["readings"].items()
                if answer != policy.readings[name].default}  # fmt: skip
    other = f"; read with {listed(f'{name} = {answer}' for name, answer in readings.items())}" if readings else ""
    amended = f"; amended by {listed(policy.amended_by)}" if policy.amended_by else ""
    console.print(
        said(f"{count(len(everyone), 'mentee')}, as of {day(assessment.as_of)}, "
             f"by rules {policy.id} {policy.digest}{other}{amended}.", style="dim")
    )  # fmt: skip


def print_range(console: Console, policy: Policy, found: dict[str, Any]) -> None:
    """Each mentee's tiers under each set of readings; when there are many, where they disagree."""
    table = Table("Mentee", "Tier", "Strict", "Default", "Generous", box=None, header_style="bold")
    for mentee, tiers in found.items():
        for name, sets in tiers.items():
            told = [_outcome(sets[each]) for each in ("strict", "default", "generous")]
            if len(found) <= IN_FULL or len(set(told)) > 1:
                table.add_row(said(mentee), policy.tiers[name].label, *told)
    console.print(table)
    if not table.row_count:
        console.print("However the text is read, everybody’s tiers are the same.")


def _outcome(tier: dict[str, Any]) -> str:
    if tier["reached_on"]:
        return day(tier["reached_on"])
    return f"−{hours(tier['minutes_short'])}" if tier["minutes_short"] else "waits"


def _print_problems(console: Console, problems: list[dict[str, Any]]) -> None:
    for each in problems[:PROBLEMS_SHOWN]:
        where = f"{each['file']}, row {each['row']}" + (f", {each['column']}" if each["column"] else "")
        console.print(assembled((where, "bold"), ": ", each["message"], " Expected ", each["expected"], "."))
    if len(problems) > PROBLEMS_SHOWN:
        console.print(f"… and {len(problems) - PROBLEMS_SHOWN:,} more problems.")
    if problems:
        console.print()


def _print_mentee(console: Console, policy: Policy, mentee: dict[str, Any]) -> None:
    credited = mentee["credited_minutes"]
    console.print(said(mentee["mentee"], style="bold"))
    by_category = ", ".join(f"{category} {hours(minutes)}" for category, minutes in credited.items())
    line = f"recorded {hours(mentee['recorded_minutes'])}, credited {hours(sum(credited.values()))} ({by_category})"
    beyond = {category: minutes for category, minutes in mentee["beyond_use_minutes"].items() if minutes}
    if beyond:
        line += ", beyond use " + listed(f"{hours(minutes)} of {category}" for category, minutes in beyond.items())
    console.print(Padding(said(line), (0, 2)))
    for tier in mentee["tiers"]:
        console.print(Padding(said(f"{policy.tiers[tier['tier']].label}: {tier_sentence(tier)}"), (0, 2)))
    console.print()


def tier_sentence(tier: dict[str, Any]) -> str:
    """Where somebody stands in one tier, in one sentence."""
    if tier["reached_on"]:
        return f"reached on {day(date.fromisoformat(tier['reached_on']))}."
    level = tier["prerequisite"] and tier["prerequisite"]["level"].capitalize()
    if not tier["minutes_short"]:
        if level and not tier["prerequisite"]["held_on"]:
            return f"hours complete; waits for {level} certification."
        return "hours complete; waits for the tier before it."
    short = [need for need in tier["needs"] if need["short"]]
    parts = listed(f"{hours(need['short'])} of {listed(need['categories'], 'or')}" for need in _telling(short))
    first = f"; asks for {level} certification, too" if level and not tier["prerequisite"]["held_on"] else ""
    return f"{hours(tier['minutes_short'])} short (at least {parts}){first}."


def _telling(short: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The needs that say something the smaller ones do not."""
    told: list[dict[str, Any]] = []
    for need in sorted(short, key=lambda each: len(each["categories"])):
        inside = sum(each["short"] for each in told if set(each["categories"]) <= set(need["categories"]))
        if need["short"] > inside:
            told.append(need)
    return told


def _print_reasoning(console: Console, mentee: MenteeAssessment) -> None:
    """Why each tier stands as it does, and why each session earns what it earns; sources as footnotes."""
    notes: dict[str, int] = {}
    for tier in mentee.tiers:
        console.print(Padding(assembled(tier.says, (_footnotes(notes, tier.because), "dim")), (0, 2)))
    console.print()
    for row in mentee.standings.sessions:
        console.print(_session_head(row))
        for each in row["because"]:
            console.print(Padding(assembled(each.text, (_footnotes(notes, [each]), "dim")), (0, 0, 0, 13)))
    console.print()
    for source, number in notes.items():
        console.print(said(f"[{number}] {source}", style="dim"))
    console.print()


def _footnotes(notes: dict[str, int], because: list[Because]) -> str:
    """The numbers of the sources behind, noted down where they are new: ' [1][2]'."""
    since = [f", in force from {day(each.in_force_from)}" if each.in_force_from else "" for each in because]
    sources = dict.fromkeys(f"{each.source}{begin}" for each, begin in zip(because, since, strict=True) if each.source)
    return " " + "".join(f"[{notes.setdefault(source, len(notes) + 1)}]" for source in sources) if sources else ""


def _session_head(row: dict[str, Any]) -> Text:
    head = assembled(
        (day(row["held_on"]).rjust(11), ""), "  ", row["activity"].ljust(21),
        f"recorded {hours(row['recorded_minutes']):>7}  ",
        (row["outcome"].ljust(8), OUTCOME_STYLE[row["outcome"]]),
        f" {hours(row['credited_minutes']):>7} of {row['category'] or '–'}",
    )  # fmt: skip
    if row["went_to"]:
        went = listed(f"{hours(minutes)} to the {tier} tier" for tier, minutes in row["went_to"].items())
        head.append(f"  → {went}", style="dim")
    if row["unverified"]:
        head.append(f"  (unverified: {listed(row['unverified'])})", style="dim")
    return head


def _print_table(console: Console, policy: Policy, everyone: list[dict[str, Any]]) -> None:
    table = Table(box=None, header_style="bold")
    table.add_column("Mentee", min_width=12, overflow="fold")
    for heading in ("Recorded", *policy.categories, *(tier.label for _, tier in policy.tiers_in_order)):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in everyone:
        tiers = [
            day(date.fromisoformat(tier["reached_on"])) if tier["reached_on"]
            else f"−{hours(tier['minutes_short'])}" if tier["minutes_short"] else "waits"
            for tier in each["tiers"]
        ]  # fmt: skip
        minutes = [hours(minutes) for minutes in each["credited_minutes"].values()]
        table.add_row(said(each["mentee"]), hours(each["recorded_minutes"]), *minutes, *tiers)
    console.print(table)
    console.print()


def print_imports(console: Console, results: list[ImportResult], dry_run: bool) -> None:
    """How each file ended."""
    for each in results:
        nothing = "Nothing was stored" if dry_run else "In the store already"
        name = f"Import {each.import_id}" if each.import_id else nothing
        counted = f"{each.accepted:,} accepted, {each.replaced:,} replaced, {each.unchanged:,} unchanged"
        bad = len({problem.row for problem in each.problems})
        console.print(said(f"{name}: {count(each.rows, 'row')} of {each.kind}: {counted}, {bad:,} with problems."))
        _print_problems(console, [vars(problem) for problem in each.problems])
        _print_names(console, each.names)


def _print_names(console: Console, names: list[Named]) -> None:
    """Who is named by name only, who that could be, and how to say so."""
    for each in names:
        console.print(assembled((each.name, "bold"), f" stands without id or e-mail in {count(each.rows, 'row')}."))
        for person in each.likely:
            say = f"--person {shlex.quote(f'{each.name}={person.person}')}"
            console.print(Padding(said(f"Perhaps {person.name} ({person.how}): {say}"), (0, 2), expand=False))


def print_history(console: Console, rows: list[dict[str, Any]]) -> None:
    """The list of imports."""
    if not rows:
        console.print("Nothing has come in yet. Begin with: mentorship import FILE")
        return
    table = Table("Import", "File", "Kind", "When (UTC)", "Rows", "Accepted", "Replaced", "Unchanged", "Problems",
                  "To mend", "",
                  box=None, header_style="bold")  # fmt: skip
    names = ("row_count", "accepted", "replaced", "unchanged", "problem_rows", "rows_to_mend")
    for row in rows:
        counts = [f"{row[name]:,}" for name in names]
        when = row["imported_at"].isoformat(" ", "minutes")
        state = "taken back" if row["undone_at"] else "sample" if row["is_sample"] else ""
        table.add_row(str(row["import_no"]), said(row["file_name"]), row["kind"], when, *counts, state)
    console.print(table)


def print_alike(console: Console, report: Report) -> None:
    """Which records could be one person, and what was settled."""
    console.print(said(report.answer))
    table = Table("One", "Name", "Other", "Name", "Why we ask", box=None, header_style="bold")
    for row in report.rows:
        cells = (row["one"], row["one_name"], row["other"], row["other_name"], row["evidence"])
        table.add_row(*(said(cell or "") for cell in cells))
    if report.rows:
        console.print(table)
    for row in report.parts["settled"]:
        says = "is the same person as" if row["says"] == "same" else "is not the same person as"
        because = f"{row['author']} on {day(row['linked_on'])}: {row['reason']}"
        console.print(said(f"{row['one']} {says} {row['other']} ({because})"))


def print_effect(console: Console, policy: Policy, rows: list[dict[str, Any]]) -> None:
    """Whose credit and tiers differ after a change of who is whom."""
    for row in rows:
        before, after = (
            None if row[name] is None else hours(row[name]) for name in ("credited_before", "credited_after")
        )
        credit = f"credited {before or 'nothing'} now, {after or 'nothing'} then"
        console.print(assembled((f"{row['name']} ({row['mentee']})", "bold"), f": {credit}"))
        for tier in row["tiers"] or []:
            now, then = (_reached(tier, when) for when in ("before", "after"))
            if now != then and now and then:
                label = policy.tiers[tier["tier"]].label
                console.print(Padding(said(f"{label}: {now} now, {then} then"), (0, 2), expand=False))
    if not rows:
        console.print("Nobody’s credit changes.")


def _reached(tier: dict[str, Any], when: str) -> str | None:
    if tier[f"reached_{when}"]:
        return f"reached {day(tier[f'reached_{when}'])}"
    short = tier[f"short_{when}"]
    return None if short is None else f"{hours(short)} short" if short else "waits"


def print_profiles(console: Console, rows: list[dict[str, Any]]) -> None:
    """The kinds of exports that are known, and where the saved ones are kept."""
    table = Table("Profile", "Holds", "What it is", "Saved as", box=None, header_style="bold")
    for row in rows:
        table.add_row(row["profile"], row["kind"], said(row["label"]), said(row["saved"] or "comes with the program"))
    console.print(table)


def print_import_changes(console: Console, found: Changes) -> None:
    """What an import changed: a sentence, then one line for each change."""
    counted = f"{found.added:,} new, {found.replaced:,} in place of an older version, {found.unchanged:,} unchanged"
    console.print(said(f"Import {found.import_no} ({found.file}), {found.kind}: {counted}."))
    for each in found.rows:
        console.print(said(_change(each)))
    if found.listed > len(found.rows):
        rest = count(found.listed - len(found.rows), "more change")
        console.print(said(f"And {rest}. Get them all with: --format json.", style="dim"))


def _change(each: dict[str, Any]) -> str:
    what = ", ".join(filter(None, (each["activity"], each["held_on"] and day(each["held_on"]), each["session_id"])))
    who = f"  row {each['row']}, {each['whose']}" + (f" ({what})" if what else "")
    if each["change"] == "added":
        return f"{who}: new"
    before = f"import {each['was_import']}, {each['was_file']}, row {each['was_row']}" if each["was_row"] else "nothing"
    return f"{who}: {each['column_name']} was {_said(each['was'])} ({before}), is {_said(each['is_now'])}"


def _said(value: str | None) -> str:
    return "blank" if value is None else f"“{value}”"


def print_changes(console: Console, policy: Policy, changes: list[str]) -> None:
    """What differs from the handbook, one line each."""
    for change in changes:
        console.print(said(change))
    if not changes:
        console.print("Nothing changes.")
    console.print(said(f"Rules {policy.id} {policy.digest}.", style="dim"))


def print_doctor(console: Console, findings: dict[str, Any]) -> None:
    """Versions, store, counts, what is wrong."""
    libraries = ", ".join(f"{name} {number}" for name, number in findings["libraries"].items())
    console.print(f"mentorship {findings['program']}, Python {findings['python']}, {libraries}")
    console.print(said(f"Store: {findings['store']}"))
    for name, number in findings["counts"].items():
        console.print(f"  {name.replace('_', ' ')}: {number:,}")
    if findings["rules"]:
        console.print(f"Rules: {findings['rules']['id']} {findings['rules']['digest']}")
    for sentence in findings["wrong"]:
        console.print(said(f"Wrong: {sentence}", style="red"))
    if not findings["wrong"]:
        console.print("Nothing is wrong.")
