"""Changing the rules, in memory: one mechanism for readings, reforms and local additions.

An amendment is a partial handbook with plain values, laid over a policy and checked like a handbook. Dated, it adds
a value to each timeline it names, so that only sessions from that day on are judged by it; with
`in_force_from = "always"` it takes the place of what was there. Amendments chain: each makes a new policy.
"""

import copy
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli_w

from mentorship.errors import ArgumentError, HandbookError
from mentorship.policy.activity import Activity
from mentorship.policy.checking import parse_toml, policy_from
from mentorship.policy.model import Policy, Tier
from mentorship.policy.timeline import Perhaps, Timeline
from mentorship.wording import listed, nearest

#: The tables of a handbook that an amendment may speak of.
AMENDABLE = ("interpretation", "categories", "tiers", "activities")
ALWAYS = "always"
#: What looks like the section of a document; other sources are words.
_CITATION = re.compile(r"\w+#\w+")


@dataclass(frozen=True)
class Amendment:
    """What changes, from when (None: as if it had always been so), on whose word, and why."""

    title: str
    source: str
    changes: Mapping[str, Any]
    in_force_from: date | None = None
    because: str = ""
    file: str = field(default="amendment", compare=False)


def parse_amendment(text: str, file: str = "amendment.toml") -> Amendment:
    """An amendment from TOML. Raises HandbookError."""
    tables = parse_toml(text, file)
    for key in ("title", "source", "in_force_from"):
        if key not in tables:
            example = {"in_force_from": 'a date such as 2027-01-01, or "always"'}.get(key, "a few words")
            raise HandbookError(file, key, None, f"this key, with {example}: what changes, when, on whose word")
    begin = tables.pop("in_force_from")
    if begin != ALWAYS and type(begin) is not date:
        raise HandbookError(
            file,
            "in_force_from",
            f"{str(begin)!r}" if isinstance(begin, str) else str(begin),
            'a date such as 2027-01-01, or "always"',
        )
    title, source, because = (str(tables.pop(key, "")).strip() for key in ("title", "source", "because"))
    for key, said in (("title", title), ("source", source)):
        if not said:
            raise HandbookError(file, key, "nothing", "a few words")
    for key in tables:
        if key not in AMENDABLE:
            near = nearest(key, AMENDABLE)
            hint = f" (did you mean {near!r}?)" if near else f": {listed(AMENDABLE, 'or')}"
            raise HandbookError(file, key, None, f"a table that can be amended{hint}")
    if not tables:
        raise HandbookError(file, None, None, f"something that changes, in a table {listed(AMENDABLE, 'or')}")
    return Amendment(title, source, tables, None if begin == ALWAYS else begin, because, file)


def read_amendment(path: Path) -> Amendment:
    """An amendment from a TOML file. Raises HandbookError, ArgumentError for a file that cannot be read."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise HandbookError(path.name, None, "bytes that are not UTF-8", "text saved as UTF-8") from None
    except OSError as error:
        raise ArgumentError(f"{path}: cannot be read ({error.strerror or 'no such file'}). Check the path.") from None
    return parse_amendment(text, path.name)


def amendment_toml(amendment: Amendment) -> str:
    """An amendment as TOML that `parse_amendment` reads back as the same."""
    head: dict[str, Any] = {
        "title": amendment.title,
        "source": amendment.source,
        "in_force_from": amendment.in_force_from or ALWAYS,
    }
    if amendment.because:
        head["because"] = amendment.because
    return tomli_w.dumps(head | _plain(amendment.changes))


def digest_of(amendment: Amendment) -> str:
    """Twelve hexadecimal digits that change exactly when an amendment would change other rules, or on another day."""
    text = json.dumps([amendment.in_force_from, _plain(amendment.changes)], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _plain(value: Any) -> Any:
    """Tables as TOML can write them: whole numbers where hours are whole."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, (Decimal, float)) and value == int(value):
        return int(value)
    return value


