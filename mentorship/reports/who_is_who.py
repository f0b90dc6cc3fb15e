"""Who is who: which records could be one person, and what was settled about that?"""

from mentorship.access import Role, require
from mentorship.answers.report import Report, Row, ask
from mentorship.answers.request import Request
from mentorship.intake.merging import SQL as IDENTITIES
from mentorship.reports import QUESTIONS
from mentorship.store.sql_files import run
from mentorship.wording import capitalised, count

#: More pairs than this are not looked through at one time.
MOST_PAIRS = 200
#: Of ids and e-mails that the people data lack only the most used are compared.
MOST_UNLISTED = 2000
#: A part of a name that more names have than this says nothing about who is meant.
MOST_WITH_PART = 300


def who_is_who(request: Request) -> Report:
    """`rows`: pairs that could be one person, the likest first: `one`, `other` (ids or e-mails), the name of each, and
    the `evidence`. `parts["settled"]`: what was said about who is whom and holds. For the ombudsman."""
    require(request.viewer, (Role.OMBUDSMAN,), "Who is who")
    run(request.cursor, IDENTITIES / "name_folding.sql")
    run(request.cursor, IDENTITIES / "name_similarity.sql")
    rows = ask(
        request, QUESTIONS / "alike_people.sql",
        most=MOST_PAIRS, most_unlisted=MOST_UNLISTED, most_with_part=MOST_WITH_PART,
    )  # fmt: skip
    settled = [row for row in ask(request, QUESTIONS / "settled_people.sql") if row["says"] != "apart"]
    return Report(_answer(rows, settled), rows, {"settled": settled})


def everybody(request: Request) -> dict[str, str]:
    """Everybody by id or e-mail, in the people data or only in sessions (id → name). For the ombudsman."""
    require(request.viewer, (Role.OMBUDSMAN,), "Who is who")
    return {row["person"]: row["name"] for row in ask(request, QUESTIONS / "everybody.sql")}


def _answer(rows: list[Row], settled: list[Row]) -> str:
    more = "at least " if len(rows) == MOST_PAIRS else ""
    open_ones = f"{more}{count(len(rows), 'pair')} of records could be the same person" if rows else ""
    merged = sum(row["says"] == "same" for row in settled)
    done = f"{count(merged, 'record')} merged into another" if merged else ""
    said = "; ".join(filter(None, (open_ones, done)))
    return f"{capitalised(said)}." if said else "No two records look like the same person."
