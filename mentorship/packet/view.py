"""A packet in words: what its pages and its workbook show, in the order in which a reader asks.

Nothing is reckoned here but sums of what the packet holds; the templates only lay out.
"""

from typing import Any

from mentorship.packet.display_text import cut, one_line
from mentorship.packet.shape import Packet, Ruling, Session, Tier
from mentorship.wording import count, day, hours, listed

Words = dict[str, Any]

#: A row of the list of sessions is never broken over two pages, so each text in it has an end.
IN_A_ROW = 150

USE = {
    "reached": "This is evidence to send in with the tracking form.",
    "waiting": "This shows where the credit stands. It is not reached yet, so there is nothing to send in so far.",
    "open": "This shows where the credit stands. It is not complete yet, so there is nothing to send in so far.",
}
DECIDES = (
    "The programme decides on credit. This packet sets out what the records hold and what the rules say about them; "
    "it awards nothing by itself."
)
SEAL = (
    "The content of this packet is sealed inside the file. Whoever receives it can check that the file is as it was "
    "made and still agrees with the records: mentorship packet --verify, followed by the name of the file."
)


def in_words(packet: Packet, digest: str) -> Words:
    """Everything a packet shows. `digest` is that of its seal."""
    tier = packet.tier
    return {
        "programme": packet.programme,
        "use": USE[_state(tier)],
        "title": tier.label,
        "whom": packet.whom,
        "state": _state(tier),
        "status": status(packet),
        "facts": facts(packet),
        "requirements": [_requirement(each, packet) for each in requirements(tier)],
        "guidance": [vars(each) for each in packet.guidance],
        "decides": DECIDES,
        "groups": groups(packet),
        "rulings": [_ruling(each) for each in packet.rulings],
        "questions": list(packet.open_questions),
        "readings": [[each.question, each.means] for each in packet.rules.readings],
        "origin": origin(packet, digest),
        "seal_note": SEAL,
        "date_line": f"Records as of {day(packet.as_of)}",
        "digest": digest,
        "footer": [cut(one_line(packet.whom), 70), tier.label, f"Seal {short(digest)}"],
    }


def short(digest: str) -> str:
    """The beginning of a digest, enough to tell two files apart by eye: '3f9a 1c22 8b04'."""
    return " ".join(digest[place : place + 4] for place in (0, 4, 8)) if len(digest) >= 12 else digest


def status(packet: Packet) -> Words:
    """The answer in a line, and what it rests on in a second."""
    tier = packet.tier
    counted = [each for each in packet.sessions if each.counted_minutes]
    rests = f"{count(len(counted), 'session')} make up {hours(sum(each.counted_minutes for each in counted))}."
    if len(counted) == 1:
        rests = rests.replace(" make ", " makes ")
    unverified = sum(bool(each.unverified) for each in counted)
    if unverified:
        rests += f" {unverified} of them {'is' if unverified == 1 else 'are'} still unverified, and marked so."
    match _state(tier):
        case "reached":
            line = f"Complete since {day(tier.reached_on)}" if tier.reached_on else ""
        case "waiting":
            line = f"Hours complete since {day(tier.hours_complete_on)}" if tier.hours_complete_on else ""
            rests = f"{_waits_for(tier)} {rests}"
        case _:
            line = f"Not complete yet: {hours(tier.minutes_short)} to go"
    return {"line": line, "rests": rests}


def _state(tier: Tier) -> str:
    if tier.reached_on:
        return "reached"
    return "waiting" if tier.hours_complete_on else "open"


def _waits_for(tier: Tier) -> str:
    if tier.prerequisite and not tier.prerequisite.held_on:
        return f"The credit waits for the {tier.prerequisite.label}."
    return "The credit waits for the one before it."


def facts(packet: Packet) -> list[list[str]]:
    """Who, which credit, since when: label and value."""
    tier = packet.tier
    rows = [["Mentee", packet.whom], ["Listed in the records as", packet.mentee.id]]
    if tier.hours_complete_on:
        rows.append(["Hours complete on", day(tier.hours_complete_on)])
    if tier.prerequisite:
        held = tier.prerequisite.held_on
        rows.append([tier.prerequisite.label, f"held since {day(held)}" if held else "not on record yet"])
    rows.append(["Credit reached on", day(tier.reached_on) if tier.reached_on else "not yet"])
    return [*rows, ["Records as of", day(packet.as_of)]]


