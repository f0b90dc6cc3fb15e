"""Asked about mentors and about who is active, every page, the terminal and the documents give one answer."""

import re

import pytest

from mentorship.access import Role, Viewer
from mentorship.packet.dossier import dossier
from mentorship.sample.held import EXPORTED_ON
from mentorship.wording import day
from pages.parts import resources
from tests.support.full_sample import A_DAY_LATER, A_YEAR_AGO
from tests.support.places import found, minutes, number, numbers, one_answer

pytestmark = pytest.mark.slow

AS_OF = ("--as-of", EXPORTED_ON)
#: Busy; a group booked as 1x1; told by both sides; told twice, active for a day only.
MENTORS = ("P-1003", "P-1054", "P-1234", "P-9002")
#: Three years back, as measures of mentors are.
SINCE = {"from": "2023-11-15"}


# --- who is active -----------------------------------------------------------------------------------------------


def test_how_many_are_active(places):
    regions = places.page("uptake", closer="Places and kinds").table("People by region")
    mentees = {each["mentee"] for each in places.checked_json["mentees"] for session in each["sessions"]
               if session["credited_minutes"] and session["held_on"] > A_YEAR_AGO.isoformat()}  # fmt: skip
    one_answer("How many earned credit in the last year?", {
        "Overview": number(r"([\d,]+) earned credit in the last twelve months", places.page("overview").text),
        "Uptake, by region": sum(int(row["Active"].replace(",", "")) for row in regions),
        "mentorship check, its JSON": len(mentees),
    })  # fmt: skip
    activity = places.page("mentor_activity", compare="P-1003")
    rows = activity.table("Mentors by name")
    one_answer("How many mentors are active?", {
        "Overview": number(r"([\d,]+) mentors led sessions", places.page("overview").text),
        "Mentor activity": number(r"([\d,]+) mentors led", activity.text),
        "its list, by state": sum(row["State"] == "Active" for row in rows),
        "its list, by sessions": sum(row["Sessions"] != "0" for row in rows),
        "side by side": number(r"Mean of ([\d,]+) active", activity.table("Mentors side by side")[-1]["Mentor"]),
    })  # fmt: skip


def test_leadership_reads_one_number_of_mentors(places):
    overview = places.page("overview", "leadership").text
    (active,) = [chart for chart in places.page("uptake", "leadership").charts if "Registered" in chart["y"]]
    one_answer("How many mentors are active, about?", {
        "Overview": number(r"([\d,]+) mentors led sessions", overview),
        "its figures": number(r"Mentors, last 12 months\n([\d,]+)", overview),
        "Mentor activity": number(r"About ([\d,]+) mentors led", places.page("mentor_activity", "leadership").text),
    })  # fmt: skip
    one_answer("How many are registered, and have reached a credit, about?", {
        "Overview": (number(r"About ([\d,]+) people registered", overview),
                     number(r"([\d,]+) have reached a tier", overview)),
        "Uptake": (active["x"][0], active["x"][2]),
    })  # fmt: skip


def test_the_day_on_which_a_year_begins(places):
    states = {row["Mentor"]: row["State"] for row in places.page("mentor_activity").table("Mentors by name")}
    assert [states[name] for name in ("Zoë O’Brien", "Nora Groß-Sæther", "Liv Muir")] == [
        "Quiet", "Active", "Not started"
    ]  # fmt: skip
    cases = places.page("attention").table("Cases by credit")
    silent = places.page("mentor_activity", view="no_contact").table("Mentors by name")
    asked = [each for each in places.json("oversight", *AS_OF)["signals"] if each["signal"] == "no_contact"]
    one_answer("Who is active, and was not spoken with for a year?", {
        "Overview": found(r"year or longer without contact\.\n(.+)", places.page("overview").text).split(", "),
        "Mentor activity": [row["Mentor"] for row in silent],
        "Attention": sorted(re.findall(r"'Contact: (.+?)'", str([row["Case"] for row in cases]))),
        "mentorship oversight": re.findall(r"(\w+ [\w-]+) \(P-\d+\): (?:The last|No) contact", _oversight(places)),
    })  # fmt: skip
    one_answer("Who are they, by id?", {
        "Mentor activity": sorted(row["Id"] for row in silent),
        "mentorship oversight, its JSON": sorted(each["mentor"] for each in asked),
    })  # fmt: skip
    span = found(r"(\d+ \w+ \d{4} to \d+ \w+ \d{4}), with definitions", places.page("mentor_activity").text)
    assert span == f"{day(A_DAY_LATER)} to {day(EXPORTED_ON)}"


