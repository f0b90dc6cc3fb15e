"""What the commands about imports print."""

import shlex
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from mentorship.credit.explain import activity_label
from mentorship.intake.changes import Change, Changes
from mentorship.intake.history import PastImport
from mentorship.intake.results import ImportResult, PassedOver, Problem, Taken, UnknownName
from mentorship.policy.model import Policy
from mentorship.terminal.text import PROBLEMS_SHOWN, assembled, plain, print_problems
from mentorship.wording import count, day

#: More changes than this are only counted.
CHANGES_SHOWN = 200


def print_imports(console: Console, results: list[ImportResult], dry_run: bool) -> None:
    """How each file ended."""
    for each in results:
        nothing = "Nothing was stored" if dry_run else "In the store already"
        name = f"Import {each.import_id}" if each.import_id else nothing
        counted = f"{each.accepted:,} accepted, {each.replaced:,} replaced, {each.unchanged:,} unchanged"
        bad = len({(problem.file, problem.row) for problem in each.problems})
        console.print(plain(f"{name}: {count(each.rows, 'row')} of {each.kind}: {counted}, {bad:,} with problems."))
        print_problems(console, [vars(problem) for problem in each.problems])
        print_besides(console, each.questions, each.passed_over, each.taken)
        for sentence in each.people_to_check:
            console.print(plain(sentence))
        _print_names(console, each.names)


def print_besides(
    console: Console, questions: Sequence[Problem], passed_over: Sequence[PassedOver], taken: Sequence[Taken]
) -> None:
    """What was passed over, which cells are in question though their rows count, and which suggestions were taken."""
    for passed in passed_over:
        console.print(plain(passed.message))
    for each in questions[:PROBLEMS_SHOWN]:
        where = f"{each.file}, row {each.row}" + (f", {each.column}" if each.column else "")
        console.print(plain(f"{where}: {each.message} The row still counts."))
    if len(questions) > PROBLEMS_SHOWN:
        console.print(f"… and {len(questions) - PROBLEMS_SHOWN:,} more questions about rows that still count.")
    for one in taken:
        what = f"heading “{one.heading}”" if one.heading is not None else f"word “{one.word}”"
        console.print(plain(f"{one.file}: took the {what} as {one.as_}, because {one.because}."))


def _print_names(console: Console, names: list[UnknownName]) -> None:
    """Who is named by name only, who that could be, and how to say so."""
    for each in names:
        console.print(assembled((each.name, "bold"), f" appears without an id or e-mail in {count(each.rows, 'row')}."))
        for person in each.candidates:
            say = f"--person {shlex.quote(f'{each.name}={person.person}')}"
            console.print(Padding(plain(f"Perhaps {person.name} ({person.likeness}): {say}"), (0, 2), expand=False))


def print_history(console: Console, rows: Sequence[PastImport]) -> None:
    """The list of imports."""
    if not rows:
        console.print("Nothing has been imported yet. Begin with: mentorship import FILE")
        return
    table = Table("Import", "File", "Kind", "When (UTC)", "Rows", "Accepted", "Replaced", "Unchanged", "Problems",
                  "To fix", "",
                  box=None, header_style="bold")  # fmt: skip
    for row in rows:
        numbers = (row.row_count, row.accepted, row.replaced, row.unchanged, row.problem_rows, row.rows_to_fix)
        when = row.imported_at.isoformat(" ", "minutes")
        state = "undone" if row.undone_at else "sample" if row.is_sample else ""
        counts = [f"{number:,}" for number in numbers]
        table.add_row(str(row.import_no), plain(row.file_name), row.kind, when, *counts, state)
    console.print(table)


def print_profiles(console: Console, rows: list[dict[str, Any]]) -> None:
    """The kinds of exports that are known, and where the saved ones are kept."""
    table = Table("Profile", "Holds", "What it is", "Saved as", box=None, header_style="bold")
    for row in rows:
        table.add_row(row["profile"], row["kind"], plain(row["label"]), plain(row["saved"] or "comes with the program"))
    console.print(table)


def print_import_changes(console: Console, policy: Policy, found: Changes) -> None:
    """What an import changed: a sentence, then one line for each change."""
    counted = f"{found.added:,} new, {found.replaced:,} replacing an older version, {found.unchanged:,} unchanged"
    console.print(plain(f"Import {found.import_no} ({found.file}), {found.kind}: {counted}."))
    for each in found.rows:
        console.print(plain(_change(policy, each)))
    if found.listed > len(found.rows):
        rest = count(found.listed - len(found.rows), "more change")
        console.print(plain(f"And {rest}. Get them all with: --format json.", style="dim"))


def _change(policy: Policy, each: Change) -> str:
    label = activity_label(policy, each.activity) if each.activity else None
    what = ", ".join(filter(None, (label, day(each.held_on) if each.held_on else None, each.session_id)))
    who = f"  row {each.row}, {each.whose}" + (f" ({what})" if what else "")
    if each.change == "added":
        return f"{who}: new"
    before = f"import {each.was_import}, {each.was_file}, row {each.was_row}" if each.was_row else "nothing"
    return f"{who}: {each.column_name} was {_quoted(each.was)} ({before}), is {_quoted(each.is_now)}"


def _quoted(value: str | None) -> str:
    return "blank" if value is None else f"“{value}”"