def requirements(tier: Tier) -> list[Words]:
    """Each minimum, then all hours: label, its category (None for several), minutes asked for and counted."""
    return [
        {
            "label": each.label, "category": each.categories[0] if len(each.categories) == 1 else None,
            "required_minutes": each.required_minutes, "counted_minutes": each.counted_minutes,
        }
        for each in tier.requirements
    ]  # fmt: skip


def _requirement(row: Words, packet: Packet) -> Words:
    asked, have = row["required_minutes"], row["counted_minutes"]
    return row | {"asked": hours(asked), "counted": hours(have), "met": have >= asked, "parts": parts(packet)}


def parts(packet: Packet) -> list[Words]:
    """What the credit is made of: the minutes that went to it from each category."""
    used: dict[str, int] = {}
    for each in packet.sessions:
        used[each.category] = used.get(each.category, 0) + each.counted_minutes
    return [{"category": category, "minutes": minutes} for category, minutes in sorted(used.items())]


def groups(packet: Packet) -> list[Words]:
    """The sessions as they are listed: those of the credit, category by category, then the others on record."""
    called = {each["category"]: each["label"] for each in requirements(packet.tier) if each["category"]}
    counted = [each for each in packet.sessions if each.counted_minutes]
    others = [each for each in packet.sessions if not each.counted_minutes]
    spare = [each for each in others if each.credited_minutes]
    planned = [each for each in others if each.outcome == "planned"]
    refused = [each for each in others if each not in spare and each not in planned]
    found = [
        _group(
            f"Category {category}", called.get(category, ""), [each for each in counted if each.category == category]
        )
        for category in sorted({each.category for each in counted})
    ]
    for title, note, sessions in (
        ("Credited, but not part of this credit", "They went to another credit, or are still to be used.", spare),
        ("Not credited", "On record, but earning nothing under the rules, for the reason below each.", refused),
        ("Planned", "Still to come on the day of this packet. They earn nothing yet.", planned),
    ):
        found += [_group(title, note, sessions)] if sessions else []
    return found


def _group(title: str, note: str, sessions: list[Session]) -> Words:
    sums = {
        "recorded": hours(sum(each.recorded_minutes for each in sessions)),
        "credited": hours(sum(each.credited_minutes for each in sessions)),
        "counted": hours(sum(each.counted_minutes for each in sessions)),
    }
    counted = any(each.counted_minutes for each in sessions)
    return {
        "title": title, "note": note, "category": sessions[0].category if counted else None,
        "rows": [_session(each) for each in sessions], "sums": sums, "count": count(len(sessions), "session"),
    }  # fmt: skip


def _session(session: Session) -> Words:
    return {
        "day": day(session.held_on),
        "activity": cut(one_line(session.activity), IN_A_ROW),
        "category": session.category,
        "event": cut(one_line(session.event or ""), IN_A_ROW),
        "with_whom": cut(one_line(session.with_whom or ""), IN_A_ROW),
        "modality": cut(one_line(session.modality), IN_A_ROW),
        "recorded": hours(session.recorded_minutes),
        "credited": hours(session.credited_minutes),
        "counted": hours(session.counted_minutes) if session.counted_minutes else "–",
        "outcome": session.outcome,
        "notes": [{name: cut(one_line(text), 2 * IN_A_ROW) for name, text in each.items()} for each in notes(session)],
        "unverified": [cut(one_line(each), IN_A_ROW) for each in session.unverified],
    }


def notes(session: Session) -> list[Words]:
    """Why a session earns what it earns, where that is less than was recorded, and where it is written."""
    found = [{"text": each.text, "section": each.section} for each in session.reasons]
    if session.ruling is not None and not any(each.rule.startswith("precedent") for each in session.reasons):
        found.append({"text": f"Decided by ruling {session.ruling}.", "section": ""})
    return found


def _ruling(ruling: Ruling) -> Words:
    return {
        "title": f"Ruling {ruling.number}: {ruling.decision}", "about": ruling.about, "reason": ruling.reason,
        "by": f"{ruling.ruled_by}, {day(ruling.ruled_on)}",
    }  # fmt: skip


def origin(packet: Packet, digest: str) -> list[list[str]]:
    """What the packet was made from: label and value."""
    return [
        ["Records as of", day(packet.as_of)],
        ["Came in as", listed(packet.records.files) or "not named"],
        ["Digest of the records", packet.records.digest],
        ["Rules", packet.rules.id],
        ["Digest of the rules", packet.rules.digest],
        ["Seal", digest],
    ]
