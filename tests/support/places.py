"""The places that answer a question: pages as they reach the browser, commands as they print. Each is asked once."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from mentorship import check
from pages.parts import downloads, resources
from tests.commands.test_commands import mentorship
from tests.packet.pdfs import text as text_of_pdf
from tests.support.opened_pages import open_page

Row = dict[str, str]


class Screen:
    """A page as it reached the browser: what is written on it, and its tables by what they are called."""

    def __init__(self, app: Any) -> None:
        assert not app.exception, app.exception
        self.texts: list[str] = []
        self.tables: dict[str, list[Row]] = {}
        self.bars: list[dict[str, Any]] = []
        self.charts: list[dict[str, Any]] = []
        self._links: dict[str, list[dict[str, str]]] = {}
        for node in _nodes(app._tree, set()):
            self._take(node)

    def _take(self, node: Any) -> None:
        if node.type == "bidi_component":
            self._take_component(node.proto.component_name, json.loads(node.proto.json or node.proto.bytes))
        elif node.type == "plotly_chart":
            self.charts += [{"name": "", "x": [], "y": []} | each for each in json.loads(node.proto.spec)["data"]]
        else:
            options = getattr(node, "options", None) or []
            value = node.value if node.type in ("markdown", "caption", "title", "subheader", "metric") else ""
            written = [getattr(node, "label", ""), value, *map(str, options)]
            self.texts += [unescaped(each) for each in written if isinstance(each, str) and each]

    def _take_component(self, name: str, data: Any) -> None:
        if name == "requirements":
            self.bars += data
        if name == "records":
            heads = [each["heading"] for each in data["columns"]]
            cells = [[_text(cell) for cell in row["cells"]] for row in data["rows"]]
            self._links[data["says"]] = data["links"]
            self.tables[data["says"]] = [dict(zip(heads, row, strict=True)) for row in cells]

    @property
    def text(self) -> str:
        """All that is written on it, tables apart."""
        return "\n".join(self.texts)

    def table(self, says: str) -> list[Row]:
        """The rows of the table whose name begins so."""
        (found,) = [rows for name, rows in self.tables.items() if name.startswith(says)]
        return found

    def download(self, says: str) -> list[Row]:
        """The rows of a table as its CSV has them."""
        (links,) = [links for name, links in self._links.items() if name.startswith(says)]
        (token,) = [each["href"].rpartition("/")[2] for each in links if each["label"] == "CSV"]
        offer = downloads._offers[token]
        with resources.request(offer.viewer) as request:
            return list(csv.DictReader(io.StringIO(offer.make(request).decode("utf-8-sig"))))


class Places:
    """The app over one store, and the commands over a copy of it; every page and command is asked once."""

    def __init__(self, store: Path, files: dict[str, list[Path]], as_of: date) -> None:
        self.files = files
        self._store, self._as_of = store, as_of
        self.opened: dict[Any, Screen] = {}
        self.said: dict[Any, str] = {}

    def page(
        self, name: str, role: str = "ombudsman", typed: str = "", folds: tuple[str, ...] = (), **address: str
    ) -> Screen:
        """A page as somebody opens it by an address, opens folds of it (by key), and types into the first field that
        searches."""
        asked = (name, role, typed, folds, *address.items())
        if asked not in self.opened:
            app = open_page(name, role, folds, **address)
            if typed:
                app = next(each for each in app.main.text_input if "search" in each.key).set_value(typed).run()
            self.opened[asked] = Screen(app)
        return self.opened[asked]

    def printed(self, *command: object) -> str:
        """What a command prints for people about the store, as one line."""
        return self._said(*command, "--store", self._store)

    def json(self, *command: object) -> Any:
        """What it prints for programs."""
        return json.loads(self.printed(*command, "--format", "json"))

    def packet(self, mentee: str, tier: str, kind: str) -> Any:
        """The packet of a mentee for a tier: the text of its PDF, or the rows of its workbook's sheet of sessions."""
        out = self._store.with_name(f"{mentee}_{tier}.{kind}")
        self.printed("packet", "--mentee", mentee, "--tier", tier, "--out", out, "--as-of", self._as_of)
        if kind == "pdf":
            return text_of_pdf(out.read_bytes())
        heads, *rows = load_workbook(out)["Sessions"].iter_rows(values_only=True)
        return [dict(zip(heads, row, strict=True)) for row in rows]

    def checked(self, mentee: str) -> str:
        """What `mentorship check` prints about a mentee, of the same records in files."""
        return self._check("few", "--mentee", mentee)

    @cached_property
    def checked_json(self) -> dict[str, Any]:
        """What it prints about everybody for programs."""
        report: dict[str, Any] = json.loads(self._check("sessions", "--format", "json"))
        return report

    def checked_json_of(self, mentee: str) -> dict[str, Any]:
        """What that says of one mentee."""
        return next(each for each in self.checked_json["mentees"] if each["mentee"] == mentee)

    @cached_property
    def library(self) -> Any:
        """What a notebook gets of the same files."""
        return check(self.files["few"], self.files["people"], as_of=self._as_of)

    def _check(self, kind: str, *options: object) -> str:
        people = [each for file in self.files["people"] for each in ("--people", file)]
        return self._said("check", *self.files[kind], *people, "--as-of", self._as_of, *options)

    def _said(self, *arguments: object) -> str:
        if arguments not in self.said:
            done = mentorship(*arguments)
            assert done.status in (0, 1), done.err
            self.said[arguments] = " ".join(done.out.split())
        return self.said[arguments]


def one_answer(question: str, places: dict[str, Any]) -> Any:
    """The answer that every place gives; else each is shown beside what it says."""
    first, *others = places.values()
    if any(said != first for said in others):
        shown = "\n".join(f"  {place}: {said!r}" for place, said in places.items())
        raise AssertionError(f"{question}\n{shown}")
    return first


def found(pattern: str, text: str) -> str:
    """The part of a text that a pattern asks for; what was searched where it is not there."""
    return matched(pattern, text)[1]


def matched(pattern: str, text: str) -> re.Match[str]:
    """Where a text has a pattern; what was searched where it is not there."""
    match = re.search(pattern, text)
    assert match, f"{pattern!r} is not in: {text[:2000]}"
    return match


def number(pattern: str, text: str) -> int:
    """A number that a text says."""
    return int(found(pattern, text).replace(",", ""))


def numbers(pattern: str, text: str) -> tuple[int, ...]:
    """Several of one sentence."""
    match = re.search(pattern, text)
    assert match, f"{pattern!r} is not in: {text[:2000]}"
    return tuple(int(each.replace(",", "")) for each in match.groups())


def unescaped(markdown: str) -> str:
    """Text as somebody reads it, without the marks that keep Markdown from taking it for more."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace("\u2060", "").replace("**", "")


def _text(cell: Any) -> str:
    return str(cell["text"] if isinstance(cell, dict) else cell)


def _nodes(node: Any, seen: set[int]) -> Iterator[Any]:
    if id(node) in seen:
        return
    seen.add(id(node))
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child, seen)


def minutes(told: str) -> int:
    """Hours as they are written, in minutes: '7 h 30', '45 min', '12 h'."""
    match = re.fullmatch(r"(?:([\d,]+) h)? ?(?:(\d+)(?: min)?)?", told.strip())
    assert match and told.strip(), f"{told!r} is no amount of hours"
    return int((match[1] or "0").replace(",", "")) * 60 + int(match[2] or 0)
