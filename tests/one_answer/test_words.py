"""One word for one thing on every page, in the terminal, in files and in the library: kinds of sessions, categories,
how a session is held, five people, days and hours, yes and no."""

import csv
import re
from datetime import date

import pytest

from mentorship.answers.tables import Shows
from mentorship.credit.explain import activity_label
from mentorship.packet.board_pack import board_pack
from mentorship.packet.documents import in_words
from mentorship.packet.period_report import period_report_csv
from mentorship.sample.held import EXPORTED_ON
from mentorship.vocabulary import Modality
from mentorship.wording import capitalised, day, hours
from pages.parts import resources
from tests.support.asking import LEADERSHIP, OMBUDSMAN
from tests.support.full_sample import A_YEAR_AGO
from tests.support.places import found, minutes, one_answer

pytestmark = pytest.mark.slow

AS_OF = ("--as-of", EXPORTED_ON)
#: Reported twice: with small groups, 1x1 and treatments.
MENTEE = "P-1067"
EVERYBODYS_PAGES = (
    "overview", "attention", "consistency", "find_a_mentor", "mentee_progress", "mentor_activity", "modality_mix",
    "rule_change", "rules_in_force", "session_exports", "uptake", "who_is_who",
)  # fmt: skip
PAGES_OF_ONE = {
    "my_progress": {"mentee": MENTEE}, "credit_what_if": {"mentee": MENTEE}, "mentor_dossier": {"mentor": "P-1003"},
}  # fmt: skip
COMMANDS = (("plan", "--mentee", "P-1240", "--tier", "first"), ("uptake",), ("oversight",))
LEADERS_PAGES = ("overview", "mentor_activity", "mentee_progress", "uptake", "modality_mix")


@pytest.fixture
def workbook(places):
    """The rows of the sheet of sessions in a packet."""
    return places.packet(MENTEE, "first", "xlsx")


# --- kinds, categories, how a session is held --------------------------------------------------------------------


def test_what_kinds_of_sessions_are_called(places, policy):
    labels = {each.label for each in policy.activities.values()}
    one_answer("What are all kinds called?", {
        "handbook": labels,
        "Rules in force": {row["Activity"] for row in places.page("rules_in_force").table("Each activity")},
        "What if": labels & set(places.page("credit_what_if", mentee=MENTEE).texts),
    })  # fmt: skip
    by_kind = places.page("uptake", closer="Places and kinds", group="Kind")
    virtual = places.page("modality_mix", closer="Kind")
    some = {
        "Find a mentor": [each for each in places.page("find_a_mentor").texts if each in labels],
        "Uptake": [row["Kind"] for row in by_kind.table("People by kind")],
        "Virtual and in person": [row["Kind"] for row in virtual.table("The virtual share")],
        "Mentor dossier": [row["Kind"] for row in places.page("mentor_dossier", mentor="P-1003").table("Kinds of")],
        "Mentor activity": re.findall(r"([^,]+) \d+(?:, )?", _kinds(places)),
        "Session exports": [row["Activity"] for row in places.page("session_exports").table("Records that need")],
    }  # fmt: skip
    assert all(told and set(told) <= labels for told in some.values()), some


def test_what_sessions_are_called(places, workbook):
    page = places.page("my_progress", mentee="P-1240")
    library = places.library["P-1240"]
    planned = places.json("plan", "--mentee", "P-1240", "--tier", "first", *AS_OF)["sessions"]
    printed = places.checked("P-1240")
    one_answer("Which sessions did P-1240 have?", {
        "My progress": sorted((row["Day"], row["Session"]) for row in page.table("Every session")),
        "mentorship check": sorted(re.findall(r"(\d+ \w+ \d{4}) ([\w ]+?) recorded", printed)),
        "library": sorted(re.findall(r"\n(\d+ \w+ \d{4}), ([\w ]+):", library.explain())),
        "notebook": sorted(re.findall(r"<tr><td>(\d+ \w+ \d{4})</td><td>(.+?)</td>", library._repr_html_())),
    })  # fmt: skip
    rows = places.page("my_progress", mentee=MENTEE).table("Every session")
    one_answer(f"Which sessions did {MENTEE} have?", {
        "My progress": sorted((row["Day"], row["Session"]) for row in rows),
        "packet": sorted((day(row["Date"].date()), row["Activity"]) for row in workbook),
    })  # fmt: skip
    policy = resources.policy()
    assert all(f"{activity_label(policy, each['activity'])} " in places.printed(
        "plan", "--mentee", "P-1240", "--tier", "first", *AS_OF) for each in planned)  # fmt: skip


def test_no_code_is_shown_where_there_is_a_word(places, policy):
    codes = {code for code in policy.activities if "_" in code} | {"in_person"}
    shown = {page: places.page(page) for page in EVERYBODYS_PAGES}
    shown |= {page: places.page(page, **address) for page, address in PAGES_OF_ONE.items()}
    said = {" ".join(command): places.printed(*command, *AS_OF) for command in COMMANDS}
    said["check"] = places.checked(MENTEE)
    said["imports"] = places.printed("imports", "changes", "5")
    told = {
        page: re.sub(r"What the file says.*?(?=\})", "", f"{each.text}{each.tables}") for page, each in shown.items()
    }
    for where, text in (told | said).items():
        assert not [code for code in codes if re.search(rf"\b{code}\b", text)], where


