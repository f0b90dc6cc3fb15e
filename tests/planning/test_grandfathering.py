"""Is earned credit kept by a change to the rules? Cases of one mentee, each named as a sentence."""

from dataclasses import dataclass
from datetime import date

import pytest

from mentorship.credit.refresh import refresh
from mentorship.intake.importer import import_file
from mentorship.planning.simulate import simulate
from mentorship.policy.amendments import amend, parse_amendment
from mentorship.policy.loader import read_handbook
from mentorship.store.connection import open_store
from tests.support.asking import request_to

pytestmark = pytest.mark.slow

HANDBOOK = read_handbook()
AS_OF = date(2026, 11, 15)
HEADINGS = "held_on,mentee,activity,modality,minutes,mentor,event"
#: Six hours of each category, and six more of 1x1: the first tier is reached on 4 April 2024.
FIRST_TIER = (
    "2024-01-01,ada,treatment,in_person,360,mia,", "2024-02-02,ada,small_group,virtual,360,mia,",
    "2024-03-03,ada,one_to_one,virtual,360,mia,", "2024-04-04,ada,one_to_one,virtual,360,mia,",
)  # fmt: skip
LONG_CLASS = "2024-05-05,ada,clinical_application,in_person,360,mia,Pediatrics"


@dataclass(frozen=True)
class Case:
    """Sessions, a change in force from a day (or always), and what is lost: (tier or None, minutes)."""

    sessions: tuple[str, ...]
    begins: str
    change: str
    lost: list[tuple[str | None, int]]
    first_day: str | None


MORE_A = "[tiers.first.minimum]\nA = 8"
SHORT_CLASS = '[activities.clinical_application]\ncap = { hours = 4, per = "event" }'
CASES = {
    "a tier reached before a change of its hours is kept": Case(FIRST_TIER, "2025-01-01", MORE_A, [], "2025-01-01"),
    "a tier reached on the day of the change goes by the new rule and loses nothing": Case(
        FIRST_TIER, "2024-04-04", MORE_A, [], "2024-04-04"
    ),
    "a change from the beginning takes the tier away, with what would be missing": Case(
        FIRST_TIER, '"always"', MORE_A, [("first", 120)], None
    ),
    "a session before the day earns what it earned": Case((LONG_CLASS,), "2025-01-01", SHORT_CLASS, [], "2025-01-01"),
    "a session on the day or after it may earn less without a loss": Case(
        (LONG_CLASS,), "2024-05-05", SHORT_CLASS, [], "2024-05-05"
    ),
    "from the beginning, minutes of a session are lost": Case(
        (LONG_CLASS,), '"always"', SHORT_CLASS, [(None, 120)], None
    ),
    "credit and tier are both lost, the credit first": Case(
        (*FIRST_TIER[:1], LONG_CLASS, *FIRST_TIER[2:]), '"always"', SHORT_CLASS, [(None, 120), ("first", 120)], None
    ),
    "a session that counts in another category has lost nothing": Case(
        (LONG_CLASS,), '"always"', '[activities.clinical_application]\ncategory = "C"', [], None
    ),
    "a gain is no loss": Case(FIRST_TIER, '"always"', "[tiers.first]\nhours = 20", [], None),
    "a tier reached later than it was is not lost": Case(
        (*FIRST_TIER, "2024-06-06,ada,treatment,in_person,120,mia,"), '"always"', MORE_A, [], None
    ),
    "a new prerequisite from the beginning takes the tier away though no hour is missing": Case(
        FIRST_TIER, '"always"', '[tiers.first]\nprerequisite = "techniques"', [("first", 0)], None
    ),
    "a new prerequisite from a day on leaves those who were there before": Case(
        FIRST_TIER, "2025-01-01", '[tiers.first]\nprerequisite = "techniques"', [], "2025-01-01"
    ),
    "which of two records of one session counts is no loss": Case(
        ("2024-05-05,ada,clinical_application,in_person,240,mia,Pediatrics",
         "2024-05-05,ada,clinical_application,in_person,240,mia,Pediatrics"), '"always"', SHORT_CLASS, [], None
    ),
    "a change in the future touches nobody yet": Case(FIRST_TIER, "2030-01-01", MORE_A, [], "2030-01-01"),
    "a new activity takes nothing from anybody": Case(
        FIRST_TIER, "2025-01-01",
        '[activities.dance]\nlabel = "Dance"\nplain = "Dancing."\ncategory = "B"\ncredit = { basis = "duration" }\n'
        'modality = ["in_person"]\ncounts_from = 2014-01-01\nstanding = "none"\nendorsement = "not_required"\n'
        'repeats = "count"\nuntitled = "once"', [], "2025-01-01"
    ),
    "another reading holds from the beginning": Case(
        FIRST_TIER, '"always"', '[interpretation]\nstanding_unknown = "refuse"', [(None, 1440), ("first", 1440)], None
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_grandfathering(case, tmp_path):
    store = open_store(None)
    file = tmp_path / "sessions.csv"
    file.write_text("\n".join([HEADINGS, *case.sessions]) + "\n")
    import_file(store, file, HANDBOOK)
    refresh(store, HANDBOOK, AS_OF)
    text = f'title = "t"\nsource = "s"\nin_force_from = {case.begins}\n{case.change}'
    with request_to(store, HANDBOOK, AS_OF) as request:
        found = simulate(request, amend(HANDBOOK, parse_amendment(text)))
    assert [(each.tier, each.minutes) for each in found.lost] == case.lost
    assert found.grandfathering_holds == (not case.lost)
    assert (found.first_day and found.first_day.isoformat()) == case.first_day
    store.close()
