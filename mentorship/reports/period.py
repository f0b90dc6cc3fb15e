"""A period in numbers for the modality leaders: how much, what kinds, how alike, what was asked; nobody is named."""

from dataclasses import replace
from datetime import date

from mentorship.access import Role, Viewer, require
from mentorship.answers.disclosure import FEWEST_PEOPLE, gaps_of_small_groups, load_disclosure, too_few
from mentorship.answers.report import Report, Row, Rows, ask
from mentorship.answers.request import Request
from mentorship.credit.explain import activity_label
from mentorship.errors import ArgumentError
from mentorship.oversight.casework import words
from mentorship.oversight.measures import measured
from mentorship.reports import QUESTIONS
from mentorship.reports.attention import all_cases
from mentorship.reports.consistency import by_chance
from mentorship.reports.mentee_progress import mentee_progress
from mentorship.vocabulary import Modality
from mentorship.wording import count, day

#: Whoever reads it sees numbers as leadership does.
_LEADERS = Viewer(Role.LEADERSHIP, name="period report")


def period(request: Request, begin: date, until: date) -> Report:
    """`rows`: one per whole month: mentees, sessions (None where too few people). Parts: `kinds`, `progress` (where
    mentees stand today), `measures` (with definitions), `questions` (cases by theme). No name and no id is in it, and
    numbers are as leadership may see them. For the ombudsman, who gives it out: days that anybody could choose would
    tell of single people. Raises AccessError, ArgumentError."""
    require(request.viewer, (Role.OMBUDSMAN,), "The report of a period")
    if begin > until or until > request.as_of:
        raise ArgumentError(f"A period begins before it ends, and ends on {day(request.as_of)} at the latest.")
    leaders = replace(request, viewer=_LEADERS)
    load_disclosure(request.cursor)
    days = {"begin": begin, "until": until}
    months = ask(leaders, QUESTIONS / "period_months.sql", **days)
    kinds = [_kind(request, row) for row in ask(leaders, QUESTIONS / "period_kinds.sql", **days)]
    parts = {
        "kinds": kinds,
        "progress": mentee_progress(leaders).rows,
        "measures": _measures(request, begin, until),
        "questions": _questions(request),
    }
    return Report(_answer(months, begin, until), months, parts, gaps_of_small_groups(_LEADERS, [*months, *kinds]))


def _kind(request: Request, row: Row) -> Row:
    label = activity_label(request.policy, row["activity"])
    return {**row, "label": label, "held": Modality(row["modality"]).in_words}


def _measures(request: Request, begin: date, until: date) -> Rows:
    """The programme's values with how many mentors lie outside, as leadership may know it; nobody is named."""
    return [
        {
            "measure": each.measure, "called": each.called, "definition": each.definition, "kind": each.found.kind,
            "value": _rounded(each.found.kind, each.found.value), "judged": _few(each.found.judged),
            "outside": _few(each.found.flags), "by_chance": by_chance(each.found.expected_by_chance),
        }
        for each in measured(request, begin, until)
        if each.found and each.found.judged >= FEWEST_PEOPLE
    ]  # fmt: skip


def _rounded(kind: str, value: float) -> str:
    """The programme's value, not so exact that counts could be told from it."""
    return f"{value:.0%}" if kind == "binomial" else f"{value:.1f}"


def _questions(request: Request) -> Rows:
    """Cases by theme: how many are open, how many closed."""
    found, _ = all_cases(request)
    themes = [theme for theme in words().themes if theme != "reading"]
    rows = []
    for theme in themes:
        own = [each for each in found if each.key.theme == theme]
        if own:
            still = sum(each.is_open for each in own)
            rows.append({"theme": words().themes[theme], "open": _few(still), "closed": _few(len(own) - still)})
    return rows


def _few(number: int) -> str:
    """A number of people or cases about people: 'none', 'fewer than five', '12'."""
    return "none" if not number else too_few() if number < FEWEST_PEOPLE else f"{number:,}"


def _answer(months: Rows, begin: date, until: date) -> str:
    span = f"{day(begin)} to {day(until)}"
    told = [row["sessions"] for row in months if row["sessions"] is not None]
    if not told:
        return f"{span}: too few people to say how much was led."
    return f"{span}: about {count(sum(told), 'session')} of groups and 1x1 in {count(len(told), 'month')}."
