"""What an import asks on a terminal: whether suggestions for unknown headings and words are to be taken."""

import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import typer

from mentorship.commands.options import store_at
from mentorship.errors import MentorshipError
from mentorship.intake.options import ImportOptions
from mentorship.intake.preview import suggestions_taken
from mentorship.policy.model import Policy
from mentorship.wording import count, harmless


def is_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def asked_on_terminal(store: Path | None, files: list[Path], rules: Policy, options: ImportOptions) -> ImportOptions:
    """The options with the suggestions that the person importing agrees to: all of them, or none."""
    taken = []
    with suppress(MentorshipError), store_at(store) as opened:
        taken = [each for file in files for each in suggestions_taken(opened, file, rules, options)]
    if not taken:
        return options
    print(f"{count(len(taken), 'heading or word is', 'headings and words are')} not known. Suggested:")
    for each in taken:
        what = f"heading “{each.heading}”" if each.heading is not None else f"word “{each.word}”"
        print(harmless(f"  {each.file}: the {what} as {each.as_}, because {each.because}"))
    return replace(options, take_suggestions=typer.confirm("Take these suggestions?"))
