"""A rule change as part of an address: the change itself, compact, versioned, and checked like a stranger's form.

A link carries numbers, days and words of the rules, never free text: no title, no label, no name of a new activity. So
nobody can put words into the page of somebody who opens it.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from mentorship.errors import ArgumentError, MentorshipError
from mentorship.policy.amendments import Amendment, amend, is_dated
from mentorship.policy.model import Policy
from mentorship.vocabulary import Basis, Level, Modality, Per, Standing

VERSION = "1"
#: Longer links, and longer changes, are refused before they are read.
MOST_LETTERS, MOST_BYTES, MOST_AMENDMENTS, MOST_NUMBER = 4_000, 20_000, 8, 10_000
#: Every word that a rule's value may be.
_OTHER_WORDS = (
    "none", "required", "not_required", "count", "once_per_event", "each_time", "once", "credit", "refuse", "at_award",
    "before_hours", "carries_over", "starts_after",
)  # fmt: skip
WORDS = frozenset(str(word) for words in (Basis, Level, Modality, Per, Standing, _OTHER_WORDS) for word in words)
#: The parts of a value that has several.
PARTS = frozenset({"basis", "hours", "per", "least", "most"})


def link_of(amendments: Sequence[Amendment]) -> str:
    """Amendments as letters, digits, `-` and `_` after a version. Raises ArgumentError for what no link can carry."""
    told = [
        [each.in_force_from.isoformat() if each.in_force_from else None, _plain(each.changes)] for each in amendments
    ]
    packed = zlib.compress(json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode(), 9)
    link = f"{VERSION}.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"
    if len(link) > MOST_LETTERS:
        raise ArgumentError("This change is too large for a link. Share its TOML file instead.")
    return link


def amendments_of(link: str, policy: Policy) -> list[Amendment]:
    """The amendments that a link holds, each sound for the rules. Raises ArgumentError in one sentence."""
    found = []
    for begin, changes in _unpacked(link):
        _check(changes, policy)
        found.append(Amendment("a change from a link", "a link", changes, begin, file="the link"))
    amended = policy
    try:
        for each in found:
            amended = amend(amended, each)
    except MentorshipError as error:
        raise ArgumentError(f"This link does not fit the rules in force: {error.message}") from None
    return found


def _unpacked(link: str) -> list[tuple[date | None, dict[str, Any]]]:
    version, _, packed = link.partition(".")
    if version != VERSION or not packed or len(link) > MOST_LETTERS:
        raise _refusal()
    try:
        reader = zlib.decompressobj()
        text = reader.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), MOST_BYTES)
        told = json.loads(text, parse_float=Decimal, parse_constant=_refused)
        if reader.unconsumed_tail or not isinstance(told, list) or not 0 < len(told) <= MOST_AMENDMENTS:
            raise _refusal()
        return [(date.fromisoformat(begin) if begin else None, _table(changes)) for begin, changes in told]
    except (ValueError, TypeError, zlib.error, binascii.Error, RecursionError):
        raise _refusal() from None


def _refusal() -> ArgumentError:
    return ArgumentError("This link does not contain a rule change that can be read. Ask for it again, or start again.")


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _table(changes: Any) -> dict[str, Any]:
    if not isinstance(changes, dict) or not changes:
        raise _refusal()
    return changes


def _check(changes: Mapping[str, Any], policy: Policy, place: str = "") -> None:
    """Only values of rules that there are: known tiers, activities, categories and readings."""
    known: dict[str, Any] = {
        "": ("tiers", "activities", "interpretation"), "tiers": policy.tiers, "activities": policy.activities,
        "interpretation": type(policy.interpretation).model_fields,
    }  # fmt: skip
    for name, value in changes.items():
        inner = f"{place}.{name}".lstrip(".")
        if place in known and name not in known[place]:
            raise _refusal()
        if place.endswith(".minimum") and name not in policy.categories:
            raise _refusal()
        if place == "interpretation" or is_dated(inner):
            _check_value(value, policy)
        elif isinstance(value, dict) and (inner in known or place in known or inner.endswith(".minimum")):
            _check(value, policy, inner)
        else:
            raise _refusal()


def _check_value(value: Any, policy: Policy) -> None:
    if not _is_value(value, policy):
        raise _refusal()


def _is_value(value: Any, policy: Policy) -> bool:
    match value:
        case bool():
            return False
        case int() | Decimal():
            return 0 <= value <= MOST_NUMBER
        case str():
            return value in WORDS or value in policy.categories
        case list():
            return all(_is_value(each, policy) for each in value)
        case dict():
            return value.keys() <= PARTS and all(_is_value(each, policy) for each in value.values())
    return False


def _plain(value: Any) -> Any:
    """Values as JSON has them."""
    match value:
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case date():
            raise ArgumentError("A change of the first day that counts cannot be a link. Share its TOML file instead.")
    return value