def test_what_categories_are_called(places, policy):
    words = [capitalised(each.in_words) for each in policy.categories.values()]
    row = places.page("mentee_progress", typed="P-1240").table("Mentees by name")[0]
    growth = places.printed("uptake", *AS_OF)
    with resources.request(OMBUDSMAN) as request:
        pack = {each.title: each for each in board_pack(request).sections}
    one_answer("What are the categories called?", {
        "handbook": words,
        "My progress": [each["label"] for each in places.page("my_progress", mentee="P-1240").bars][: len(words)],
        "What if": [each["label"] for each in places.page("credit_what_if", mentee="P-1240").bars][: len(words)],
        "Mentee progress": [each for each in words if each in row],
        "mentorship uptake": [capitalised(found(rf" {name}: ([\w ]+?) \d", growth)) for name in policy.categories],
    })  # fmt: skip
    stalls = places.page("uptake", closer="Stalls").table("People by the only")
    one_answer("What alone is missing?", {
        "Uptake": [row["Only missing"] for row in stalls],
        "board pack": _column(pack["Where do people stall?"].table, "Only missing"),
        "mentorship uptake": re.findall(r"Only (.+?) (?:is|are) missing", growth),
    })  # fmt: skip
    assert {capitalised(row["Only missing"]) for row in stalls} >= {
        row["Waits for"] for row in places.page("mentee_progress", view="stuck").table("Mentees by name")
    }


def test_how_a_session_is_held(places, workbook, policy):
    words = [each.in_words for each in Modality]
    plan = places.printed("plan", "--mentee", "P-1240", "--tier", "first", *AS_OF)
    lower = {each.lower() for each in words}
    one_answer("How can a session be held?", {
        "vocabulary": lower,
        "Rules in force": {each for row in places.page("rules_in_force").table("Each activity")
                           for each in row["Held"].split(" or ")},
        "What if": {each.lower() for each in places.page("credit_what_if", mentee=MENTEE).texts} & lower,
        "Find a mentor": {each.lower() for each in places.page("find_a_mentor").texts} & lower,
        "Mentor dossier": {row["Held"] for row in places.page("mentor_dossier", mentor="P-1003").table("Kinds of")},
        "Virtual and in person": {row["Held"].lower() for row in
                                  places.page("modality_mix", closer="All credited hours").table("Credited hours")},
        "packet": {row["Modality"] for row in workbook},
        "mentorship plan": set(re.findall(r"\d{4} [\w ]+? (in person|virtual) 1", plan)),
    })  # fmt: skip


def _column(table, heading):
    """What a document says in one column of a table."""
    (column,) = [each for each in table.columns if each.heading == heading]
    return [in_words(row[column.field], column.shows) for row in table.rows]


def _kinds(places):
    rows = places.page("mentor_activity").table("Mentors by name")
    return ", ".join(row["Kinds"] for row in rows if row["Kinds"] != "–")


# --- five people -------------------------------------------------------------------------------------------------


def test_leadership_sees_nothing_of_fewer_than_five(places):
    screens = [places.page(page, "leadership") for page in LEADERS_PAGES]
    screens += [places.page("uptake", "leadership", closer=view) for view in ("Stalls", "Cohorts", "Years")]
    screens += [places.page("modality_mix", "leadership", closer="Refused")]
    with resources.request(LEADERSHIP) as request:
        pack = board_pack(request)
    with resources.request(OMBUDSMAN) as request:
        report = period_report_csv(request, date(2026, 1, 1), EXPORTED_ON).decode()
    told = "\n".join([*(screen.text + str(screen.charts) for screen in screens), str(pack), report])
    few = r"(?:fewer than|multiples of|No group has|None with) (five|\d+)\b(?!\.)"
    assert set(re.findall(few, told)) == {"five"}
    people = [int(row[name].replace(",", "")) for screen in screens for rows in screen.tables.values() for row in rows
              for name in ("People", "Mentors", "Mentees") if row.get(name, "–") != "–"]  # fmt: skip
    assert people and min(people) >= 5 and not any(each % 5 for each in people)


# --- days and hours, yes and no ----------------------------------------------------------------------------------


def test_how_a_day_and_hours_are_written(places, workbook):
    page = places.page("my_progress", mentee=MENTEE)
    rows, file = page.table("Every session"), page.download("Every session")
    one_answer("When was each session held, and what did it earn?", {
        "My progress": [(row["Day"], minutes(row["Credited"])) for row in rows],
        "its CSV": [(day(date.fromisoformat(row["Day"])), round(float(row["Credited (h)"]) * 60)) for row in file],
        "packet": [(day(row["Date"].date()), round(row["Credited (h)"] * 60)) for row in workbook[::-1]],
    })  # fmt: skip
    one_answer("How are 7 h 30 on a page, 90 minutes in a document written?", {
        "wording": ["7 h 30", "1 h 30", "45 min", "15 Nov 2025"],
        "terminal": [hours(450), hours(90), hours(45), day(A_YEAR_AGO)],
        "document": [*(in_words(each, Shows.HOURS) for each in (450, 90, 45)), in_words(A_YEAR_AGO, Shows.DAY)],
    })  # fmt: skip


def test_how_yes_and_no_are_written(places):
    page = places.page("mentor_activity")
    one_answer("Who is certified?", {
        "Mentor activity": {row["Mentor"]: row["Certified now"] for row in page.table("Mentors by name")},
        "its CSV": {row["Mentor"]: row["Certified now"] for row in page.download("Mentors by name")},
        "documents": {row["Mentor"]: in_words(row["Certified now"] == "yes", Shows.YES)
                      for row in page.table("Mentors by name")},
    })  # fmt: skip
    with places.files["people"][0].open(encoding="utf-8", newline="") as opened:
        examiners = {row["name"]: row["examiner"] for row in csv.DictReader(opened) if row["examiner"]}
    listed = {row["Name"]: row["Examiner"] for row in places.page("find_a_mentor").table("Certified mentors")}
    one_answer("Who examines?", {
        "the file": {name: told for name, told in examiners.items() if name in listed},
        "Find a mentor": {name: told for name, told in listed.items() if name in examiners},
    })  # fmt: skip
