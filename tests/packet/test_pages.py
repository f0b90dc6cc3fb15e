"""The packet as a PDF: the same bytes for the same content, right for one session and for three hundred."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from mentorship.packet.pages import packet_pdf
from mentorship.packet.shape import Person
from mentorship.packet.typesetting import Paper
from tests.conftest import ROOT
from tests.packet.packets import GUIDANCE, HOSTILE, SCRIPTS, hostile, in_every_script, packet, special, third_tier
from tests.packet.pdfs import page_texts, part, plain, reader, text


def test_the_same_packet_gives_the_same_bytes():
    assert packet_pdf(packet(5)) == packet_pdf(packet(5))
    assert packet_pdf(packet(5)) != packet_pdf(packet(6))


def test_another_process_elsewhere_gives_the_same_bytes(tmp_path):
    """Another hash seed, time zone, language and folder; a home without fonts."""
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from tests.packet.packets import packet\n"
        "from mentorship.packet.pages import packet_pdf\n"
        "from mentorship.packet.workbook import packet_xlsx\n"
        "for make in (packet_pdf, packet_xlsx): print(hashlib.sha256(make(packet(5))).hexdigest())"
    )
    elsewhere = {"PYTHONHASHSEED": "4", "TZ": "Pacific/Auckland", "LC_ALL": "C", "HOME": str(tmp_path), "PATH": ""}
    found = subprocess.run(
        [sys.executable, "-c", code, str(ROOT)], env=elsewhere, cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.split()
    here = subprocess.run(
        [sys.executable, "-c", code, str(ROOT)], env=os.environ, capture_output=True, text=True, check=True
    ).stdout.split()
    assert found == here
    assert here[0] == hashlib.sha256(packet_pdf(packet(5))).hexdigest()


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_a_packet_fits_its_paper(paper, size):
    pages = reader(packet_pdf(packet(30), paper)).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {size}


def test_one_session_takes_two_pages_and_says_everything():
    pages = page_texts(packet_pdf(packet(1)))
    assert len(pages) == 2
    for said in ("Ana Díaz", "First 24 hours", "Not complete yet: 23 h to go", "there is nothing to send in so far",
                 "The programme decides on credit",
                 *(each.title for each in GUIDANCE)):  # fmt: skip
        assert plain(said) in pages[0], said
    for said in ("7 Jan 2025", "Marta Sørensen", "Ruling 7", "overlap by 15 minutes",
                 "It counts, and is marked unverified.", "iahe-2014", "9c1f04d2a7b35e68",
                 "5b7e22f0c9d81a34", "sessions-2025.csv"):  # fmt: skip
        assert plain(said) in pages[1], said


@pytest.mark.parametrize("paper", Paper)
def test_three_hundred_sessions_have_a_heading_and_a_foot_on_every_page(paper):
    content = packet(300, rulings=())
    pages = page_texts(packet_pdf(content, paper))
    assert len(pages) > 10
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Ana Díaz · First 24 hours · Seal " in page
    lists = [page for page in pages if "Marta Sørensen" in page]
    assert all("Recorded Credited Counted here" in page for page in lists)
    whole = " ".join(pages)
    assert sum(whole.count(f"with {name},") for name in {each.with_whom for each in content.sessions}) == 300


def test_a_packet_without_sessions_says_so():
    pages = page_texts(packet_pdf(packet(0, rulings=(), open_questions=())))
    assert "There are no sessions on record." in " ".join(pages)
    assert "Rulings" not in " ".join(pages)


def test_a_missing_certification_is_the_first_thing_said():
    found = page_texts(packet_pdf(third_tier()))[0]
    assert "Hours complete since 14 Oct 2025" in found
    assert "The credit waits for the Diplomate certification." in found
    assert "Diplomate certification not on record yet" in found


def test_a_reduced_session_names_rule_and_section_and_an_unverified_one_its_doubt():
    found = text(packet_pdf(packet(30)))
    assert "Credited 6 h of 7 h: one class earns at most 6 h. (FAQ, Earlier experience" in found
    assert "Unverified: the therapist's certification that day is not in the records" in found
    assert "According to our data, Ruth Okonkwo was not certified on 4 Feb 2025. (FAQ, First 24 hours)" in found


def test_the_sums_of_the_lists_are_those_of_the_first_page():
    first, *lists = page_texts(packet_pdf(packet(30)))
    for at_first, in_list in (("8 h of at least 6 h", "8 h 15 8 h"), ("6 h of at least 6 h", "7 h 45 6 h")):
        assert at_first in first
        assert in_list in " ".join(lists)
    assert "24 h of 24 h" in first


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_name_shows_in_its_script(script):
    """No character of it is a box, and it can be copied from the page."""
    content = replace(packet(0), mentee=Person("m-1", SCRIPTS[script]))
    pdf = packet_pdf(content)
    # Readers of PDFs put right-to-left words, and vowels drawn before their consonant, in another order, and take the
    # dots of an Arabic letter for a letter.
    letters = set(plain(SCRIPTS[script]))
    assert len(letters & set(page_texts(pdf)[0])) >= (0.8 if script == "Arabic" else 1) * len(letters)
    assert claims(pdf) == {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}


def claims(pdf: bytes) -> dict[str, str]:
    """The standards that a PDF says it keeps. Typst claims none for a page with a box in place of a character."""
    metadata = pdf.decode("latin-1")
    found = {}
    for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part"):
        if f"<{name}>" in metadata:
            found[name] = metadata.split(f"<{name}>")[1].split("<")[0]
    return found


def test_many_scripts_stand_beside_each_other():
    found = text(packet_pdf(in_every_script(), Paper.LETTER))
    for script in ("Latin", "Greek", "Cyrillic", "Chinese", "Japanese", "Korean", "Armenian", "Georgian"):
        assert plain(SCRIPTS[script]) in found, script


def test_a_character_without_a_glyph_is_a_box_and_the_packet_claims_no_standard():
    pdf = packet_pdf(packet(0, mentee=Person("m-1", "\U00013000 and more")))
    assert "and more" in text(pdf)
    assert claims(pdf) == {}
    assert part(reader(pdf).trailer, "/Root", "/MarkInfo", "/Marked")


def test_hostile_text_is_text():
    pdf = packet_pdf(hostile(), Paper.LETTER)
    found = text(pdf)
    for said in HOSTILE[:14]:
        assert plain(said) in found, said
    assert "\x1b" not in found
    page = reader(pdf).pages[0]
    assert "/AA" not in page and "/OpenAction" not in part(reader(pdf).trailer, "/Root")


def test_no_text_runs_over_the_edge():
    """Very long runs without a space break, and an e-mail address that is broken is copied whole."""
    pdf = packet_pdf(hostile())
    lines = "\n".join(page.extract_text() for page in reader(pdf).pages)
    assert 30 < max(map(len, re.findall("W+", lines))) < 62  # as many as a line of the page has room for
    assert 60 < max(map(len, re.findall("x+", lines))) < 110
    address = "averyverylongaddress.with.many.parts@an-even-longer-host-name.example.org"
    assert address in text(pdf).replace(" ", "")


def test_nothing_of_this_machine_is_in_a_packet():
    pdf = packet_pdf(packet(3))
    about = reader(pdf).metadata
    assert about is not None and about.title == "First 24 hours: Ana Díaz"
    assert about.creation_date is not None and about.creation_date.date() == packet(3).as_of
    assert str(ROOT).encode() not in pdf
    assert {str(font["/BaseFont"]).split("+")[-1].split("-")[0] for font in _fonts(pdf)} == {"SourceSans3"}


def _fonts(pdf: bytes) -> list[dict[str, object]]:
    return [font.get_object() for page in reader(pdf).pages for font in part(page, "/Resources", "/Font").values()]


def test_a_session_is_listed_once_and_where_it_belongs():
    content = packet(30)
    lists = " ".join(page_texts(packet_pdf(content))[1:])
    spare, refused = lists.index("Credited, but not part of this credit"), lists.index("Not credited")
    assert spare < refused
    assert lists[refused:].count("with ") >= sum(special(place).outcome == "refused" for place in range(30))
