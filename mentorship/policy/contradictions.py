"""What each value of a policy alone cannot show: unknown sources and categories, minimums above a tier's hours ..."""

from collections.abc import Iterable
from typing import Any

from mentorship.policy.interpretation import Interpretation
from mentorship.policy.model import Policy
from mentorship.policy.timeline import eras
from mentorship.wording import hours, listed, nearest

#: What contradicts: the key, what was read (None: nothing), what was expected.
Contradiction = tuple[str, str | None, str]


def contradictions(policy: Policy) -> list[Contradiction]:
    """What each value alone cannot show: unknown sources and categories, minimums above a tier's hours ..."""
    return [
        *_unknown_sources(policy),
        *_unknown_categories(policy),
        *_impossible_tiers(policy),
        *_unknown_amendments(policy),
    ]


def _unknown_sources(policy: Policy) -> list[Contradiction]:
    known = {f"{name}#{section}" for name, document in policy.documents.items() for section in document.sections}
    found: list[Contradiction] = []
    for key, source in _sources(policy._data):
        if source in known or source.startswith("proposal: "):
            continue
        near = nearest(source, known)
        hint = f" (did you mean {near!r}?)" if near else ""
        found.append((key, repr(source), f"the section of a document listed in programme.toml{hint}"))
    return found


def _sources(part: Any, key: str = "") -> list[tuple[str, str]]:
    if isinstance(part, dict):
        own = [(f"{key}.source", part["source"])] if isinstance(part.get("source"), str) else []
        return own + [found for name, each in part.items() for found in _sources(each, f"{key}.{name}".lstrip("."))]
    if isinstance(part, (list, tuple)):
        return [found for place, each in enumerate(part, 1) for found in _sources(each, f"{key}[{place}]")]
    return []


def _unknown_categories(policy: Policy) -> list[Contradiction]:
    named = [
        (f"activities.{code}.category", dated.value)
        for code, activity in policy.activities.items()
        for dated in activity.category
    ]
    for name, tier in policy.tiers.items():
        named += [(f"tiers.{name}.counts", each) for dated in tier.counts for each in dated.value]
        named += [(f"tiers.{name}.minimum.{each}", each) for each in tier.minimum]
    expected = f"one of the categories {listed(policy.categories, 'or')}"
    return [(key, repr(read), expected) for key, read in named if read not in policy.categories]


def _impossible_tiers(policy: Policy) -> list[Contradiction]:
    found: list[Contradiction] = []
    orders = [tier.order for tier in policy.tiers.values()]
    for name, tier in policy.tiers.items():
        if orders.count(tier.order) > 1:
            found.append((f"tiers.{name}.order", str(tier.order), "a place of its own for every tier"))
        for begin, _ in eras([tier.minutes, tier.counts, *tier.minimum.values()]):
            needed, counted = tier.minutes.on(begin) or 0, tier.counts.on(begin) or ()
            least = {each: timeline.on(begin) or 0 for each, timeline in tier.minimum.items()}
            if needed <= 0:
                found.append((f"tiers.{name}.hours", hours(needed), "more than zero hours"))
            if sum(least.values()) > needed:
                expected = f"minimums that fit into the tier's {hours(needed)}"
                found.append((f"tiers.{name}.minimum", hours(sum(least.values())), expected))
            for category, minutes in least.items():
                if minutes and category not in counted:
                    expected = f"a category that the tier counts ({listed(counted, 'or')})"
                    found.append((f"tiers.{name}.minimum.{category}", hours(minutes), expected))
    return found


def _unknown_amendments(policy: Policy) -> list[Contradiction]:
    """A reading changes what is there; what it does to the values is found by laying it over the handbook."""
    known: dict[str, Iterable[str]] = {
        "interpretation": Interpretation.model_fields, "categories": policy.categories,
        "tiers": policy.tiers, "activities": policy.activities,
    }  # fmt: skip
    found: list[Contradiction] = []
    for name, reading in policy.readings.items():
        for answer, alternative in reading.alternatives.items():
            place = f"readings.{name}.alternatives.{answer}.amends"
            for table, changes in alternative.amends.items():
                if table not in known:
                    found.append((f"{place}.{table}", None, known_or_nearest(table, known, "table")))
                    continue
                unknown = [each for each in changes if each not in known[table]] if isinstance(changes, dict) else []
                found += [
                    (f"{place}.{table}.{each}", None, known_or_nearest(each, known[table], "name")) for each in unknown
                ]
    return found


def known_or_nearest(word: str, known: Iterable[str], noun: str) -> str:
    """What was expected in place of an unknown word: the nearest one, else all there are."""
    near = nearest(word, known)
    return f"a known {noun} (did you mean {near!r}?)" if near else f"one of the known {noun}s: {listed(known, 'or')}"
