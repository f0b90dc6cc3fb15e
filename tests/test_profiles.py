"""Exports as they really come: each imports by itself, or asks exactly what the file cannot answer."""

import csv
import json
import zipfile

import duckdb
import openpyxl
import pytest

from mentorship.errors import ArgumentError, FileError, MappingError
from mentorship.intake.importer import import_file, undo_import
from mentorship.intake.limits import Limits
from mentorship.intake.mapping import How, suggestions
from mentorship.intake.profiles import Profile, all_profiles, change_profile, named, rename_profile, save_profile
from mentorship.intake.readers import RawTable
from mentorship.store.connection import open_store
from mentorship.vocabulary import Kind
from tests.conftest import ROOT, SAMPLE

EXPORTS = ROOT / "tests" / "exports"
SHOWN = "held_on, mentee, mentee_name, mentor, activity, modality, minutes, starts_at, event, attendees, status"
#: What each export cannot say: in turn, the words of the question, and the answer.
ASKED = {
    "attendance_report.csv": [("activity", "small_group")],
    "attendance_totals.csv": [("held_on", "2025-03-03"), ("activity", "small_group")],
    "scheduler_meetings.csv": [],
    "scheduler_appointments.csv": [("modality", "virtual")],
    "form_responses.csv": [],
    "formular_antworten.csv": [],
    "respuestas.csv": [],
    "reponses.csv": [],
    "tracking_form.xlsx": [],
}
#: What else is given, because without it rows are problems.
GIVEN = {
    "attendance_totals.csv": {"mentor": "grace@example.org"},
    "scheduler_appointments.csv": {"mentor": "grace@example.org"},
}


@pytest.fixture
def store():
    opened = open_store(None)
    yield opened
    opened.close()


def rows(store):
    with store.cursor() as cursor:
        found = cursor.execute(f"select {SHOWN} from current_session order by import_no, row").fetchall()
    return [["" if value is None else str(value) for value in row] for row in found]


def expected(name):
    with (EXPORTS / f"{name}.expected").open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))[1:]


OURS = "held_on,mentee,activity,modality,minutes,mentor"


def test_every_export_has_its_expected_rows():
    files = {file.name for file in EXPORTS.iterdir() if not file.name.endswith(".expected")}
    assert files == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_an_export_asks_what_it_cannot_say_and_nothing_else(store, policy, name):
    given = dict(GIVEN.get(name, {}))
    for column, answer in ASKED[name]:
        with pytest.raises(MappingError, match=f"--set {column}=VALUE"):
            import_file(store, EXPORTS / name, policy, fill=given)
        given[column] = answer
    result = import_file(store, EXPORTS / name, policy, fill=given)
    assert rows(store) == expected(name)
    bad = len({(problem.file, problem.row) for problem in result.problems})
    assert result.rows == result.accepted + result.replaced + result.unchanged + bad


def test_re_joins_add_up_and_overlaps_count_once(store, policy):
    import_file(store, EXPORTS / "attendance_report.csv", policy, fill={"activity": "small_group"})
    with store.cursor() as cursor:
        (minutes, original) = cursor.execute(
            "select minutes, original from session_fact where mentee like 'ada%'"
        ).fetchone()
    assert minutes == 75 + 10
    assert original.count("09/24/2020") == 6, "every row behind it is kept"


def test_the_host_is_the_mentor_and_no_mentee(store, policy):
    import_file(store, EXPORTS / "attendance_report.csv", policy, fill={"activity": "small_group"})
    assert {row[1] for row in rows(store)} == {"ada@example.org", "ben@example.org"}
    assert {row[3] for row in rows(store)} == {"grace@example.org"}


def test_a_place_that_says_nothing_of_the_modality_is_a_problem_with_the_words_read(store, policy):
    result = import_file(store, EXPORTS / "scheduler_meetings.csv", policy)
    (problem,) = result.problems
    assert (problem.row, problem.column, problem.read) == (5, "modality", "12 High Street")
    again = import_file(open_store(None), EXPORTS / "scheduler_meetings.csv", policy, fill={"modality": "in_person"})
    assert again.problems == []


def test_a_workbook_with_several_sheets_is_taken_back_as_one(store, policy):
    result = import_file(store, EXPORTS / "tracking_form.xlsx", policy)
    assert (result.rows, result.accepted) == (4, 4)
    assert import_file(store, EXPORTS / "tracking_form.xlsx", policy).unchanged == 4
    undo_import(store, str(result.import_id))
    assert rows(store) == []


