"""Text that may come from exports, as a terminal may show it."""

from typing import Any

from rich.console import Console
from rich.text import Text

from mentorship.wording import harmless

#: More problems than this are only counted.
PROBLEMS_SHOWN = 40


def plain(text: str, **style: Any) -> Text:
    """Text as it stands."""
    return Text(harmless(text), **style)


def assembled(*parts: str | tuple[str, str]) -> Text:
    """The same of several parts, each with its style."""
    return Text.assemble(*(harmless(part) if isinstance(part, str) else (harmless(part[0]), part[1]) for part in parts))


def print_problems(console: Console, problems: list[dict[str, Any]]) -> None:
    """Each problem: file, row and column, what is wrong, what was expected."""
    for each in problems[:PROBLEMS_SHOWN]:
        where = f"{each['file']}, row {each['row']}" + (f", {each['column']}" if each["column"] else "")
        console.print(assembled((where, "bold"), ": ", each["message"], " Expected ", each["expected"], "."))
    if len(problems) > PROBLEMS_SHOWN:
        console.print(f"… and {len(problems) - PROBLEMS_SHOWN:,} more problems.")
    if problems:
        console.print()
