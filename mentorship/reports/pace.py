"""Has something changed over time, for a mentor or the programme, or is it the usual up and down?"""

from collections.abc import Callable
from typing import Any

from mentorship.access import Role, require
from mentorship.answers.report import Report, Row, Rows, ask
from mentorship.answers.request import Request
from mentorship.errors import AccessError, ArgumentError
from mentorship.oversight import SQL
from mentorship.oversight.rebasing import rebased_months
from mentorship.oversight.signals.definitions import parameters
from mentorship.oversight.sudden_change import Month, chart_of
from mentorship.reports import QUESTIONS
from mentorship.statistics.control_chart_rules import Rule, Side
from mentorship.statistics.control_charts import Assurance, ControlChart, Segment, Variation, g_chart
from mentorship.wording import listed

RULES = {
    Rule.OUTSIDE: "outside the limits", Rule.RUN: "eight in a row on one side of the mean",
    Rule.TREND: "six in a row up, or down", Rule.NEAR: "two of three near a limit",
}  # fmt: skip
VARIATIONS = {
    Variation.COMMON: "The usual up and down", Variation.IMPROVEMENT: "A change for the better",
    Variation.CONCERN: "A change to ask about", Variation.NEITHER: "A change, neither good nor bad in itself",
}  # fmt: skip
ASSURANCES = {
    Assurance.PASSES: "As things stand, the target is met", Assurance.FAILS: "As things stand, the target is missed",
    Assurance.HIT_OR_MISS: "The target is sometimes met and sometimes missed",
}  # fmt: skip
#: Rare events: how many sessions lie between two of them.
RARE = {"refused": "refused", "missed": "cancelled or missed"}
WHO = (Role.OMBUDSMAN, Role.MENTOR)


def pace(request: Request, mentor: str | None = None) -> Report:
    """Sessions by month: `rows`, the oldest first, with the limits in force at each. Parts `segments` (between recorded
    changes of limits) and `icons` (one row: variation, assurance, each with its words). `mentor` None: the programme.

    For the ombudsman; a mentor's own. Raises AccessError."""
    _check(request, mentor)
    most = int(parameters("sudden_change", request.as_of)["most_points"])
    question = "monthly_sessions" if mentor else "monthly_sessions_of_all"
    found = ask(request, SQL / f"{question}.sql", as_of=request.as_of, months=most, mentor=mentor)
    months = [Month(row["month"], row["sessions"], row["is_whole"]) for row in found]
    chart = chart_of(months, most, rebased_months(request.cursor).get(mentor, ()))
    if chart is None:
        return Report("No whole month with a session is on record yet.", [])
    whole = [each for each in months if each.is_whole][-most:]
    rows = [_row(chart, place) | {"month": each.month} for place, each in enumerate(whole)]
    rows += [
        {**dict.fromkeys(rows[-1]), "month": each.month, "value": each.sessions, "is_whole": False, "rules": []}
        for each in months[-1:]
        if not each.is_whole
    ]
    return Report(_answer(chart, "sessions a month"), rows, _parts(chart))


def rare_events(request: Request, event: str, mentor: str | None = None) -> Report:
    """How many sessions lie between two that were refused, or missed: `rows`, one per event, the oldest first, with its
    day; parts as of `pace`. More in between is better. Raises AccessError; ArgumentError for no such event."""
    _check(request, mentor)
    if event not in RARE:
        raise ArgumentError(f"There is no event {event}. Use {listed(RARE, 'or')}.")
    found = ask(request, SQL / "rare_events.sql", as_of=request.as_of, event=event, mentor=mentor)
    if not found:
        return Report(f"No session has been {RARE[event]} so far.", [])
    chart = g_chart([row["between"] for row in found], improvement="up")
    rows = [_row(chart, place) | {"held_on": row["held_on"]} for place, row in enumerate(found)]
    return Report(_answer(chart, f"sessions between two that were {RARE[event]}"), rows, _parts(chart))


def rebasings(request: Request, mentor: str | None = None) -> Rows:
    """The decisions that stand and gave a chart new limits: rebasing_no, from_month, reason, author, decided_on.

    For the ombudsman. Raises AccessError."""
    require(request.viewer, (Role.OMBUDSMAN,), "Decisions on a chart")
    return ask(request, QUESTIONS / "rebasings.sql", mentor=mentor)


def _check(request: Request, mentor: str | None) -> None:
    require(request.viewer, WHO, "Sessions over time")
    if request.viewer.role is Role.MENTOR and request.viewer.person != mentor:
        raise AccessError("There is no such mentor, or you may not see their record.")


def _row(chart: ControlChart, place: int) -> Row:
    point = chart.points[place]
    segment = chart.segments[point.segment]
    rules = [signal.rule for signal in point.signals]
    return {
        "value": point.value, "is_whole": True, "centre": segment.centre, "lower": segment.lower,
        "upper": segment.upper, "is_trial": segment.is_trial, "rules": [RULES[rule] for rule in rules],
        "side": str(point.signals[0].side) if point.signals else None,
    }  # fmt: skip


def _parts(chart: ControlChart) -> dict[str, Rows]:
    return {"segments": [_segment(each) for each in chart.segments], "icons": [_icons(chart)]}


def _segment(each: Segment) -> Row:
    return {
        "first": each.first, "last": each.last, "centre": each.centre, "lower": each.lower, "upper": each.upper,
        "is_trial": each.is_trial,
    }  # fmt: skip


def _icons(chart: ControlChart) -> dict[str, Any]:
    said: Callable[[Assurance | None], str] = lambda each: ASSURANCES[each] if each else "No target is set"  # noqa: E731
    return {
        "variation": str(chart.variation), "variation_label": VARIATIONS[chart.variation],
        "side": str(chart.side) if chart.side else None,
        "assurance": str(chart.assurance) if chart.assurance else None, "assurance_label": said(chart.assurance),
    }  # fmt: skip


def _answer(chart: ControlChart, what: str) -> str:
    """What the latest point says, and no more than chance allows."""
    latest, last = chart.segments[-1], chart.points[-1]
    usual = f"{latest.centre:.1f} {what} on average"
    trial = ", from too few points for firm limits" if latest.is_trial else ""
    if not last.signals:
        return f"No change beyond chance: {usual}{trial}."
    higher = "higher" if chart.side is Side.HIGH else "lower"
    rule = RULES[last.signals[0].rule]
    return f"The latest is {higher} than chance explains ({rule}): {usual}{trial}. What has changed?"
