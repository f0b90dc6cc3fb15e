"""What people are called, where a list shows more than their ids."""

from collections.abc import Iterable

from mentorship.answers.report import ask
from mentorship.answers.request import Request
from mentorship.oversight import SQL


def names(request: Request, ids: Iterable[str | None]) -> dict[str, str]:
    """Id → name, of those who have one. Nothing for anybody but the ombudsman."""
    wanted = sorted({each for each in ids if each})
    return {row["id"]: row["name"] for row in ask(request, SQL / "names.sql", ids=wanted)} if wanted else {}
