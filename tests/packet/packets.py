"""Invented packets for the tests: of one session, of three hundred, of hostile text, of every script."""

from dataclasses import replace
from datetime import date, timedelta

from mentorship.packet.shape import (
    Guidance,
    Packet,
    Person,
    Prerequisite,
    Reading,
    Reason,
    Records,
    Requirement,
    Rules,
    Ruling,
    Session,
    Tier,
)

KINDS = (
    ("A", "Treatment received", "in person", None),
    ("B", "Small group", "virtual", "Thursday circle"),
    ("C", "1x1 mentorship", "virtual", None),
    ("B", "Clinical Application class", "in person", "Clinical Application: the paediatric client"),
    ("C", "1x1 mentorship", "in person", None),
    ("A", "Treatment received", "in person", None),
    ("B", "Empower Your Practice recording", "virtual", "Listening with the whole hand"),
)
LEADERS = ("Marta Sørensen", "Jean-Luc Bélanger", "Aiko Tanaka", "Ruth Okonkwo", "Paweł Wiśniewski")

GUIDANCE = (
    Guidance(
        "What 24 credited hours are good for",
        "Credit on your professional listing; for the certified, upkeep of certification and of Certified Teaching "
        "Assistant status; and a required part of becoming a mentor yourself.",
        "FAQ, Credit",
    ),
    Guidance(
        "How to send it in",
        "Send this packet to the programme together with the tracking form and any fee that applies.",
        "FAQ, Credit",
    ),
)
READINGS = (
    Reading(
        "standing_unknown",
        "credit",
        "Does a session count when our data do not say whether the mentor or provider was certified that day?",
        "It counts, and is marked unverified.",
    ),
    Reading(
        "certification_timing",
        "at_award",
        "Tiers two and three: must the hours come after the certification, or only the award?",
        "The certification must be held when the credit is awarded; the hours may be older.",
    ),
    Reading("small_group_size", "any", "Is a group of two or three people a small group?", "Any size will do."),
)
CAP = Reason(
    "cap.event",
    "Credited 6 h of 7 h: one class earns at most 6 h.",
    "FAQ, Earlier experience, in force from 1 May 2013",
)
NOT_CERTIFIED = Reason(
    "standing.mentor_not_certified",
    "1x1 mentorship: the mentor must be certified on the day. "
    "According to our data, Ruth Okonkwo was not certified on 4 Feb 2025.",
    "FAQ, First 24 hours",
)


