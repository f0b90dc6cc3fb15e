"""What README and docs say is there: commands, options, settings, pages, make targets, links, pictures, JSON."""

import contextlib
import io
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from mentorship.cli import app
from mentorship.settings import Settings
from pages.parts.menu import ENTRIES
from tests.conftest import ROOT, SAMPLE
from tests.support.who_sees_what import TABLE

DOCUMENTS = [
    ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "data" / "README.md",
    ROOT / "benchmarks" / "README.md",
]  # fmt: skip
TEXT = {file: file.read_text("utf-8") for file in DOCUMENTS}
ALL_TEXT = "\n".join(TEXT.values())
#: How the README calls those a page is for, and their roles.
ROLES = {"ombudsman": "ombudsman", "leadership": "leadership", "mentees": "mentee", "mentors": "mentor"}
FENCE = re.compile(r"^```.*?^```$", re.M | re.S)
name_of = {file: str(file.relative_to(ROOT)) for file in DOCUMENTS}.__getitem__


# --- commands -----------------------------------------------------------------------------------------------

MENTORSHIP: Any = typer.main.get_command(app)
#: Every wrong use of the command line (typer exports only its narrower kinds).
UsageError: type[Any] = typer.BadParameter.__mro__[2]


def every_command(command: Any = MENTORSHIP, path: str = "mentorship") -> Iterator[tuple[str, Any]]:
    """Every command and subcommand with what is typed for it; a group that does something by itself, too."""
    if path != "mentorship":
        yield path, command
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from every_command(command.get_command(None, name), f"{path} {name}")


COMMANDS = dict(every_command())


def command_lines() -> Iterator[tuple[str, str, bool]]:
    """Each line that starts with `mentorship`, with its document, and whether it is whole: one in a code block is; one
    within a sentence may be a command's name alone."""
    for file, text in TEXT.items():
        for line in (line for block in FENCE.findall(text) for line in block.splitlines()):
            if line.startswith("mentorship "):
                yield name_of(file), line, True
        for line in re.findall(r"`(mentorship [^`\n]+)`", FENCE.sub("", text)):
            yield name_of(file), line, False


@pytest.mark.parametrize("typed", COMMANDS)
def test_every_command_is_documented(typed):
    assert re.search(rf"`?{typed}\b", ALL_TEXT)


@pytest.mark.parametrize("typed", COMMANDS)
def test_every_option_is_documented(typed):
    options = [option for each in COMMANDS[typed].params for option in each.opts if option.startswith("--")]
    assert [each for each in options if not re.search(rf"{each}\b", ALL_TEXT)] == []


def parse(command: Any, arguments: list[str], name: str) -> None:
    """Parse a command line as it would be before it runs. Raises what the parser says."""
    context = command.make_context(name, list(arguments))
    if hasattr(command, "commands") and (rest := [*context._protected_args, *context.args]):
        typed, below, left = command.resolve_command(context, rest)
        parse(below, left, typed)


@pytest.mark.parametrize(("document", "line", "whole"), sorted(set(command_lines())))
def test_a_command_line_shown_is_one_that_parses(document, line, whole):
    try:
        parse(MENTORSHIP, shlex.split(line, comments=True)[1:], "mentorship")
    except UsageError as error:
        if whole or type(error).__name__ != "MissingParameter":
            raise


@pytest.mark.parametrize(
    "line", ["imports problems 3 --no-such x", "imprts", "plan --mentee P-1", "check s.csv --reading"]
)
def test_a_command_line_that_is_wrong_would_be_found(line):
    with pytest.raises(UsageError):
        parse(MENTORSHIP, line.split(), "mentorship")


# --- settings, make, pages ----------------------------------------------------------------------------------


@pytest.mark.parametrize("setting", Settings.model_fields)
def test_every_setting_is_documented_with_its_default(setting):
    """Defaults that are a plain value are in the table as they are; others are told in words."""
    rows = re.findall(
        rf"^\| `MENTORSHIP_{setting.upper()}` \|.*\| (.*) \|$", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.M
    )
    assert len(rows) == 1
    default = Settings.model_fields[setting].default
    if default is not None and not isinstance(default, Path) and str(default).strip("*"):
        assert rows[0].casefold() == f"`{str(default).casefold()}`"


def test_every_setting_named_is_one():
    named = set(re.findall(r"MENTORSHIP_([A-Z_]+)", ALL_TEXT)) - {"ACESS"}  # a slip shown on purpose
    assert named <= {name.upper() for name in Settings.model_fields}


def test_every_make_target_named_is_there():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", ALL_TEXT, re.M))
    assert {"run", "test"} <= named
    assert [each for each in named if not re.search(rf"^{each}:", makefile, re.M)] == []


