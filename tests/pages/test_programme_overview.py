"""The overview of leadership: the sentences of the programme's pages, each with its picture, and the board pack."""

import io
import shutil

import pytest
from pypdf import PdfReader

from mentorship.access import Role
from mentorship.packet.typesetting import Paper
from mentorship.planning.capacity import capacity
from mentorship.reports.mentee_progress import mentee_progress
from mentorship.reports.modality_mix import modality_mix
from mentorship.reports.uptake import Among, uptake
from mentorship.sample.held import EXPORTED_ON
from pages.parts import board_pack, downloads, resources
from tests.pages.test_pages import everything, said
from tests.pages.test_rule_change import plain
from tests.support.asking import LEADERSHIP, OMBUDSMAN, request_to
from tests.support.opened_pages import app_over, open_page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def app_store(sample_file, tmp_path_factory):
    with app_over(shutil.copy(sample_file, tmp_path_factory.mktemp("glance") / "sample.duckdb")):
        yield


def test_leadership_reads_the_sentences_of_the_pages_each_with_its_picture(app_store):
    app = open_page("overview", Role.LEADERSHIP)
    assert not app.exception
    shown = plain(said(app))
    with request_to(resources.store(), resources.policy(), EXPORTED_ON, LEADERSHIP) as request:
        for report in (uptake, modality_mix, mentee_progress, capacity):
            assert report(request).answer in shown, report
    assert len(app.get("plotly_chart")) == 3
    assert all("as of 15 Nov 2026" in each.proto.spec for each in app.get("plotly_chart")), "a picture says its day"


def test_leadership_is_sent_no_name(app_store):
    with resources.store().cursor() as cursor:
        people = cursor.execute("select person, name from person where name is not null").fetchall()
    sent = everything(open_page("overview", Role.LEADERSHIP))
    assert not [word for row in people for word in row if word in sent]


def test_the_board_pack_is_one_pdf_of_what_is_looked_at(app_store):
    downloads._offers.clear()
    open_page("uptake", Role.LEADERSHIP, region="Europe")
    found = {each.file_name: each for each in downloads._offers.values()}
    pdf = downloads._made(found["board_pack.pdf"])
    assert pdf is not None
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "region Europe" in " ".join(text.split())
    assert resources.policy().digest in text
    workbook = downloads._made(found["board_pack.xlsx"])
    assert workbook is not None and workbook[:2] == b"PK"


@pytest.mark.parametrize("viewer", [OMBUDSMAN, LEADERSHIP], ids=lambda viewer: str(viewer.role))
def test_a_pack_is_as_exact_as_its_viewer(app_store, viewer):
    with request_to(resources.store(), resources.policy(), EXPORTED_ON, viewer) as request:
        pdf = board_pack._pdf(Among(), Paper.A4, request)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    assert ("blurred to multiples of five" in text) == (viewer is LEADERSHIP)
