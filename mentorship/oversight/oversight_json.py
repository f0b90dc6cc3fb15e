"""Measures and signals as JSON, in the shape that other programs rely on."""

from collections.abc import Iterable
from math import isfinite
from typing import Any

from mentorship.oversight.measures import Measured
from mentorship.oversight.signals.current import Signal
from mentorship.oversight.statistics import MentorValue, expected_by_chance, flags


def oversight_json(measured: Iterable[Measured], signals: Iterable[Signal]) -> dict[str, Any]:
    """What `mentorship oversight --format json` adds to what every analysis says. Measures of which nothing was
    observed are left out; infinite limits are null."""
    found = [(each, each.found) for each in measured if each.found is not None]
    return {
        "measures": [
            {
                "measure": each.measure, "definition": each.definition, "value": of.value, "counted": of.counted,
                "out_of": float(of.out_of),
                "overdispersion": {"factor": of.overdispersion.factor, "used": of.overdispersion.used},
                "mentors": [_mentor(mentor) for mentor in of.mentors],
            }
            for each, of in found
        ],
        "expected_by_chance": {"flags": expected_by_chance(of for _, of in found)},
        "flags": flags(of for _, of in found),
        "signals": [_signal(each) for each in signals],
    }  # fmt: skip


def _mentor(each: MentorValue) -> dict[str, Any]:
    return {
        "mentor": each.mentor, "counted": each.counted, "out_of": float(each.out_of), "value": each.value,
        "limits": {name: [_finite(limit) for limit in pair] for name, pair in each.limits.items()},
        "shrunken": {"value": each.shrunken.value, "low": each.shrunken.low, "high": each.shrunken.high},
        "verdict": str(each.verdict), "needs_more": each.needs_more,
    }  # fmt: skip


def _finite(limit: float) -> float | None:
    return limit if isfinite(limit) else None


def _signal(each: Signal) -> dict[str, Any]:
    return {
        "signal": each.signal, "mentor": each.mentor, "mentee": each.mentee,
        "sessions": [{"file": session.file, "row": session.row} for session in each.sessions],
        "question": each.question, "since": each.since and each.since.isoformat(),
        "minutes_at_stake": each.minutes_at_stake,
    }  # fmt: skip