# --- formats --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def same(tmp_path_factory):
    """The sample's first sessions in every format."""
    folder = tmp_path_factory.mktemp("formats")
    with (SAMPLE / "sessions.csv").open(encoding="utf-8", newline="") as opened:
        records = list(csv.DictReader(opened))[:300]
    with (folder / "s.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    (folder / "s.json").write_text(json.dumps(records), "utf-8")
    (folder / "wrapped.json").write_text(json.dumps({"exported": "today", "sessions": records}), "utf-8")
    (folder / "s.ndjson").write_text("\n".join(map(json.dumps, records)), "utf-8")
    duckdb.connect().execute(f"copy (from read_csv('{folder}/s.csv')) to '{folder}/s.parquet' (format parquet)")
    with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(folder / "s.csv", "exports/sessions.csv")
        packed.write(SAMPLE / "people.csv", "exports/people.csv")
        packed.writestr("__MACOSX/exports/._people.csv", b"\0\0")
        packed.writestr("readme.md", "two files")
    return folder


@pytest.mark.parametrize("name", ["s.json", "wrapped.json", "s.ndjson", "s.parquet"])
def test_the_format_makes_no_difference(store, policy, same, name):
    import_file(store, same / "s.csv", policy)
    told = rows(store)
    other = open_store(None)
    result = import_file(other, same / name, policy)
    assert result.problems == []
    assert rows(other) == told
    other.close()


def test_an_archive_brings_all_its_files_in_as_one(store, policy, same):
    result = import_file(store, same / "all.zip", policy)
    assert result.problems == []
    with store.cursor() as cursor:
        found = cursor.execute("select file_name, kind from import order by import_no").fetchall()
        (people,) = cursor.execute("select count(*) from person").fetchone()
        assert people == len((SAMPLE / "people.csv").read_text("utf-8").splitlines()) - 1
    assert found == [("all.zip: people.csv", "people"), ("all.zip: sessions.csv", "sessions")]
    undo_import(store, str(result.import_id))
    assert rows(store) == []


def test_an_archive_with_one_bad_part_brings_nothing(store, policy, same, tmp_path):
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as packed:
        packed.write(same / "s.csv", "sessions.csv")
        packed.writestr("other.csv", "a,b\n1,2\n")
    with pytest.raises(MappingError, match=r"bad\.zip: other\.csv"):
        import_file(store, tmp_path / "bad.zip", policy)
    assert rows(store) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.json", b"[1, 2]", "expected a record with named values, read int"),
        ("b.json", b'{"sessions": [', "this is not JSON that can be read"),
        ("c.json", b"[]", "has no records"),
        ("d.ndjson", b'{"mentee": "a"}\n{"mentee": \n', "row 2"),
        ("e.json", b"[" * 100_000, "not JSON that can be read"),
        ("f.parquet", b"PAR1 and nothing else", "Parquet file cannot be read"),
        ("g.json", '[{"mentee": "é"}]'.encode("latin-1"), "not UTF-8"),
    ],
)
def test_records_that_cannot_be_read_are_a_sentence(store, policy, tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileError, match=words):
        import_file(store, tmp_path / name, policy)


def _zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ([("../../outside.csv", "a")], "leads out of it"),
        ([("/etc/passwd.csv", "a")], "leads out of it"),
        ([(f"{n}.csv", "a") for n in range(201)], "more than 200"),
        ([("readme.md", "a")], "holds no table"),
        ([("big.csv", b"0" * 3_000_000)], "more than the 2 MB that are taken"),
        ([("[Content_Types].xml", "x"), ("xl/worksheets/sheet1.xml", b"0" * 3_000_000)], "more than the 2 MB"),
    ],
)
def test_unfriendly_archives_are_refused(store, policy, tmp_path, members, words):
    with pytest.raises(FileError, match=words):
        import_file(store, _zipped(tmp_path / "x.zip", members), policy, limits=Limits(file_mb=2))


def test_a_file_above_the_limit_is_refused_unread(store, policy, tmp_path):
    (tmp_path / "big.csv").write_bytes(b"x" * 1_100_000)
    with pytest.raises(FileError, match="more than the 1 MB that are taken"):
        import_file(store, tmp_path / "big.csv", policy, limits=Limits(file_mb=1))


# --- headings, profiles ---------------------------------------------------------------------------------------


def test_what_is_only_similar_is_suggested_and_not_applied(store, policy, tmp_path):
    file = tmp_path / "s.csv"
    file.write_text(
        "Datum der Sitzungen;mentee;activity;modality;minutes;mentor\n03.03.2025;a;1x1;virtual;60;m\n", "utf-8"
    )
    with pytest.raises(MappingError, match="Perhaps “Datum der Sitzungen” is it: --map held_on="):
        import_file(store, file, policy)
    import_file(store, file, policy, renames={"held_on": "Datum der Sitzungen"}, dates="day-first")
    assert rows(store)[0][0] == "2025-03-03"


