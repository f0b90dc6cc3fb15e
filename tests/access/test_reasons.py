"""Reasons of decisions: whoever is concerned reads them, the screen says so, and a private note stays private."""

import pytest

from mentorship.access import Role, Viewer
from mentorship.actions.readings import choose_reading
from mentorship.actions.rulings import rule
from mentorship.credit.rulings import Ruling
from mentorship.errors import AccessError
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.access.conftest import copied
from tests.conftest import ROOT
from tests.support.browserless import Tab, text_of
from tests.support.cold_servers import serving

pytestmark = pytest.mark.slow

PAGES = sorted(file.stem for file in (ROOT / "pages").glob("[a-z]*.py"))
OMBUDSMAN = Viewer(Role.OMBUDSMAN)
WHY, NOTE = "thereasonofit", "anotefornobodyelse"


@pytest.fixture(scope="module")
def decided(sample_file, tmp_path_factory, policy):
    """The app over a sample in which a session, a mentor and a reading were decided on, each with a private note."""
    folder = tmp_path_factory.mktemp("decided")
    path = copied(sample_file, folder)
    store = open_store(path)
    with store.cursor() as cursor:
        (mentee, mentor, number, row), *_ = cursor.execute(
            "select mentee, mentor, import_no, row from decision where led_by = 'mentor' and outcome = 'credited'"
        ).fetchall()
    for ruling in (Ruling("session", "refuse", import_no=number, row=row), Ruling("person", "accept", person=mentor)):
        rule(OMBUDSMAN, store, ruling, f"{WHY}{ruling.about}", EXPORTED_ON, f"{NOTE}{ruling.about}")
    name, reading = next(iter(policy.readings.items()))
    answer = next(each for each in reading.alternatives if each != reading.default)
    choose_reading(OMBUDSMAN, store, policy, name, answer, f"{WHY}reading", EXPORTED_ON, f"{NOTE}reading")
    store.close()
    with serving(path, as_of="2026-11-15") as address:
        yield address, mentee, mentor, f"{number}.{row}"


def shown(address, page, role, person="", session="", ruled=""):
    with Tab(address) as tab:
        query = f"view_as={role}&person={person}&mentee={person}&session={session}&ruled={ruled}"
        return text_of(tab.run(page, query))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["mentee", "mentor", "leadership"])
def test_a_private_note_is_on_no_page_of_others(decided, page, role):
    address, mentee, mentor, _ = decided
    assert NOTE not in shown(address, page, role, {"mentee": mentee, "mentor": mentor}.get(role, ""))


def test_the_ombudsman_reads_reasons_and_notes(decided):
    address, *_ = decided
    page = shown(address, "rules_in_force", "ombudsman")
    for about in ("session", "person", "reading"):
        assert f"{WHY}{about}" in page
        assert f"{NOTE}{about}" in page


def test_those_concerned_read_the_reasons(decided):
    address, mentee, _, session = decided
    assert f"{WHY}reading" in shown(address, "rules_in_force", "leadership")
    assert f"{WHY}session" in shown(address, "my_progress", "mentee", mentee, session)


def test_the_screen_says_who_reads_a_reason(decided):
    address, _, mentor, _ = decided
    page = shown(address, "rules_in_force", "ombudsman", ruled=mentor)
    assert "Read by every mentee with a session this person led" in page
    assert "Read by the ombudsman only" in page


def test_whoever_may_not_decide_leaves_no_note(sample_file, tmp_path):
    store = open_store(copied(sample_file, tmp_path))
    with pytest.raises(AccessError):
        rule(Viewer(Role.LEADERSHIP), store, Ruling("person", "accept", person="P-1003"), WHY, EXPORTED_ON, NOTE)
    with store.cursor() as cursor:
        assert cursor.execute("select count(*) from audit_entry where action = 'note'").fetchone() == (0,)
    store.close()
