"""The sample with what it lacks for telling answers apart: days at the edge of a year, names with marks, a session told
twice, rows that cannot be read; and what the ombudsman decided: two records that are one person, and a ruling."""

import shutil
from pathlib import Path

from mentorship.actions.people import merge_people
from mentorship.actions.rulings import Ruling, rule
from mentorship.answers.definitions import year_before
from mentorship.credit.refresh import refresh
from mentorship.intake.importer import import_file
from mentorship.oversight.refresh import refresh_signals
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.conftest import SAMPLE
from tests.support.asking import OMBUDSMAN

#: One person under two addresses, and somebody with a refused session that a ruling accepts.
MERGED, ALSO, RULED = "P-1067", "marleen.h@example.org", "P-1051"
#: Mentees who are asked about one by one: in part; refused sessions; waiting for a certification; finished; more than
#: can be credited; planned sessions.
FEW = ("P-1240", "P-1048", "P-1047", "P-1065", "P-1045", "P-1066", MERGED, RULED)
A_YEAR_AGO = year_before(EXPORTED_ON)
A_DAY_LATER = A_YEAR_AGO.replace(day=A_YEAR_AGO.day + 1)

PEOPLE = """person,name,email,country,registered_on,mentor_since,examiner
P-9001,Zoë O’Brien,zoe.obrien@example.org,Ireland,,2015-01-01,yes
P-9002,Nora Groß-Sæther,nora.g@example.org,Norway,,2015-01-01,no
P-9003,Liv Muir,liv.muir@example.org,Norway,,2015-01-01,no
P-9004,Ana D'Ávila,ana.davila@example.org,Brazil,2024-01-15,,
P-9005,Björn Åkesson,bjorn.a@example.org,Sweden,2024-01-15,,
P-9006,Siân Ní Bhriain,sian@example.org,Ireland,2024-01-15,,
"""
#: Zoë led her last session a year ago to the day, Nora hers a day later, Liv's was missed; Siân's earned nothing.
SESSIONS = f"""session_id,held_on,mentee,mentor,activity,modality,minutes,status,reported_by
T-1,{A_YEAR_AGO},P-9004,P-9001,one_to_one,virtual,60,completed,
T-2,{A_DAY_LATER},P-9005,P-9002,one_to_one,in_person,90,completed,
T-3,2026-03-02,P-9005,P-9003,one_to_one,virtual,60,no_show,
T-4,2026-04-02,P-9005,P-9002,small_group,virtual,60,completed,mentee
T-5,2026-04-02,P-9005,P-9002,small_group,virtual,60,completed,mentor
T-6,2026-05-02,P-9005,P-1006,treatment,virtual,60,completed,
T-9,2026-05-02,P-9006,P-1006,treatment,virtual,60,completed,
T-7,someday,P-9005,P-9002,one_to_one,virtual,60,completed,
T-8,someday,P-9005,P-9002,one_to_one,virtual,soon,completed,
"""
NOT_READ = 2


def files_in(folder: Path) -> dict[str, list[Path]]:
    """The sample and what is added to it, by what each file holds; `few`: the sessions of `FEW` alone, soon read."""
    (folder / "more_people.csv").write_text(PEOPLE, "utf-8")
    (folder / "more_sessions.csv").write_text(SESSIONS, "utf-8")
    files = {kind: [SAMPLE / f"{kind}.csv", folder / f"more_{kind}.csv"] for kind in ("people", "sessions")}
    heads, *rows = (SAMPLE / "sessions.csv").read_text("utf-8").splitlines()
    (folder / "few.csv").write_text("\n".join([heads, *(row for row in rows if row.split(",")[3] in FEW)]), "utf-8")
    return {**files, "few": [folder / "few.csv", folder / "more_sessions.csv"]}


def full_sample(sample: Path, folder: Path, policy) -> Path:
    """A store with all of it, decided and assessed."""
    path = Path(shutil.copy(sample, folder / "full.duckdb"))
    files_in(folder)
    store = open_store(path)
    for kind in ("people", "sessions"):
        import_file(store, folder / f"more_{kind}.csv", policy)
    merge_people(OMBUDSMAN, store, ALSO, MERGED, "She told me.", EXPORTED_ON)
    refresh(store, policy, EXPORTED_ON)
    rule(OMBUDSMAN, store, Ruling("session", "accept", *_refused(store)), "Certified in fact.", EXPORTED_ON)
    refresh(store, policy, EXPORTED_ON)
    refresh_signals(store, policy, EXPORTED_ON)
    store.close()
    return path


def _refused(store) -> tuple[int, int]:
    """Import and row of the first session of `RULED` that was refused."""
    with store.cursor() as cursor:
        (import_no, row) = cursor.execute(
            "select import_no, row from decision where mentee = ? and outcome = 'refused' order by held_on", [RULED]
        ).fetchall()[0]
    return import_no, row
