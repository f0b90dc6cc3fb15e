"""Times of day as people write them: 1pm, 9h00, 11:00 a. m., 14.30 Uhr, 午後2時30分, and from 9:00 to 10:30."""

import re
from functools import cache

from mentorship.intake.languages import calendars
from mentorship.intake.plain_text import Plain, folded_digits

_CLOCK = re.compile(
    r"(?<![\d.,/:-])(\d{1,2}) ?(?:[:h.] ?|時|时|点|點|시 ?)([0-5]\d)(?: ?(?:分|분|min))?"
    r"(?::([0-5]\d)(?:[.,]\d+)?)?(?![\d./-]*\d)",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(?<![\d.,/:-])(\d{1,2}) ?(?:h|uhr|時|时|点|點|시)(?![^\W_])(?! ?\d)", re.IGNORECASE)
_FOUR = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
#: Words around a time that say nothing more.
_AROUND = re.compile(r"\b(?:uhr|at|um|a las|às|as|alle|kl|klo|ore|ώρα|godz|o'clock|uur|h|hod)\b\.?|整", re.IGNORECASE)
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")
_RANGE = re.compile(r"\s*(?:-|–|—|to|bis|until|a|à|–)\s*", re.IGNORECASE)


def plain_clock(text: str) -> Plain:
    """A cell of a column of times: one time, or from one to another."""
    said = folded_digits(text)
    if found := _FOUR.fullmatch(said):
        return Plain(f"{found[1]}:{found[2]}")
    rest, clock = clock_within(said, bare_hour=True)
    if clock and not _left(rest):
        return Plain(clock)
    for gap in _RANGE.finditer(said):
        ends = [clock_within(part, bare_hour=True) for part in (said[: gap.start()], said[gap.end() :])]
        if all(at and not _left(left) for left, at in ends):
            return Plain(ends[0][1], also={"ends_at": ends[1][1] or ""})
    return Plain(doubt="unreadable")


def clock_within(text: str, bare_hour: bool = False) -> tuple[str, str | None]:
    """A text without its time of day, and the time as HH:MM; None where it has none, or more than one.

    `bare_hour`: 14.30 is a time, too, and 9 h."""
    if _ZONE.search(text):
        return text, None
    half, without = _half_of_day(text)
    if half is not None and (found := re.search(r"(?<![\d:.])(\d{1,2})(?![\d:.])\s*$", without.strip())) and bare_hour:
        return without.strip()[: found.start()], _clock(int(found[1]), 0, half)
    times = [each for each in _CLOCK.finditer(without) if bare_hour or "." not in each[0] or half is not None]
    if not times and (hours := list(_HOUR.finditer(without))):
        times = hours
        if len(times) == 1:
            clock = _clock(int(times[0][1]), 0, half)
            return (without[: times[0].start()] + " " + without[times[0].end() :], clock) if clock else (text, None)
    if not times and half is not None and (found := re.search(r"(?<![\d:./-])(\d{1,2})(?![\d:./-])\s*$", without)):
        clock = _clock(int(found[1]), 0, half)
        return (without[: found.start()], clock) if clock else (text, None)
    if len(times) != 1:
        return text, None
    (found,) = times
    clock = _clock(int(found[1]), int(found[2]), half)
    return (without[: found.start()] + " " + without[found.end() :], clock) if clock else (text, None)


def _clock(hour: int, minute: int, half: int | None) -> str | None:
    if half is not None and not 1 <= hour <= 12:
        return f"{hour:02}:{minute:02}" if half == 12 and 13 <= hour <= 23 else None
    hour = hour if half is None else hour % 12 + half
    return f"{hour:02}:{minute:02}" if hour < 24 else None


def _half_of_day(text: str) -> tuple[int | None, str]:
    """0 for the first half of the day, 12 for the second, and the text without the words for it."""
    for pattern, half in _halves():
        if found := pattern.search(text):
            return half, text[: found.start()] + " " + text[found.end() :]
    return None, text


@cache
def _halves() -> list[tuple[re.Pattern[str], int]]:
    words = {
        (word, half)
        for each in calendars().values()
        for name, half in (("am", 0), ("pm", 12))
        for word in each[name]
        if len(word) > 1
    }
    words |= {("a.m.", 0), ("p.m.", 12), ("a. m.", 0), ("p. m.", 12), ("am", 0), ("pm", 12)}
    patterns = []
    for word, half in sorted(words, key=lambda each: -len(each[0])):
        spaced = r"\s?".join(map(re.escape, "".join(word.split())))
        patterns.append((re.compile(rf"(?:(?<=\d)|(?<![^\W\d_])){spaced}(?![^\W\d_])\.?" if word.isascii()
                                    else spaced, re.IGNORECASE), half))  # fmt: skip
    return patterns


def _left(rest: str) -> str:
    return re.sub(r"[\W_]+", "", _AROUND.sub(" ", rest))
