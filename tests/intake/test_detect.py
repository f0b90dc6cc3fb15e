"""What a file is: kind, headings in other words, headings set by hand or ignored."""

from typing import Any

import pytest

from mentorship.errors import ArgumentError, MappingError
from mentorship.intake.importer import import_file
from mentorship.vocabulary import Kind
from tests.conftest import ROOT
from tests.support.importing import GOOD, HEADINGS, table, take
from tests.support.stores import rows


@pytest.mark.parametrize(("headings", "row", "kind"), [
    ("person,name", "P-1,Ada", Kind.PEOPLE),
    ("E-mail,Email,country", "x,ada@example.org,Spain", Kind.PEOPLE),
    ("mentor,contacted_on,summary", "P-1,2025-03-03,all is well", Kind.CONTACTS),
    (HEADINGS, GOOD, Kind.SESSIONS),
])  # fmt: skip
def test_the_headings_tell_the_kind(tmp_path, headings, row, kind):
    assert take(tmp_path, table(row, headings=headings)).result.kind is kind


OURS = "held_on,mentee,activity,modality,minutes,mentor"


EXPORTS = ROOT / "tests" / "exports"


def test_our_own_headings_are_never_read_otherwise(store, policy, tmp_path):
    """An extra column may be called anything: `start` is no start time where our own columns are all there."""
    file = tmp_path / "s.csv"
    file.write_text(
        "held_on,mentee,activity,modality,minutes,mentor,start,type\n2025-03-03,a,1x1,virtual,60,m,soon,x\n", "utf-8"
    )
    assert import_file(store, file, policy).problems == []


def test_a_heading_that_is_no_column_of_ours_is_kept_with_the_row(store, policy, tmp_path):
    file = tmp_path / "s.csv"
    file.write_text(f"{OURS},rating\n2025-03-03,a,1x1,virtual,60,m,great\n", "utf-8")
    assert [problem.column for problem in import_file(store, file, policy, dry_run=True).questions] == ["rating"]
    result = import_file(store, file, policy, ignored=("Rating",))
    assert result.problems == result.questions == []
    with store.cursor() as cursor:
        rating, original, headings = cursor.execute(
            "select rating, original, headings from session_fact, import"
        ).fetchone()
    assert rating is None
    assert original.endswith("great")
    assert headings[-1] == "rating"


@pytest.mark.parametrize(
    ("name", "heading"), [("formular_antworten.csv", "War es virtuell?"), ("scheduler_meetings.csv", "Location")]
)
def test_a_recognised_heading_can_be_ignored_too(store, policy, name, heading):
    """Also one that a profile knows; then the column is lacking, and is asked for."""
    with pytest.raises(MappingError, match="modality"):
        import_file(store, EXPORTS / name, policy, ignored=(heading,))
    assert import_file(store, EXPORTS / name, policy, ignored=(heading,), fill={"modality": "virtual"}).problems == []


def test_a_heading_set_by_hand_overrules_a_profile(store, policy):
    headings = "Event UUID", "Invitee Name"
    given: dict[str, Any] = {
        "renames": {"event": headings[0], "mentee": headings[1]}, "fill": {"modality": "virtual"},
    }  # fmt: skip
    result = import_file(store, EXPORTS / "scheduler_meetings.csv", policy, **given)
    assert result.profile == "scheduler_meetings"
    assert {row[1] for row in rows(store)} == {"Ada Lovelace", "Ben Okri", "Cy Twombly"}, "mentees by their names"


@pytest.mark.parametrize(("how", "words"), [
    ({"ignored": ("nothing",)}, "--ignore nothing: s.csv has no such heading"),
    ({"renames": {"notes": "nothing"}}, "--map notes=nothing: s.csv has no such heading"),
    ({"renames": {"notes": "mentor"}, "ignored": ("mentor",)}, "the same heading is also to be ignored"),
])  # fmt: skip
def test_what_is_said_of_headings_must_make_sense(store, policy, tmp_path, how, words):
    (tmp_path / "s.csv").write_text(f"{OURS}\n2025-03-03,a,1x1,virtual,60,m\n", "utf-8")
    with pytest.raises(ArgumentError, match=words):
        import_file(store, tmp_path / "s.csv", policy, **how)


def test_headings_in_any_alphabet_are_told_apart(store, policy, tmp_path):
    form = (
        'label = "x"\nkind = "sessions"\ndetect = [["Дата"], ["Кто"], ["Минуты"]]\n[columns]\nheld_on = ["Дата"]\n'
        'mentee = ["Кто"]\nminutes = ["Минуты"]\n[fill]\nactivity = "study_group"\nmodality = "virtual"\n'
    )
    (tmp_path / "our_form.toml").write_text(form, "utf-8")
    (tmp_path / "s.csv").write_text("Кто,Минуты,Дата,日付\nада,60,2025-03-03,x\n", "utf-8")
    assert import_file(store, tmp_path / "s.csv", policy, profiles=tmp_path).profile == "our_form"
    assert (rows(store)[0][0], rows(store)[0][1], rows(store)[0][6]) == ("2025-03-03", "ада", "60")
    (tmp_path / "other.csv").write_text("私,分,日付\nа,60,2025-03-03\n", "utf-8")
    with pytest.raises(MappingError):
        import_file(store, tmp_path / "other.csv", policy, profiles=tmp_path)
