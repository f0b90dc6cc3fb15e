"""Asked how many, every page, the terminal and the documents give one number: the virtual share, sessions, people who
started or wait, rows to fix, cases."""

import re

import pytest

from mentorship.packet.board_pack import board_pack
from mentorship.sample.held import EXPORTED_ON
from mentorship.wording import hours
from pages.parts import resources
from tests.support.asking import OMBUDSMAN
from tests.support.full_sample import NOT_READ
from tests.support.places import found, matched, minutes, number, numbers, one_answer

pytestmark = pytest.mark.slow

AS_OF = ("--as-of", EXPORTED_ON)


@pytest.fixture(scope="module")
def pack(places):
    """The board pack: section → its sentence and rows."""
    places.page("overview")
    with resources.request(OMBUDSMAN) as request:
        return {each.title: each for each in board_pack(request).sections}


# --- how virtual -------------------------------------------------------------------------------------------------


def test_how_virtual_mentoring_is(places, pack):
    page, share = places.page("modality_mix"), r"hours that tiers used in (\d+), (\S+) were virtual.* at most (\S+)\."
    year, *answer = matched(share, page.text).groups()
    row = next(row for row in page.table("The virtual share") if row["Year"] == year)
    virtual, in_person = minutes(row["Virtual"]), minutes(row["In person"])
    (of_pack,) = [each for each in pack["How much mentoring is virtual?"].table.rows if str(each["year"]) == year]
    one_answer(f"How virtual was {year}, and how virtual might it be?", {
        "Virtual and in person": answer,
        "its table": [row["Virtual share"], row["Rules allow"]],
        "worked out from its hours": [f"{virtual / (virtual + in_person):.0%}", answer[1]],
        "board pack": list(matched(share, pack["How much mentoring is virtual?"].sentence).groups()[1:]),
        "its table of years": [f"{of_pack[name]:.0%}" for name in ("share", "ceiling")],
    })  # fmt: skip
    vague = r"(Of the hours that tiers used in .+?\.)"
    one_answer("What does leadership read of it?", {
        "Overview": found(vague, places.page("overview", "leadership").text),
        "Virtual and in person": found(vague, places.page("modality_mix", "leadership").text),
    })  # fmt: skip


def test_how_virtual_each_credit_may_be(places):
    facts = places.page("rules_in_force").text
    rows = places.page("modality_mix").table("The most of each tier")
    one_answer("How much of each credit may be virtual?", {
        "Rules in force": re.findall(r"- (.+?): of (.+?) at most (.+?) \(", facts),
        "Virtual and in person": [(row["Tier"], row["Of"], row["At most virtual"]) for row in rows],
    })  # fmt: skip


# --- sessions, rows, cases ---------------------------------------------------------------------------------------


def test_how_many_sessions_there_are(places):
    mentees = places.checked_json["mentees"]
    one_answer("How many sessions are there?", {
        "Session exports": number(r"#### ([\d,]+) sessions", places.page("session_exports").text),
        "mentorship doctor": places.json("doctor")["counts"]["sessions"],
        "mentorship uptake": places.json("uptake", *AS_OF)["data"]["sessions"],
        "mentorship check": sum(len(each["sessions"]) for each in mentees),
    })  # fmt: skip


@pytest.mark.parametrize("mentee", ["P-1048", "P-1066", "P-9005"])
def test_what_came_of_sessions(places, mentee):
    told = places.checked_json_of(mentee)["sessions"]
    printed = places.checked(mentee)
    rows = places.page("my_progress", mentee=mentee).table("Every session")
    headings = [each["Fills"] for each in rows]
    outcomes = re.findall(r"recorded [\w ]+? (refused|planned) ", printed)
    one_answer(f"How many sessions of {mentee} were refused, how many are planned?", {
        "My progress": (sum(each["Earned"].startswith("✕") for each in rows), headings.count("Planned")),
        "its groups": (headings.count("Not counted"), headings.count("Planned")),
        "mentorship check": (outcomes.count("refused"), outcomes.count("planned")),
        "its JSON": tuple(sum(each["outcome"] == one for each in told) for one in ("refused", "planned")),
    })  # fmt: skip


def test_how_many_started(places, pack):
    growth, funnel = places.printed("uptake", *AS_OF), places.page("uptake").charts
    (steps,) = [chart["x"] for chart in funnel if "Registered" in chart["y"]]
    of_json, went = places.json("uptake", *AS_OF), places.page("uptake", closer="Came and went").table("Who never")
    one_answer("How many are registered, have started, have reached a credit?", {
        "Overview": (number(r"([\d,]+) people registered", places.page("overview").text), steps[1],
                     number(r"([\d,]+) have reached a tier", places.page("overview").text)),
        "Uptake": tuple(steps[:3]),
        "board pack": tuple(row["people"] for row in pack["From registering to the last tier"].table.rows[:3]),
        "mentorship uptake": (*numbers(r"([\d,]+) people are registered; ([\d,]+) people have", growth),
                              number(r"First 24 hours ([\d,]+)", growth)),
        "its JSON": (of_json["registered"], of_json["started"], of_json["tiers"][0]["reached"]),
        "mentorship doctor": (of_json["registered"], places.json("doctor")["counts"]["mentees"], steps[2]),
    })  # fmt: skip
    progress = places.page("mentee_progress")
    one_answer("How many have not started?", {
        "Mentee progress": number(r"and ([\d,]+) have not started", progress.text),
        "its tab": number(r"Not started · ([\d,]+)", progress.text),
        "Uptake": int(went[0]["People"]),
        "mentorship uptake": number(r"([\d,]+) of those registered have not", growth),
        "its JSON": of_json["never_started"],
    })  # fmt: skip


