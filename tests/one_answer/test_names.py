"""One person has one name on every page, in the terminal and in documents, is one person after a merge, and is found by
the same spellings wherever a name is typed."""

import pytest

from mentorship.intake.name_matching import SQL as MATCHING
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.sql_files import run
from mentorship.wording import folded
from pages.parts import resources
from tests.support.full_sample import ALSO, MERGED
from tests.support.places import found, matched, one_answer

pytestmark = pytest.mark.slow

MENTORS = ("P-9001", "P-9002")
#: How people are spelt elsewhere, and who is meant.
SPELT = {
    "zoe o'brien": "P-9001", "O’BRIEN, ZOË": "P-9001", "Nora Gross Sæther": "P-9002", "GROSS-SÆTHER Nora": "P-9002",
    "ana d’avila": "P-9004", "Davila Ana": None, "bjorn akesson": "P-9005", "Sian Ni Bhriain": "P-9006",
}  # fmt: skip


@pytest.mark.parametrize("mentee", ["P-1240", MERGED])
def test_what_a_mentee_is_called(places, mentee):
    page = places.page("my_progress", mentee=mentee)
    one_answer(f"What is {mentee} called?", {
        "My progress": found(rf"(.+) · {mentee}", page.text),
        "its answer": found(r"#### (.+?) has ", page.text),
        "Mentee progress": places.page("mentee_progress", typed=mentee).table("Mentees by name")[0]["Mentee"],
        "beside the list": found(r"\n(.+?) has .+credit", places.page("mentee_progress", mentee=mentee).text),
        "What if": found(rf"(.+) · {mentee}", places.page("credit_what_if", mentee=mentee).text),
        "Who is who": found(rf"(.+) · {mentee}", places.page("who_is_who", one=mentee).text),
        "packet": found(rf"Mentee ([\w ]+?) Listed in the records as {mentee}", places.packet(mentee, "first", "pdf")),
    })  # fmt: skip


def test_two_records_that_are_one_person_are_one_everywhere(places):
    (decided,) = places.page("who_is_who").table("What was decided")
    one_answer("Who is the second record?", {
        "Who is who": (decided["Id or e-mail"], decided["Decision"], decided["Other id or e-mail"]),
        "mentorship people": matched(r"(\S+) is (the same person as) (\S+)", places.printed("people")).groups(),
        "its JSON": next((each["one"], "the same person as", each["other"])
                         for each in places.json("people")["settled"] if each["says"] == "same"),
    })  # fmt: skip
    plans = {name: places.json("plan", "--mentee", name, "--tier", "second", "--as-of", EXPORTED_ON)["mentee"]
             for name in (MERGED.lower(), ALSO.upper())}  # fmt: skip
    one_answer("Whose plan is it?", plans)
    assert not places.page("mentee_progress", typed=ALSO).table("Mentees by name"), "no second line for one person"


def test_what_a_mentor_is_called(places):
    activity, page = places.page("mentor_activity"), places.page("mentor_dossier", mentor="P-1052")
    cases = places.page("attention").table("Cases by credit")
    sessions = places.page("my_progress", mentee="P-1053").table("Every session")
    one_answer("What is P-1052 called?", {
        "Mentor activity": next(row["Mentor"] for row in activity.table("Mentors by name") if row["Id"] == "P-1052"),
        "side by side": found(r"(.+) \(P-1052\)", activity.text),
        "Mentor dossier": found(r"(.+) · P-1052", page.text),
        "its answer": found(r"#### (.+?) has led", page.text),
        "Attention": next(row["Case"].removeprefix("Contact: ") for row in cases if row["Mentor’s id"] == "P-1052"),
        "mentorship oversight": found(r"(\w+ \w+) \(P-1052\):", places.printed("oversight", "--as-of", EXPORTED_ON)),
        "Find a mentor": places.page("find_a_mentor", typed="okafor").table("Certified mentors")[0]["Name"],
        "a mentee’s sessions": max({row["With"] for row in sessions}, key=[row["With"] for row in sessions].count),
    })  # fmt: skip


def test_one_person_is_found_by_every_spelling_everywhere(places, tmp_path):
    rows = [f'2026-06-01,"{spelt}",P-1003,one_to_one,virtual,60' for spelt in SPELT]
    file = tmp_path / "named.csv"
    file.write_text("\n".join(["held_on,mentee_name,mentor,activity,modality,minutes", *rows]), "utf-8")
    unknown = {each["read"] for each in places.json("import", file, "--match-names", "--dry-run")["problems"]}
    for spelt, person in SPELT.items():
        page, says = ("mentor_activity", "Mentors") if person in MENTORS else ("mentee_progress", "Mentees")
        found_people = places.page(page, typed=spelt).table(f"{says} by name")
        one_answer(f"Who is {spelt}?", {
            "meant": person,
            "import": None if spelt in unknown else person,
            page: found_people[0]["Id"] if len(found_people) == 1 else None,
        })  # fmt: skip
    for spelt in ("bjorn akesson", "Davila Ana", "ana d’avila"):
        suggested = places.page("my_progress", typed=spelt).tables.get("People who match", [])
        one_answer(
            f"Who is {spelt}?", {"meant": SPELT[spelt], "My progress": suggested[0]["Id"] if suggested else None}
        )
    assert places.page("find_a_mentor", typed="o'brien").table("Certified mentors")[0]["Name"] == "Zoë O’Brien"


def test_whatever_import_takes_for_one_name_is_one_to_a_search(places):
    spellings = ["O’Brien, Zoë", "o brien zoe", "Müller-Lüdenscheidt", "muller ludenscheidt", "Groß", "GROSS", "किरण",
                 "करण", "Nguyễn Văn", "nguyen van", "Ёлка", "ЕЛКА", "D'Angelo", "d angelo", "Łucja", "ŁUCJA", "  a  b ",
                 "a-b", "Åsa", "asa", "Siân", "SIAN"]  # fmt: skip
    places.page("overview")
    with resources.store().cursor() as cursor:
        run(cursor, MATCHING / "name_folding.sql")
        names = [name for (name,) in cursor.execute("select name from person where name is not null").fetchall()]
        asked = "select name, folded_name(name) from (select unnest($names) as name)"
        keys = dict(cursor.execute(asked, {"names": [*spellings, *names]}).fetchall())
    apart = {name: folded(name) for name in keys if folded(name) != folded(keys[name])}
    assert not apart, "a search folds what an import has folded to the same"
