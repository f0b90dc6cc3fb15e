"""How the house is built: what each room may hold, said in architecture and kept here."""

import ast
import re

import pytest

from tests.conftest import ROOT
from tests.support.sql_tables import header_of, tables_of

#: A table shows so many columns at most before somebody asks for more.
MOST_COLUMNS = 7
PAGES = sorted((ROOT / "pages").glob("[a-z]*.py"))
#: Questions; what makes and upgrades the tables themselves is none.
SQL = sorted(
    file
    for file in (ROOT / "mentorship").rglob("*.sql")
    if file.name != "schema.sql" and file.parent.name != "migrations"
)
CODE = sorted([*(ROOT / "mentorship").rglob("*.py"), *(ROOT / "pages").rglob("*.py")])
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 250, 40


def test_the_frame_is_short_and_knows_only_the_gate():
    source = (ROOT / "app.py").read_text("utf-8")
    assert len(source.splitlines()) <= 80
    nodes = list(ast.walk(ast.parse(source)))
    imported = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    assert imported == {"streamlit", "pages.parts"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_short_and_guards_itself(page):
    source = page.read_text("utf-8")
    assert len(source.splitlines()) <= 90
    *_, last = ast.parse(source).body
    assert ast.unparse(last).startswith("show(page, to=")
    assert "def page(request: Request)" in source


@pytest.mark.parametrize("file", SQL, ids=lambda file: f"{file.parent.parent.name}/{file.name}")
def test_sql_opens_with_its_question_then_says_what_it_reads_and_makes(file):
    assert file.read_text("utf-8").startswith("-- ")
    assert header_of(file) == tables_of(file)


def test_numbers_are_given_by_the_store_alone():
    """What a shared store cannot do is in no statement: `returning`, and a number made from those that are there."""
    for file in SQL:
        words = file.read_text("utf-8").lower()
        assert not re.search(r"^returning\b", words, re.MULTILINE), file.name
        assert not re.search(r"max\(\w*(no|number)\)\s*(, 0\)\s*)?\+\s*1", words), file.name


def test_sizes_stay_small():
    """A file of one thought fits on a few screens, a function on one."""
    long: dict[str, int] = {}
    for file in CODE:
        source = file.read_text("utf-8")
        if len(source.splitlines()) > MOST_LINES:
            long[str(file.relative_to(ROOT))] = len(source.splitlines())
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                lines = node.end_lineno - node.lineno + 1
                if lines > MOST_LINES_OF_A_FUNCTION:
                    long[f"{file.relative_to(ROOT)}: {node.name}"] = lines
    assert not long


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_says_why_it_is_there(file):
    assert ast.get_docstring(ast.parse(file.read_text("utf-8")))


def test_every_chart_on_a_page_can_stand_alone():
    """Its PNG is read elsewhere: with its title, its day and source, on a background."""
    for file in (ROOT / "pages").rglob("*.py"):
        if file.stem != "standing_alone":
            assert "pictures.picture(" not in file.read_text("utf-8"), file.name


def test_a_table_shows_few_columns_unasked():
    """What is beyond the screen is not read; the others can be asked for."""
    for file in (ROOT / "pages").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.List):
                columns = [each for each in node.elts if isinstance(each, ast.Call) and "Column" in ast.dump(each.func)]
                shown = [each for each in columns if "further" not in {one.arg for one in each.keywords}]
                assert len(shown) <= MOST_COLUMNS, (file.name, node.lineno)


def test_every_report_takes_the_request_first():
    """A report that took a viewer and a cursor could answer from another state of the data than the page beside it."""
    for room in ("reports", "planning", "oversight"):
        for file in (ROOT / "mentorship" / room).glob("[a-z]*.py"):
            for node in ast.parse(file.read_text("utf-8")).body:
                if isinstance(node, ast.FunctionDef) and any(each.arg == "cursor" for each in node.args.args):
                    assert node.name.startswith("_") or node.args.args[0].arg in ("cursor", "request"), (
                        f"{file.name}: {node.name}"
                    )


def test_nothing_but_actions_opens_a_transaction_on_screen_or_command():
    for file in [*(ROOT / "pages").rglob("*.py"), *(ROOT / "mentorship" / "commands").glob("*.py")]:
        assert ".transaction(" not in file.read_text("utf-8"), file.name


def test_no_sql_is_put_together_from_strings():
    """No f-string, format or plus goes into a statement; the rest is bound."""
    for file in (ROOT / "mentorship").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("execute", "sql", "executemany"):
                statement = node.args[0]
                named = isinstance(statement, ast.Name) and statement.id == "statement"
                assert named or isinstance(statement, ast.Constant), f"{file.name}:{node.lineno}"


def test_no_file_is_called_after_nothing():
    names = {file.stem for file in [*(ROOT / "mentorship").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]}
    assert not names & {"utils", "helpers", "common", "manager", "misc"}


def test_nothing_depends_on_this_machine():
    for file in [*ROOT.glob("*.md"), *ROOT.glob("*.toml"), *ROOT.glob("Makefile"), *(ROOT / "docs").rglob("*.ipynb")]:
        text = file.read_text("utf-8")
        assert "/work/" not in text, file.name
        assert "/root/" not in text, file.name
