"""TOML → Policy, with errors that say which file, which key, what was read and what was expected."""

import tomllib
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from mentorship.errors import HandbookError
from mentorship.policy.model import Interpretation, Policy, eras
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
        for key, table in parse_toml(_text(file), file.name).items():
            if key in tables:
                raise HandbookError(file.name, key, None, f"this table in one file only; {home[key]} has it already")
            tables[key], home[key] = table, file.name
    policy = policy_from(tables, home)
    _lay_every_reading(policy, home["readings"])
    return policy


def _text(file: Path) -> str:
    """The words of a file. A letter read wrongly would be shown to everybody, so other encodings are refused."""
    read = file.read_bytes()
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = read[: error.start].count(b"\n") + 1
        raise HandbookError(
            file.name, None, f"a byte that is not UTF-8 in line {line}", "text saved as UTF-8"
        ) from None


def _lay_every_reading(policy: Policy, file: str) -> None:
    """A reading that cannot be is found when the handbook is read, not on the day somebody chooses it."""
    from mentorship.policy.amendments import read_as  # noqa: PLC0415  # which stands on this module

    for name, reading in policy.readings.items():
        for answer in reading.alternatives:
            try:
                read_as(policy, {name: answer})
            except HandbookError as error:
                key = f"readings.{name}.alternatives.{answer}.amends.{error.key}"
                raise HandbookError(file, key, error.read, error.expected) from None


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
        raise _in_words(error, home) from None
    policy._data = tables
    for complaint in _contradictions(policy):
        raise HandbookError(_file(home, complaint[0]), *complaint)
    return policy


def _file(home: dict[str, str] | str, key: str) -> str:
    """The file of a key; where the key is in none, the file that has it in our handbook."""
    table = key.partition(".")[0]
    if isinstance(home, str):
        return home
    return home.get(table) or (f"{table}.toml" if (OUR_HANDBOOK / f"{table}.toml").exists() else "programme.toml")


def _in_words(error: ValidationError, home: dict[str, str] | str) -> HandbookError:
    """The first complaint of the checker as one sentence of ours."""
    first = min(error.errors(), key=lambda each: each["type"] == "missing")
    where = [part for part in first["loc"] if not (isinstance(part, str) and part.startswith("function-"))]
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")
    read = None if first["type"] in ("missing", "too_short") else _short(first["input"])
    if first["type"] == "extra_forbidden":
        expected = _known(str(where[-1]), _known_keys(where[:-1]), "key")
        return HandbookError(_file(home, key), key, None, expected)
    return HandbookError(_file(home, key), key, read, _expected(first, where))


def _known(word: str, known: Iterable[str], noun: str) -> str:
    """What was expected in place of an unknown word: the nearest one, else all there are."""
    near = nearest(word, known)
    return f"a known {noun} (did you mean {near!r}?)" if near else f"one of the known {noun}s: {listed(known, 'or')}"


def _known_keys(where: list[Any]) -> list[str]:
    """The keys that the model knows at a place."""
    kind: Any = Policy
    for part in where:
        kind = _kind_of(kind, part)
    return sorted(field.alias or name for name, field in kind.model_fields.items())


def _kind_of(kind: Any, part: str | int) -> Any:
    """What the model wants to find under a key, or at a place of a timeline."""
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    if isinstance(part, int):
        return get_args(kind.model_fields["root"].annotation)[0]
    found = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}[part]
    if get_origin(found) is UnionType:
        return next(each for each in get_args(found) if issubclass(each, BaseModel))
    return found


def _short(read: object) -> str:
    """What was read, as it looks in TOML; a whole table would drown the sentence."""
    if isinstance(read, (dict, list)):
        return "a table" if isinstance(read, dict) else "a list"
    text = repr(read) if isinstance(read, str) else str(read).lower() if isinstance(read, bool) else str(read)
    return text if len(text) <= 60 else text[:57] + "..."


#: What each complaint of the checker means, in our words; `{expected}` and `{error}` are the checker's own.
_EXPECTED = {
    "missing": "this key, which is not there",
    "too_short": "at least one value",
    "value_error": "{error}",
    "enum": "one of {expected}",
    "literal_error": "one of {expected}",
    "tuple_type": "a list, in brackets even where it holds one thing only",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "dict_type": "a table",
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "greater_than_equal": "{ge} or more",
} | dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), "a date such as 2014-05-01")


#: What is said of a missing key, where more can be said than that it is missing.
_MISSING = {
    "value": "this key: what holds from a day on",
    "in_force_from": "this key: the day from which the value holds, such as 2014-05-01",
    "source": 'this key: where it is written, as "document#section"',
}


def _expected(complaint: Any, where: list[Any]) -> str:
    if complaint["type"] == "missing" and len(where) == 1:
        return "this key in one of the handbook's files, and none has it"
    if complaint["type"] == "missing" and where[-1] in _MISSING:
        return _MISSING[where[-1]]
    if complaint["type"] == "tuple_type" and where[-1] not in ("value", "spellings"):
        return "a list of dated values, such as [{ value = ..., in_force_from = 2014-05-01, source = ... }]"
    plain = str(complaint["msg"]).removeprefix("Input should be ")
    template = _EXPECTED.get(complaint["type"], plain.replace("{", "{{").replace("}", "}}"))
    return template.format(**complaint.get("ctx", {}))


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
        hint = f" (did you mean {near!r}?)" if near else ""
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
    """A reading changes what is there; what it does to the values is found by laying it over the handbook."""
    known: dict[str, Iterable[str]] = {
        "interpretation": Interpretation.model_fields, "categories": policy.categories,
        "tiers": policy.tiers, "activities": policy.activities,
    }  # fmt: skip
    complaints: list[Complaint] = []
    for name, reading in policy.readings.items():
        for answer, alternative in reading.alternatives.items():
            place = f"readings.{name}.alternatives.{answer}.amends"
            for table, changes in alternative.amends.items():
                if table not in known:
                    complaints.append((f"{place}.{table}", None, _known(table, known, "table")))
                    continue
                unknown = [each for each in changes if each not in known[table]] if isinstance(changes, dict) else []
                complaints += [
                    (f"{place}.{table}.{each}", None, _known(each, known[table], "name")) for each in unknown
                ]
    return complaints
