"""Is mentoring consistent across mentors, beyond chance?"""

from datetime import date

import numpy as np

from mentorship.access import Role, require
from mentorship.answers.report import Report, Row, Rows
from mentorship.answers.request import Request
from mentorship.errors import ArgumentError
from mentorship.oversight.funnel import funnel_limits
from mentorship.oversight.measures import Measured, measured, usual_since
from mentorship.oversight.names import names
from mentorship.oversight.statistics import Measure, MentorValue, expected_by_chance, flags
from mentorship.oversight.verdicts import Verdict
from mentorship.wording import count, day, listed

VERDICTS = {
    Verdict.TOO_EARLY: "Too early to tell", Verdict.AS_EXPECTED: "As expected",
    Verdict.LOWER: "Lower than chance explains", Verdict.HIGHER: "Higher than chance explains",
}  # fmt: skip
#: So many points draw a line of a funnel.
POINTS = 60


def consistency(request: Request, since: date | None = None) -> Report:
    """`rows`: one per measure, with the programme's value, how many are judged, how many lie outside and how many would
    by chance. Parts: `mentors` (one per measure and mentor, by name), `lines` (limits to draw, after overdispersion,
    one per measure and size). For the ombudsman. Raises AccessError, ArgumentError."""
    require(request.viewer, (Role.OMBUDSMAN,), "Consistency across mentors")
    values = measured(request, since)
    seen = [(each, each.found) for each in values if each.found]
    called = names(request, {mentor.mentor for _, found in seen for mentor in found.mentors})
    parts = {
        "mentors": [row for each, found in seen for row in _mentors(each, found, called)],
        "lines": [row for each, found in seen for row in _lines(each, found)],
    }
    rows = [_measure(each, found) for each, found in seen]
    begin = since or usual_since(request.as_of)
    gaps = [each.gap for each in values if each.gap]
    return Report(_answer([found for _, found in seen], begin, request.as_of), rows, parts, gaps)


def measure_named(request: Request, measure: str, since: date | None = None) -> Report:
    """The same for one measure. Raises AccessError; ArgumentError for one of which nothing is known."""
    found = consistency(request, since)
    rows = [row for row in found.rows if row["measure"] == measure]
    if not rows:
        raise ArgumentError(
            f"There is no measure {measure}. Use one of {listed(row['measure'] for row in found.rows)}."
        )
    parts = {name: [row for row in some if row["measure"] == measure] for name, some in found.parts.items()}
    return Report(rows[0]["said"], rows, parts, found.gaps)


def _measure(each: Measured, found: Measure) -> Row:
    early = sum(mentor.verdict is Verdict.TOO_EARLY for mentor in found.mentors)
    return {
        "measure": each.measure, "called": each.called, "definition": each.definition, "kind": found.kind,
        "better": each.asks.better, "theme": each.asks.theme, "value": found.value, "counted": found.counted,
        "out_of": found.out_of, "judged": found.judged, "too_early": early, "flags": found.flags,
        "expected_by_chance": found.expected_by_chance, "factor": found.overdispersion.factor,
        "is_overdispersed": found.overdispersion.used, "said": _said(each, found),
    }  # fmt: skip


def _said(each: Measured, found: Measure) -> str:
    """The measure in a sentence that claims nothing chance could have made."""
    if not found.judged:
        return f"{each.called}: too early to tell for every mentor."
    outside = f"{count(found.flags, 'mentor lies', 'mentors lie')}" if found.flags else "no mentor lies"
    chance = by_chance(found.expected_by_chance)
    said = f"{each.called}: {outside} outside what chance explains; by chance alone there would be {chance}."
    return (
        f"{said} Mentors differ by more than chance, and the limits allow for it."
        if found.overdispersion.used
        else said
    )


def by_chance(number: float) -> str:
    """How many flags chance would raise, as a sentence has it."""
    return f"{number:.1f}" if number >= 0.05 else "fewer than 0.1"


def _mentors(each: Measured, found: Measure, called: dict[str, str]) -> Rows:
    rows = [_mentor(each, mentor, called) for mentor in found.mentors if mentor.out_of]
    return sorted(rows, key=lambda row: (str(row["name"]).casefold(), row["mentor"]))


def _mentor(each: Measured, mentor: MentorValue, called: dict[str, str]) -> Row:
    question = {Verdict.HIGHER: each.asks.question, Verdict.LOWER: each.asks.question_lower}.get(mentor.verdict)
    (low_95, high_95), (low_998, high_998) = mentor.limits["95"], mentor.limits["99.8"]
    return {
        "measure": each.measure, "mentor": mentor.mentor, "name": called.get(mentor.mentor, mentor.mentor),
        "counted": mentor.counted, "out_of": mentor.out_of, "value": mentor.value,
        "low_95": low_95, "high_95": high_95, "low_998": low_998, "high_998": high_998,
        "low": mentor.verdict_limits[0], "high": mentor.verdict_limits[1],
        "estimate": mentor.shrunken.value, "estimate_low": mentor.shrunken.low, "estimate_high": mentor.shrunken.high,
        "verdict": str(mentor.verdict), "verdict_label": VERDICTS[mentor.verdict], "needs_more": mentor.needs_more,
        "is_flagged": mentor.is_flagged, "question": question,
    }  # fmt: skip


def _lines(each: Measured, found: Measure) -> Rows:
    """The limits from the smallest size anybody has to a little beyond the largest, after overdispersion."""
    sizes = [mentor.out_of for mentor in found.mentors if mentor.out_of > 0]
    least = min(0.5 if found.kind == "poisson" else 1.0, *sizes)
    out_of = np.unique(np.geomspace(least, max(sizes) * 1.05, POINTS))
    if found.kind != "poisson":
        out_of = np.unique(np.maximum(1.0, np.round(out_of)))
    between = found.overdispersion.between
    limits = funnel_limits(found.kind, found.value, out_of, spread=found.spread, between=between)
    outer, inner = limits["99.8"], limits["95"]
    return [
        {
            "measure": each.measure, "out_of": float(size), "low_95": float(inner.low[place]),
            "high_95": float(inner.high[place]), "low_998": float(outer.low[place]),
            "high_998": float(outer.high[place]),
        }
        for place, size in enumerate(out_of)
    ]  # fmt: skip


def _answer(found: list[Measure], begin: date, end: date) -> str:
    if not found:
        return f"No sessions led by a mentor are on record from {day(begin)} to {day(end)}."
    number, chance = flags(found), expected_by_chance(found)
    lie = f"{count(number, 'value lies', 'values lie')}" if number else "No value lies"
    by_luck = f"by chance alone there would be {by_chance(chance)}"
    return f"{lie} outside what chance explains, {day(begin)} to {day(end)}; {by_luck}."
