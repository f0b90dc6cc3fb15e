"""Which roles an e-mail opens: by the roles file and by the people data, and by nothing that only looks like it."""

import pytest

from mentorship.access import Role, Viewer, viewers_of
from mentorship.actions.people import merge_people
from mentorship.credit.refresh import refresh
from mentorship.errors import AccessError
from mentorship.intake.importer import import_file
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from mentorship.wording import neutral

pytestmark = pytest.mark.slow

PEOPLE = (
    "person,name,email,registered_on,mentor_since\nP-1,Ada,ada@example.org,2020-01-01,\nM-1,Both,both@example.org,,2010-01-01\n"
    "x@9,Grace,,2020-01-01,\nP-7,Nobody,,2020-01-01,\n"
    # An id that is somebody else's e-mail; one that is an e-mail of its own; one with another e-mail beside it.
    "eva@example.org,Thief,,2020-01-01,\nP-8,Eva,eva@example.org,2020-01-01,\n"
    "own@example.org,Own,,2020-01-01,\nold@example.org,Moved,new@example.org,2020-01-01,\n"
    "P-5,One,two@example.org,2020-01-01,\nP-6,Other,two@example.org,2020-01-01,\n"
    "thief@example.org,Copy,mia@example.org,2020-01-01,\nP-9,Mia,mia@example.org,2020-01-01,\n"
)
SESSIONS = "held_on,mentee,activity,modality,minutes,mentor\n2025-03-03,both@example.org,one_to_one,virtual,60,M-1\n"


@pytest.fixture
def roles(tmp_path, policy):
    store = open_store(None)
    for name, text in (("people", PEOPLE), ("sessions", SESSIONS)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        import_file(store, tmp_path / f"{name}.csv", policy)
    refresh(store, policy, EXPORTED_ON)
    file = tmp_path / "roles.toml"
    file.write_text('ombudsman = ["kim@example.org", ""]\nleadership = [" Lee@Example.org "]\n', "utf-8-sig")

    def of(email):
        with store.cursor() as cursor:
            return [(viewer.role, viewer.person) for viewer in viewers_of(cursor, email, file)]

    yield of
    store.close()


@pytest.mark.parametrize(
    ("email", "opens"),
    [
        ("ada@example.org", [(Role.MENTEE, "P-1")]),
        (" ADA@Example.org ", [(Role.MENTEE, "P-1")]),
        ("kim@example.org", [(Role.OMBUDSMAN, None)]),
        ("lee@example.org", [(Role.LEADERSHIP, None)]),
        ("both@example.org", [(Role.MENTEE, "M-1"), (Role.MENTOR, "M-1")]),
        ("\u212aim@example.org", []),
        ("p-1", []),
        ("P-7", []),
        ("", []),
        ("  ", []),
        ("nobody@example.org", []),
        ("ada@example.org' or true --", []),
        ("eva@example.org", [(Role.MENTEE, "P-8")]),
        ("own@example.org", [(Role.MENTEE, "own@example.org")]),
        ("new@example.org", [(Role.MENTEE, "old@example.org")]),
        ("old@example.org", []),
        ("two@example.org", []),
        ("mia@example.org", []),
    ],
)
def test_an_email_opens_its_roles_and_no_other(roles, email, opens):
    assert roles(email) == opens


@pytest.mark.parametrize("text", ["ombudsman = ", 'boss = ["a@b.c"]', 'ombudsman = "a@b.c"', 'ombudsman = [["a@b.c"]]'])
def test_a_broken_roles_file_lets_nobody_in(tmp_path, text):
    (tmp_path / "roles.toml").write_text(text, "utf-8")
    store = open_store(None)
    with store.cursor() as cursor, pytest.raises(AccessError, match=r"roles\.toml"):
        viewers_of(cursor, "a@b.c", tmp_path / "roles.toml")
    store.close()


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-1", "@a", "\t1", "\r1", " =1", "\u00a0=1", "\ufeff=1", "\u200b=1", "\uff1d1", "\x0b=1"]
)
def test_what_a_spreadsheet_takes_for_a_formula_is_neutralised(cell):
    assert neutral(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "Ada", "1=1", "O'Brien", "2025-03-03"])
def test_other_cells_stay_as_they_are(cell):
    assert neutral(cell) == cell


def _imported(store, policy, folder, name, text):
    (folder / name).write_text(text, "utf-8")
    import_file(store, folder / name, policy)


def test_an_email_that_a_record_had_once_does_not_open_it_for_its_next_owner(tmp_path, policy):
    store = open_store(None)
    _imported(
        store, policy, tmp_path, "people.csv", "person,name,email,registered_on\nP-1,Ada,desk@example.org,2020-01-01\n"
    )
    _imported(
        store, policy, tmp_path, "newer.csv", "person,name,email,registered_on\nP-1,Ada,ada@example.org,2020-01-01\n"
    )
    with store.cursor() as cursor:
        assert viewers_of(cursor, "desk@example.org", tmp_path / "none.toml") == []
        assert [each.person for each in viewers_of(cursor, "ada@example.org", tmp_path / "none.toml")] == ["P-1"]
    store.close()


def test_of_records_that_are_one_person_the_email_of_each_opens_it(tmp_path, policy):
    store = open_store(None)
    _imported(
        store, policy, tmp_path, "people.csv",
        "person,name,email,registered_on\nP-1,Ada,ada@example.org,2020-01-01\nP-2,Ada,ada@work.example,2020-01-01\n",
    )  # fmt: skip
    merge_people(Viewer(Role.OMBUDSMAN), store, "P-1", "P-2", "she said so", EXPORTED_ON)
    with store.cursor() as cursor:
        opened = [viewers_of(cursor, each, tmp_path / "none.toml") for each in ("ada@example.org", "ada@work.example")]
    assert [[each.person for each in viewers] for viewers in opened] == [["P-2"], ["P-2"]]
    store.close()
