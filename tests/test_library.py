"""`import mentorship`: files or data frames in, assessments and explanations out; the notebook says what it said."""

import io
from datetime import date
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

import mentorship
from mentorship.errors import ArgumentError, FileError
from tests.conftest import ROOT, SAMPLE

pytestmark = pytest.mark.slow

AS_OF = date(2026, 11, 15)


@pytest.fixture(scope="module")
def assessment():
    return mentorship.check(SAMPLE / "sessions.csv", people=str(SAMPLE / "people.csv"), as_of=AS_OF)


def test_five_lines_are_enough(assessment):
    callum = assessment["P-1051"]
    assert str(callum).startswith("P-1051 has 22 h to go")
    assert "Edwina Marsh was not certified on 2 Sep 2019" in callum.explain()
    assert callum.why("S-000815")[0].rule == "standing.mentor_not_certified"
    with pytest.raises(KeyError, match="did you mean"):
        assessment["P-1O51"]
    with pytest.raises(KeyError):
        callum.why("S-1")


def test_data_frames_are_read_like_files(assessment):
    frames = {name: pd.read_csv(SAMPLE / f"{name}.csv") for name in ("sessions", "people")}
    found = mentorship.check(frames["sessions"], people=frames["people"], as_of=AS_OF)
    assert found.problems == []
    assert [each["tiers"] for each in found.as_json()["mentees"]] == [
        each["tiers"] for each in assessment.as_json()["mentees"]
    ]


def test_rich_display_holds_no_markup_from_exports():
    sessions = pd.read_csv(
        io.StringIO(
            "held_on,mentee,activity,modality,minutes,mentor\n"
            "2025-03-03,P-1,one_to_one,virtual,60,M-1\n2025-03-04,<b>x</b>,one_to_one,virtual,60,M-1\n"
        )
    )
    people = pd.read_csv(io.StringIO("person,name,mentor_since\nM-1,<i>y</i>,2026-01-01\n"))
    found = mentorship.check(sessions, people=people, as_of=AS_OF)
    assert [each.read for each in found.problems] == ["<b>x</b>"], "no id looks like this"
    (mentee,) = found
    for html in (found._repr_html_(), mentee._repr_html_()):
        assert "<b>x" not in html
        assert "<i>" not in html
    assert "&lt;i&gt;y&lt;/i&gt; was not certified on 3 Mar 2025" in mentee._repr_html_()


def test_rulebooks_and_their_differences(tmp_path):
    file = tmp_path / "amendment.toml"
    file.write_text(
        'title = "Shorter"\nsource = "x"\nin_force_from = 2027-01-01\n[activities.clinical_application]\n'
        'cap = { hours = 4, per = "event" }\n',
        "utf-8",
    )
    changed = mentorship.rulebook("default", file)
    assert list(map(str, mentorship.difference(mentorship.rulebook(), changed))) == [
        "Clinical Application class: at most 6 h per class → 4 h per class, from 1 Jan 2027"
    ]
    assert mentorship.read_amendment(file).title == "Shorter"


def test_what_cannot_be_read_is_a_sentence():
    with pytest.raises(ArgumentError, match="expected a path or a data frame, read int"):
        mentorship.check(7)
    with pytest.raises(FileError):
        mentorship.check("nowhere.csv")


def test_importing_the_package_loads_no_database():
    import subprocess
    import sys

    code = "import mentorship, sys; sys.exit('duckdb' in sys.modules or 'streamlit' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_the_notebook_runs_and_says_what_it_shows():
    file = ROOT / "docs" / "notebook.ipynb"
    shown = nbformat.read(file, 4)
    again = nbformat.read(file, 4)
    NotebookClient(again, timeout=120, resources={"metadata": {"path": str(Path(file).parent)}}).execute()
    for before, after in zip(shown.cells, again.cells, strict=True):
        if before.cell_type == "code":
            assert _texts(before) == _texts(after), before.source


def _texts(cell):
    return [output.get("text") or output.get("data", {}).get("text/plain") for output in cell.outputs]
