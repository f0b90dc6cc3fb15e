"""The command line: `mentorship …`, also `python -m mentorship …`.

Exit status: 0 done; 1 done, but some rows had problems; 2 nothing done, with one clear sentence on standard error.
"""

import sys
from collections.abc import Callable
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from pydantic import ValidationError
from rich.console import Console

from mentorship import checking
from mentorship.commands.backups import backup, restore
from mentorship.commands.importing import import_, watch
from mentorship.commands.imports import imports
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
    StoreAt,
    TakeSuggestions,
    Words,
    as_of_day,
    meanings,
    pairs,
    policy_for,
)
from mentorship.commands.output import print_error, print_json, report_console
from mentorship.commands.oversight import oversight
from mentorship.commands.packet import packet
from mentorship.commands.people import people
from mentorship.commands.plan import plan
from mentorship.commands.profiles import profiles
from mentorship.commands.simulate import simulate_command
from mentorship.commands.uptake import uptake_command
from mentorship.doctor import examine
from mentorship.errors import MentorshipError
from mentorship.loading import FileOptions
from mentorship.policy.difference import difference
from mentorship.sample.export import write_sample
from mentorship.settings import Settings
from mentorship.terminal.check_report import print_changes, print_check, print_range
from mentorship.terminal.doctor_report import print_doctor

app = typer.Typer(
    name="mentorship", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False,
    help="Mentoring sessions in, credit out: check exports, keep them in a store, see who stands where.",
)  # fmt: skip
app.command("import")(import_)
app.command()(watch)
app.command()(oversight)
app.command()(plan)
app.command("simulate")(simulate_command)
app.command("uptake")(uptake_command)
app.command()(packet)
app.command()(backup)
app.command()(restore)
app.add_typer(imports, name="imports")
app.add_typer(profiles, name="profiles")
app.add_typer(people, name="people")

#: Every wrong use of the command line (typer exports only its narrower kinds).
_UsageError: type[Any] = typer.BadParameter.__mro__[2]


@app.command()
def check(
    sessions: Files,
    people: Annotated[list[Path] | None, typer.Option("--people", help="People data: certifications, mentors.")] = None,
    mentee: Annotated[str | None, typer.Option("--mentee", help="Only this mentee, in full.")] = None,
    ranged: Annotated[
        bool, typer.Option("--range", help="Tiers under the strict, the default and the generous readings.")
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


@app.command()
def sample(
    out: Annotated[Path, typer.Option("--out", help="The folder to write into.")],
    sessions: Annotated[int, typer.Option("--sessions", min=1, help="About how many sessions.")] = 4600,
    mentees: Annotated[int, typer.Option("--mentees", min=20, help="About how many mentees.")] = 180,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 1,
) -> int:
    """Write invented exports: sessions.csv, people.csv, contacts.csv, and a few appointments of another source."""
    written = write_sample(out, sessions, mentees, seed)
    print(f"Wrote {written} sessions of some {mentees} mentees, with people and contacts, to {out}.")
    return 0


@app.command()
def rules(
    amendments: Amend = None,
    reading: Reading = None,
    readings: Readings = "default",
    policy: Handbook = None,
    output: As = Format.TEXT,
) -> int:
    """What an amendment or another reading changes in the rules, in words."""
    handbook = policy_for(policy, "default", None)
    changed = policy_for(policy, readings, reading, amendments)
    changes = [str(change) for change in difference(handbook, changed)]
    if output is Format.JSON:
        print_json({"id": changed.id, "digest": changed.digest, "changes": changes})
    else:
        print_changes(Console(), changed, changes)
    return 0


@app.command()
def doctor(store: StoreAt = None, policy: Handbook = None, output: As = Format.TEXT) -> int:
    """Say which versions are here, what the store holds, and what is wrong."""
    findings = examine(store or Settings().store, policy or Settings().handbook)
    if output is Format.JSON:
        print_json(findings)
    else:
        print_doctor(report_console(), findings)
    return 2 if findings["wrong"] else 0


# --- what the commands share --------------------------------------------------------------------------------


def main() -> None:
    """Run a command; say every failure in one sentence. Never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # names are of many countries, whatever the terminal's
    sys.exit(_status(partial(app, standalone_mode=False)))


def _status(command: Callable[[], Any]) -> int:
    try:
        return int(command() or 0)
    except MentorshipError as error:
        print_error(error.message)
    except typer.Abort:
        print_error("Stopped. Nothing was changed.")
    except _UsageError as error:
        said = error.format_message().rstrip(".") or "Which command is missing"
        print_error(f"{said}. Run the command with --help to see what it takes.")
    except ValidationError as error:
        first = error.errors()[0]
        print_error(f"The setting MENTORSHIP_{str(first['loc'][0]).upper()} is {first['input']!r}: {first['msg']}.")
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print_error(f"{where}this could not be done ({error.strerror or type(error).__name__}). Check the path.")
    except (duckdb.Error, MemoryError) as error:
        print_error(f"This could not be done: {(str(error).splitlines() or [type(error).__name__])[0].rstrip('.')}.")
    except KeyboardInterrupt:
        print_error("Stopped. Nothing was changed.")
    return 2


if __name__ == "__main__":
    main()
