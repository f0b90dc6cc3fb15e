"""How the house is built: what each room may hold, said in architecture and kept here."""

import ast
import re

import pytest

from tests.conftest import ROOT

PAGES = sorted((ROOT / "pages").glob("[a-z]*.py"))
SQL = sorted((ROOT / "mentorship").rglob("*.sql"))


def test_the_frame_is_short_and_knows_only_the_gate():
    source = (ROOT / "app.py").read_text("utf-8")
    assert len(source.splitlines()) <= 80
    nodes = list(ast.walk(ast.parse(source)))
    imported = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    assert imported == {"streamlit", "mentorship.access", "pages.parts"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_short_and_guards_itself(page):
    source = page.read_text("utf-8")
    assert len(source.splitlines()) <= 90
    *_, last = ast.parse(source).body
    assert ast.unparse(last).startswith("show(page, to=")
    assert "def page(viewer: Viewer)" in source


@pytest.mark.parametrize("file", SQL, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_sql_opens_with_its_question(file):
    assert file.read_text("utf-8").startswith("-- ")


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


def test_the_readme_names_every_setting_and_command():
    readme = (ROOT / "README.md").read_text("utf-8")
    settings = (ROOT / "mentorship" / "settings.py").read_text("utf-8")
    for name in re.findall(r"^    (\w+): ", settings, re.M):
        assert f"MENTORSHIP_{name.upper()}" in readme, name
    for command in ("check", "import", "imports", "doctor"):
        assert f"mentorship {command}" in readme
    for command in re.findall(r"^make (\w+)", readme, re.M):
        assert re.search(rf"^{command}:", (ROOT / "Makefile").read_text("utf-8"), re.M)


def test_nothing_depends_on_this_machine():
    for file in [*ROOT.glob("*.md"), *ROOT.glob("*.toml"), *ROOT.glob("Makefile"), *(ROOT / "docs").rglob("*.ipynb")]:
        text = file.read_text("utf-8")
        assert "/work/" not in text, file.name
        assert "/root/" not in text, file.name
