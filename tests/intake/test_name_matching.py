"""People named by name only: matched on request, given by hand, or asked about."""

import pytest

from mentorship.credit.refresh import refresh
from mentorship.errors import ArgumentError, MappingError
from mentorship.intake.importer import import_file
from mentorship.intake.name_matching import SQL
from mentorship.store.connection import open_store
from mentorship.store.sql_files import run
from tests.support.stores import rows, undo
from tests.support.who_is_who import BEFORE, SESSIONS, TODAY, bring, credited
from tests.support.who_is_who import PEOPLE as SOMEBODY

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


FIVE_NAMES = (
    "held_on,mentee_name,activity,modality,minutes,mentor\n2025-04-01,Mueller Ana,one_to_one,virtual,60,M-1\n"
    "2025-04-02,B. Lee,one_to_one,virtual,60,M-1\n2025-04-03,Grace Hill,one_to_one,virtual,60,M-1\n"
    "2025-04-04,Cy Only,one_to_one,virtual,60,M-1\n2025-04-05,Nobody,one_to_one,virtual,60,M-1\n"
)


@pytest.fixture
def known(policy, tmp_path):
    """A store that knows some people, two of whom share a name."""
    opened = open_store(None)
    bring(opened, tmp_path, policy, "people", SOMEBODY)
    bring(opened, tmp_path, policy, "sessions", SESSIONS)
    refresh(opened, policy, TODAY)
    yield opened
    opened.close()


def test_who_is_named_by_name_only_is_asked_about(known, tmp_path, policy):
    result = bring(known, tmp_path, policy, "names", FIVE_NAMES, match_names=True)
    assert (result.accepted, len(result.problems)) == (1, 4)
    assert {each.name: [who.person for who in each.candidates] for each in result.names} == {
        "Mueller Ana": ["P-1"], "B. Lee": ["P-2", "P-3"], "Grace Hill": ["M-1", "M-9"], "Nobody": [],
    }  # fmt: skip
    assert "names" not in result.as_json()


def test_a_name_that_was_given_is_that_person(known, tmp_path, policy):
    told = {"Mueller Ana": "P-1", "B. Lee": "p-3", "Nobody": "new@example.org"}
    result = bring(known, tmp_path, policy, "names", FIVE_NAMES, people=told)
    assert (result.accepted, len(result.problems)) == (3, 2)
    assert credited(known, policy) == {**BEFORE, "P-1": 120, "P-3": 60, "new@example.org": 60}
    assert bring(known, tmp_path, policy, "names", FIVE_NAMES, people=told).unchanged == 3
    undo(known, result.import_id)
    assert credited(known, policy) == BEFORE


def test_a_name_cannot_mean_somebody_unknown(known, tmp_path, policy):
    with pytest.raises(ArgumentError, match="P-99, but the people data have no such id"):
        bring(known, tmp_path, policy, "names", FIVE_NAMES, people={"Nobody": "P-99"})


# --- how names are compared ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def names():
    """Asks a macro on names."""
    opened = open_store(None)
    with opened.cursor() as cursor:
        run(cursor, SQL / "name_folding.sql")
        run(cursor, SQL / "name_similarity.sql")

        def ask(macro, name):
            [(found,)] = cursor.execute(
                {"key": "select name_key(?)", "plain": "select plain_name(?)"}[macro], [name]
            ).fetchall()
            return found

        yield ask
    opened.close()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë O’Brien", "O'BRIEN, zoe"), ("Jürgen Groß", "gross jurgen"), ("Ana  Maria\u00a0Núñez", "Nunez, Ana-Maria"),
        ("Łukasz", "ŁUKASZ"), ("İpek", "i\u0307pek"), ("Анна Каренина", "каренина анна"), ("李小龍", "李小龍"),
    ],
)  # fmt: skip
def test_the_same_name_in_another_spelling_and_order(names, one, other):
    assert names("key", one) == names("key", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Müller", "Mueller"), ("Ana Muller", "Ana Maria Muller"), ("Ana", "Anna"), ("😀", "🎉"), ("-", "?")],
)
def test_names_that_are_only_alike_are_two_names(names, one, other):
    assert names("key", one) != names("key", other)


def test_a_suggestion_may_be_bolder_than_a_match(names):
    """‘Müller’ and ‘Mueller’ are suggested as the same name; nothing is matched by it."""
    assert names("plain", "Ana Müller") == names("plain", "Ana Mueller")