def test_who_waits_and_who_is_close(places):
    overview, progress = places.page("overview").text, places.page("mentee_progress")
    drawn = {each["name"]: sum(filter(None, each["x"])) for each in progress.charts}
    one_answer("How many have the hours and wait, how many are close?", {
        "Overview": (number(r"### (\d+) \nmentees have all the hours", overview),
                     number(r"### (\d+) \nmentees are within six hours", overview)),
        "Mentee progress": (number(r"(\d+) have the hours and wait", progress.text),
                            number(r"(\d+) are within six hours", progress.text)),
        "its tabs": (number(r"Waiting: hours complete · (\d+)", progress.text),
                     number(r"to go · (\d+)", progress.text)),
        "its picture": (drawn["Hours complete, waiting"], drawn["Within reach (6 h or less)"]),
    })  # fmt: skip


def test_rows_to_fix(places, tmp_path):
    page, imports = places.page("session_exports"), places.json("imports")
    number_of = next(each["import_no"] for each in imports if each["rows_to_mend"])
    written = places.printed("imports", "problems", number_of, "--out", tmp_path / "fix.csv")
    assert one_answer("How many rows wait to be fixed?", {
        "Overview": number(r"### (\d+) \nrows of the exports could not", places.page("overview").text),
        "Session exports": number(r"(\d+) rows could not be imported\. *\n", page.text),
        "its list": sum(int(row["To fix"]) for row in page.table("Every import")),
        "beside its downloads": number(r"more_sessions.csv: (\d+) rows", page.text),
        "mentorship imports": sum(each["rows_to_mend"] for each in imports),
        "the rows written": number(r"(\d+) rows written", written),
        "mentorship doctor": places.json("doctor")["counts"]["rows_with_problems"],
        "mentorship check": len({(each["file"], each["row"]) for each in places.checked_json["problems"]}),
    }) == NOT_READ  # fmt: skip


def test_questions_and_cases(places):
    page, exports = places.page("attention"), places.page("session_exports")
    one_answer("How many cases are open?", {
        "Overview": number(r"### (\d+) \ncases are open", places.page("overview").text),
        "Attention": number(r"#### (\d+) cases are open", page.text),
        "its tab": number(r"Open · (\d+)", page.text),
        "its queue": len(_cases(places)),
        "its themes": sum(map(int, re.findall(r"· (\d+)", found(r"(?s)\nAbout\n(.+?)\nStep\n", page.text)))),
    })  # fmt: skip
    one_answer("How many questions about records are there?", {
        "Session exports": number(r"(\d+) questions about records", exports.text),
        "its list": len(exports.table("Records that need a second look")),
    })  # fmt: skip
    asked = [each for each in places.json("oversight", *AS_OF)["signals"] if each["mentor"] == "P-1054"]
    one_answer("What is asked of P-1054?", {
        "Attention": sum(int(row["Questions"]) for row in _cases(places) if row["Mentor’s id"] == "P-1054"),
        "mentorship oversight": len(re.findall(r"\(P-1054\): ", places.printed("oversight", *AS_OF))),
        "its JSON": len(asked),
    })  # fmt: skip


def test_on_how_few_it_rests(places):
    share = places.json("uptake", *AS_OF)["concentration"]["top_three_share_of_C"]
    one_answer("Which share of 1x1 comes from three mentors?", {
        "Mentor activity": found(r"(\S+) of the credit for 1x1", places.page("mentor_activity").text),
        "mentorship uptake": found(r"Three mentors gave (\S+) of", places.printed("uptake", *AS_OF)),
        "its JSON": f"{share:.0%}",
    })  # fmt: skip


def test_how_long_a_credit_takes(places, pack):
    by_year = pack["How long does a tier take?"].table.rows
    one_answer("After how many days is that, and how many have been followed so long?", {
        "board pack": [(row["tier"], row["days"], row["at_risk"]) for row in by_year if row["years"] in (1, 2, 3, 5)],
        "mentorship uptake, its JSON": [
            (each["tier"], step["days"], step["at_risk"])
            for each in places.json("uptake", *AS_OF)["tiers"] for step in each["curve"]
        ],
    })  # fmt: skip
    rows = places.page("uptake").table("The share of people who have reached each tier")
    growth = places.printed("uptake", *AS_OF)
    labels = list(dict.fromkeys(row["Tier"] for row in rows))
    told = {label: re.findall(r"(\d+%) \((\d+%)–(\d+%)\)", found(rf"{label} \d+ ((?:\S+ \(\S+\) ?)+)", growth))
            for label in labels}  # fmt: skip
    one_answer("Which share has reached each credit after one, two, three and five years?", {
        "Uptake": {label: [(row["Have reached it"], row["From"], row["To"]) for row in rows
                           if row["Tier"] == label and row["After years"] in ("1", "2", "3", "5")] for label in labels},
        "mentorship uptake": told,
    })  # fmt: skip


def test_what_the_next_year_needs(places, pack, policy):
    rows = {row["category"]: row for row in pack["Will there be enough mentors and therapists?"].table.rows}
    growth, amount = places.printed("uptake", *AS_OF), r"((?:[\d,]+ h)?(?: ?\d\d(?= ))?)"
    names = ("needed", "low", "high", "given_last_12", "predicted", "happened")
    one_answer("What will be needed, and what was given?", {
        "board pack": {name: tuple(hours(row[each]) for each in names) for name, row in rows.items()},
        "mentorship uptake": {name: matched(f" {name}: {each.in_words} " + " ".join([amount] * 6), growth).groups()
                              for name, each in policy.categories.items()},
    })  # fmt: skip


def _cases(places):
    return places.page("attention").table("Cases by credit")
