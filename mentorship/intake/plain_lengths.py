"""Lengths of time as people write them: 1½ h, 1h30, 1 Std. 30, PT1H30M, an hour and a half, 90'."""

import re
from functools import cache

from mentorship.intake.headings import unit_words
from mentorship.intake.languages import languages
from mentorship.intake.plain_text import folded_digits
from mentorship.intake.text_keys import heading_key

_ISO = re.compile(r"P(?:(\d+)D)?T?(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+)(?:[.,]\d+)?S)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|[^\w\s]")
#: One and a half or fifteen hundred: only the whole column could tell.
_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_MARKS = {"'": "minute", "′": "minute", "’": "minute", "´": "minute", '"': "second", "″": "second"}
_SKIPPED = set(".,+&~≈-")
_SECONDS = {"s", "sec", "secs", "second", "seconds", "sek", "seg", "сек", "秒", "초"}
_A_DAY_OF_WORK = 8 * 60
_MINUTES_IN = {"hour": 60.0, "minute": 1.0, "second": 1 / 60}


def minutes_of(text: str) -> int | None:
    """Whole minutes of a length with its unit; None for what is no length, or could be two."""
    text = folded_digits(text)
    if found := _CLOCK.fullmatch(text):
        return round(int(found[1]) * 60 + int(found[2]) + int(found[3] or 0) / 60)
    if (found := _ISO.fullmatch(text)) and any(found.groups()):
        days, hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups())
        return round(days * 1440 + hours * 60 + minutes + seconds / 60)
    if text.startswith(("-", "−")):
        return None
    return _of_tokens([token for token in _TOKEN.findall(text.casefold()) if token not in _SKIPPED])


def hours_of(text: str) -> int | None:
    """Whole minutes of a cell below a heading that says hours: 1.3333333333, or a length with its unit."""
    plain = folded_digits(text)
    if _NUMBER.fullmatch(plain):
        return None if _THOUSANDS.fullmatch(plain) else round(float(plain.replace(",", ".")) * 60)
    # 14:30 below “hours” is a time of day.
    minutes = minutes_of(text)
    return None if _CLOCK.fullmatch(plain) and (minutes or 0) >= _A_DAY_OF_WORK else minutes


def whole_minutes_of(text: str) -> int | None:
    """Whole minutes of a cell below a heading that says minutes: 90.0, 90 min. 1:30 could be a minute and a half."""
    plain = folded_digits(text)
    if found := re.fullmatch(r"(\d{1,5})[.,]0+", plain):
        return int(found[1])
    return None if re.fullmatch(r"\d{1,3}:\d\d", plain) else minutes_of(text)


def _of_tokens(tokens: list[str]) -> int | None:
    """Numbers and units in turn; the last unit may be left out after hours: 1 h 30, an hour and a half."""
    total, pending, unit = 0.0, None, ""
    for token in tokens:
        means, value = _meaning(token)
        if means == "number":
            if pending is not None and not 0 < value < 1:
                return None
            pending = (pending or 0.0) + value
        elif means == "one":
            pending = 1.0 if pending is None and not total else pending
        elif means in _MINUTES_IN:
            if (pending is None and (total or unit)) or (unit == means):
                return None
            total, pending, unit = total + (1.0 if pending is None else pending) * _MINUTES_IN[means], None, means
        elif means != "skipped":
            return None
    if pending is not None:
        if unit != "hour" or pending >= 60 or (pending > 1 and pending != int(pending)):
            return None
        total += pending * (60 if pending < 1 else 1)
    is_counted = any(_meaning(token)[0] in ("number", "one") for token in tokens)
    return round(total) if unit and is_counted else None


def _meaning(token: str) -> tuple[str, float]:
    if _NUMBER.fullmatch(token):
        return ("unclear", 0) if _THOUSANDS.fullmatch(token) else ("number", float(token.replace(",", ".")))
    if token in _MARKS:
        return _MARKS[token], 0
    return _words().get(heading_key(token), ("unclear", 0))


@cache
def _words() -> dict[str, tuple[str, float]]:
    """Every word of a length: what it is, and its number."""
    found: dict[str, tuple[str, float]] = {}
    for language in languages().values():
        said = language.lengths
        found |= {heading_key(part): ("skipped", 0) for of in ("and", "about") for word in said.get(of, ())
                  for part in word.split()}  # fmt: skip
    for language in languages().values():
        said = language.lengths
        found |= {heading_key(part): ("one", 1) for word in said.get("one", ()) for part in word.split()}
        for of, value in (("half", 0.5), ("quarter", 0.25), ("one_and_a_half", 1.5)):
            found |= {heading_key(word): ("number", value) for word in said.get(of, ()) if " " not in word}
        found |= {heading_key(word): ("number", float(value)) for word, value in said.get("numbers", {}).items()}
    hours, minutes = unit_words()
    found |= dict.fromkeys(hours, ("hour", 0.0)) | dict.fromkeys(minutes, ("minute", 0.0))
    return found | dict.fromkeys(map(heading_key, _SECONDS), ("second", 0.0))
