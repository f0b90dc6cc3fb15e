"""An invented document with every kind of chart, for the tests and to be looked at."""

import math
from datetime import date

from mentorship.answers.tables import Column, Shows
from mentorship.packet.charts import (
    Bar,
    Bars,
    ControlChart,
    Curve,
    Funnel,
    FunnelLimits,
    FunnelPoint,
    Moment,
    Part,
    Step,
    StepCurves,
    Stretch,
)
from mentorship.packet.documents import Definition, Document, Section, Table

MIX = Bars(
    (
        Bar("2022", (Part(5400, "in_person"), Part(4200, "virtual"))),
        Bar("2023", (Part(5100, "in_person"), Part(6300, "virtual"))),
        Bar("2024", (Part(6900, "in_person"), Part(6000, "virtual")), mark=9000),
        Bar("2025, until 3 Nov", (Part(4800, "in_person"), Part(3600, "virtual"))),
    ),
    "Hours that tiers used, by year and modality: about half were virtual in each year.",
    Shows.HOURS,
    (("in_person", "In person"), ("virtual", "Virtual")),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_COUNTS = (31, 28, 35, 30, 33, 27, 29, 34, 30, 36, 31, 26, 33, 38, 41, 44, 40, 47, 43, 45, 60, 44, None, 12)
ACTIVE = ControlChart(
    tuple(
        Moment(f"{_MONTHS[place % 12]} {24 + place // 12}", value, is_partial=place == 23, is_signal=place == 20)
        for place, value in enumerate(_COUNTS)
    ),
    (Stretch(0, 12, 31, 20, 42), Stretch(13, 23, 43, 31, 55)),
    "People with a session, by month: 31 on average until January 2025, 43 since; September 2025 is above the limits.",
    axis="People with a session in the month",
    notes=((13, "re-based: study groups began"),),
)
_SIZES = (1, 3, 5, 8, 12, 16, 20, 30, 40, 60, 80, 100, 120)


def _limits(size: float, centre: float = 0.08) -> FunnelLimits:
    spread = math.sqrt(centre * (1 - centre) / size)
    low, high = (lambda z: max(0.0, centre - z * spread)), (lambda z: min(1.0, centre + z * spread))
    return FunnelLimits(size, low(1.96), high(1.96), low(3.09), high(3.09))


REFUSED = Funnel(
    tuple(
        FunnelPoint(size, value, name)
        for size, value, name in (
            (6, 0.0, None), (9, 0.11, None), (14, 0.07, None), (22, 0.09, None), (35, 0.05, None), (47, 0.085, None),
            (58, 0.29, "Jean-Luc Bélanger"), (77, 0.06, None), (96, 0.10, None), (112, 0.01, "田中 直子"),
        )
    ),
    0.08,
    tuple(_limits(size) for size in _SIZES),
    "Share of sessions credited nothing, by mentor and number of sessions: two of ten mentors lie outside the limits.",
    axis="Share of sessions credited nothing",
    axis_out_of="Sessions of the mentor",
)  # fmt: skip
REACHED = StepCurves(
    (
        Curve("First 24 hours", tuple(Step(60 + 90 * n, s, s * 0.8, min(1, s * 1.2)) for n, s in
                                      enumerate((0.0, 0.05, 0.14, 0.2, 0.31, 0.4, 0.46, 0.5, 0.53, 0.57)))),
        Curve("Second 24 hours", tuple(Step(200 + 150 * n, s, s * 0.6, s * 1.4) for n, s in
                                       enumerate((0.0, 0.03, 0.08, 0.12, 0.15)))),
    ),
    "Share who have reached a tier, by time since registration: half have the first 24 hours after two years.",
    ((0, "0"), (365, "1 year"), (730, "2 years"), (1095, "3 years")),
    1095,
    axis="Share who have reached it by then",
    at_risk=((240, 171, 96, 31), (240, 228, 160, 77)),
)  # fmt: skip

MENTORS = Table(
    (
        Column("mentor", "Mentor"),
        Column("sessions", "Sessions", Shows.NUMBER),
        Column("minutes", "Recorded", Shows.HOURS),
        Column("share", "Virtual", Shows.SHARE),
        Column("last", "Last session", Shows.DAY),
    ),
    tuple(
        {"mentor": name, "sessions": 10 * n, "minutes": 735 * n, "share": n / 9, "last": date(2025, 10, n)}
        for n, name in enumerate(("Marta Sørensen", "Jean-Luc Bélanger", "田中 直子", "=2+3"), 1)
    ),
    "Four mentors; nobody is ranked.",
)

PERIOD_REPORT = Document(
    programme="IAHE Clinical Mentorship Program",
    title="Mentoring in 2025",
    subtitle="Report for the modality leaders",
    answer="412 people had a session, no change beyond chance; 43% of the hours that tiers used were virtual.",
    as_of=date(2025, 11, 3),
    facts=(("Period", "1 Jan to 3 Nov 2025"), ("People with a session", "412"), ("Credits reached", "61")),
    sections=(
        Section("How much mentoring is virtual?", "Of the hours that tiers used in 2025, 43% were virtual.", MIX),
        Section("Is it growing?", "No change beyond chance since February.", ACTIVE,
                definitions=(Definition("Limits", "the limits of an XmR chart: mean ± 2.66 × mean moving range."),)),
        Section("Is mentoring consistent across mentors?", "Two mentors lie outside the limits: why?", REFUSED),
        Section("How long does a credit take?", "Half have a first credit after two years.", REACHED),
        Section("Who mentors?", "", None, MENTORS),
    ),
    definitions=(Definition("Recorded", "the length on record, before any rule."),
                 Definition("Virtual share", "virtual minutes out of all minutes that tiers used.")),
    origin=(("Rules", "iahe-2014, 9c1f04d2a7b35e68"), ("Data", "5b7e22f0c9d81a34"), ("Filters", "none")),
    for_whom="For the modality leaders. Holds no names of mentees.",
    rules_digest="9c1f04d2a7b35e68",
)  # fmt: skip
