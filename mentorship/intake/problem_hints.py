"""What an unknown word resembles, said with its problem, and the option that gives it a meaning."""

import shlex
from collections.abc import Mapping
from dataclasses import replace

from mentorship.intake.plain_words import WORD_COLUMNS, likeness
from mentorship.intake.results import Problem
from mentorship.wording import listed


def with_hints(problems: list[Problem], activities: Mapping[str, str]) -> list[Problem]:
    """The problems, those of unknown words with what they could mean. `activities`: the handbook's words, by key."""
    hints: dict[tuple[str, str], str] = {}
    return [_with_hint(each, activities, hints) for each in problems]


def _with_hint(problem: Problem, activities: Mapping[str, str], hints: dict[tuple[str, str], str]) -> Problem:
    if problem.column not in WORD_COLUMNS or not problem.read or "\n" in problem.read:
        return problem
    at = (problem.column, problem.read)
    if at not in hints:
        hints[at] = _hint(problem.column, problem.read, activities if problem.column == "activity" else {})
    return replace(problem, message=problem.message + hints[at])


def _hint(column: str, word: str, more: Mapping[str, str]) -> str:
    like = likeness(word, column, more)
    if like is None:
        return f" To give it a meaning: --word {shlex.quote(f'{column}:{word}=CODE')}."
    if like.is_clear:
        option = f"--word {shlex.quote(f'{column}:{word}={like.code}')}"
        return f" Perhaps it is {like.code}, because {like.because}: {option}, or --take-suggestions."
    options = listed([like.code, *like.others], "or")
    return f" It could be {options}: --word {shlex.quote(f'{column}:{word}={like.code}')}."