def session(place: int = 0, **changes: object) -> Session:
    """The `place`-th of an endless row of sessions, one every three days."""
    category, activity, modality, event = KINDS[place % len(KINDS)]
    minutes = (60, 90, 75, 120, 45)[place % 5]
    plain = Session(
        held_on=date(2025, 1, 7) + timedelta(days=3 * place), activity=activity, category=category, modality=modality,
        with_whom=LEADERS[place % len(LEADERS)], event=event, recorded_minutes=minutes, credited_minutes=minutes,
        counted_minutes=minutes, outcome="credited", session_id=f"S-{place:04}", file="sessions.csv", row=place + 2,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def special(place: int) -> Session:
    """As `session`, now and then refused, reduced, unverified or spare."""
    match place % 9:
        case 3:
            return session(
                place,
                recorded_minutes=420,
                credited_minutes=360,
                counted_minutes=360,
                outcome="reduced",
                reasons=(CAP,),
            )
        case 5:
            return session(place, credited_minutes=0, counted_minutes=0, outcome="refused", reasons=(NOT_CERTIFIED,))
        case 6:
            return session(place, unverified=("the therapist's certification that day is not in the records",))
        case 8:
            return session(place, counted_minutes=0)
    return session(place)


def _allocated(rows: list[Session]) -> tuple[Session, ...]:
    """What of each session goes to a tier of 24 hours: six from each category first, then whatever comes."""
    left, flexible = dict.fromkeys("ABC", 360), 360
    for at, row in enumerate(rows):
        first = min(left[row.category], row.counted_minutes)
        more = min(flexible, row.counted_minutes - first)
        left[row.category] -= first
        flexible -= more
        rows[at] = replace(row, counted_minutes=first + more)
    return tuple(rows)


def packet(sessions: int = 30, **changes: object) -> Packet:
    """A packet of so many sessions, for the first tier, reached."""
    rows = _allocated([special(place) for place in range(sessions)])
    spent = {each: sum(row.counted_minutes for row in rows if row.category == each) for each in "ABC"}
    requirements = (
        Requirement("Treatment received", ("A",), 360, spent["A"]),
        Requirement("Groups, classes and recordings", ("B",), 360, spent["B"]),
        Requirement("1x1 mentorship", ("C",), 360, spent["C"]),
        Requirement("In all", ("A", "B", "C"), 1440, sum(spent.values())),
    )
    short = max(max(0, each.required_minutes - each.counted_minutes) for each in requirements)
    done = None if short else date(2025, 10, 14)
    plain = Packet(
        programme="IAHE Clinical Mentorship Program", mentee=Person("ana.diaz@example.org", "Ana Díaz"),
        tier=Tier("first", "First 24 hours", done, done, short, None, requirements),
        sessions=rows,
        rulings=(
            Ruling(7, "accepted", "1x1 mentorship with Ruth Okonkwo, 4 Feb 2025",
                   "The certificate was issued late; the training was complete in January.", "the ombudsman",
                   date(2025, 3, 1)),
        ),
        open_questions=("Two sessions on 4 Feb 2025 overlap by 15 minutes: was one of them a group?",),
        rules=Rules("iahe-2014", "9c1f04d2a7b35e68", READINGS),
        records=Records("5b7e22f0c9d81a34", ("people.csv", "sessions-2025.csv")),
        as_of=date(2025, 11, 3), guidance=GUIDANCE,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def third_tier() -> Packet:
    """Hours complete, certification missing."""
    plain = packet(30)
    tier = replace(
        plain.tier, name="third", label="Third 24 hours", reached_on=None,
        prerequisite=Prerequisite("Diplomate certification", None),
    )  # fmt: skip
    return replace(plain, tier=tier)


SCRIPTS = {
    "Latin": "Zoë Łukasiewicz-Ďurková Nguyễn Þórdís Iğdır",
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Дмитрий Щербаков Їжак",
    "Hebrew": "שרה לוי־כהן",
    "Arabic": "محمد عبد الله الزهراني",
    "Chinese": "王小明",
    "Japanese": "田中 なおこ",
    "Korean": "김철수",
    "Thai": "สมชาย ใจดี",
    "Devanagari": "नेहा शर्मा",
    "Armenian": "Արմեն Պետրոսյան",
    "Georgian": "ნინო ბერიძე",
    "Tamil": "கவிதா",
    "Emoji": "Sam 😀 🌿",
}


def in_every_script() -> Packet:
    """A session for each script, led by a person with a name in it."""
    rows = tuple(
        session(place, with_whom=name, event=f"{script} evening")
        for place, (script, name) in enumerate(SCRIPTS.items())
    )
    plain = packet(0, mentee=Person("m-1", " / ".join((SCRIPTS["Hebrew"], SCRIPTS["Japanese"], SCRIPTS["Latin"]))))
    return replace(plain, sessions=rows)


HOSTILE = (
    '#eval("1+1")', "*bold* _emphasis_ `code`", "@ref <label> = heading", "\\ backslash \\u{41}", "$x^2$ $ y $",
    "#panic()", "/* comment", "// comment", "]}) ] closing", "~ -- --- ... '\"", "=1+2", "+SUM(A1)", "-2", "@cmd",
    "\t=1+2", "\uff1d1+2", "a\x00b\x07c\x1b[31m", "line\nbreak\r\nand\u2028more", "\u202ereversed\u202c",
    "\u2066isolated\u2069", "pri\ue000vate", "bad\ud800half", "not\uffffchar", "Z" + "\u0301" * 200 + "algo",
    "W" * 300, "ا" * 120, "x" * 5000, "averyverylongaddress.with.many.parts@an-even-longer-host-name.example.org",
    "_x0041_ escaped", "&amp; <b>html</b>", "%s {0} {name}", "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U00013000 hieroglyph", '=HYPERLINK("http://x","y")',
)  # fmt: skip


def hostile() -> Packet:
    """Text from an export that means harm, in every place that shows text."""
    rows = tuple(
        session(
            place, activity=text, event=text, with_whom=text, modality=text, unverified=(text,), session_id=text,
            file=text, reasons=(Reason(text, text, text),),
        )
        for place, text in enumerate(HOSTILE)
    )  # fmt: skip
    plain = packet(0, mentee=Person(HOSTILE[0], '#eval("1") *Ana* \u202e' + "Q" * 80))
    rulings = tuple(Ruling(place, text, text, text, text, date(2025, 3, 1)) for place, text in enumerate(HOSTILE[:6]))
    return replace(
        plain, programme=HOSTILE[1], sessions=rows, rulings=rulings, open_questions=HOSTILE,
        guidance=(Guidance(HOSTILE[0], HOSTILE[2], HOSTILE[4]),),
        records=Records(HOSTILE[0], HOSTILE), rules=Rules(HOSTILE[0], HOSTILE[1], READINGS),
    )  # fmt: skip
