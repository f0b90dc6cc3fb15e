"""Days as people write them: 3/25/25, 25.3.25, Monday, March 3, 2025, 3. März 2025, 2025年3月25日, 45717.

A day of which both orders are possible stays so (3/4/25 becomes 3/4/2025): the whole column settles it, in SQL. What is
left over after the day is a word of status, or a doubt: it is never passed over.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from mentorship.intake.languages import calendars, languages
from mentorship.intake.plain_clocks import clock_within
from mentorship.intake.plain_text import Plain, folded_digits
from mentorship.intake.plain_words import status_within
from mentorship.intake.text_keys import heading_key

#: Two digits are a year of the programme's own; numbers of days since 1900, as spreadsheets count, lie in these.
FIRST_YEAR, LAST_YEAR = 2010, 2035
_SERIALS = range(36_526, 55_153)
_EAST_ASIAN = re.compile(r"(\d{2,4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号]?")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)\.?")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|re|º|ª|°|-го|-е)(?![^\W\d_])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")


def plain_day(text: str, months: Mapping[str, int], year_first: bool = False) -> Plain:
    """One cell of a column of days. `months`: `months_of` the column. `year_first`: 25/3/14 begins with its year."""
    said = _ORDINAL.sub("", folded_digits(text))
    if found := _SERIAL.fullmatch(said):
        return _of_serial(int(found[1]), float(f"0.{found[2] or 0}"))
    said, clock = clock_within(said)
    for shape in (_EAST_ASIAN, _NUMBERS, _COMPACT):
        if found := shape.search(said):
            rest = said[: found.start()] + " " + said[found.end() :]
            numbers = [part for part in found.groups() if part and part.isdigit()]
            return _with_rest(_of_numbers(numbers, found[0], year_first), rest, clock)
    return _of_words(said, months, clock)


def begins_with_year(texts: Iterable[str]) -> bool:
    """Whether dates of six digits begin with the year: some of the column cannot be read in any other way."""
    found = [match.groups() for text in texts if (match := _NUMBERS.search(folded_digits(text)))]
    short = [(int(one), int(two), int(three)) for one, _, two, three in found if len(one) <= 2 and len(three) == 2]
    only = [_year(str(three)) is None and _year(f"{one:02}") is not None and two <= 12 for one, two, three in short]
    return any(only) and all(_year(f"{one:02}") is not None and two <= 12 and three <= 31 for one, two, three in short)


def months_of(texts: Iterable[str]) -> dict[str, int]:
    """The months that words of a column mean. A word that is one month in one language and another in another counts
    only where the other words of the column settle the language."""
    words = {key for text in texts for word in _WORD.findall(folded_digits(text)) for key in [heading_key(word)]}
    named = {code: {key: month for key, month in _months(code).items() if key in words} for code in calendars()}
    months = {key for each in named.values() for key in each}
    fitting = [each for each in named.values() if each.keys() == months] or list(named.values())
    found: dict[str, set[int]] = {}
    for each in fitting:
        for key, month in each.items():
            found.setdefault(key, set()).add(month)
    return {key: month for key, (month, *others) in found.items() if not others}


def _of_serial(number: int, part: float) -> Plain:
    if number not in _SERIALS:
        return Plain(doubt="unreadable")
    day = (date(1899, 12, 30) + timedelta(days=number)).isoformat()
    minutes = round(part * 1440)
    return Plain(f"{day} {minutes // 60:02}:{minutes % 60:02}" if minutes else day)


def _of_numbers(numbers: list[str], read: str, year_first: bool) -> Plain:
    """Three numbers, by where the year can be."""
    one, two, three = numbers
    is_east = read[len(one) :].lstrip()[:1] in "年년"
    if len(one) == 4 or is_east or year_first:
        year = int(one) if len(one) == 4 else _year(one)
        return Plain(_iso(year, int(two), int(three))) if year else Plain(doubt="unreadable")
    if len(one) > 2:
        return Plain(doubt="unreadable")
    year = int(three) if len(three) == 4 else _year(three)
    if year is None:
        return Plain(doubt="unreadable")
    if "." in read[: len(one) + 2]:
        return Plain(_iso(year, int(two), int(one)))
    return Plain(f"{int(one)}/{int(two)}/{year}")


def _of_words(said: str, months: Mapping[str, int], clock: str | None) -> Plain:
    """A month in words, a day and a year, in whatever order."""
    rest, month, numbers = said, None, re.findall(r"(?<!\d)(\d{1,2}|\d{4})(?!\d)", said)
    for word in _WORD.findall(said):
        if heading_key(word) in months:
            if month is not None:
                return Plain(doubt="two")
            month = months[heading_key(word)]
            rest = rest.replace(word, " ", 1)
    if month is None or len(numbers) != 2:
        return Plain(doubt="two" if month and len(numbers) > 2 else "unreadable")
    for number in numbers:
        rest = re.sub(rf"(?<!\d){number}(?!\d)", " ", rest, count=1)
    years = [each for each in numbers if len(each) == 4]
    year_at = numbers.index(years[0]) if years else 1
    year = int(numbers[year_at]) if years else _year(numbers[year_at])
    if year is None:
        return Plain(doubt="unreadable")
    return _with_rest(Plain(_iso(year, month, int(numbers[1 - year_at]))), rest, clock)


def _with_rest(day: Plain, rest: str, clock: str | None) -> Plain:
    """A day and what stands beside it: weekdays and small words say nothing more, a status does, else a doubt."""
    if day.text is None:
        return day if day.doubt else Plain(doubt="unreadable")
    plain = replace(day, text=f"{day.text} {clock}" if clock else day.text)
    said = [word for word in heading_key(rest).split() if word not in _silent()] if re.search(r"\w", rest) else []
    if not said:
        return Plain(doubt="left_over") if "?" in rest else plain
    if re.search(r"\d", rest):
        return Plain(doubt="two")
    status = status_within(rest)
    return replace(plain, also={"status": status}) if status else Plain(doubt="left_over")


@cache
def _silent() -> frozenset[str]:
    """Weekdays, and the small words that stand with a day: on, the, de."""
    weekdays = {heading_key(word) for each in calendars().values() for word in each["weekdays"]}
    small = {heading_key(word) for each in languages().values() for word in each.remarks.get("at", ())}
    parts = {part for word in weekdays | small for part in word.split()}
    return frozenset(parts | {"st", "nd", "rd", "th", "de", "del", "of", "the", "г", "года", "r", "р", "року", "om"})


@cache
def _months(code: str) -> dict[str, int]:
    found = {heading_key(word): month for word, month in calendars()[code]["months"].items()}
    return {key: month for key, month in found.items() if not key.isdigit()}


def _year(two: str) -> int | None:
    year = 2000 + int(two)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _iso(year: int | None, month: int, day: int) -> str | None:
    try:
        return date(year or 0, month, day).isoformat()
    except ValueError:
        return None
