"""Every page for every role, signed in and as the first request to a cold server: what the table says and no more."""

import ast

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from mentorship.access import EVERYONE, Role
from mentorship.store.connection import open_store
from pages.parts import menu
from tests.access.conftest import BOSS, LEADER, copied
from tests.access.conftest import MENTEE as MENTEE_EMAIL
from tests.conftest import ROOT
from tests.support.browserless import Tab, pages_in, readable, said, sign_in
from tests.support.cold_servers import serving
from tests.support.who_sees_what import OTHER, PERSON, ROLES, TABLE, People

pytestmark = pytest.mark.slow

PAGES = {file.stem: file for file in sorted((ROOT / "pages").glob("[a-z]*.py"))}
EMAIL = {"ombudsman": BOSS, "leadership": LEADER, "mentee": MENTEE_EMAIL, "mentor": "frank.adler.1003@example.org"}
#: What somebody writes into the address who would like to be somebody else, or to see them.
FORGED = f"view_as=ombudsman&look_as=ombudsman&role=ombudsman&person={OTHER}&mentee={OTHER}&mentor={OTHER}&session=2.2"
REFUSED = "Not for this role"


def test_every_page_is_in_the_table_and_every_entry_is_a_page():
    assert set(PAGES) == set(TABLE["pages"]), "add it to tests/access/who_sees_what.toml: who may see it?"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_the_same_as_the_table_of_whom_it_is_for(page):
    *_, last = ast.parse(PAGES[page].read_text("utf-8")).body
    assert isinstance(last, ast.Expr) and isinstance(last.value, ast.Call)
    (to,) = [each.value for each in last.value.keywords if each.arg == "to"]
    roles = eval(compile(ast.Expression(to), page, "eval"), {"Role": Role, "EVERYONE": EVERYONE})
    assert {str(role) for role in roles} == set(TABLE["pages"][page])
    assert {str(role) for role in menu.ENTRIES[page].roles} <= set(TABLE["pages"][page]), "nor does a menu lead there"


@pytest.fixture(scope="module")
def people(sample_store):
    with sample_store.cursor() as cursor:
        return People(cursor)


@pytest.fixture(scope="module")
def signed_in(guarded):
    return {role: sign_in(guarded, email) for role, email in EMAIL.items()}


def check(came, page, role, people):
    """What came for a role is what the table says."""
    sees = TABLE["pages"][page].get(role)
    titles = said(came).splitlines()
    assert (REFUSED in titles) == (sees is None), titles[:3]
    shown = readable(came).replace(f"={OTHER}", "")
    named = [each for each in people.forbidden(sees or "nobody", role) if each in shown]
    assert named == [], named[:5]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_whoever_is_signed_in_what_the_table_says(guarded, signed_in, people, page, role):
    """Also with somebody else's id and role in the address."""
    for query in ("", FORGED):
        with Tab(guarded, signed_in[role]) as tab:
            check(tab.run(page, query), page, role, people)


@pytest.mark.parametrize("role", ["leadership", "mentee", "mentor"])
def test_a_page_that_is_asked_for_by_number_is_guarded_all_the_same(guarded, signed_in, people, role):
    """In no menu, and reached from a page that is allowed, with what the page before has left."""
    with Tab(guarded, signed_in[role]) as tab:
        numbers = pages_in(tab.run("rules_in_force"))
        assert set(PAGES) <= set(numbers)
        for page in PAGES:
            state = ClientState(page_script_hash=numbers[page], query_string=FORGED)
            check(tab.ask(BackMsg(rerun_script=state)), page, role, people)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_so_does_a_cold_server_whose_first_request_is_a_deep_link(sample_file, tmp_path, people, page, role):
    query = f"view_as={role}&person={PERSON.get(role, '')}&mentee={OTHER}"
    with serving(copied(sample_file, tmp_path), as_of="2026-11-15") as address, Tab(address) as tab:
        check(tab.run(page, query), page, role, people)


def test_the_test_would_find_a_name(guarded, signed_in, people, sample_file, tmp_path):
    with Tab(guarded, signed_in["ombudsman"]) as tab:
        shown = readable(tab.run("mentee_progress"))
    assert len([each for each in people.forbidden("nobody", "leadership") if each in shown]) > 50
    store = open_store(copied(sample_file, tmp_path))
    with store.cursor() as cursor:
        assert cursor.execute("select count(*) from mentee where mentee = ?", [OTHER]).fetchone() == (1,)
    store.close()
