"""Asked about a mentee, every page, the terminal, the library and the packet give one answer: the hours, where each
credit stands, and what is missing."""

import re

import pytest

from mentorship.wording import capitalised, hours, listed
from tests.support.full_sample import FEW, MERGED, RULED
from tests.support.places import found, matched, minutes, one_answer

pytestmark = pytest.mark.slow

#: What was decided about somebody is known to the store alone.
DECIDED = (MERGED, RULED)
MENTEES = [mentee for mentee in FEW if mentee not in DECIDED]
TIERS = ("first", "second", "third")


# --- hours -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mentee", MENTEES)
def test_hours_recorded_and_credited(places, mentee):
    own, of_json = places.library[mentee].progress, places.checked_json_of(mentee)
    one_answer(f"What was recorded and credited of {mentee}?", {
        "My progress": _totals("Recorded (.+), credited (.+)", places.page("my_progress", mentee=mentee).text),
        "mentorship check": _totals(r"recorded ([^,]+), credited ([^(]+) \(", places.checked(mentee)),
        "its JSON": (of_json["recorded_minutes"], sum(of_json["credited_minutes"].values())),
        "library": (own.recorded_minutes, sum(each.credited_minutes for each in own.categories)),
    })  # fmt: skip


@pytest.mark.parametrize("mentee", MENTEES)
def test_hours_credited_by_category(places, policy, mentee):
    told = found(r"credited [^(]+\((.+?)\)", places.checked(mentee))
    cells = re.findall("<td>(.*?)</td>", found(rf"<td>{mentee}</td>(.*?)</tr>", places.library._repr_html_()))
    one_answer(f"What was credited of {mentee} in each category?", {
        **_credited_on_pages(places, policy, mentee),
        "mentorship check": dict(part.split(" ", 1) for part in told.split(", ")),
        "its JSON": {name: hours(each) for name, each in places.checked_json_of(mentee)["credited_minutes"].items()},
        "library": {each.category: hours(each.credited_minutes) for each in places.library[mentee].progress.categories},
        "notebook": dict(zip(policy.categories, cells, strict=False)),
    })  # fmt: skip


@pytest.mark.parametrize("mentee", DECIDED)
def test_hours_of_those_about_whom_something_was_decided(places, policy, mentee):
    rows = places.packet(mentee, "first", "xlsx")
    in_packet = {name: sum(row["Credited (h)"] * 60 for row in rows if row["Category"] == name)
                 for name in policy.categories}  # fmt: skip
    one_answer(f"What was credited of {mentee} in each category?", {
        **_credited_on_pages(places, policy, mentee),
        "packet": {name: hours(round(each)) for name, each in in_packet.items()},
    })  # fmt: skip


def _totals(pattern, text):
    match = re.search(pattern, text)
    assert match, text
    return tuple(map(minutes, match.groups()))


def _credited_on_pages(places, policy, mentee):
    ledger = places.page("my_progress", folds=("how",), mentee=mentee).table("Credit of each category")
    row = _listed(places, mentee)
    return {
        "My progress": {each["Category"]: each["Credited"] for each in ledger},
        "Mentee progress": {name: row[capitalised(each.in_words)] for name, each in policy.categories.items()},
    }


def _listed(places, mentee):
    """The mentee's line in the list of everybody, found by the id."""
    (row,) = places.page("mentee_progress", typed=mentee).table("Mentees by name")
    return row


# --- where each credit stands ------------------------------------------------------------------------------------


@pytest.mark.parametrize("mentee", MENTEES)
def test_where_each_credit_stands(places, policy, mentee):
    labels = [tier.label for _, tier in policy.tiers_in_order]
    sentences = re.findall(rf"(?:{'|'.join(labels)}): (.+?)\.", places.checked(mentee))
    cells = re.findall("<td>(.*?)</td>", found(rf"<td>{mentee}</td>(.*?)</tr>", places.library._repr_html_()))
    one_answer(f"Where do the credits of {mentee} stand?", {
        "My progress": _on_the_page(places.page("my_progress", mentee=mentee).text),
        "What if": [stand(row["Now"]) for row in _what_if(places, mentee)],
        "mentorship check": [stand(each) for each in sentences],
        "its JSON": [stand(_of_json(tier)) for tier in places.checked_json_of(mentee)["tiers"]],
        "notebook": [stand(each) for each in cells[-len(labels) :]],
    })  # fmt: skip


