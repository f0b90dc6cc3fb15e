"""The board pack: everything of the pages on paper, no more for leadership than on screen."""

import io

import pytest
from openpyxl import load_workbook

from mentorship.access import Role, Viewer
from mentorship.credit.refresh import refresh
from mentorship.errors import AccessError
from mentorship.packet.board_pack import board_pack, board_pack_pdf, board_pack_xlsx
from mentorship.reports.uptake import Among, uptake
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.packet.pdfs import plain, reader, text
from tests.support.asking import LEADERSHIP, OMBUDSMAN, request_to


def made(store, policy, viewer, make=board_pack_pdf, **wanted):
    with request_to(store, policy, EXPORTED_ON, viewer) as request:
        return make(request, **wanted)


@pytest.mark.parametrize("viewer", [OMBUDSMAN, LEADERSHIP], ids=lambda viewer: str(viewer.role))
def test_it_says_what_the_pages_say_and_where_it_comes_from(sample_store, policy, viewer):
    pdf = made(sample_store, policy, viewer)
    found = text(pdf)
    with request_to(sample_store, policy, EXPORTED_ON, viewer) as request:
        assert plain(uptake(request).answer) in found
    for said in (
        policy.digest,
        "4,446 sessions",
        "Who is active?",
        "How much mentoring is virtual?",
        "Kaplan and Meier",
        "15 Nov 2026",
    ):
        assert said in found, said
    assert len(reader(pdf).pages) >= 3


def test_the_same_data_give_the_same_bytes(sample_store, policy):
    assert made(sample_store, policy, LEADERSHIP) == made(sample_store, policy, LEADERSHIP)


def test_leadership_gets_no_name_and_no_small_number(sample_store, policy):
    with sample_store.cursor() as cursor:
        people = {word for row in cursor.execute("select person, name from person").fetchall() for word in row if word}
    found = text(made(sample_store, policy, LEADERSHIP))
    assert not [word for word in people if word in found]
    book = load_workbook(io.BytesIO(made(sample_store, policy, LEADERSHIP, board_pack_xlsx)))
    for sheet in book.worksheets[1:]:
        heading, *rows = sheet.values
        for place, name in enumerate(heading):
            if name in ("People", "Followed"):
                assert all(
                    row[place] is None or (row[place] >= 5 and row[place] % 5 == 0) for row in rows if len(row) > place
                )


def test_it_is_of_the_view_that_is_open(sample_store, policy):
    document = made(sample_store, policy, OMBUDSMAN, board_pack, among=Among(region="Europe"))
    assert ("Shown", "region Europe") in document.origin
    everybody = made(sample_store, policy, OMBUDSMAN, board_pack)
    assert document.sections[1].table.rows[0]["people"] < everybody.sections[1].table.rows[0]["people"]


def test_an_empty_programme_makes_a_pack_that_says_so(policy):
    store = open_store(None)
    refresh(store, policy, EXPORTED_ON)
    assert "Nobody has registered yet." in text(made(store, policy, LEADERSHIP))
    store.close()


@pytest.mark.parametrize("viewer", [Viewer(Role.MENTEE, "P-1051"), Viewer(Role.MENTOR, "P-1001")])
def test_it_is_for_leadership_and_the_ombudsman(sample_store, policy, viewer):
    with pytest.raises(AccessError):
        made(sample_store, policy, viewer)