def test_suggestions_name_the_column_and_how_similar_it_is():
    table = RawTable("x", ["Mentors name", "Date of sesion", "Colour"], 1, [])
    found = suggestions(table, Kind.SESSIONS)
    assert found["Date of sesion"][0] == "held_on"
    assert found["Mentors name"][0] == "mentor_name"
    assert "Colour" not in found


def test_our_own_headings_are_never_read_otherwise(store, policy, tmp_path):
    """An extra column may be called anything: `start` is no start time where our own columns are all there."""
    file = tmp_path / "s.csv"
    file.write_text(
        "held_on,mentee,activity,modality,minutes,mentor,start,type\n2025-03-03,a,1x1,virtual,60,m,soon,x\n", "utf-8"
    )
    assert import_file(store, file, policy).problems == []


def test_a_profile_of_ones_own_is_saved_and_found_again(store, policy, tmp_path):
    profile = Profile(
        name="our_form", label="our form", kind="sessions", detect=(("wann",), ("wer",)),
        columns={"held_on": ("Wann",), "mentee": ("Wer",), "minutes": ("Minuten",)},
        fill={"activity": "study_group"}, values={"modality": ({"matches": "haus", "is": "in_person"},)},
    )  # fmt: skip
    profile = profile.model_copy(update={"columns": {**profile.columns, "modality": ("Wo",)}})
    file = save_profile(profile, tmp_path / "profiles")
    assert named("our_form", tmp_path / "profiles") == profile
    assert file.name == "our_form.toml"
    export = tmp_path / "s.csv"
    export.write_text("Wann,Wer,Minuten,Wo\n2025-03-03,ada,60,zu Haus\n", "utf-8")
    result = import_file(store, export, policy, How(profiles=tmp_path / "profiles"))
    assert result.profile == "our_form"
    assert rows(store)[0][4:7] == ["study_group", "in_person", "60"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            'label = "x"\nkind = "sessions"\n[columns]\nhold_on = ["a"]',
            "hold_on: expected a column of sessions \\(did you mean 'held_on'",
        ),
        ('label = "x"\nkind = "sessions"', "columns"),
        ("label = ", "TOML that parses"),
        ("label = " + "[" * 5000, "nested too deep"),
        ('label = "x"\nkind = "sessions"\ncolour = 1\n[columns]', "colour"),
    ],
)
def test_a_broken_profile_is_a_sentence(tmp_path, text, words):
    (tmp_path / "broken.toml").write_text(text, "utf-8")
    with pytest.raises(MappingError, match=words):
        all_profiles(tmp_path)


def test_an_unknown_profile_is_a_sentence():
    with pytest.raises(ArgumentError, match="Did you mean attendance"):
        named("atendance")


def test_our_profiles_ask_for_columns_that_there_are():
    assert {profile.kind for profile in all_profiles().values()} == {Kind.SESSIONS}


def test_a_heading_that_is_no_column_of_ours_is_kept_with_the_row(store, policy, tmp_path):
    file = tmp_path / "s.csv"
    file.write_text(f"{OURS},rating\n2025-03-03,a,1x1,virtual,60,m,great\n", "utf-8")
    assert [problem.column for problem in import_file(store, file, policy, dry_run=True).problems] == ["rating"]
    result = import_file(store, file, policy, ignored=("Rating",))
    assert result.problems == []
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
    given = {"renames": {"event": headings[0], "mentee": headings[1]}, "fill": {"modality": "virtual"}}
    result = import_file(store, EXPORTS / "scheduler_meetings.csv", policy, **given)
    assert result.profile == "scheduler_meetings"
    assert {row[1] for row in rows(store)} == {"Ada Lovelace", "Ben Okri", "Cy Twombly"}, "mentees by their names"


@pytest.mark.parametrize(("how", "words"), [
    ({"ignored": ("nothing",)}, "--ignore nothing: s.csv has no such heading"),
    ({"renames": {"notes": "nothing"}}, "--map notes=nothing: s.csv has no such heading"),
    ({"renames": {"notes": "mentor"}, "ignored": ("mentor",)}, "the heading is to be ignored, too"),
])  # fmt: skip
def test_what_is_said_of_headings_must_make_sense(store, policy, tmp_path, how, words):
    (tmp_path / "s.csv").write_text(f"{OURS}\n2025-03-03,a,1x1,virtual,60,m\n", "utf-8")
    with pytest.raises(ArgumentError, match=words):
        import_file(store, tmp_path / "s.csv", policy, **how)


def test_parts_of_an_archive_with_one_name_are_all_taken(store, policy, tmp_path):
    row = "2025-03-0{},a,1x1,virtual,60,m"
    with zipfile.ZipFile(tmp_path / "years.zip", "w") as packed:
        packed.writestr("2024/s.csv", f"{OURS}\n{row.format(3)}\n")
        packed.writestr("2025/s.csv", f"{OURS}\n{row.format(4)}\n")
    assert import_file(store, tmp_path / "years.zip", policy).accepted == 2


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


