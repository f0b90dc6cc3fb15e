"""What the lines above a table say of all its rows: the mentee or mentor of a tracking form, the kind of session."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from mentorship.intake.languages import remarks
from mentorship.intake.plain_persons import plain_person
from mentorship.intake.plain_words import code_of, keys_of
from mentorship.intake.readers import RawTable
from mentorship.intake.text_keys import heading_key

_PERSONS = {"mentee": "title_mentee", "mentor": "title_mentor"}


def said_above(table: RawTable, lacking: set[str], activities: Mapping[str, str]) -> dict[str, str]:
    """Column → value, of the columns in `lacking` that a line above the headings gives. `activities`: the handbook's
    words, by key. A name without an id or e-mail gives the column of the name."""
    said: dict[str, str] = {}
    for label, value in _pairs(table):
        for column, of in _PERSONS.items():
            if column in lacking and column not in said and heading_key(label) in _words(of):
                person = plain_person(value)
                said |= {column: person.text} if person.text else {}
                said |= {f"{column}_name": person.also["name"]} if "name" in person.also else {}
    for column, more in (("activity", activities), ("modality", {})):
        codes = {code for text in _texts(table) if (code := code_of(text, column, more))}
        if column in lacking and len(codes) == 1:
            said[column] = codes.pop()
    return said


def _pairs(table: RawTable) -> Iterator[tuple[str, str]]:
    """A label and what stands behind its colon, or in the next cell that is not blank."""
    for _, cells in table.above:
        texts = [cell.strip() for cell in cells if cell and cell.strip()]
        for text in texts:
            label, colon, value = text.partition(":")
            if colon and value.strip():
                yield label, value.strip()
        for label, value in pairwise(texts):
            yield label.rstrip(" :"), value


def _texts(table: RawTable) -> Iterator[str]:
    """Texts of the lines above, whole and behind a colon."""
    for _, cells in table.above:
        for cell in cells:
            if cell and cell.strip():
                yield cell.strip()
                yield cell.partition(":")[2].strip() or cell.strip()


@cache
def _words(of: str) -> frozenset[str]:
    return keys_of(remarks(of))
