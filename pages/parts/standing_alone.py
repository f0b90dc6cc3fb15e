"""A chart with its title and where it comes from: its PNG is read without the page."""

from collections.abc import Callable
from typing import Any

from mentorship.answers.request import Request
from mentorship.charts.palette import standing_alone
from pages.parts import pictures


def picture(
    request: Request, figure: Any, name: str, title: str, says: str,
    picks: Callable[[dict[str, Any]], None] | None = None,
) -> None:  # fmt: skip
    """A chart under its title, with the day of its data; `says` is its text alternative. `picks` as of `pictures`."""
    drawn = pictures.drawn(standing_alone, figure, pictures.theme(), title, pictures.source_of(request))
    pictures.picture(drawn, name, says, picks)
