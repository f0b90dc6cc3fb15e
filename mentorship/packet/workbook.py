"""A packet as a workbook: the same content as its pages, to reckon with, and the seal on a hidden sheet."""

from typing import Any

from mentorship.answers.tables import Column, Shows
from mentorship.packet.seal import SealedContent, sealed, text_of
from mentorship.packet.shape import Packet
from mentorship.packet.sheets import Book, written
from mentorship.packet.typesetting import Paper
from mentorship.packet.view import DECIDES, SEAL, facts, notes, origin, requirements, short, status
from mentorship.wording import day

SEAL_SHEET = "Seal"

#: A cell holds at most 32,767 characters.
CHUNK = 30_000

TOTALS = (
    Column("label", "Requirement"),
    Column("required_minutes", "Asked for", Shows.HOURS),
    Column("counted_minutes", "Counted", Shows.HOURS),
    Column("met", "Met", Shows.YES),
)
SESSIONS = (
    (Column("held_on", "Date", Shows.DAY), 11),
    (Column("activity", "Activity"), 20),
    (Column("category", "Category"), 10),
    (Column("event", "Event"), 24),
    (Column("with_whom", "With"), 21),
    (Column("modality", "Modality"), 11),
    (Column("recorded_minutes", "Recorded", Shows.HOURS), 13),
    (Column("credited_minutes", "Credited", Shows.HOURS), 13),
    (Column("counted_minutes", "Counted here", Shows.HOURS), 17),
    (Column("outcome", "Outcome"), 10),
    (Column("why", "Why"), 40),
    (Column("section", "Written in"), 20),
    (Column("unverified", "Unverified", Shows.LIST), 22),
    (Column("ruling", "Ruling", Shows.NUMBER), 8),
    (Column("file", "File"), 18),
    (Column("row", "Row", Shows.NUMBER), 7),
)


def packet_xlsx(packet: Packet, paper: Paper = Paper.A4) -> bytes:
    """A packet as a workbook. The same packet and paper give the same bytes."""
    return xlsx_of(sealed(packet, paper))


def xlsx_of(content: SealedContent) -> bytes:
    """The workbook that this content makes."""
    packet = content.packet
    foot = f"{packet.whom} · {packet.tier.label} · Seal {short(content.digest)}"
    title = f"{packet.tier.label}: {packet.whom}"
    with written(content.paper, packet.as_of, title, packet.programme, foot) as (book, done):
        _summary(book, content)
        _sessions(book, packet)
        _rules(book, packet)
        _seal(book, content)
    return done.getvalue()


def _summary(book: Book, content: SealedContent) -> None:
    packet = content.packet
    sheet = book.sheet("Summary")
    widths = (36, 16, 16, 22)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    wide = {"last": len(widths) - 1, "width": sum(widths)}
    beside = {"last": len(widths) - 1, "width": sum(widths[1:])}
    said = status(packet)
    head = [
        (packet.programme, "kicker"), (packet.tier.label, "title"), (packet.whom, "section"),
        (said["line"], "answer"), (said["rests"], "plain"),
    ]  # fmt: skip
    line = book.texts(sheet, 0, head, **wide)
    rows = [row | {"met": row["counted_minutes"] >= row["required_minutes"]} for row in requirements(packet.tier)]
    line = book.table(sheet, line + 1, TOTALS, rows, widths) + 1
    line = book.pairs(sheet, line, facts(packet), **beside) + 1
    for each in packet.guidance:
        line = (
            book.texts(sheet, line, [(each.title, "section"), (each.text, "plain"), (each.section, "label")], **wide)
            + 1
        )
    line = book.texts(sheet, line, [(DECIDES, "plain")], **wide) + 1
    line = book.texts(sheet, line, [("Where this comes from", "section")], **wide)
    line = book.pairs(sheet, line, origin(packet, content.digest), **beside)
    book.texts(sheet, line + 1, [(SEAL, "label")], **wide)


def _sessions(book: Book, packet: Packet) -> None:
    sheet = book.sheet("Sessions", landscape=True)
    for place, (_, width) in enumerate(SESSIONS):
        sheet.set_column(place, place, width)
    rows = []
    for each in packet.sessions:
        why = notes(each)
        row: dict[str, Any] = vars(each) | {
            "why": " ".join(note["text"] for note in why),
            "section": "; ".join(note["section"] for note in why if note["section"]),
            "unverified": list(each.unverified) or None,
        }
        rows.append(row)
    columns, widths = zip(*SESSIONS, strict=True)
    end = book.table(sheet, 0, columns, rows, widths)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(1, end - 1), len(SESSIONS) - 1)
    # Where a row came from is for the screen; on paper it would make the rest too small to read.
    sheet.print_area(0, 0, max(1, end - 1), len(SESSIONS) - 3)


def _rules(book: Book, packet: Packet) -> None:
    sheet = book.sheet("Rulings and readings")
    sheet.set_column(0, 0, 45)
    sheet.set_column(1, 1, 50)
    wide, beside = {"last": 1, "width": 95}, {"last": 1, "width": 50}
    rulings = [
        [f"{each.number}: {each.decision}, {each.about}", f"{each.reason} ({each.ruled_by}, {day(each.ruled_on)})"]
        for each in packet.rulings
    ]
    line = 0
    if rulings:
        line = book.texts(sheet, line, [("Rulings", "section")], **wide)
        line = book.pairs(sheet, line, rulings, **beside) + 1
    if packet.open_questions:
        line = book.texts(sheet, line, [("Open questions", "section")], **wide)
        line = book.texts(sheet, line, [(each, "plain") for each in packet.open_questions], **wide) + 1
    line = book.texts(sheet, line, [("How the rules were read", "section")], **wide)
    book.pairs(sheet, line, [[each.question, each.means] for each in packet.rules.readings], **beside)


def _seal(book: Book, content: SealedContent) -> None:
    """The seal in pieces, one a row, as hexadecimal: cells keep that as it is."""
    sheet = book.book.add_worksheet(SEAL_SHEET)
    text = text_of(content).encode().hex()
    for line, start in enumerate(range(0, len(text), CHUNK)):
        sheet.write_string(line, 0, text[start : start + CHUNK])
    sheet.hide()
