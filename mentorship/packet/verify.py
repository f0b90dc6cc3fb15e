"""Is this packet as it was made, and does it still agree with the records?"""

import io
import logging
import zipfile
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from mentorship.packet.differences import differences
from mentorship.packet.pages import SEAL_FILE, pdf_of
from mentorship.packet.seal import SEAL_BEGINS, AlteredError, NotAPacketError, SealedContent, SealError, from_text
from mentorship.packet.shape import Packet
from mentorship.packet.workbook import SEAL_SHEET, xlsx_of

#: A packet of ten thousand sessions stays below this.
LARGEST = 64 * 1024 * 1024

#: What the reader thinks of a damaged file is told in our words alone.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)

#: By what a packet can be told from another file even where its seal cannot be read.
SIGNS = (SEAL_FILE.encode(), SEAL_BEGINS.encode().hex().encode())

OTHER_EDITION = (
    "This packet was made by another edition of the program, so its pages cannot be compared byte for byte, and may "
    "have been changed. What is sealed in it can be relied on as far as it agrees with the records. To be sure of the "
    "pages, make the packet again."
)


class Status(IntEnum):
    """What a check comes to; the values are the exit statuses of `packet --verify`."""

    MATCHES = 0
    DIFFERS = 1
    UNRELIABLE = 2


@dataclass(frozen=True)
class Verification:
    """The outcome of a check, and what is to be said about it, a sentence each."""

    status: Status
    sentences: tuple[str, ...]


def read_seal(path: Path) -> SealedContent:
    """The content sealed in a packet, PDF or XLSX, after making sure that the file is as it was made.

    The file is made again from its content, and has to be the same in every byte. That is not possible for a packet of
    another edition of the program: see `SealedContent.is_of_this_edition`.
    Raises NotAPacketError for what is no packet, AlteredError for one altered after it was made.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise NotAPacketError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    if len(raw) > LARGEST:
        raise NotAPacketError(f"{path.name} is larger than any packet. Name the PDF or XLSX that this program made.")
    is_pdf = raw.startswith(b"%PDF-")
    if not is_pdf and not raw.startswith(b"PK"):
        raise NotAPacketError(f"{path.name} is neither a PDF nor an XLSX made by this program. Name a packet.")
    content = from_text(_sealed_in_pdf(path.name, raw) if is_pdf else _sealed_in_xlsx(path.name, raw))
    if content.is_of_this_edition and raw != (pdf_of(content) if is_pdf else xlsx_of(content)):
        raise AlteredError(
            f"{path.name} was altered, or saved again by another program, after it was made: "
            "made again from the content sealed in it, it comes out as a different file."
        )
    return content


def verify(content: SealedContent, current: Packet) -> Verification:
    """A packet read by `read_seal` against the same packet made from the records of today."""
    found = differences(content.packet, current)
    if not content.is_of_this_edition:
        found.append(OTHER_EDITION)
    if found:
        return Verification(Status.DIFFERS, tuple(found))
    return Verification(Status.MATCHES, ("This packet is as it was made, and agrees with the records and the rules.",))


def unreliable(error: SealError) -> Verification:
    """What `read_seal` refused, as an outcome."""
    return Verification(Status.UNRELIABLE, (error.message,))


def _sealed_in_pdf(name: str, raw: bytes) -> str:
    try:
        attached = PdfReader(io.BytesIO(raw), strict=True).attachments.get(SEAL_FILE, [])
        texts = [bytes(each).decode("utf-8") for each in attached]
    except Exception as error:  # a file from outside can make a parser fail in any way
        raise _unreadable(name, raw) from error
    if len(texts) != 1:
        raise _unreadable(name, raw)
    return texts[0]


def _sealed_in_xlsx(name: str, raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            inside = sum(each.file_size for each in parts.infolist())
        if inside > 2 * LARGEST:
            raise NotAPacketError(f"{name} unpacks to more than any packet. Name the XLSX that this program made.")
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        rows = book.get_sheet_by_name(SEAL_SHEET).to_python() if SEAL_SHEET in book.sheet_names else []
        text = bytes.fromhex("".join(str(row[0]) for row in rows)).decode("utf-8")
    except SealError:
        raise
    except Exception as error:  # as above
        raise _unreadable(name, raw) from error
    if not text:
        raise _unreadable(name, raw)
    return text


def _unreadable(name: str, raw: bytes) -> SealError:
    """Nothing sealed can be read: from a file that shows signs of having been a packet, or from any other."""
    if any(sign in raw for sign in SIGNS):
        return AlteredError(f"{name} was altered after it was made: what is sealed in it cannot be read any more.")
    return NotAPacketError(f"{name} is not a packet made by this program: nothing is sealed in it. Name a packet.")