def test_every_make_target_is_documented():
    (line,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert [each for each in line.split() if f"make {each}" not in ALL_TEXT] == []


@pytest.mark.parametrize("page", sorted(file.stem for file in (ROOT / "pages").glob("[a-z]*.py")))
def test_every_page_is_in_the_readme_with_those_it_is_for(page):
    rows = re.findall(r"^\| \*(.+)\* \| .+ \| (.+) \|$", TEXT[ROOT / "README.md"], re.M)
    audience = dict(rows)[ENTRIES[page].title]
    roles = set(ROLES.values()) if audience == "everybody" else {ROLES[each] for each in audience.split(", ")}
    assert roles == set(TABLE["pages"][page])


# --- links and pictures -------------------------------------------------------------------------------------


def anchors(text: str) -> set[str]:
    """The anchors that a document's headings get where it is shown."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("file", [*DOCUMENTS, ROOT / "CHANGELOG.md"], ids=lambda file: str(file.relative_to(ROOT)))
def test_every_link_leads_somewhere(file):
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", file.read_text("utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        there = (file.parent / path).resolve() if path else file
        if not there.exists() or (anchor and anchor not in anchors(there.read_text("utf-8"))):
            broken.append(link)
    assert broken == []


def test_every_picture_is_shown_somewhere():
    pictures = {file.name for file in (ROOT / "docs" / "screenshots").glob("*.png")}
    assert {name for name in pictures if name not in ALL_TEXT} == set()


# --- JSON ---------------------------------------------------------------------------------------------------

JSON_DOC = TEXT[ROOT / "docs" / "json.md"]


def documented(section: str) -> set[str]:
    """The keys in the first column of a section's table."""
    body = JSON_DOC.split(f"## {section}\n", 1)[1].split("\n## ", 1)[0]
    cells = re.findall(r"^\| (`.+?) \| ", body, re.M)
    return {key for cell in cells for key in re.findall(r"`([^`]+)`", cell)}


def keys(value: Any, path: str = "") -> Iterator[str]:
    """The paths of all that stands in some JSON: `mentees[].tiers[].tier`."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from keys(below, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for below in value:
            yield from keys(below, f"{path}[]")
    if path and not (isinstance(value, (dict, list)) and value):
        yield path


def is_documented(key: str, known: set[str]) -> bool:
    """Whether a key is in the table: itself, as a list or object that is empty here, or by the `.*` of one above it."""
    is_above = any(each.startswith((f"{key}[", f"{key}.")) for each in known)
    return is_above or any(re.fullmatch(pattern_of(each), key) for each in known)


def pattern_of(key: str) -> str:
    """What a key of the table stands for: `.*` is any name."""
    return re.escape(key).replace(r"\.\*", r"\.[^\[]+")


def output(*arguments: object) -> Any:
    """The JSON that a command prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        app([*map(str, arguments), "--format", "json"], standalone_mode=False)
    return json.loads(out.getvalue())


FILES = (SAMPLE / "sessions.csv", "--people", SAMPLE / "people.csv", "--as-of", "2026-11-15")
AMENDMENT = """
title = "More hours, shorter classes"
source = "a proposal"
in_force_from = "always"
[tiers.first]
hours = 26
[activities.clinical_application]
cap = { hours = 4, per = "event" }
"""
HEAD = {
    "policy.id",
    "policy.digest",
    "policy.readings.*",
    "as_of",
    "data.sessions",
    "data.newest_held_on",
    "data.digest",
}


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with an amendment and a file that has a problem; the store of the settings is in it."""
    monkeypatch.setenv("MENTORSHIP_STORE", str(tmp_path / "store.duckdb"))
    (tmp_path / "change.toml").write_text(AMENDMENT, "utf-8")
    (tmp_path / "bad.csv").write_text(
        "held_on,mentee,activity,modality,minutes,mentor,fee\n2025-03-03,ada,one_to_one,virtual,abc,mia,\n"
        "2025-03-04,ada,one_to_one,virtual,60,mia,a lot\nTotal,,,,60,,\n",
        "utf-8",
    )
    return tmp_path


def agree(section: str, found: Any, *more: str) -> None:
    """A section names every key that is printed, and no other."""
    known, printed = documented(section) | set(more), set(keys(found))
    assert {key for key in printed if not is_documented(key, known)} == set()
    lists = {f"{key}[]" for key in printed}  # a list that is empty here
    missing = {key for key in documented(section) - lists if not any(re.match(pattern_of(key), one) for one in printed)}
    assert missing == set()


def test_the_json_of_check_is_documented(place):
    agree("check", output("check", SAMPLE / "sessions.csv", place / "bad.csv", *FILES[1:], "--take-suggestions"))


@pytest.mark.parametrize("command", ["oversight", "uptake"])
def test_the_json_of_an_analysis_is_documented(place, command):
    agree(command, output(command, *FILES), *HEAD)


def test_the_json_of_simulate_is_documented(place):
    found = output("simulate", *FILES, "--amend", place / "change.toml")
    policy = ("id", "digest", "readings.*")
    agree("simulate", found, *HEAD, *(f"policy.{when}.{key}" for when in ("before", "after") for key in policy))


def test_the_json_of_plan_is_documented(place):
    agree("plan", output("plan", *FILES, "--mentee", "P-1086", "--tier", "first"), *HEAD)


def test_the_json_of_rules_is_documented(place):
    agree("rules", output("rules", "--amend", place / "change.toml"))


def test_the_json_of_imports_and_of_what_looks_at_a_store_is_documented(place):
    output("import", SAMPLE / "people.csv", SAMPLE / "sessions.csv")
    agree("import", output("import", place / "bad.csv", "--take-suggestions"))
    agree("imports", output("imports"))
    (place / "again.csv").write_text("person,name\nP-1086,Another Name\n", "utf-8")
    output("import", place / "again.csv")
    agree("imports changes", output("imports", "changes", 4))
    listed = output("people")
    app(["people", "separate", "P-1001", "P-1002", "--because", "two people"], standalone_mode=False)
    agree("people", {"alike": listed["alike"], "settled": output("people")["settled"]})
    agree("profiles", output("profiles"))
    agree("doctor", output("doctor"))


def test_the_readme_says_who_sees_everything_without_sign_in():
    assert "everybody who has an account there sees everything" in " ".join(
        (ROOT / "README.md").read_text("utf-8").split()
    )
