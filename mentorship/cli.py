"""The command line: `mentorship …`, also `python -m mentorship …`.

Exit status: 0 done; 1 done, but some rows had problems; 2 nothing done, with one clear sentence on standard error.
"""

import sys
from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import duckdb
import typer
from pydantic import ValidationError
from typer.core import TyperCommand, TyperGroup

from mentorship.commands.output import print_error
from mentorship.errors import MentorshipError

#: Where each command is. Its module is loaded when it is called: none waits for what only another one needs.
COMMANDS = {
    "import": "importing:import_",
    "watch": "importing:watch",
    "check": "check:check",
    "oversight": "oversight:oversight",
    "plan": "plan:plan",
    "simulate": "simulate:simulate_command",
    "uptake": "uptake:uptake_command",
    "packet": "packet:packet",
    "backup": "backups:backup",
    "restore": "backups:restore",
    "sample": "sample:sample",
    "rules": "rules:rules",
    "doctor": "doctor:doctor",
    "imports": "imports:imports",
    "profiles": "profiles:profiles",
    "people": "people:people",
}


class _Commands(TyperGroup):
    """The commands by their names."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(COMMANDS, TyperCommand("loaded when called"))  # for “did you mean”

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return _command(cmd_name) if cmd_name in COMMANDS else None


@cache
def _command(name: str) -> Any:
    module, attribute = COMMANDS[name].split(":")
    found = getattr(import_module(f"mentorship.commands.{module}"), attribute)
    if isinstance(found, typer.Typer):
        group = typer.main.get_group(found)
        group.name = name
        return group
    alone = typer.Typer(add_completion=False)
    alone.command(name)(found)
    return typer.main.get_command(alone)


app = typer.Typer(
    name="mentorship", cls=_Commands, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False,
    help="Mentoring sessions in, credit out: check exports, keep them in a store, see who stands where.",
)  # fmt: skip


@app.callback()
def _any_command() -> None:
    """Nothing is common to all commands."""


#: Every wrong use of the command line (typer exports only its narrower kinds).
_UsageError: type[Any] = typer.BadParameter.__mro__[2]


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
        said = error.format_message().rstrip(".") or "No command was given"
        end = "" if said.endswith("?") else "."
        print_error(f"{said}{end} Run the command with --help to see what it takes.")
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
