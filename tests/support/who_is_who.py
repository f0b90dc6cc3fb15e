"""People data and sessions in which some could be one person."""

from datetime import date

from mentorship.attribution import Attribution
from mentorship.credit.refresh import refresh
from mentorship.intake import merging
from mentorship.intake.importer import import_file
from mentorship.policy.loader import read_handbook

HANDBOOK = read_handbook()


TODAY = date(2026, 11, 15)


SAID = Attribution("Om", "Asked her on the phone.", TODAY)


PEOPLE = (
    "person,name,email,registered_on,mentor_since,mentor_until,techniques_certified_on\n"
    "M-1,Grace Hill,grace@example.org,,2010-01-01,,\n"
    "M-9,Grace Hill,,,,,\n"
    "P-1,Ana Müller,ana@example.org,2020-01-01,,,2021-05-05\n"
    "P-2,Bo Lee,bo@example.org,2020-01-01,,,\n"
    "P-3,Bo Lee,bo.lee@example.org,2020-01-01,,,2022-02-02\n"
    ",Cy Only,cy@example.org,2020-01-01,,,\n"
)


HEADINGS = "held_on,mentee,activity,modality,minutes,mentor,mentee_name\n"


SESSIONS = (
    HEADINGS
    + "2025-03-03,ana@example.org,one_to_one,virtual,60,M-1,\n"
    + "2025-03-04,ana@home.example,one_to_one,virtual,90,M-1,Ana Muller\n"
    + "2025-03-05,P-2,one_to_one,virtual,30,M-1,\n"
    + "2025-03-06,P-3,one_to_one,virtual,45,M-9,\n"
    + "2025-03-07,bo@example.org,one_to_one,virtual,120,M-1,\n"
    + "2025-03-08,cy@example.org,one_to_one,virtual,15,M-1,\n"
    + "2025-03-09,x-9,one_to_one,virtual,20,M-1,A. Mueller\n"
)


def bring(store, tmp_path, policy, name, text, **how):
    file = tmp_path / f"{name}.csv"
    file.write_text(text, "utf-8")
    return import_file(store, file, policy, **how)


def credited(store, policy):
    """Mentee → minutes of credit, after assessing what changed."""
    refresh(store, policy, TODAY)
    with store.cursor() as cursor:
        rows = cursor.execute("select mentee, sum(credited_minutes)::int from category_credit group by all").fetchall()
    return {mentee: minutes for mentee, minutes in rows if minutes}


def people(store):
    with store.cursor() as cursor:
        return (
            sorted(cursor.execute("select * from person_alias").fetchall()),
            sorted(cursor.execute("select * from person").fetchall(), key=str),
        )


BEFORE = {"P-1": 60, "ana@home.example": 90, "P-2": 150, "cy@example.org": 15, "x-9": 20}


def merge(store, one, other, attribution):
    """Merge two, as the action does."""
    with store.cursor() as cursor, store.transaction(cursor):
        return merging.merge(cursor, one, other, attribution)


def split(store, one, other, attribution):
    """Split two, as the action does."""
    with store.cursor() as cursor, store.transaction(cursor):
        merging.split(cursor, one, other, attribution)
