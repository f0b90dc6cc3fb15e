"""How the cells of each column are put into plain form: which reader is for which column, and what is settled by the
column as a whole."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from mentorship.intake.plain_amounts import plain_count, plain_fee, plain_rating
from mentorship.intake.plain_clocks import plain_clock
from mentorship.intake.plain_days import begins_with_year, months_of, plain_day
from mentorship.intake.plain_lengths import hours_of, minutes_of, whole_minutes_of
from mentorship.intake.plain_persons import plain_person
from mentorship.intake.plain_text import Plain
from mentorship.intake.plain_words import answer_of, code_of, likeness, may_not_be_held, status_within

Reader = Callable[[str], Plain]
#: The columns of persons; what stands beside them is their name.
PERSONS = {"mentee": "mentee_name", "mentor": "mentor_name", "person": "name", "email": "name"}
_NOT_HELD = ("cancelled", "no_show")
#: Columns in which a word of status is a status, not an odd cell.
_BESIDES = {"held_on", "minutes", "hours", "duration", "starts_at", "ends_at", "activity", "modality"}


@dataclass(frozen=True)
class Words:
    """What words mean besides those of the languages: column → key → code; and whether the clearly best likeness is
    taken. `is_virtual`: the modality is the answer to “was it virtual?” `by_hand`: columns whose heading somebody
    named: there a name is the person."""

    more: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    takes_likeness: bool = False
    is_virtual: bool = False
    by_hand: frozenset[str] = frozenset()


def plain_cells_of(column: str, texts: Iterable[str], words: Words) -> dict[str, Plain]:
    """The odd cells of a column in plain form. Those that no reader understands are left out, and stay as they are."""
    texts = list(texts)
    read = _reader(column, texts, words)
    found = {text: _with_status(column, text, read) for text in texts}
    return {text: plain for text, plain in found.items() if plain.text != text and not _is_unread(plain)}


def _is_unread(plain: Plain) -> bool:
    return plain.text is None and not plain.also and plain.doubt in (None, "unreadable")


def _with_status(column: str, text: str, read: Reader) -> Plain:
    """A cell that says that the session was not held says so in any column."""
    status = status_within(text) if column in _BESIDES else None
    return Plain(also={"status": status}) if status in _NOT_HELD and status else read(text)


def _reader(column: str, texts: list[str], words: Words) -> Reader:
    if column in ("starts_at", "ends_at"):
        return _moments(texts)
    if column == "held_on" or column.endswith("_on") or column in ("mentor_since", "mentor_until"):
        months, year_first = months_of(texts), begins_with_year(texts)
        return lambda text: plain_day(text, months, year_first)
    if column in PERSONS:
        return plain_person if column not in words.by_hand else _person_by_hand
    if column in _LENGTHS:
        return _LENGTHS[column]
    if column in ("endorsed", "examiner", "no_show") or (column == "modality" and words.is_virtual):
        yes, no = ("virtual", "in_person") if column == "modality" else ("yes", "no")
        return lambda text: Plain({True: yes, False: no, None: None}[answer_of(text)])
    return lambda text: plain_word(column, text, words)


def plain_word(column: str, text: str, words: Words) -> Plain:
    """A word as its code, where it is known; or what it is clearly like, where that may be taken."""
    more = words.more.get(column, {})
    code = code_of(text, column, more)
    if code is None and words.takes_likeness and not may_not_be_held(text):
        like = likeness(text, column, more)
        return Plain(like.code, because=like.because) if like and like.is_clear else Plain()
    return Plain(code)


def _person_by_hand(text: str) -> Plain:
    plain = plain_person(text)
    return Plain(text) if plain.text is None and plain.doubt is None else plain


def _moments(texts: list[str]) -> Reader:
    """A time of day, or a day with its time."""
    months, year_first = months_of(texts), begins_with_year(texts)

    def read(text: str) -> Plain:
        clock = plain_clock(text)
        day = plain_day(text, months, year_first) if clock.text is None else clock
        return day if day.text and ":" in day.text else clock

    return read


def _hours(text: str) -> Plain:
    minutes = hours_of(text)
    return Plain(None if minutes is None else f"{minutes / 60:.6f}")


def _minutes(text: str) -> Plain:
    minutes = whole_minutes_of(text)
    return Plain(None if minutes is None else str(minutes))


def _duration(text: str) -> Plain:
    minutes = minutes_of(text)
    return Plain(None if minutes is None else f"{minutes // 60}:{minutes % 60:02}")


_LENGTHS: dict[str, Reader] = {
    "hours": _hours, "minutes": _minutes, "duration": _duration, "fee": plain_fee, "rating": plain_rating,
    "attendees": plain_count, "days": plain_count,
}  # fmt: skip
