"""A packet that was touched is found out, and one that no longer agrees with the records says where."""

import io
import json
import re
import zipfile
import zlib
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader, PdfWriter

from mentorship.packet import seal as sealing
from mentorship.packet.pages import SEAL_FILE, packet_pdf, pdf_of
from mentorship.packet.seal import AlteredError, NotAPacketError, from_text, sealed, text_of
from mentorship.packet.typesetting import Attachment, Paper, typeset
from mentorship.packet.verify import Status, read_seal, unreliable, verify
from mentorship.packet.view import in_words
from mentorship.packet.workbook import SEAL_SHEET, packet_xlsx, xlsx_of
from tests.packet.packets import hostile, in_every_script, packet

FORMS = {"pdf": packet_pdf, "xlsx": packet_xlsx}
EVERYWHERE = 40


@pytest.fixture
def made(tmp_path):
    """Writes bytes to a file and gives its path."""

    def write(raw: bytes, name: str = "packet.pdf"):
        path = tmp_path / name
        path.write_bytes(raw)
        return path

    return write


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("content", [packet(1), packet(30), in_every_script()], ids=["one", "thirty", "scripts"])
def test_an_untouched_packet_gives_back_its_content_and_matches(made, form, paper, content):
    found = read_seal(made(FORMS[form](content, paper)))
    assert (found.packet, found.paper, found.is_of_this_edition) == (content, paper, True)
    status = verify(found, content).status
    assert status is Status.MATCHES and int(status) == 0


@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_comes_back_character_by_character(made, form):
    """All but what no file in UTF-8 can hold: half of a pair of surrogates."""
    found = read_seal(made(FORMS[form](hostile()))).packet
    before, after = (
        [text for each in content.sessions for text in (each.event, each.with_whom)] for content in (hostile(), found)
    )
    assert after == [text and text.replace("\ud800", "?") for text in before]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("part", range(EVERYWHERE))
def test_any_altered_byte_is_noticed(made, form, part):
    """One bit, in each fortieth of the file."""
    raw = bytearray(FORMS[form](packet(2)))
    place = len(raw) * part // EVERYWHERE + len(raw) // (2 * EVERYWHERE)
    raw[place] ^= 1
    with pytest.raises(AlteredError):
        read_seal(made(raw))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("change", [lambda raw: raw + b"\n", lambda raw: raw[:-1], lambda raw: raw[: len(raw) // 2]])
def test_a_longer_or_shorter_file_is_noticed(made, form, change):
    with pytest.raises(AlteredError):
        read_seal(made(change(FORMS[form](packet(2)))))


def test_a_page_written_over_by_a_pdf_editor_is_noticed(made):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(packet_pdf(packet(2)))))
    saved = io.BytesIO()
    writer.write(saved)
    with pytest.raises(AlteredError, match="saved again by another program"):
        read_seal(made(saved.getvalue()))


def test_pages_that_say_something_else_than_the_seal_are_noticed(made):
    """Typeset by this very program, with the seal of another content attached: the careful forger."""
    content = sealed(packet(2), Paper.A4)
    words = in_words(replace(packet(2), mentee=replace(packet(2).mentee, name="Somebody Else")), content.digest)
    attached = Attachment(SEAL_FILE, text_of(content), "application/json", "The content of this packet, for programs.")
    forged = typeset("packet", words, paper=Paper.A4, made_on=content.packet.as_of, attachment=attached)
    with pytest.raises(AlteredError):
        read_seal(made(forged))


def test_a_cell_changed_in_a_workbook_is_noticed(made):
    book = load_workbook(io.BytesIO(packet_xlsx(packet(2))))
    book["Sessions"]["H2"] = 6
    saved = io.BytesIO()
    book.save(saved)
    with pytest.raises(AlteredError):
        read_seal(made(saved.getvalue()))


def test_content_changed_under_its_old_digest_is_noticed():
    whole = json.loads(text_of(sealed(packet(2), Paper.A4)))
    whole["sealed"]["packet"]["sessions"][0]["credited_minutes"] = 600
    with pytest.raises(AlteredError, match="digest"):
        from_text(json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole.pop("digest"),
        lambda whole: whole["sealed"].pop("packet"),
        lambda whole: whole["sealed"]["packet"].update(more=1),
        lambda whole: whole["sealed"]["packet"]["tier"].update(minutes_short="0"),
        lambda whole: whole["sealed"].update(paper="a5"),
        lambda whole: whole["sealed"].update(format=None),
        lambda whole: whole.update(sealed=[]),
    ],
)
def test_a_seal_of_another_shape_is_no_seal(change):
    whole = json.loads(text_of(sealed(packet(2), Paper.A4)))
    change(whole)
    with pytest.raises((AlteredError, NotAPacketError)):
        from_text(json.dumps(whole))


