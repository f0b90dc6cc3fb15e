"""What is said about uptake, from the true numbers: exactly for the ombudsman, vaguely for leadership."""

from datetime import date
from itertools import pairwise

from mentorship.answers.disclosure import ENOUGH_FOR_SHARE, FEWEST_PEOPLE, is_exact, share_in_words
from mentorship.answers.report import Rows
from mentorship.answers.request import Request
from mentorship.reports.active_people import Direction
from mentorship.statistics.control_chart_rules import Side
from mentorship.statistics.distinct_shares import is_clearly_lowest
from mentorship.wording import count


def uptake_answer(request: Request, steps: Rows, direction: Direction) -> str:
    """The page's first line. `steps`: true numbers of people, from registration to the last tier."""
    if not any(step["people"] for step in steps):
        return "Nobody has registered yet."
    said = [_direction(direction), _stall(request, steps)]
    return " ".join(sentence for sentence in said if sentence)


def _direction(direction: Direction) -> str:
    if direction.quarters < 4:
        return "Too early to say whether the number of active people changes."
    trial = " so far" if direction.is_trial else ""
    match direction.side:
        case Side.HIGH:
            return f"More people are active than the usual ups and downs of the last five years explain{trial}."
        case Side.LOW:
            return f"Fewer people are active than the usual ups and downs of the last five years explain{trial}."
    if direction.last_unusual:
        return (
            "The number of active people is within its usual range; it was last outside it in the "
            f"{_quarter(direction.last_unusual)}."
        )
    return f"The number of active people shows no change beyond chance{trial}."


def _quarter(begins_on: date) -> str:
    return f"{('first', 'second', 'third', 'fourth')[begins_on.month // 3]} quarter of {begins_on.year}"


def _stall(request: Request, steps: Rows) -> str:
    """The step that fewest take, where it is beyond chance that it is that one."""
    taken = [
        (step, before)
        for before, step in pairwise(steps)
        if before["people"] >= ENOUGH_FOR_SHARE and step["people"] <= before["people"]
    ]
    place = is_clearly_lowest([(step["people"], before["people"]) for step, before in taken])
    if place is None:
        return _first_steps(request, steps)
    step, before = taken[place]
    share = share_in_words(request.viewer, step["people"], before["people"])
    if share is None:
        return _first_steps(request, steps)
    here, there = (_said(request, each["name"]) for each in (before, step))
    return f"Most stall between {here} and {there}: {share} of those who came that far have gone on."


def _first_steps(request: Request, steps: Rows) -> str:
    registered = steps[0]["people"]
    if is_exact(request.viewer):
        return f"{count(registered, 'person is', 'people are')} registered."
    return "" if registered >= FEWEST_PEOPLE else "Few people are registered so far."


def _said(request: Request, name: str) -> str:
    tiers = request.policy.tiers
    return (
        f"“{tiers[name].label}”" if name in tiers else {"registered": "registering", "started": "a first session"}[name]
    )
