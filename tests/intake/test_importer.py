"""Imports: the same file twice, newer versions, dry runs, several files of one source."""

from datetime import date

import pytest

from mentorship.credit.refresh import refresh
from mentorship.errors import ArgumentError
from mentorship.intake.changes import import_changes
from mentorship.intake.history import import_history
from mentorship.intake.importer import import_file
from mentorship.vocabulary import Kind
from tests.support.stores import AS_OF, CONTACTS, HANDBOOK, PEOPLE, SESSIONS, asked, counts, now, session, undo, write


@pytest.fixture
def months(tmp_path):
    """Three exports of one source: each repeats a session of the one before, changed, and adds one."""
    return [
        write(tmp_path, "march.csv", SESSIONS, session("S1"), session("S2"), session("S3", mentee="ben")),
        write(tmp_path, "april.csv", SESSIONS, session("S2", minutes=90), session("S3", mentee="ben"), session("S4")),
        write(tmp_path, "may.csv", SESSIONS, session("S2", minutes=45), session("S4", "2025-05-01"), session("S5")),
    ]


def test_the_same_file_twice_changes_nothing(store, months, tmp_path):
    first = import_file(store, months[0], HANDBOOK)
    before = now(store)
    copy = tmp_path / "another name.csv"
    copy.write_bytes(months[0].read_bytes())
    for path in (months[0], copy):
        again = import_file(store, path, HANDBOOK)
        assert again.import_id is None
        assert counts(again) == (3, 0, 0, 3, 0)
    assert counts(first) == (3, 3, 0, 0, 0)
    assert now(store) == before
    assert len(import_history(store)) == 1


def test_the_same_rows_in_another_file_are_unchanged(store, months):
    import_file(store, months[0], HANDBOOK)
    before = asked(store, "select * exclude (import_no, row, original) from current_session")
    rows = months[0].read_text().splitlines()
    months[0].write_text("\n".join([rows[0], *reversed(rows[1:])]))
    assert counts(import_file(store, months[0], HANDBOOK)) == (3, 0, 0, 3, 0)
    assert asked(store, "select * exclude (import_no, row, original) from current_session") == before


def test_a_later_export_replaces_by_session_id(store, months):
    found = [counts(import_file(store, month, HANDBOOK)) for month in months]
    assert found == [(3, 3, 0, 0, 0), (3, 1, 1, 1, 0), (3, 1, 2, 0, 0)]
    assert asked(store, "select session_id, held_on::varchar, minutes from current_session") == [[
        ("S1", "2025-03-03", 60), ("S2", "2025-03-03", 45), ("S3", "2025-03-03", 60), ("S4", "2025-05-01", 60),
        ("S5", "2025-03-03", 60),
    ]]  # fmt: skip


def test_one_session_id_for_a_group_is_a_session_of_each(store, tmp_path):
    both = write(tmp_path, "group.csv", SESSIONS, session("S1", mentee="ada"), session("S1", mentee="ben"))
    one = write(tmp_path, "fixed.csv", SESSIONS, session("S1", mentee="Ben", minutes=90))
    import_file(store, both, HANDBOOK)
    assert counts(import_file(store, one, HANDBOOK)) == (1, 0, 1, 0, 0)
    assert asked(store, "select mentee_key, minutes from current_session") == [[("ada", 60), ("ben", 90)]]


def test_rows_without_an_id_are_known_by_what_they_say(store, tmp_path):
    row = session("")
    once = write(tmp_path, "once.csv", SESSIONS, row)
    twice = write(tmp_path, "twice.csv", SESSIONS, row, row, session("", minutes=90))
    import_file(store, once, HANDBOOK)
    assert counts(import_file(store, twice, HANDBOOK)) == (3, 2, 0, 1, 0)
    assert asked(store, "select minutes, occurrence from current_session") == [[(60, 1), (60, 2), (90, 1)]]


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(store, months):
    import_file(store, months[0], HANDBOOK)
    before, history = now(store), import_history(store)
    tried = import_file(store, months[1], HANDBOOK, dry_run=True)
    assert tried.import_id is None
    assert (now(store), import_history(store)) == (before, history)
    assert counts(import_file(store, months[1], HANDBOOK)) == counts(tried) == (3, 1, 1, 1, 0)


def test_another_way_of_reading_the_same_file_is_a_question(store, tmp_path):
    path = write(tmp_path, "s.csv", SESSIONS, session("S1", "03/04/2025"))
    import_file(store, path, HANDBOOK, dates="day-first")
    with pytest.raises(ArgumentError, match=r"s\.csv: .* as import 1, read with other settings") as caught:
        import_file(store, path, HANDBOOK, dates="month-first")
    assert "mentorship imports undo 1" in caught.value.message
    undo(store, "1")
    import_file(store, path, HANDBOOK, dates="month-first")
    assert asked(store, "select held_on from current_session") == [[(date(2025, 3, 4),)]]


def test_how_somebody_is_reached_is_what_the_newest_file_with_the_column_says(store, tmp_path):
    columns = ("person", "name", "contact")
    registry = write(tmp_path, "registry.csv", columns, ("P-1", "Ada", "ada@example.org"), ("P-2", "Bea", ""))
    names = write(tmp_path, "names.csv", columns[:2], ("P-1", "Ada L."))
    cleared = write(tmp_path, "cleared.csv", columns, ("P-1", "Ada", ""))
    reached = "select person, contact from person"
    import_file(store, registry, HANDBOOK)
    import_file(store, names, HANDBOOK)
    assert asked(store, reached) == [[("P-1", "ada@example.org"), ("P-2", None)]]
    number = import_file(store, cleared, HANDBOOK).import_id
    assert asked(store, reached) == [[("P-1", None), ("P-2", None)]]
    assert number is not None
    with store.cursor() as cursor:
        changed = [(each.column_name, each.was, each.is_now) for each in import_changes(cursor, number).rows]
    assert ("contact", "ada@example.org", None) in changed
    undo(store, number)
    assert asked(store, reached) == [[("P-1", "ada@example.org"), ("P-2", None)]]


