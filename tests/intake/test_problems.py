"""Every problem that a row can have, and the sentence about it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

import mentorship.intake
from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store
from mentorship.wording import listed
from tests.support.importing import GOOD, HANDBOOK, cells, table, take

pytestmark = pytest.mark.slow

PROBLEM_TEXTS = Path(mentorship.intake.__file__).parent / "problems.toml"


@dataclass(frozen=True)
class Bad:
    """A good row and one that is wrong (or two, together), with where the problem points and what was read."""

    good: dict[str, str]
    wrong: dict[str, str]
    column: str | None
    read: str | None
    twice: bool = False


SESSION = {"held_on": "2025-03-03", "mentee": "ada", "activity": "one_to_one", "modality": "virtual", "mentor": "mia"}


PERSON = {"person": "P-1", "name": "Ada", "email": "ada@example.org"}


CONTACT = {"mentor": "mia", "contacted_on": "2025-03-03", "summary": "well"}


def session(column: str, read: str, beside: str | None = None, good: str = "", **more: str) -> Bad:
    """A session that is wrong in one column; `beside` names the column that gives its length."""
    length = {} if column in ("minutes", "hours", "duration", "ends_at") and beside is None else {"minutes": "60"}
    alone = {column: good or SESSION.get(column, "")}
    if not length and column != "minutes":
        length = {"minutes": "60"} if column not in ("hours", "duration", "ends_at") else {}
    usual = {**SESSION, **length, **alone}
    return Bad({**usual, **more, column: alone[column]}, {**usual, **more, column: read}, column, read or None)


def person(column: str, read: str, **more: str) -> Bad:
    good = {**PERSON, **dict.fromkeys(more, ""), column: PERSON.get(column, "")}
    return Bad(good, {**good, "person": "P-2", "email": "bea@example.org", **more, column: read}, column, read)


def contact(column: str, read: str) -> Bad:
    return Bad(CONTACT, {**CONTACT, column: read}, column, read or None)


BAD = {
    "too_many": Bad({**SESSION, "minutes": "60"}, {**SESSION, "minutes": "60", "": "more"}, None, None),
    "held_on.blank": session("held_on", ""),
    "held_on.order": session("held_on", "03/04/2025"),
    "held_on.unreadable": session("held_on", "2025-02-30"),
    "held_on.far": session("held_on", "1925-03-03"),
    "mentee.blank": session("mentee", ""),
    "activity.blank": session("activity", ""),
    "activity.unknown": session("activity", "seance"),
    "modality.blank": session("modality", ""),
    "modality.unknown": session("modality", "by pigeon"),
    "minutes.blank": session("minutes", "", good="60"),
    "minutes.unreadable": session("minutes", "90.5", good="60"),
    "minutes.zero": session("minutes", "0", good="60"),
    "minutes.disagree": session("minutes", "60", good="90", hours="1.5"),
    "hours.unreadable": session("hours", "a while", good="1"),
    "hours.decimal": session("hours", "1.250", good="1"),
    "hours.zero": session("hours", "0", good="1"),
    "duration.bare": session("duration", "90", good="1:30"),
    "duration.unreadable": session("duration", "a while", good="1:30"),
    "duration.zero": session("duration", "0:00", good="1:30"),
    "starts_at.unreadable": session("starts_at", "noon", good="12:00"),
    "ends_at.unreadable": session("ends_at", "25:00", good="13:00", starts_at="12:00"),
    "ends_at.before": session("ends_at", "11:00", good="13:00", starts_at="12:00"),
    "ends_at.midnight": session("ends_at", "00:30", good="23:59", starts_at="23:30"),
    "ends_at.far": session("ends_at", "2026-03-03T13:00", good="2025-03-03T13:00", starts_at="2025-03-03T12:00"),
    "mentor.blank": session("mentor", ""),
    "days.unreadable": session("days", "0"),
    "attendees.unreadable": session("attendees", "some"),
    "status.unknown": session("status", "perhaps"),
    "endorsed.unknown": session("endorsed", "perhaps"),
    "reported_by.unknown": session("reported_by", "a neighbour"),
    "rating.unreadable": session("rating", "6"),
    "fee.unreadable": session("fee", "a lot"),
    "person.blank": Bad(PERSON, {**PERSON, "person": "", "email": ""}, "person", None),
    "person.twice": Bad({**PERSON, "person": "P-2", "email": ""}, {**PERSON, "email": ""}, "person", "P-1", twice=True),
    "email.unreadable": person("email", "at home"),
    "email.shared": Bad(PERSON, {**PERSON, "person": "P-2", "email": "b@x.org"}, "email", "b@x.org", twice=True),
    "registered_on.unreadable": person("registered_on", "03/04/2025"),
    "mentor_since.unreadable": person("mentor_since", "once"),
    "mentor_until.unreadable": person("mentor_until", "2025-06-31"),
    "mentor_until.before": person("mentor_until", "2019-01-01", mentor_since="2020-01-01"),
    "techniques_certified_on.unreadable": person("techniques_certified_on", "2025"),
    "diplomate_certified_on.unreadable": person("diplomate_certified_on", "13/13/2025"),
    "examiner.unknown": person("examiner", "perhaps"),
    "contacted_on.blank": contact("contacted_on", ""),
    "contacted_on.unreadable": contact("contacted_on", "last week"),
    "contacted_on.two": contact("contacted_on", "2025-03-03, 2025-03-04"),
    "contacted_on.left_over": contact("contacted_on", "maybe 2025-03-03"),
    "held_on.two": session("held_on", "2025-03-03, 2025-03-04"),
    "held_on.left_over": session("held_on", "maybe 2025-03-03"),
    "mentee.nobody": session("mentee", "n/a"),
    "mentee.several": session("mentee", "ada; ben"),
    "mentee.shape": session("mentee", "{ada}"),
    "mentor.nobody": session("mentor", "n/a"),
    "mentor.several": session("mentor", "mia; tess"),
    "mentor.shape": session("mentor", "{mia}"),
    "hours.far": session("hours", "90", good="1"),
    "status.doubtful": session("status", "completed", good="cancelled", notes="was cancelled because of snow"),
    "person.nobody": person("person", "n/a"),
    "person.several": person("person", "P-3; P-4"),
    "person.shape": person("person", "{ada}"),
    "email.nobody": person("email", "n/a"),
    "email.several": person("email", "bea@example.org, b@example.org"),
    "email.shape": person("email", "{bea}"),
    "registered_on.two": person("registered_on", "2020-03-03, 2020-04-04"),
    "registered_on.left_over": person("registered_on", "maybe 2020-03-03"),
    "mentor_since.two": person("mentor_since", "2020-03-03, 2020-04-04"),
    "mentor_since.left_over": person("mentor_since", "maybe 2020-03-03"),
    "mentor_until.two": person("mentor_until", "2020-03-03, 2020-04-04"),
    "mentor_until.left_over": person("mentor_until", "maybe 2020-03-03"),
    "techniques_certified_on.two": person("techniques_certified_on", "2020-03-03, 2020-04-04"),
    "techniques_certified_on.left_over": person("techniques_certified_on", "maybe 2020-03-03"),
    "diplomate_certified_on.two": person("diplomate_certified_on", "2020-03-03, 2020-04-04"),
    "diplomate_certified_on.left_over": person("diplomate_certified_on", "maybe 2020-03-03"),
}


#: What does not cost the row, because its column is optional.
QUESTIONS = {
    "starts_at.unreadable", "ends_at.midnight", "days.unreadable", "attendees.unreadable", "endorsed.unknown",
    "reported_by.unknown", "rating.unreadable", "fee.unreadable", "examiner.unknown",
}  # fmt: skip


def catalogue() -> dict[str, dict[str, str]]:
    """The problems as they stand in the file: code → expected, message."""
    said: dict[str, dict[str, str]] = {}
    for name, each in tomllib.loads(PROBLEM_TEXTS.read_text("utf-8")).items():
        said |= {name: each} if "expected" in each else {f"{name}.{kind}": words for kind, words in each.items()}
    return said


@pytest.mark.parametrize("code", catalogue())
def test_every_problem(tmp_path, code):
    bad = BAD[code]
    wrong = [bad.wrong]
    if bad.twice:
        other = {"person.twice": {"name": "Another"}, "email.shared": {"person": "P-3"}}[code]
        wrong.append({**bad.wrong, **other})
    headings = [name for name in bad.good if name]
    taken = take(tmp_path, cells([headings, bad.good.values(), *(row.values() for row in wrong)]), "export.csv")
    words = catalogue()[code]
    counting = [2, 3] if code in QUESTIONS else [2]
    assert taken.column("row") == counting, "the good row counts, and so does one with a question"
    found = taken.result.questions if code in QUESTIONS else taken.result.problems
    # What an unknown word could mean is added to the sentence.
    assert [vars(each) | {"message": each.message.split(" Perhaps ")[0].split(" To give ")[0]} for each in found] == [
        {
            "file": "export.csv", "row": row, "column": bad.column, "read": bad.read,
            "expected": words["expected"].format(activities=listed(HANDBOOK.activities, "or")),
            "message": words["message"].replace("{read}", bad.read or ""),
        }
        for row in range(3, 3 + len(wrong))
    ]  # fmt: skip


def test_a_contact_without_a_mentor(tmp_path):
    content = cells([CONTACT.keys(), CONTACT.values(), {**CONTACT, "mentor": ""}.values()])
    (problem,) = take(tmp_path, content).result.problems
    assert (problem.row, problem.column) == (3, "mentor")


def test_all_that_is_wrong_with_a_row_is_said(tmp_path):
    problems = take(tmp_path, table(",,flying,pigeon,-5,,", GOOD)).result.problems
    assert [(each.row, each.column) for each in problems] == [
        (2, "activity"), (2, "held_on"), (2, "mentee"), (2, "minutes"), (2, "modality"),
    ]  # fmt: skip


def test_a_person_by_id_and_again_by_e_mail_is_one_person(tmp_path):
    content = "person,email,name\nP-1,ada@example.org,Ada\n,ada@example.org,Ada\nP-2,,Bea\n,,\n"
    (tmp_path / "people.csv").write_text(content)
    store = open_store(None)
    result = import_file(store, tmp_path / "people.csv", HANDBOOK)
    with store.cursor() as cursor:
        people = cursor.execute("select person, email from person order by all").fetchall()
    store.close()
    assert result.problems == []
    assert people == [("P-1", "ada@example.org"), ("P-2", None)]


def test_rows_of_one_person_must_agree_however_they_name_it(tmp_path):
    content = "person,email,name\nP-1,ada@example.org,Ada\n,ada@example.org,Eda\n"
    problems = take(tmp_path, content).result.problems
    assert [(each.row, each.column) for each in problems] == [(2, "person"), (3, "person")]
