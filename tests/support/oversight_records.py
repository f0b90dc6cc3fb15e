"""Session exports with all that oversight looks at, invented at random, and what is to be counted in them, in plain
Python. It shares nothing with the package but the outcome of each session, as `check` says it."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from random import Random
from typing import Any

HEADINGS = ("held_on", "starts_at", "mentee", "mentor", "activity", "modality", "minutes", "status", "reported_by",
            "topic_course", "attendees", "goals", "rating", "session_id")  # fmt: skip
LED = ("small_group", "large_group", "one_to_one")
PEOPLE = [
    # person, email, mentor_since, mentor_until, examiner, courses, techniques_certified_on
    ("M1", "m1@x.org", "2015-01-01", "", "yes", "CST I;CST II", "2010-01-01"),
    ("M2", "m2@x.org", "2022-06-01", "2023-06-01", "no", "CST I", "2010-01-01"),
    ("M3", "m3@x.org", "", "", "no", "", ""),
    ("M4", "m4@x.org", "2014-06-01", "", "no", "CST I", "2010-01-01"),
    ("ada", "", "", "", "", "CST I", "2024-02-15"),
    ("ben", "", "", "", "", "cst i;CST II", ""),
]
AS_OF = date(2024, 3, 31)
Row = dict[str, Any]


CLOCKS = ("", "09:00", "10:30", "19:00")
DENSE = ("", "08:00", "09:00", "09:10", "09:20", "10:15", "11:00", "12:30", "14:00", "15:45", "17:30", "19:00", "23:30")


def invented(seed: int, number: int = 240, days: int = 1600, clocks: tuple[str, ...] = CLOCKS) -> list[Row]:
    """Rows of a session export: some twice, some missed, some in the future, with and without a beginning."""
    random = Random(seed)
    first = AS_OF - timedelta(days=days - days // 30)
    rows = []
    for place in range(number):
        activity = random.choice([*LED, "one_to_one", "treatment", "study_group"])
        row = {
            "held_on": (first + timedelta(days=random.randint(0, days))).isoformat(),
            "starts_at": random.choice(clocks),
            "mentee": random.choice(["ada", "ADA", "ben", "cy", "dee@x.org"]),
            "mentor": random.choice(["M1", "m1@x.org", "M2", "M3", "stranger", "other@x.org"]),
            "activity": activity, "modality": "in_person",
            "minutes": random.choice(["45", "60", "90", "60", "90", "300"]),
            "status": random.choice(["", "completed", "completed", "completed", "cancelled", "no_show", "scheduled"]),
            "reported_by": random.choice(["", "mentee", "mentor", "organiser"]),
            "topic_course": random.choice(["", "", "CST I", "CST II"]),
            "attendees": random.choice(["", "1", "3", "6", "12"]),
            "goals": random.choice(["", "confidence"]), "rating": random.choice(["", "", "1", "3", "5"]),
            "session_id": f"S{place}" if random.random() < 0.5 else "",
        }  # fmt: skip
        rows.append(row)
        if random.random() < 0.12:
            rows.append({**row, "session_id": "", "reported_by": "mentor", "rating": random.choice(["", "2"])})
    return rows


def write(file, rows, headings=HEADINGS):
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, headings, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def write_people(file):
    names = ("person", "email", "mentor_since", "mentor_until", "examiner", "courses", "techniques_certified_on")
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerows([names, *PEOPLE])


def person(called: str, people: dict[str, str]) -> str:
    """Whom an id or e-mail names: `people` has every known one in small letters."""
    return people.get(called.lower(), called.lower() if "@" in called else called)


def sessions_of(files: dict[str, list[Row]], people: dict[str, str], checked: dict[str, Any], as_of: date):
    """Every session a mentor led or was to lead, once."""
    return once(records_of(files, people, checked, as_of, LED))


def records_of(files: dict[str, list[Row]], people: dict[str, str], checked: dict[str, Any], as_of: date, kinds=None):
    """The rows of the files that were held or missed, with what `check` says of each; days as dates.

    `files`: name → rows in order (row 2 is the first)."""
    verdicts = {(each["file"], each["row"]): each for mentee in checked["mentees"] for each in mentee["sessions"]}
    records = []
    for name, rows in files.items():
        has_goals = any("goals" in row for row in rows)
        for line, row in enumerate(rows, 2):
            if kinds and row["activity"] not in kinds:
                continue
            held_on, status = date.fromisoformat(row["held_on"]), row["status"] or "completed"
            if status == "scheduled" or (status == "completed" and held_on > as_of):
                continue
            verdict = verdicts.get((name, line))
            if verdict is None:
                continue  # a later file has the same row, word for word
            records.append(row | {
                "file": name, "row": line, "held_on": held_on, "missed": status != "completed",
                "mentee": person(row["mentee"], people), "mentor": person(row["mentor"], people),
                "credited": verdict["credited_minutes"], "rules": [each["rule"] for each in verdict["reasons"]],
                "unverified": bool(verdict["unverified"]), "asks_for_goals": has_goals,
            })  # fmt: skip
    return records


def once(records):
    """One of the records of each session: held before missed, and what counts before what does not."""
    alike = defaultdict(list)
    for each in records:
        length = each["minutes"] if not each.get("starts_at") else None
        key = (each["mentee"], each["activity"], (each.get("event") or "").lower(), each["held_on"], each["mentor"],
               each.get("starts_at"), length)  # fmt: skip
        alike[key].append(each)
    kept = []
    for own in alike.values():
        best, *others = sorted(own, key=lambda each: (each["missed"], "counted_once.duplicate" in each["rules"],
                                                      -each["credited"], each["file"], each["row"]))  # fmt: skip
        rating = next((each["rating"] for each in [best, *others] if each.get("rating")), "")
        kept.append(best | {
            "rating": rating, "goals": next((each["goals"] for each in [best, *others] if each.get("goals")), ""),
            "asks_for_goals": any(each["asks_for_goals"] for each in own),
        })  # fmt: skip
    return kept


def counted(sessions, mentors, since: date, as_of: date):
    """Mentor → measure → (counted, out of), by the contract's table. `mentors`: id → (since, until), days or None."""
    held = [each for each in sessions if not each["missed"]]
    inside = [each for each in held if each["held_on"] >= since]
    missed = [each for each in sessions if each["missed"] and since <= each["held_on"] <= as_of]
    everyone = {each["mentor"] for each in inside + missed} | {
        mentor for mentor, (begin, end) in mentors.items() if begin and begin <= as_of and (end or as_of) >= since
    }
    pairs = defaultdict(list)
    for each in held:
        pairs[each["mentor"], each["mentee"]].append(each["held_on"])
    found = {}
    for mentor in everyone:
        own, lost = [s for s in inside if s["mentor"] == mentor], [s for s in missed if s["mentor"] == mentor]
        begun = [days for (who, _), days in pairs.items()
                 if who == mentor and since <= min(days) <= as_of - timedelta(days=90)]  # fmt: skip
        asked = [each for each in own if each["asks_for_goals"]]
        ratings = [int(each["rating"]) for each in own if each["rating"]]
        begin, end = mentors.get(mentor, (None, None))
        first = min((each["held_on"] for each in held if each["mentor"] == mentor), default=None)
        start, stop = begin or first, min(as_of, end or as_of)
        months = max(0, (stop - max(since, start)).days) / 30.4375 if start else 0.0
        found[mentor] = {
            "refused_share": (sum(each["credited"] == 0 for each in own), len(own)),
            "cancelled_share": (len(lost), len(own) + len(lost)),
            "ended_after_one": (sum(len(days) == 1 for days in begun), len(begun)),
            "unverified_share": (sum(each["credited"] > 0 and each["unverified"] for each in own), len(own)),
            "goals_recorded": (sum(bool(each["goals"]) for each in asked), len(asked)),
            "sessions_per_month": (len(own), months),
            "rating": (sum(ratings) / len(ratings) if ratings else None, len(ratings)),
        }  # fmt: skip
    return found