def test_a_blank_contact_changes_nothing_for_a_file_of_before(store, tmp_path):
    """Rows that earlier versions stored have fingerprints without the column."""
    ada = write(tmp_path, "ada.csv", ("person", "name"), ("P-1", "Ada"))
    import_file(store, ada, HANDBOOK)
    with store.cursor() as cursor:
        (before,) = cursor.execute(
            "select md5_number(concat_ws(chr(31), 'P-1', '', 'Ada', '', '', '', '', '', '', '', '', '', '', "
            "['person', 'name']::varchar)) = content from person_fact"
        ).fetchone()
    assert before


def test_people_over_several_files(store, tmp_path):
    """Of each column the newest word counts; a file without the column says nothing, a blank cell takes back."""
    ada, bea = ("P-1", "ada@x.org", "Ada", "2015-01-01", "2012-01-01"), ("P-2", "", "Bea", "", "")
    registry = write(tmp_path, "registry.csv", PEOPLE, ada, bea)
    names = write(tmp_path, "names.csv", ("person", "name"), ("p-1", "Ada Lovelace"), ("P-3", "Cleo"))
    lapsed = write(tmp_path, "lapsed.csv", ("email", "mentor_since"), ("ADA@x.org", ""))
    states = [now(store)]
    for path, expected in ((registry, (2, 2, 0, 0, 0)), (names, (2, 1, 1, 0, 0)), (lapsed, (1, 1, 0, 0, 0))):
        assert counts(import_file(store, path, HANDBOOK, kind=Kind.PEOPLE)) == expected
        states.append(now(store))
    assert asked(store, "select lower(person), name, mentor_since, mentor_known, provider_known from person") == [[
        ("p-1", "Ada Lovelace", None, True, False), ("p-2", "Bea", None, True, False),
        ("p-3", "Cleo", None, False, False),
    ]]  # fmt: skip
    for number in (3, 2, 1):
        states.pop()
        undo(store, str(number))
        assert now(store) == states[-1]


def test_an_email_of_two_people_names_neither(store, tmp_path):
    """Two files, two people, one address: a session must not be counted twice, nor given to one of them by chance."""
    first = write(tmp_path, "one.csv", PEOPLE, ("P-1", "team@x.org", "Ada", "2010-01-01", ""))
    second = write(tmp_path, "two.csv", PEOPLE, ("P-2", "team@x.org", "Bea", "", ""))
    held = ("S1", "2025-03-03", "cleo", "one_to_one", "virtual", 60, "team@x.org")
    for path in (first, second, write(tmp_path, "s.csv", SESSIONS, held)):
        import_file(store, path, HANDBOOK)
    refresh(store, HANDBOOK, AS_OF)
    assert asked(store, "select mentee, mentor, credited_minutes, unverified from decision") == [
        [("cleo", "team@x.org", 60, ["standing"])]
    ]
    undo(store, "2")
    refresh(store, HANDBOOK, AS_OF)
    assert asked(store, "select mentee, mentor, credited_minutes, unverified from decision") == [
        [("cleo", "P-1", 60, [])]
    ]


def test_contacts_over_several_files(store, tmp_path):
    call, visit = ("mia", "2025-03-03", "call", "well"), ("mia", "2025-04-04", "visit", "")
    spring = write(tmp_path, "spring.csv", CONTACTS, call, call)
    summer = write(tmp_path, "summer.csv", CONTACTS, call, visit)
    assert counts(import_file(store, spring, HANDBOOK)) == (2, 2, 0, 0, 0)
    only_spring = now(store)
    assert counts(import_file(store, summer, HANDBOOK)) == (2, 1, 0, 1, 0)
    both = now(store)
    assert len(both[1]) == 3, "two calls of one day, from one file, and the visit"
    undo(store, "2")
    assert now(store) == only_spring
    import_file(store, summer, HANDBOOK)
    undo(store, "1")
    assert len(now(store)[1]) == 2
    import_file(store, spring, HANDBOOK)
    assert now(store) == both


def test_of_a_contact_in_several_files_the_latest_file_is_shown(store, tmp_path):
    """Latest by its place among imports: a file that was undone and imported again is no later than it was."""
    headings, call = ("mentor", "contacted_on", "channel", "summary"), ("mia", "2025-03-03", "call", "well")
    spring = write(tmp_path, "spring.csv", headings, call)
    summer = write(tmp_path, "summer.csv", headings, ("noor", "2025-04-04", "call", ""), call)
    shown = (
        "select i.file_name, c.row from current_contact as c join import as i using (import_no) where mentor = 'mia'"
    )
    import_file(store, spring, HANDBOOK)
    import_file(store, summer, HANDBOOK)
    assert asked(store, shown) == [[("summer.csv", 3)]]
    undo(store, "1")
    import_file(store, spring, HANDBOOK)
    assert asked(store, shown) == [[("summer.csv", 3)]]
    undo(store, "2")
    assert asked(store, shown) == [[("spring.csv", 2)]]
