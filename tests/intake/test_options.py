"""Options are saved with an import, and corrected rows are read with them again."""

import json
from typing import Any

from mentorship.intake.importer import import_file
from mentorship.intake.options import ImportOptions, saved_options
from mentorship.intake.preview import preview_file
from mentorship.intake.readers import RawTable
from mentorship.vocabulary import Kind
from tests.support.corrections import corrected
from tests.support.stores import HANDBOOK, SESSIONS, asked, counts, session, write


def test_the_order_of_days_is_that_of_the_whole_file(store, tmp_path):
    """31/12/2025 settled it; the row to fix alone would say nothing, or something else."""
    path = write(
        tmp_path, "s.csv", SESSIONS, session("S1", "31/12/2025"), session("S2", "03/04/2025", -1),
        session("S3", "", 60),
    )  # fmt: skip
    assert counts(import_file(store, path, HANDBOOK)) == (3, 1, 0, 0, 2)
    path = corrected(store, "1", tmp_path, {(1, "minutes"): "60", (2, "held_on"): "02/13/2025"})
    assert counts(import_file(store, path, HANDBOOK)) == (2, 1, 0, 0, 1)
    assert asked(store, "select held_on::varchar from current_session where session_id = 'S2'") == [[("2025-04-03",)]]


def test_the_options_of_the_file_apply_to_its_rows(store, tmp_path):
    headings = ("Tag", "mentee", "Art", "minutes", "mentor")
    rows = [("2025-03-03", "ada", "Einzel", 60, "mia"), ("bald", "ada", "Einzel", 60, "mia")]
    told: dict[str, Any] = {
        "fill": {"modality": "virtual"}, "renames": {"held_on": "Tag", "activity": "Art"},
        "values": {"activity": {"Einzel": "one_to_one"}},
    }  # fmt: skip
    assert counts(import_file(store, write(tmp_path, "s.csv", headings, *rows), HANDBOOK, **told)) == (2, 1, 0, 0, 1)
    path = corrected(store, "1", tmp_path, {(1, "Tag"): "2025-03-04"})
    # Words given now are known beside those given then.
    more = ImportOptions(values={"activity": {"Gruppe": "small_group"}})
    (seen,) = preview_file(store, path, HANDBOOK, more).tables
    assert (seen.missing, [each.heading for each in seen.headings]) == ((), list(headings))
    assert counts(import_file(store, path, HANDBOOK, more)) == (1, 1, 0, 0, 0)
    assert asked(store, "select distinct activity, modality, minutes from current_session") == [
        [("one_to_one", "virtual", 60)]
    ]


def test_options_that_an_earlier_version_saved_are_restored(store, tmp_path):
    """Then they stood under another name."""
    headings = ("Tag", "mentee", "activity", "minutes", "mentor")
    told: dict[str, Any] = {"fill": {"modality": "virtual"}, "renames": {"held_on": "Tag"}}
    path = write(tmp_path, "s.csv", headings, ("bald", "ada", "one_to_one", 60, "mia"))
    import_file(store, path, HANDBOOK, **told)
    with store.cursor() as cursor:
        cursor.execute("update import_options set options = replace(options, '\"options\": {', '\"how\": {')")
    path = corrected(store, "1", tmp_path, {(1, "Tag"): "2025-03-04"})
    assert counts(import_file(store, path, HANDBOOK)) == (1, 1, 0, 0, 0)


def test_options_given_now_go_before_saved_ones(store, tmp_path):
    headings = ("held_on", "mentee", "activity", "minutes", "mentor")
    path = write(tmp_path, "s.csv", headings, ("soon", "ada", "one_to_one", 60, "mia"))
    import_file(store, path, HANDBOOK, fill={"modality": "virtual"})
    path = corrected(store, "1", tmp_path, {(1, "held_on"): "2025-03-04"})
    import_file(store, path, HANDBOOK, fill={"modality": "in_person"})
    assert asked(store, "select modality from current_session") == [[("in_person",)]]


def test_only_what_says_something_about_the_file_is_saved():
    table = RawTable("s.csv", ["a"], 2, [], above=((1, ["Title"]),), sheet="March")
    options = ImportOptions(kind=Kind.PEOPLE, fill={"country": "Spain"}, imported_by="olga", shown_as="x.csv")
    assert json.loads(saved_options(table, options, {"dates": "day-first", "decimal_fee": None})) == {
        "above": [[1, ["Title"]]], "sheet": "March", "styles": {"dates": "day-first"},
        "options": {"kind": "people", "fill": {"country": "Spain"}},
    }  # fmt: skip