def test_a_packet_made_anew_with_other_content_is_held_against_the_records(made):
    """Whoever has the program can make a packet of anything; it then disagrees with the records."""
    generous = replace(
        packet(2), sessions=(replace(packet(2).sessions[0], credited_minutes=600), packet(2).sessions[1])
    )
    found = verify(read_seal(made(packet_pdf(generous))), packet(2))
    assert found.status is Status.DIFFERS and int(found.status) == 1
    assert found.sentences == (
        "7 Jan 2025, Treatment received with Marta Sørensen: credited 10 h in the packet, 1 h now.",
    )


def test_a_packet_of_another_edition_never_matches(made, monkeypatch):
    """Its pages cannot be compared, and whoever alters one may claim another edition for it."""
    content = sealed(packet(2), Paper.A4)
    older = sealing._read(json.loads(text_of(content))["sealed"] | {"edition": "an older one"})
    found = read_seal(made(pdf_of(older)))
    assert not found.is_of_this_edition
    outcome = verify(found, packet(2))
    assert outcome.status is Status.DIFFERS
    assert "another edition" in outcome.sentences[-1]
    assert not read_seal(made(xlsx_of(older))).is_of_this_edition


def test_an_edition_is_all_that_decides_on_the_bytes():
    """Every module of the room that the pages or the workbook are made with, and their templates."""
    seen: set[str] = set()
    waiting = ["pages", "workbook"]
    while waiting:
        name = waiting.pop()
        source = (sealing.ROOM / f"{name}.py").read_text("utf-8")
        seen.add(f"{name}.py")
        waiting += set(re.findall(r"^from mentorship\.packet\.(\w+) import", source, re.M)) - {
            each[:-3] for each in seen
        }
    templates = {"templates/packet.typ", "templates/house.typ"}
    assert re.findall(r'^#import "(.+)":', (sealing.ROOM / "templates/packet.typ").read_text("utf-8"), re.M) == [
        "house.typ"
    ]
    assert set(sealing.SOURCES) == seen | templates | {"../wording.py"}


def test_a_packet_in_a_newer_format_asks_for_a_newer_program():
    whole = json.loads(text_of(sealed(packet(2), Paper.A4)))
    whole["sealed"]["format"] = "mentorship-packet/9"
    with pytest.raises(NotAPacketError, match="newer edition"):
        from_text(json.dumps(whole))


def _blank_pdf() -> bytes:
    writer, saved = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(saved)
    return saved.getvalue()


def _archive(content: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, each in content.items():
            parts.writestr(name, each)
    return raw.getvalue()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "neither a PDF nor an XLSX"),
        (b"date,mentee\n", "neither a PDF nor an XLSX"),
        (b"%PDF-1.7\n", "nothing is sealed in it"),
        (b"PK\x03\x04", "nothing is sealed in it"),
        (_blank_pdf(), "nothing is sealed in it"),
        (_archive({"a.txt": b"text"}), "nothing is sealed in it"),
        (_archive({"a.bin": bytes(200_000_000)}), "unpacks to more than any packet"),
    ],
    ids=["empty", "csv", "pdf head", "zip head", "pdf", "zip", "bomb"],
)
def test_another_file_is_no_packet_and_says_so(made, raw, said):
    with pytest.raises(NotAPacketError, match=said) as error:
        read_seal(made(raw, "other.pdf"))
    assert "other.pdf" in error.value.message
    status = unreliable(error.value).status
    assert status is Status.UNRELIABLE and int(status) == 2


def test_a_pdf_that_swells_when_opened_is_refused(made):
    """The attachment inflates to more than a reader allows."""
    raw = packet_pdf(packet(1))
    start = raw.index(b"/EmbeddedFile")
    begin, end = raw.index(b"stream\n", start) + 7, raw.index(b"\nendstream", start)
    swollen = zlib.compress(bytes(300_000_000), 9)
    with pytest.raises(AlteredError):
        read_seal(made(raw[:begin] + swollen + raw[end:]))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotAPacketError, match=r"gone\.pdf cannot be read"):
        read_seal(tmp_path / "gone.pdf")
    with pytest.raises(NotAPacketError):
        read_seal(tmp_path)


def test_the_seal_of_a_workbook_is_hidden_and_that_of_a_pdf_attached():
    assert load_workbook(io.BytesIO(packet_xlsx(packet(2))))[SEAL_SHEET].sheet_state == "hidden"
    attached = PdfReader(io.BytesIO(packet_pdf(packet(2)))).attachments
    assert json.loads(attached[SEAL_FILE][0])["sealed"]["packet"]["mentee"]["name"] == "Ana Díaz"
