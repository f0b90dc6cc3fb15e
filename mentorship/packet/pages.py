"""A packet as a PDF: typeset, with its seal attached."""

from mentorship.packet.seal import SealedContent, sealed, text_of
from mentorship.packet.shape import Packet
from mentorship.packet.typesetting import Attachment, Paper, typeset
from mentorship.packet.view import in_words

#: The name of the attachment that holds the seal.
SEAL_FILE = "mentorship-packet.json"


def packet_pdf(packet: Packet, paper: Paper = Paper.A4) -> bytes:
    """A packet to send in. The same packet and paper give the same bytes."""
    return pdf_of(sealed(packet, paper))


def pdf_of(content: SealedContent) -> bytes:
    """The PDF that this content makes."""
    attachment = Attachment(
        SEAL_FILE, text_of(content), "application/json", "The content of this packet, for programs to read and compare."
    )
    words = in_words(content.packet, content.digest)
    return typeset("packet", words, paper=content.paper, made_on=content.packet.as_of, attachment=attachment)
