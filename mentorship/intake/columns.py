"""The canonical columns of each kind of export, with what they mean. The order is the order of our own exports."""

from mentorship.vocabulary import Kind

#: Column → meaning, as people are told it in messages and in `data/README.md`.
COLUMNS: dict[Kind, dict[str, str]] = {
    Kind.SESSIONS: {
        "held_on": "the day it was held",
        "mentee": "the mentee's id or e-mail",
        "activity": "the kind of session, such as one_to_one or treatment",
        "modality": "in_person or virtual",
        "minutes": "its length in whole minutes",
        "hours": "its length in decimal hours, such as 1.5",
        "duration": "its length with a unit, such as 1:30, 1h 30m, 90 min or 1.5 h",
        "starts_at": "when it began, a time of day or a full timestamp",
        "ends_at": "when it ended, a time of day or a full timestamp",
        "mentor": "the id or e-mail of the mentor, or of the therapist who gave the treatment",
        "mentee_name": "the mentee's name, as shown",
        "mentor_name": "the mentor's name, as shown",
        "session_id": "the source system's id of the session",
        "event": "the title or id of the class, conference, recording or call",
        "days": "how many whole days it took",
        "attendees": "how many people took part",
        "status": "completed, scheduled, cancelled or no_show",
        "endorsed": "whether the people who ran it are endorsed: yes or no",
        "reported_by": "who says so: mentee, mentor or organiser",
        "topic_course": "the course whose material it was about",
        "goals": "the goals of the session",
        "rating": "the mentee's rating, 1 to 5",
        "fee": "what it cost",
        "currency": "the fee's currency",
        "notes": "notes",
    },
    Kind.PEOPLE: {
        "person": "the person's id",
        "name": "the person's name",
        "email": "the person's e-mail",
        "country": "the country",
        "registered_on": "the day of registration in the programme",
        "mentor_since": "certified as a mentor from this day",
        "mentor_until": "certified as a mentor until this day; blank: still",
        "techniques_certified_on": "the day of Techniques certification (CST-T)",
        "diplomate_certified_on": "the day of Diplomate certification (CST-D)",
        "examiner": "whether the person examines for certification: yes or no",
        "courses": "courses attended, separated by ;",
        "languages": "languages spoken, separated by ;",
        "offers": "what a mentor offers, separated by ;: virtual, in_person, activity codes",
    },
    Kind.CONTACTS: {
        "mentor": "the mentor's id or e-mail",
        "contacted_on": "the day of the contact",
        "channel": "how: call, e-mail, visit ...",
        "summary": "what it was about",
    },
}

#: Column → what it is called on screen. The column's own name is for files and commands.
CALLED = {
    "held_on": "Day", "mentee": "Mentee", "activity": "Kind of session", "modality": "How it was held",
    "is_virtual": "Virtual", "minutes": "Minutes", "hours": "Hours", "duration": "Length", "starts_at": "Beginning",
    "ends_at": "End", "mentor": "Mentor", "mentee_name": "Name of the mentee", "mentor_name": "Name of the mentor",
    "session_id": "Session", "event": "Event", "days": "Days", "attendees": "How many took part", "status": "Status",
    "endorsed": "Endorsed", "reported_by": "Reported by", "topic_course": "Course", "goals": "Goals",
    "rating": "Rating", "fee": "Fee", "currency": "Currency", "notes": "Notes", "person": "Id", "name": "Name",
    "email": "E-mail", "country": "Country", "registered_on": "Registered", "mentor_since": "Mentor since",
    "mentor_until": "Mentor until", "techniques_certified_on": "Techniques certification",
    "diplomate_certified_on": "Diplomate certification", "examiner": "Examiner", "courses": "Courses",
    "languages": "Languages", "offers": "Offers", "contacted_on": "Day of the contact", "channel": "Channel",
    "summary": "Summary",
}  # fmt: skip

#: Columns without which a file of this kind cannot be read at all. Each entry: one of these will do.
NEEDED: dict[Kind, list[tuple[str, ...]]] = {
    Kind.SESSIONS: [("held_on",), ("mentee",), ("activity",), ("modality",)],
    Kind.PEOPLE: [("person", "email")],
    Kind.CONTACTS: [("mentor",), ("contacted_on",)],
}

#: Columns that hold dates, and columns that hold decimal numbers: their style is decided column by column.
DATES = {
    Kind.SESSIONS: ("held_on",),
    Kind.PEOPLE: (
        "registered_on",
        "mentor_since",
        "mentor_until",
        "techniques_certified_on",
        "diplomate_certified_on",
    ),
    Kind.CONTACTS: ("contacted_on",),
}
NUMBERS = {Kind.SESSIONS: ("hours", "duration", "fee"), Kind.PEOPLE: (), Kind.CONTACTS: ()}
