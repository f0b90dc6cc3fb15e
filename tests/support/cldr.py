"""Words of the calendar and of lengths, as the Unicode CLDR has them: `python -m tests.support.cldr` writes them anew.

They are kept as a file because reading 22 locales with Babel takes most of a second.
"""

from pathlib import Path
from typing import Any

import tomli_w
from babel import Locale

from mentorship.intake.languages import FOLDER

LANGUAGES = (
    "en", "de", "es", "fr", "pt", "it", "nl", "da", "nb", "sv", "fi", "pl", "cs", "hr", "el", "ru", "uk", "tr", "he",
    "ja", "ko", "zh", "zh_Hant",
)  # fmt: skip
FILE = FOLDER / "cldr.toml"
HEADER = (
    "# Months, weekdays, halves of the day and units of time by language. Source: Unicode CLDR, by Babel; made by\n"
    "# `python -m tests.support.cldr`, and checked against Babel by a test. Not to be changed by hand.\n\n"
)


def words_of(code: str) -> dict[str, Any]:
    """What one language calls months (1 to 12), weekdays (Monday is 1), halves of the day, hours and minutes."""
    locale = Locale.parse(code)
    periods = [
        dict(locale.day_periods[form].get(width, {}))
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated", "narrow")
    ]
    return {
        "months": _named(locale.months, 0),
        "weekdays": _named(locale.days, 1),
        "am": _different(each.get("am") for each in periods),
        "pm": _different(each.get("pm") for each in periods),
        "hour": _units(locale, "duration-hour"),
        "minute": _units(locale, "duration-minute"),
    }


def _named(forms: Any, shift: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated", "short"):
            for number, word in dict(forms[form].get(width, {})).items():
                if word and any(letter.isalpha() for letter in word):
                    found[word.casefold()] = number + shift
    return dict(sorted(found.items(), key=lambda item: (item[1], item[0])))


def _units(locale: Locale, unit: str) -> list[str]:
    forms = locale._data["unit_patterns"][unit]
    return _different(
        pattern.replace("{0}", "").strip().casefold()
        for width in ("long", "short", "narrow")
        for count, pattern in dict(forms.get(width, {})).items()
        if count in ("zero", "one", "two", "few", "many", "other") and "{0}" in pattern
    )


def _different(words: Any) -> list[str]:
    return sorted({word.casefold().strip() for word in words if word})


def text() -> str:
    return HEADER + tomli_w.dumps({code: words_of(code) for code in LANGUAGES})


if __name__ == "__main__":
    Path(FILE).write_text(text(), "utf-8")
