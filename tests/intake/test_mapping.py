"""Which cell is which column: our own headings, columns filled in, what is missing."""

import openpyxl
import pytest

from mentorship.errors import ArgumentError, MappingError
from mentorship.intake.cells import SEPARATOR
from mentorship.intake.columns import COLUMNS
from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store
from mentorship.vocabulary import Kind
from tests.support.importing import GOOD, HANDBOOK, HEADINGS, table, take


def test_headings_in_other_order_and_spelling(tmp_path):
    content = table("60, Mia,virtual,,ADA,2025-03-03,one_to_one",
                    headings="MINUTES,Mentor,modality,Notes, Mentee ,Held On,ACTIVITY")  # fmt: skip
    assert take(tmp_path, content).without_place == [
        {**fact, "mentee": "ADA", "mentor": "Mia"} for fact in take(tmp_path, table(GOOD)).without_place
    ]


def test_extra_columns_are_kept_with_the_row(tmp_path):
    content = table(f"hall 3,{GOOD}sunny,  padded ", headings=f"room,{HEADINGS},sky")
    store = open_store(None)
    (tmp_path / "s.csv").write_text(content)
    result = import_file(store, tmp_path / "s.csv", HANDBOOK)
    with store.cursor() as cursor:
        [(headings, original)] = cursor.execute("select headings, original from import, session_fact").fetchall()
    store.close()
    assert result.accepted == 1
    kept = dict(zip(headings, original.split(SEPARATOR), strict=True))
    assert kept["room"] == "hall 3"
    assert kept["sky"].strip() == "padded"
    assert kept["notes"] == "sunny"
    assert kept["held_on"] == "2025-03-03"


def test_a_heading_twice_is_a_question(tmp_path):
    with pytest.raises(MappingError, match="“Minutes” appears twice"):
        take(tmp_path, table(GOOD + ",90", headings=HEADINGS + ",Minutes"))
    assert take(tmp_path, table(GOOD + ",a,b", headings=HEADINGS + ",extra,Extra")).result.accepted == 1


@pytest.mark.parametrize("missing", ["held_on", "mentee", "activity", "modality"])
def test_a_needed_column_is_missing(tmp_path, missing):
    without = ",".join("x" if name == missing else name for name in HEADINGS.split(","))
    with pytest.raises(MappingError) as caught:
        take(tmp_path, table(GOOD, headings=without), kind=Kind.SESSIONS)
    assert "“x”" in str(caught.value), "what was read"
    assert COLUMNS[Kind.SESSIONS][missing].meaning in str(caught.value), "what was expected"
    assert f"--set {missing}=VALUE" in str(caught.value), "what to do"


def test_a_lacking_column_can_be_filled(tmp_path):
    """Also where the headings alone would look like another kind of export, as those of an attendance report do."""
    content = "held_on,mentee,mentor,minutes\n2025-03-03,ada,mia,60\n"
    (fact,) = take(tmp_path, content, fill={"activity": "1x1", "modality": "Zoom"}).facts
    assert (fact["activity"], fact["modality"]) == ("one_to_one", "virtual")


def test_what_fills_a_column_can_be_wrong_too(tmp_path):
    content = "held_on,mentee,mentor,minutes,activity\n2025-03-03,ada,mia,60,one_to_one\n"
    (problem,) = take(tmp_path, content, fill={"modality": "pigeon"}).result.problems
    assert (problem.column, problem.read) == ("modality", "pigeon")
    assert "“pigeon”" in problem.message
    for fill in ({"modality": ""}, {"minutes": "30"}, {"modalitty": "virtual"}):
        with pytest.raises(ArgumentError, match=f"--set {next(iter(fill))}"):
            take(tmp_path, content, fill=fill)


def test_columns_by_the_thousand_are_kept(tmp_path):
    headings = ",".join([HEADINGS, *(f"extra {place}" for place in range(5000))])
    taken = take(tmp_path, table(GOOD + ",y" * 5000, headings=headings))
    assert taken.result.accepted == 1
    assert taken.facts[0]["original"].count("y") == 5000


def test_what_is_filled_in_goes_to_the_sheets_that_lack_it(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["person", "name"])
    book.active.append(["P-1", "Ada"])
    log = book.create_sheet("Log")
    log.append(["held_on", "mentee", "modality", "minutes", "mentor"])
    log.append(["2025-03-03", "P-1", "virtual", 60, "m"])
    book.save(tmp_path / "all.xlsx")
    result = import_file(open_store(None), tmp_path / "all.xlsx", HANDBOOK, fill={"activity": "one_to_one"})
    assert (result.rows, result.accepted, result.problems) == (2, 2, [])
    with pytest.raises(ArgumentError, match="--set activty"):
        import_file(open_store(None), tmp_path / "all.xlsx", HANDBOOK, fill={"activty": "one_to_one"})
