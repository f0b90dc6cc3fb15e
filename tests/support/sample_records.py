"""The sample's sessions in plain Python, with what `check` says of each: to recompute what reports say of them."""

import csv
from datetime import date

from mentorship.sample.held import EXPORTED_ON
from tests.conftest import SAMPLE
from tests.support import oversight_records as plain
from tests.support.asking import check_json


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a file of the sample."""
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def people() -> dict[str, dict[str, str]]:
    """Person → row of the people file."""
    return {row["person"]: row for row in rows_of("people")}


def known() -> dict[str, str]:
    """Every id and e-mail in small letters → person."""
    return {name.lower(): row["person"] for row in rows_of("people") for name in (row["person"], row["email"])}


def checked(policy):
    """What `check` says of the sample."""
    return check_json([SAMPLE / "sessions.csv"], [SAMPLE / "people.csv"], policy, EXPORTED_ON)


def sessions(report):
    """Each session that a mentor led or was to lead, once."""
    return plain.sessions_of({"sessions.csv": rows_of("sessions")}, known(), report, EXPORTED_ON)


def led(report):
    """Each session that a mentor led, once."""
    return [each for each in sessions(report) if not each["missed"]]


def certified(person: dict[str, str], on: date) -> bool:
    """Whether somebody of the people file was certified as a mentor on a day."""
    begin, end = person["mentor_since"], person["mentor_until"]
    return bool(begin) and date.fromisoformat(begin) <= on and (not end or date.fromisoformat(end) >= on)