def _oversight(places):
    return places.printed("oversight", *AS_OF)


# --- what a mentor led -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mentor", MENTORS)
def test_sessions_led_and_mentees_met(places, mentor):
    row = _activity(places, mentor, period="All years")
    page, own = places.page("mentor_dossier", mentor=mentor), places.page("overview", "mentor", person=mentor)
    mentees = page.table("Mentees by name")
    led = r"ha(?:s|ve) led ([\d,]+) sessions? with ([\d,]+) mentees?"
    document = _dossier(mentor)
    one_answer(f"How many sessions did {mentor} lead, with how many mentees?", {
        "Mentor activity": (int(row["Sessions"].replace(",", "")), int(row["Mentees"].split(",")[0])),
        "its kinds": (sum(int(each) for each in re.findall(r" (\d+)(?:,|$)", row["Kinds"])), len(mentees)),
        "Mentor dossier": numbers(led, page.text),
        "its lists": (number(r"All ([\d,]+) session", page.text), number(r"\n([\d,]+) mentees?\n", page.text)),
        "its mentees": (sum(int(each["Sessions"]) for each in mentees), len(mentees)),
        "beside the list": numbers(led, places.page("mentor_activity", mentor=mentor).text),
        "the mentor’s overview": numbers(led, own.text),
        "the mentor’s dossier": numbers(led, places.page("mentor_dossier", "mentor", person=mentor).text),
        "as a document": (int(dict(document.facts)["Sessions led"].replace(",", "")),
                          int(found(r"(\d+) mentee", _section(document, "Mentees").sentence))),
    })  # fmt: skip
    one_answer(f"How many hours did {mentor} lead?", {
        "Mentor activity": minutes(row["Credited"]),
        "Mentor dossier": sum(minutes(each["Credited here"]) for each in mentees),
    })  # fmt: skip


@pytest.mark.parametrize("mentor", ["P-1003", "P-1052", "P-9001", "P-9002"])
def test_sessions_of_the_last_year(places, mentor):
    places_asked = {
        "Mentor activity": int(_activity(places, mentor)["Sessions"]),
        "the mentor’s overview": number(
            r"Sessions, last 12 months\n(\d+)", places.page("overview", "mentor", person=mentor).text
        ),
    }
    asked = re.search(rf"\({mentor}\): [^?]*there were (\d+) sessions? in the last twelve months", _oversight(places))
    if asked:
        places_asked["mentorship oversight"] = int(asked[1])
    one_answer(f"How many sessions did {mentor} lead in the last year?", places_asked)
    assert asked or mentor != "P-1052"


def test_sessions_since_a_day(places):
    since = found(r"From (\d+ \w+ \d{4}) to", _oversight(places))
    measure = next(each for each in places.json("oversight", *AS_OF)["measures"] if each["measure"] == "refused_share")
    activity = places.page("mentor_activity", **SINCE)
    page = places.page("consistency", measure="refused_share")
    funnel = page.table("Sessions that earned nothing")
    one_answer("Since when is mentoring measured?", {
        "Consistency": found(r"explains, (\d+ \w+ \d{4}) to", page.text),
        "mentorship oversight": since,
    })  # fmt: skip
    one_answer("How many sessions did each lead since?", {
        "Mentor activity": {row["Mentor"]: int(row["Sessions"]) for row in activity.table("Mentors by name")
                            if row["Sessions"] != "0"},
        "Consistency": {row["Mentor"]: number(r"of ([\d,]+)", row["Value"]) for row in funnel},
    })  # fmt: skip
    one_answer("How many sessions were led since?", {
        "Mentor activity": number(r"led ([\d,]+) sessions", activity.text),
        "Consistency": number(r"of ([\d,]+)", page.table("Measures")[0]["Programme"]),
        "mentorship oversight": number(r"Sessions that earned nothing: [\d.]+% of ([\d,]+)", _oversight(places)),
        "its JSON": round(measure["out_of"]),
        "its mentors": round(sum(each["out_of"] for each in measure["mentors"])),
    })  # fmt: skip


def _activity(places, mentor, **address):
    rows = places.page("mentor_activity", **address).table("Mentors by name")
    return next(row for row in rows if row["Id"] == mentor)


def _dossier(mentor):
    with resources.request(Viewer(Role.MENTOR, mentor)) as request:
        return dossier(request, mentor)


def _section(document, title):
    return next(each for each in document.sections if each.title == title)
