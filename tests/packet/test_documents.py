"""Documents of sections: a sentence, a chart, a table, what its words mean; as PDF and as workbook."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from mentorship.answers.tables import Column, Shows
from mentorship.packet.documents import Section, Table, document_pdf, document_xlsx, in_words
from mentorship.packet.typesetting import Paper
from tests.packet.packets import HOSTILE
from tests.packet.pdfs import page_texts, plain, reader, text
from tests.packet.sample_documents import MENTORS, PERIOD_REPORT


@pytest.mark.parametrize("paper", Paper)
def test_the_same_document_gives_the_same_bytes(paper):
    assert document_pdf(PERIOD_REPORT, paper) == document_pdf(PERIOD_REPORT, paper)
    assert document_xlsx(PERIOD_REPORT, paper) == document_xlsx(PERIOD_REPORT, paper)


def test_everything_in_it_is_on_the_page():
    found = text(document_pdf(PERIOD_REPORT))
    for section in PERIOD_REPORT.sections:
        assert plain(section.title) in found and plain(section.sentence) in found
    for said in ("Report for the modality leaders", "412", "no names of mentees", "Four mentors; nobody is ranked.",
                 "9c1f04d2a7b35e68", "5b7e22f0c9d81a34", "the limits of an XmR chart"):  # fmt: skip
        assert said in found, said


def test_every_page_says_what_it_is_and_of_when():
    pages = page_texts(document_pdf(PERIOD_REPORT))
    for number, page in enumerate(pages, 1):
        assert "Mentoring in 2025 · Data as of 3 Nov 2025 · Rules 9c1f04d2a7b3" in page
        assert f"Page {number} of {len(pages)}" in page


def test_a_long_table_repeats_its_heading():
    table = replace(MENTORS, rows=MENTORS.rows * 60)
    pages = page_texts(document_pdf(replace(PERIOD_REPORT, sections=(Section("Who mentors?", "", None, table),))))
    listing = [page for page in pages if "Marta Sørensen" in page]
    assert len(listing) > 3
    assert all("Mentor Sessions Recorded Virtual Last session" in page for page in listing)


def test_a_section_may_begin_a_page():
    sections = tuple(replace(each, starts_page=True) for each in PERIOD_REPORT.sections)
    assert len(reader(document_pdf(replace(PERIOD_REPORT, sections=sections))).pages) >= len(sections) + 1


def test_hostile_text_is_text_in_both():
    columns = (Column("a", "=Heading"), Column("b", "#eval(1)", Shows.LIST))
    rows = tuple({"a": each, "b": [each, each]} for each in HOSTILE)
    section = Section(HOSTILE[0], HOSTILE[1], None, Table(columns, rows, HOSTILE[2]))
    document = replace(PERIOD_REPORT, title=HOSTILE[4], programme=HOSTILE[10], sections=(section,))
    found = text(document_pdf(document))
    for said in HOSTILE[:9]:
        assert plain(said) in found, said
    sheet = load_workbook(io.BytesIO(document_xlsx(document))).worksheets[1]
    assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)
    assert "'=1+2" in [cell.value for cell in sheet["A"]]


def test_a_table_is_a_sheet_of_numbers_and_days():
    book = load_workbook(io.BytesIO(document_xlsx(PERIOD_REPORT)))
    assert book.sheetnames == ["About", "Who mentors"]
    first = list(book.worksheets[1].values)[1]
    assert first == ("Marta Sørensen", 10, 12.25, pytest.approx(1 / 9), datetime.fromisoformat("2025-10-01"))
    about = [cell for row in book["About"].values for cell in row if cell]
    assert "No change beyond chance since February." in about


@pytest.mark.parametrize(
    ("value", "shows", "words"),
    [
        (450, Shows.HOURS, "7 h 30"),
        (0.583, Shows.SHARE, "58%"),
        (1204, Shows.NUMBER, "1,204"),
        (3.25, Shows.DECIMAL, "3.2"),
        (date(2026, 3, 3), Shows.DAY, "3 Mar 2026"),
        (datetime(2026, 3, 3, 9, 5, tzinfo=UTC), Shows.DAY, "3 Mar 2026, 09:05"),
        (["A", "B"], Shows.LIST, "A, B"),
        (True, Shows.YES, "yes"),
        (None, Shows.HOURS, "–"),
        ([], Shows.LIST, "–"),
        (0, Shows.NUMBER, "0"),
    ],
)
def test_values_are_said_as_on_the_screens(value, shows, words):
    assert in_words(value, shows) == words
