"""An import in the store: its fingerprint, how it was read, and the file that is there already."""

import json

import pytest

from mentorship.errors import ArgumentError
from mentorship.intake.importer import import_file
from mentorship.intake.storing import sha256_of
from tests.conftest import ROOT
from tests.support.importing import GOOD, HANDBOOK, table
from tests.support.stores import asked, counts

MEETINGS = ROOT / "tests" / "exports" / "scheduler_meetings.csv"


def settings(store):
    ((found,),) = asked(store, "select settings from import")[0]
    return json.loads(found)


def test_the_fingerprint_is_of_the_bytes_and_not_of_the_name(tmp_path):
    for name, content in (("a.csv", b"x"), ("b.csv", b"x"), ("c.csv", b"y")):
        (tmp_path / name).write_bytes(content)
    first, second, third = (sha256_of(tmp_path / f"{name}.csv") for name in "abc")
    assert first == second != third


def test_it_is_stored_how_a_file_was_read(store, tmp_path):
    (tmp_path / "s.csv").write_text("held_on,mentee,activity,minutes,mentor\n2025-03-03,ada,one_to_one,60,mia\n")
    import_file(store, tmp_path / "s.csv", HANDBOOK, fill={"modality": "virtual"}, dates="day-first")
    found = settings(store)
    assert (found["fill"], found["dates"], found["profile"]) == ({"modality": "virtual"}, "day-first", "canonical")
    assert found["places"] == {"held_on": 1, "mentee": 2, "activity": 3, "minutes": 4, "mentor": 5}


def test_worked_out_columns_always_have_the_same_places(store):
    """The same file twice must be read in the same way, in every process."""
    import_file(store, MEETINGS, HANDBOOK)
    places = settings(store)["places"]
    assert (places["modality"], places["status"]) == (15, 16)


def test_the_order_of_worked_out_columns_in_an_earlier_version_does_not_matter(store):
    first = import_file(store, MEETINGS, HANDBOOK)
    swapped = settings(store)
    swapped["places"] |= {"modality": 16, "status": 15}
    with store.cursor() as cursor:
        cursor.execute("update import set settings = ?", [json.dumps(swapped, sort_keys=True)])
    again = import_file(store, MEETINGS, HANDBOOK)
    assert (again.import_id, again.unchanged, again.problems) == (None, 3, first.problems)


def test_the_same_file_read_otherwise_is_a_question(store, tmp_path):
    (tmp_path / "s.csv").write_text(table(GOOD))
    import_file(store, tmp_path / "s.csv", HANDBOOK)
    with pytest.raises(ArgumentError, match="Undo that import first: mentorship imports undo 1"):
        import_file(store, tmp_path / "s.csv", HANDBOOK, renames={"goals": "notes"})


def test_a_row_with_a_problem_keeps_its_original_text(store, tmp_path):
    (tmp_path / "s.csv").write_text(table(GOOD.replace("60", "long") + "a note"))
    assert counts(import_file(store, tmp_path / "s.csv", HANDBOOK)) == (1, 0, 0, 0, 1)
    ((original,),) = asked(store, "select original from problem")[0]
    assert original.split("\x1f") == ["2025-03-03", "ada", "one_to_one", "virtual", "long", "mia", "a note"]
