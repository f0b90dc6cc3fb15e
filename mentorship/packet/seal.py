"""The seal: a packet's content inside the file it was made into, and whether that file is still as it was made.

There is no secret, so a seal proves nothing by itself. What it makes possible: content read from the file is set again,
and has to give the very same bytes, so nothing on the pages can be changed unseen; and the content can be held against
the records, so nothing in it can be changed unseen either.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from mentorship.errors import MentorshipError
from mentorship.packet.shape import Packet
from mentorship.packet.typesetting import FONT_PACKAGES, Paper

FORMAT = "mentorship-packet/1"

#: How the text of every seal begins.
SEAL_BEGINS = '{"digest":"'

#: What, besides the content, decides on the bytes of a packet: these files of the house, and these libraries.
ROOM = Path(__file__).parent
SOURCES = (
    "shape.py", "display_text.py", "pages.py", "seal.py", "sheets.py", "typesetting.py", "view.py", "workbook.py",
    "templates/house.typ", "templates/packet.typ", "../wording.py",
)  # fmt: skip
LIBRARIES = ("typst", "xlsxwriter", *FONT_PACKAGES)

_PACKET = TypeAdapter(Packet)


class SealError(MentorshipError):
    """A file that cannot be taken for a packet as it was made."""

    title = "This packet cannot be relied on"


class NotAPacketError(SealError):
    """No packet of this program: another file, or one without a seal."""

    title = "This is not a packet"


class AlteredError(SealError):
    """A packet that is no longer as it was made."""

    title = "This packet was altered"


@dataclass(frozen=True)
class SealedContent:
    """What a seal holds: the packet, the paper it was set for, the digest, and the edition that set it."""

    packet: Packet
    paper: Paper
    edition: str
    digest: str

    @property
    def is_of_this_edition(self) -> bool:
        """Whether the program that made it sets the same bytes as this one. If not, its pages cannot be compared."""
        return self.edition == edition()


def sealed(packet: Packet, paper: Paper) -> SealedContent:
    """A packet ready to be set. What it holds is what can be read back: the text that JSON can carry."""
    return _read(_document(_PACKET.dump_python(packet, mode="json"), paper))


def text_of(content: SealedContent) -> str:
    """The seal as it stands in a file: canonical JSON, so that one content has one text."""
    document = _document(_PACKET.dump_python(content.packet, mode="json"), content.paper, content.edition)
    return _canonical({"digest": content.digest, "sealed": document})


def from_text(text: str) -> SealedContent:
    """A seal as it was read from a file. Raises AlteredError where it is not as it was written, NotAPacketError for one
    that only another edition can read."""
    try:
        whole = json.loads(text)
        if str(whole["sealed"]["format"]) != FORMAT:
            raise NotAPacketError("This packet was made by a newer edition of the program. Check it with that one.")
        content = _read(whole["sealed"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise AlteredError("This packet was altered after it was made: its seal does not contain a packet.") from error
    if content.digest != whole.get("digest") or text_of(content) != text:
        raise AlteredError("This packet was altered after it was made: its seal and its digest do not agree.")
    return content


@cache
def edition() -> str:
    """A digest of all that turns content into bytes: our templates and code, the libraries and the fonts."""
    digest = hashlib.sha256()
    for name in SOURCES:
        digest.update((ROOM / name).read_bytes().replace(b"\r\n", b"\n"))
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    return digest.hexdigest()[:16]


def _document(packet: Any, paper: Paper, made_by: str | None = None) -> dict[str, Any]:
    return {"format": FORMAT, "edition": made_by or edition(), "paper": paper.value, "packet": packet}


def _canonical(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode()


def _read(document: dict[str, Any]) -> SealedContent:
    """The content of a document; ValueError, KeyError or TypeError where it is none."""
    if set(document) != {"format", "edition", "paper", "packet"}:
        raise ValueError("not a sealed document")
    canonical = _canonical(document)
    try:
        packet = _PACKET.validate_json(_canonical(json.loads(canonical)["packet"]))
    except ValidationError as error:
        raise ValueError("not the content of a packet") from error
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return SealedContent(packet, Paper(document["paper"]), str(document["edition"]), digest)
