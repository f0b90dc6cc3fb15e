"""What a PDF says, for the tests: its text as a reader copies it, and what it claims to be."""

import io
import unicodedata
from typing import Any

from pypdf import PdfReader


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def part(whole: Any, *names: str) -> Any:
    """What stands in a dictionary of a PDF under a name, and under the next name in that."""
    for name in names:
        whole = whole[name]
    return whole


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page on one line, without marks of direction."""
    return [plain(page.extract_text()) for page in reader(pdf).pages]


def text(pdf: bytes) -> str:
    return " ".join(page_texts(pdf))


def plain(words: str) -> str:
    """Text to be compared: composed, one space between words, nothing that only steers."""
    composed = unicodedata.normalize("NFKC", words)
    return " ".join("".join(each for each in composed if unicodedata.category(each) != "Cf").split())
