"""Tables → Policy: checks a handbook's values against the model and against each other.

Every error says which file, which key, what was read and what was expected."""

import tomllib
from decimal import Decimal
from types import UnionType
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from mentorship.errors import HandbookError
from mentorship.policy.contradictions import contradictions, known_or_nearest
from mentorship.policy.model import Policy

#: The file of each table in a handbook laid out like ours; a table without one of its own is in `programme.toml`.
_OWN_FILE = ("activities", "glossary", "goals", "guidance", "paths", "readings", "reasons", "tiers")


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
    for each in contradictions(policy):
        raise HandbookError(_file(home, each[0]), *each)
    return policy


def _file(home: dict[str, str] | str, key: str) -> str:
    """The file of a key; where the key is in none, the file that has it in our handbook."""
    table = key.partition(".")[0]
    if isinstance(home, str):
        return home
    return home.get(table) or (f"{table}.toml" if table in _OWN_FILE else "programme.toml")


def _in_words(error: ValidationError, home: dict[str, str] | str) -> HandbookError:
    """The first complaint of the checker as one sentence of ours."""
    first = min(error.errors(), key=lambda each: each["type"] == "missing")
    where = [part for part in first["loc"] if not (isinstance(part, str) and part.startswith("function-"))]
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(".")
    read = None if first["type"] in ("missing", "too_short") else _short(first["input"])
    if first["type"] == "extra_forbidden":
        expected = known_or_nearest(str(where[-1]), _known_keys(where[:-1]), "key")
        return HandbookError(_file(home, key), key, None, expected)
    return HandbookError(_file(home, key), key, read, _expected(first, where))


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
