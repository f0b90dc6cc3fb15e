"""TOML → Policy, with errors that say which file, which key, what was read and what was expected."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mentorship.errors import HandbookError
from mentorship.policy import model as policy_model
from mentorship.policy.model import Policy, Strict, eras
from mentorship.wording import hours, listed, nearest

#: The handbook that comes with the program.
OUR_HANDBOOK = Path(__file__).parent / "handbook"


@cache
def read_handbook(folder: Path = OUR_HANDBOOK) -> Policy:
    """The policy that a folder of TOML files states. Raises HandbookError."""
    files = sorted(Path(folder).glob("*.toml"))
    if not files:
        raise HandbookError(str(folder), None, None, "a folder with the handbook's .toml files")
    tables: dict[str, Any] = {}
    home: dict[str, str] = {}
    for file in files:
        for key, table in parse_toml(file.read_text("utf-8-sig", errors="replace"), file.name).items():
            if key in tables:
                raise HandbookError(file.name, key, None, f"this table in one file only; {home[key]} has it already")
            tables[key], home[key] = table, file.name
    return policy_from(tables, home)


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """TOML with exact decimals. Raises HandbookError where it does not parse."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise HandbookError(file, None, None, f"TOML that parses ({error})") from None


def policy_from(tables: dict[str, Any], home: dict[str, str] | str) -> Policy:
    """Check tables against the model and against each other. `home` names the file of each table."""
    try:
        policy = Policy.model_validate(tables)
    except ValidationError as error:
        raise _in_words(error, tables, home) from None
    policy._data = tables
    for complaint in _contradictions(policy):
        raise HandbookError(_file(home, complaint[0]), *complaint)
    return policy


def _file(home: dict[str, str] | str, key: str) -> str:
    return home if isinstance(home, str) else home.get(key.partition(".")[0], "handbook")


def _in_words(error: ValidationError, tables: dict[str, Any], home: dict[str, str] | str) -> HandbookError:
    """The first complaint of the checker as one sentence of ours."""
    first = min(error.errors(), key=lambda each: each["type"] == "missing")
    where = [part for part in first["loc"] if not (isinstance(part, str) and part.startswith("function-"))]
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")
    read = None if first["type"] in ("missing", "too_short") else _short(first["input"])
    if first["type"] == "extra_forbidden":
        near = nearest(str(where[-1]), _known_keys(tables, where))
        hint = f"; did you mean {near!r}?" if near else ""
        return HandbookError(_file(home, key), key, None, f"no such key here{hint}")
    return HandbookError(_file(home, key), key, read, _expected(first))


def _known_keys(tables: dict[str, Any], where: list[Any]) -> list[str]:
    """The keys that the checker would have taken at a place, found by asking it about an empty table."""
    probe: Any = tables
    for part in where[:-1]:
        probe = probe[part]
    names = {"in_force_from", "source", "value", "note"} if "value" in probe else set()
    for part in vars(policy_model).values():
        if isinstance(part, type) and issubclass(part, Strict):
            names |= {field.alias or name for name, field in part.model_fields.items()}
    return sorted(names)


def _short(read: object) -> str:
    text = repr(read) if isinstance(read, str) else str(read)
    return text if len(text) <= 60 else text[:57] + "..."


#: What each complaint of the checker means, in our words; `{expected}` and `{error}` are the checker's own.
_EXPECTED = {
    "missing": "a value for {name!r}; every value needs its date (in_force_from) and its source",
    "too_short": "at least one value",
    "value_error": "{error}",
    "enum": "one of {expected}",
    "literal_error": "one of {expected}",
    "tuple_type": "a list of dated values, such as [{{ value = ..., in_force_from = 2014-05-01, source = ... }}]",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "dict_type": "a table",
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
} | dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), "a date such as 2014-05-01")


def _expected(complaint: Any) -> str:
    plain = str(complaint["msg"]).removeprefix("Input should be ")
    template = _EXPECTED.get(complaint["type"], plain.replace("{", "{{").replace("}", "}}"))
    return template.format(name=complaint["loc"][-1], **complaint.get("ctx", {}))


Complaint = tuple[str, str | None, str]


def _contradictions(policy: Policy) -> list[Complaint]:
    """What each value alone cannot show: unknown sources and categories, minimums above a tier's hours ..."""
    return [
        *_unknown_sources(policy),
        *_unknown_categories(policy),
        *_impossible_tiers(policy),
        *_unknown_amendments(policy),
    ]


def _unknown_sources(policy: Policy) -> list[Complaint]:
    known = {f"{name}#{section}" for name, document in policy.documents.items() for section in document.sections}
    complaints: list[Complaint] = []
    for key, source in _sources(policy._data):
        if source in known or source.startswith("proposal: "):
            continue
        near = nearest(source, known)
        hint = f"; did you mean {near!r}?" if near else ""
        complaints.append((key, repr(source), f"the section of a document listed in programme.toml{hint}"))
    return complaints


def _sources(part: Any, key: str = "") -> list[tuple[str, str]]:
    if isinstance(part, dict):
        own = [(f"{key}.source", part["source"])] if isinstance(part.get("source"), str) else []
        return own + [found for name, each in part.items() for found in _sources(each, f"{key}.{name}".lstrip("."))]
    if isinstance(part, (list, tuple)):
        return [found for place, each in enumerate(part, 1) for found in _sources(each, f"{key}[{place}]")]
    return []


def _unknown_categories(policy: Policy) -> list[Complaint]:
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


def _impossible_tiers(policy: Policy) -> list[Complaint]:
    complaints: list[Complaint] = []
    orders = [tier.order for tier in policy.tiers.values()]
    for name, tier in policy.tiers.items():
        if orders.count(tier.order) > 1:
            complaints.append((f"tiers.{name}.order", str(tier.order), "a place of its own for every tier"))
        for begin, _ in eras([tier.minutes, tier.counts, *tier.minimum.values()]):
            needed, counted = tier.minutes.on(begin) or 0, tier.counts.on(begin) or ()
            least = {each: timeline.on(begin) or 0 for each, timeline in tier.minimum.items()}
            if needed <= 0:
                complaints.append((f"tiers.{name}.hours", hours(needed), "more than zero hours"))
            if sum(least.values()) > needed:
                expected = f"minimums that fit into the tier's {hours(needed)}"
                complaints.append((f"tiers.{name}.minimum", hours(sum(least.values())), expected))
            for category, minutes in least.items():
                if minutes and category not in counted:
                    expected = f"a category that the tier counts ({listed(counted, 'or')})"
                    complaints.append((f"tiers.{name}.minimum.{category}", hours(minutes), expected))
    return complaints


def _unknown_amendments(policy: Policy) -> list[Complaint]:
    return [
        (f"readings.{name}.alternatives.{answer}.amends.{key}", None, "interpretation, categories, tiers or activities")
        for name, reading in policy.readings.items()
        for answer, alternative in reading.alternatives.items()
        for key in alternative.amends
        if key not in ("interpretation", "categories", "tiers", "activities")
    ]
