"""Which tables an SQL file reads and which it makes, found in its text: what its header must say."""

import re
from dataclasses import dataclass
from pathlib import Path

_COMMENT = re.compile(r"--[^\n]*")
_TEXT = re.compile(r"'(?:[^']|'')*'")
_CREATE = r"create (?:or replace )?(?:temp )?(?:table|view|macro)(?: if not exists)?"
_MADE = re.compile(rf"\b(?:{_CREATE}|insert into|update|delete from|truncate)\s+(\w+)")
_FROM = re.compile(r"\b(?:from|join)\s+(?:lateral\s+)?([a-z_]\w*)\b(?!\s*\()")
_NAMED = re.compile(r"(?:\bwith|,)\s*(\w+) as (?:not )?(?:materialized )?\(")
#: Words after `from` that are no tables: in `extract(… from x)`, `delete from` is made, not read.
_NO_TABLES = {"select", "unnest", "range", "values"}


@dataclass(frozen=True)
class Tables:
    """Tables and views that come from elsewhere, and those the file makes or changes."""

    reads: frozenset[str]
    makes: frozenset[str]


def tables_of(file: Path) -> Tables:
    """What a file does, by its statements."""
    text = _TEXT.sub("''", _COMMENT.sub("", file.read_text("utf-8"))).lower()
    makes = set(_MADE.findall(text))
    deleting = re.sub(r"\bdelete from\s+\w+", "", text)
    reads = set(_FROM.findall(deleting)) - set(_NAMED.findall(text)) - _NO_TABLES
    return Tables(frozenset(reads - makes), frozenset(makes))


def header_of(file: Path) -> Tables:
    """What a file says that it does."""
    found: dict[str, set[str]] = {"reads": set(), "makes": set()}
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("--"):
            break
        for name in found:
            if line.startswith(f"-- {name}: "):
                found[name] |= {each.strip() for each in line.partition(": ")[2].split(",")}
    return Tables(frozenset(found["reads"]), frozenset(found["makes"]))