def amend(policy: Policy, amendment: Amendment) -> Policy:
    """The policy with an amendment laid over it. Raises HandbookError when the result is not a sound policy."""
    tables = copy.deepcopy(policy._data)
    source = amendment.source if _CITATION.fullmatch(amendment.source) else f"proposal: {amendment.source}"
    lay = _Overlay(amendment, source)
    for name, change in amendment.changes.items():
        lay.over(tables.setdefault(name, {}), change, name)
    if amendment.in_force_from:
        _begin_with_the_amendment(policy, tables, amendment.in_force_from)
    try:
        amended = policy_from(tables, amendment.file)
    except HandbookError as error:
        raise _perhaps_mistyped(policy, error) from None
    amended._amended_by = (*policy.amended_by, amendment.title)
    amended._chosen = dict(policy.chosen_readings)
    amended._unread = amend(policy._unread, amendment) if policy._unread else None
    return amended


def _begin_with_the_amendment(policy: Policy, tables: dict[str, Any], begin: date) -> None:
    """A new activity counts, and a new tier is awarded, from the day of the amendment at the earliest."""
    for code in tables.get("activities", {}).keys() - policy.activities.keys():
        for dated in tables["activities"][code].get("counts_from", []):
            if isinstance(dated["value"], date) and dated["value"] < begin:
                dated["value"] = begin
    for name in tables.get("tiers", {}).keys() - policy.tiers.keys():
        tables["tiers"][name].setdefault("awarded_from", begin)


def _perhaps_mistyped(policy: Policy, error: HandbookError) -> HandbookError:
    """A new activity or tier that lacks something may be a known one mistyped."""
    known: dict[str, Any] = {"activities": policy.activities, "tiers": policy.tiers}
    table, name = [*(error.key or "").split("."), ""][:2]
    near = nearest(name, known.get(table, {})) if name not in known.get(table, {}) else None
    if not near:
        return error
    return HandbookError(error.file, error.key, error.read, f"{error.expected} (or did you mean {near!r}?)")


class _Overlay:
    """Lays plain values over tables of dated ones."""

    def __init__(self, amendment: Amendment, source: str) -> None:
        self.amendment = amendment
        self.source = source

    def over(self, table: dict[str, Any], change: Any, key: str) -> None:
        if not isinstance(change, dict):
            raise HandbookError(self.amendment.file, key, repr(change), "a table")
        for name, value in change.items():
            place = f"{key}.{name}"
            if key == "interpretation":
                table[name] = self._choice(place, value)
            elif is_dated(place):
                table[name] = self._dated(table.get(name) or [], value, place)
            elif isinstance(value, dict):
                self.over(table.setdefault(name, {}), value, place)
            else:
                table[name] = value

    def _choice(self, place: str, value: Any) -> dict[str, Any]:
        if self.amendment.in_force_from:
            raise HandbookError(
                self.amendment.file, place, str(self.amendment.in_force_from),
                'in_force_from = "always": the text is read one way for all days',
            )  # fmt: skip
        return {"value": value, "source": self.source}

    def _dated(self, timeline: list[dict[str, Any]], value: Any, place: str) -> list[dict[str, Any]]:
        begin = self.amendment.in_force_from
        if begin is None:
            first = min((dated["in_force_from"] for dated in timeline), default=date.min)
            return [{"value": value, "in_force_from": first, "source": self.source}]
        kept = [dated for dated in timeline if dated["in_force_from"] != begin]
        if not kept and (nothing := _nothing(place)) is not None:
            kept = [{"value": nothing, "in_force_from": date.min, "source": self.source}]
        return [*kept, {"value": value, "in_force_from": begin, "source": self.source}]


def _nothing(place: str) -> Any:
    """What holds before the first value of a rule that need not be there: no cap, a minimum of zero."""
    *_, table, name = place.split(".")
    if table == "minimum":
        return 0
    return "none" if name in _timelines(Activity, Perhaps) else None


def is_dated(place: str) -> bool:
    """Whether a place in the handbook holds dated values: a field of an activity or tier, or a tier's minimum."""
    parts = place.split(".")
    match parts:
        case ["activities", _, name]:
            return name in _timelines(Activity)
        case ["tiers", _, name]:
            return name in _timelines(Tier)
        case ["tiers", _, "minimum", _]:
            return True
        case _:
            return False


def _timelines(model: type[Activity] | type[Tier], kind: type[Timeline[Any]] = Timeline) -> set[str]:
    return {
        each.alias or name
        for name, each in model.model_fields.items()
        if isinstance(each.annotation, type) and issubclass(each.annotation, kind)
    }