@pytest.mark.parametrize("mentee", ["P-1240", "P-1047", "P-1065", MERGED])
def test_where_the_credit_in_work_stands(places, mentee):
    """The list of everybody, the dossier of a mentor and the packet tell of one credit alone."""
    states = _on_the_page(places.page("my_progress", mentee=mentee).text)
    reached = sum(each.startswith("reached") for each in states)
    row = _listed(places, mentee)
    tier = TIERS[min(reached, len(TIERS) - 1)]
    one_answer(f"Where does the {tier} credit of {mentee} stand?", {
        "My progress": states[TIERS.index(tier)],
        "Mentee progress": _in_the_list(row) if reached < len(TIERS) else states[-1],
        "packet": stand(places.packet(mentee, tier, "pdf")),
    })  # fmt: skip
    one_answer(f"How many credits has {mentee} reached?", {
        "My progress": str(reached),
        "Mentee progress": row["Credits reached"],
    })  # fmt: skip


def test_how_far_a_mentor_s_mentees_are(places):
    rows = places.page("mentor_dossier", mentor="P-1239").table("Mentees by name")
    in_dossier = {row["Mentee"]: (row["Credits reached"], row["To go"]) for row in rows}
    in_list = [_listed(places, mentee) for mentee in ("P-1240", "P-1241")]
    one_answer("How far are the mentees of P-1239?", {
        "Mentor dossier": in_dossier,
        "Mentee progress": {row["Mentee"]: (row["Credits reached"], row["To go"]) for row in in_list},
    })  # fmt: skip


def stand(text):
    """Where a credit stands, whatever the sentence around it."""
    if reached := re.search(r"(?i)(?:reached on|(?<!hours )complete since) (\d+ \w+ \d{4})", text):
        return f"reached on {reached[1]}"
    if re.search("(?i)all the hours|hours complete", text):
        return "waiting"
    return found(r"((?:\d+ h)?(?: ?\d+)?(?: min)? to go)", text)


def _of_json(tier):
    if tier["reached_on"]:
        year, month, day = tier["reached_on"].split("-")
        names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return f"reached on {int(day)} {names[int(month) - 1]} {year}"
    return f"{hours(tier['minutes_short'])} to go" if tier["minutes_short"] else "hours complete"


def _on_the_page(text):
    """The sentence of each credit: one that is reached has a claim, the one in work is the answer, others follow."""
    in_work = matched("#### .*", text)[0]
    return [
        stand(in_work if f"the {tier} credit" in in_work else found(rf"({capitalised(tier)} credit[: ].*)", text))
        for tier in TIERS
    ]


def _in_the_list(row):
    return "waiting" if row["State"] == "Hours complete, waiting" else f"{row['To go']} to go"


def _what_if(places, mentee):
    return places.page("credit_what_if", mentee=mentee, scheduled="true").table("Each credit now")


# --- what is missing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mentee", ["P-1240", "P-1048", "P-1045", "P-1066"])
def test_what_is_missing(places, mentee):
    page, missing = places.page("my_progress", mentee=mentee), r"to go[^:]*: (.+?)[.;]"
    steps = re.findall(r"- (.+?)(?: more)?( of .+?):", page.text)
    one_answer(f"What does {mentee} lack?", {
        "My progress": found(missing, page.text),
        "what to do next": listed("".join(each) for each in steps),
        "the mentee’s own page": found(missing, places.page("my_progress", "mentee", person=mentee).text),
        "beside the list": found(missing, places.page("mentee_progress", mentee=mentee).text),
        "mentorship check": found(missing, places.checked(mentee)),
        "library": found(missing, str(places.library[mentee])),
    })  # fmt: skip
    one_answer(f"How much does {mentee} lack?", {
        "My progress": minutes(found("has (.+?) to go", page.text)),
        "its bars": _lacking(page.bars),
        "bars of what if": _lacking(places.page("credit_what_if", mentee=mentee).bars),
        "its JSON": places.checked_json_of(mentee)["tiers"][0]["minutes_short"],
    })  # fmt: skip


def _lacking(bars):
    """What bars lack together: '0 h of 6 h' and '5 h of 6 h' lack 7 h."""
    parts = [matched("(.+?) of ([^,]+)", each["numbers"]) for each in bars]
    return sum(minutes(part[2]) - minutes(part[1]) for part in parts)