def test_what_was_saved_of_our_own_headings_is_applied_next_time(store, policy, tmp_path):
    (tmp_path / "s.csv").write_text(f"{OURS}\n2025-03-03,a,Einzel,virtual,60,m\n", "utf-8")
    assert import_file(store, tmp_path / "s.csv", policy, dry_run=True).problems
    headings = OURS.split(",")
    profile = Profile(
        name="ours", label="ours", kind="sessions", detect=tuple((each,) for each in headings),
        columns={each: (each,) for each in headings},
        values={"activity": ({"matches": "einzel", "is": "one_to_one"},)},
    )  # fmt: skip
    save_profile(profile, tmp_path / "profiles")
    result = import_file(store, tmp_path / "s.csv", policy, profiles=tmp_path / "profiles")
    assert (result.profile, result.accepted) == ("ours", 1)


@pytest.mark.parametrize("text", ["label = ", 'label = "x"\nkind = "sessions"\n[columns]\nhold_on = ["a"]'])
def test_a_saved_profile_is_as_it_was_when_its_change_cannot_be_read(tmp_path, text):
    file = save_profile(all_profiles()["attendance"].model_copy(update={"name": "mine"}), tmp_path)
    before = file.read_bytes()
    with pytest.raises(MappingError):
        change_profile("mine", text, tmp_path)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("mine.toml", before)]
    with pytest.raises(ArgumentError, match="There is a profile attendance already"):
        rename_profile("mine", "attendance", tmp_path)
    with pytest.raises(MappingError, match="expected a pattern"):
        change_profile("mine", before.decode() + '\n[[values.status]]\nmatches = "("\nis = "completed"\n', tmp_path)


# --- progress ---------------------------------------------------------------------------------------------------


def test_progress_moves_while_rows_are_read(store, policy, tmp_path):
    lines = "\n".join(f"2025-03-03,a,1x1,virtual,60,m{number}" for number in range(25_000))
    (tmp_path / "s.csv").write_text(
        f"{OURS}\n{lines}\n", "utf-8-sig"
    )  # with a mark, which only the patient reader reads
    told = []
    import_file(store, tmp_path / "s.csv", policy, progress=lambda stage, share: told.append((stage, share)))
    assert [share for _, share in told] == sorted(share for _, share in told)
    stages = [stage for stage, _ in told]
    assert [stage for stage in stages if stage.startswith("Reading ")] == [
        f"Reading {rows} of 25,000 rows" for rows in ("10,000", "20,000", "25,000")
    ]
    assert stages[-3:] == ["Checking 25,000 rows", "Storing", "Done"]
    assert told[-1][1] == 1.0


# --- people by name -------------------------------------------------------------------------------------------

PEOPLE = (
    "person,name,mentor_since\nP-1,Ada Lovelace,\nM-1,Grace Höpper,2010-01-01\n"
    "M-2,Sam Doe,2010-01-01\nM-3,Doe Sam,2010-01-01\n"
)
BY_NAME = (
    "held_on,mentee_name,mentor_name,activity,modality,minutes\n2025-03-03,{mentee},{mentor},one_to_one,virtual,60\n"
)


@pytest.mark.parametrize("mentor", ["Grace Höpper", "grace hopper", "HOPPER, Grace"])
def test_a_name_is_matched_with_a_yes_only(store, policy, tmp_path, mentor):
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    import_file(store, tmp_path / "people.csv", policy)
    file = tmp_path / "s.csv"
    file.write_text(BY_NAME.format(mentee="Lovelace Ada", mentor=f'"{mentor}"'), "utf-8")
    with pytest.raises(MappingError, match="mentee"):
        import_file(store, file, policy)
    import_file(store, file, policy, match_names=True)
    assert rows(store)[0][1:4] == ["P-1", "Lovelace Ada", "M-1"]


def test_a_name_that_two_people_have_is_not_matched(store, policy, tmp_path):
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    import_file(store, tmp_path / "people.csv", policy)
    file = tmp_path / "s.csv"
    file.write_text(BY_NAME.format(mentee="Ada Lovelace", mentor="Sam Doe"), "utf-8")
    result = import_file(store, file, policy, match_names=True)
    assert [problem.column for problem in result.problems] == ["mentor"]


def test_a_stray_cell_far_out_does_not_fill_the_memory(store, policy, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["held_on", "mentee"])
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "stray.xlsx")
    with pytest.raises(FileError, match="1,048,576 rows and 16,384 columns"):
        import_file(store, tmp_path / "stray.xlsx", policy)
