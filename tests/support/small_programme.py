"""A small programme with a case of each kind in it, for tests of what people do with cases."""

from datetime import date

from mentorship.credit.refresh import refresh
from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store

AS_OF = date(2025, 6, 30)
SESSIONS = """session_id,held_on,starts_at,mentee,mentee_name,mentor,activity,modality,minutes
S1,2025-03-03,19:30,ada,Ada Lane,mia,one_to_one,virtual,60
S2,2025-03-03,19:30,ben,Ben Roe,mia,one_to_one,virtual,60
S3,2025-03-10,10:00,ada,Ada Lane,max,one_to_one,virtual,90
S4,2025-04-10,10:00,ada,Ada Lane,mia,one_to_one,virtual,60
S5,2025-05-10,10:00,cy,Cy Moor,mia,treatment,virtual,60
"""
PEOPLE = """person,name,email,mentor_since,mentor_until,techniques_certified_on,registered_on
mia,Mia Stone,mia@x.org,2015-01-01,,2010-01-01,
max,Max Wood,max@x.org,2015-01-01,2024-12-31,2010-01-01,
ada,Ada Lane,ada@x.org,,,,2024-01-01
ben,Ben Roe,ben@x.org,,,,2024-01-01
cy,Cy Moor,cy@x.org,,,,2024-01-01
"""
CONTACTS = "mentor,contacted_on,channel,summary\nmax,2025-01-10,call,about the end of certification\n"


def small_programme(folder, policy, sessions=SESSIONS):
    """An open store with it, assessed."""
    store = open_store(None)
    for name, text in (("people.csv", PEOPLE), ("sessions.csv", sessions), ("contacts.csv", CONTACTS)):
        (folder / name).write_text(text, "utf-8")
        assert import_file(store, folder / name, policy).problems == []
    refresh(store, policy, AS_OF)
    return store
