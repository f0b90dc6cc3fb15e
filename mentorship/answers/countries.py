"""Countries as people spell them: 'Deutschland', 'Germany' and 'DE' are one, and every country lies in a region.

What is not recognised stays as it was written, in no region.
"""

import json
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mentorship.answers import SQL
from mentorship.answers.request import Request
from mentorship.store.sql_files import run

FILE = Path(__file__).parent / "countries.toml"
#: What a country that is not recognised, or not told, is called.
NOT_TOLD, ELSEWHERE = "Not in your data", "Elsewhere"


@dataclass(frozen=True)
class Country:
    """A country by its English name, and the region it lies in."""

    name: str
    region: str


def country(written: str) -> Country | None:
    """The country that somebody means, or None for one that is not known."""
    return _spellings().get(_plain(written))


def regions() -> list[str]:
    """Every region, in the order in which they are listed."""
    return list(dict.fromkeys(each.region for each in _spellings().values()))


def load_countries(request: Request) -> None:
    """Make `country_of`: each spelling of a country in the people data, with the country and region it means."""
    written = request.cursor.execute("select distinct country from person where country is not null").fetchall()
    rows = []
    for (each,) in written:
        found = country(each)
        rows.append({
            "written": each, "country": found.name if found else each.strip(),
            "region": found.region if found else ELSEWHERE,
        })  # fmt: skip
    run(request.cursor, SQL / "country_of.sql", countries=json.dumps(rows))


@cache
def _spellings() -> dict[str, Country]:
    known: dict[str, Country] = {}
    for code, each in tomllib.loads(FILE.read_text("utf-8")).items():
        found = Country(each["name"], each["region"])
        for spelling in (code, each["alpha3"], each["name"], *each["spellings"]):
            known.setdefault(_plain(spelling), found)
    return known


def _plain(text: str) -> str:
    """Text without case, accents and punctuation."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if letter.isalnum())
