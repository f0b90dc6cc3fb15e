"""The sample: the same bytes every time, large and varied enough, with every planted story there to be found."""

import csv
import subprocess
import sys
from collections import defaultdict
from datetime import date, timedelta
from functools import partial
from random import Random

import pytest

from mentorship.actions.people import try_merge
from mentorship.credit.refresh import refresh
from mentorship.intake.importer import import_file
from mentorship.planning.merge_effect import merge_effect
from mentorship.reports.who_is_who import who_is_who
from mentorship.sample.export import write_sample
from mentorship.sample.held import EXPORTED_ON
from mentorship.sample.people import Registry
from mentorship.sample.stories import STORIES, plant
from mentorship.store.connection import open_store
from mentorship.vocabulary import Kind
from tests.conftest import ROOT, SAMPLE
from tests.support.asking import OMBUDSMAN, check_json, request_to

README = ROOT / "data" / "README.md"
FILES = ("sessions.csv", "people.csv", "contacts.csv", "appointments.csv")


def rows(name):
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="module")
def sessions():
    return rows("sessions")


@pytest.fixture(scope="module")
def people():
    return {row["person"]: row for row in rows("people")}


@pytest.fixture(scope="module")
def mentees(policy):
    """What `mentorship check` says of everyone, by id, as of the evening of the export."""
    report = check_json([SAMPLE / "sessions.csv"], [SAMPLE / "people.csv"], policy, EXPORTED_ON)
    assert report["problems"] == []
    return {mentee["mentee"]: mentee for mentee in report["mentees"]}


# --- the files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hash_seed", ["1", "77"])
def test_the_same_bytes_every_time(tmp_path, hash_seed):
    subprocess.run(
        [sys.executable, "-m", "mentorship", "sample", "--out", tmp_path, "--seed", "1"],
        check=True, capture_output=True, cwd=ROOT, env={"PYTHONHASHSEED": hash_seed}, timeout=60,
    )  # fmt: skip
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes(), name


def test_another_seed_is_another_programme(tmp_path):
    write_sample(tmp_path, 4600, 180, seed=3)
    for name in FILES[:3]:
        assert (tmp_path / name).read_bytes() != (SAMPLE / name).read_bytes()


@pytest.mark.parametrize(("sessions", "mentees", "seed"), [(4600, 180, 2), (1000, 180, 1), (1, 20, 1)])
def test_any_seed_and_any_size(tmp_path, sessions, mentees, seed):
    assert write_sample(tmp_path, sessions, mentees, seed) >= sessions * 0.8


def test_it_is_large_and_varied(sessions, people):
    assert len(sessions) >= 4000
    assert len({row["mentee"] for row in sessions}) >= 150
    assert len({row["mentor"] for row in sessions if row["activity"] == "one_to_one"}) >= 20
    assert sum(bool(row["mentor_since"]) for row in people.values()) >= 20
    assert {row["held_on"][:4] for row in sessions} == {str(year) for year in range(2013, 2027)}
    assert len({people[row["mentee"]]["country"] for row in sessions if row["mentee"] in people}) >= 12
    assert len({row["currency"] for row in sessions if row["fee"]}) >= 8
    assert {row["status"] for row in sessions} == {"completed", "scheduled", "cancelled", "no_show"}
    assert len({row["activity"] for row in sessions}) == 11
    assert {row["reported_by"] for row in sessions} == {"mentee", "mentor", "organiser"}


def test_it_is_plainly_invented(people):
    assert len({row["email"] for row in people.values()}) == len(people)
    assert all(row["email"].endswith("@example.org") for row in people.values())


def test_everything_comes_in_without_a_problem(policy):
    store = open_store(None)
    for kind in Kind:
        result = import_file(store, SAMPLE / f"{kind}.csv", policy)
        assert (result.kind, result.problems) == (kind, [])
        assert result.rows == result.accepted == len(rows(kind))
    store.close()


def test_nothing_has_happened_after_the_evening_of_the_export(sessions, people):
    later = [row for row in sessions if row["held_on"] > EXPORTED_ON.isoformat()]
    assert later
    assert {row["status"] for row in later} <= {"scheduled", "cancelled", "no_show"}
    assert not any(row["status"] == "scheduled" for row in sessions if row not in later)
    for row in people.values():
        days = (
            row["registered_on"],
            row["mentor_since"],
            row["techniques_certified_on"],
            row["diplomate_certified_on"],
        )
        assert max(days) <= EXPORTED_ON.isoformat()


# --- the stories --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cast(people):
    """Story → the ids of its person and of its mentees. The names are the story's, the ids the sample's."""
    ids = defaultdict(list)
    for row in people.values():
        ids[row["name"]].append(row["person"])
    registry = Registry(Random(0))
    mentors = [registry.mentor(date(2014, 5, 1)) for _ in range(10)]
    held, about = plant(registry, mentors)
    found = {}
    for story, person in about.items():
        own = {each.mentee.name for each in held if each.mentor is person}
        names = [person.name, *(each.name for each in registry.people if each.name in own)]
        assert all(len(ids[name]) == 1 for name in names), "a name that nobody else of the sample has"
        found[story] = [ids[name][0] for name in names]
    assert list(found) == [story.__name__ for story in STORIES]
    return found


@pytest.fixture
def the(cast, mentees):
    """What check says of the first mentee of a story."""
    return lambda story: mentees[cast[story][0]]


def credited(mentee):
    return {category: minutes / 60 for category, minutes in mentee["credited_minutes"].items()}


def tier(mentee, name):
    return next(each for each in mentee["tiers"] if each["tier"] == name)


def short(mentee, name):
    """Hours short in single categories."""
    return {need["categories"][0]: need["short"] / 60 for need in tier(mentee, name)["needs"]
            if need["short"] and len(need["categories"]) == 1}  # fmt: skip


def verdicts(mentee):
    """Day → outcome and the rules that spoke."""
    return [(each["held_on"], each["outcome"], [reason["rule"] for reason in each["reasons"]])
            for each in mentee["sessions"]]  # fmt: skip


def test_stuck_on_category_a(the):
    mentee = the("stuck_on_category_a")
    assert len(mentee["sessions"]) == 40
    assert credited(mentee) == {"A": 40, "B": 0, "C": 0}
    assert short(mentee, "first") == {"B": 6, "C": 6}
    assert tier(mentee, "first")["minutes_short"] == 12 * 60
    assert mentee["beyond_use_minutes"] == {"A": 4 * 60, "B": 0, "C": 0}
    assert not any(each["hours_complete_on"] for each in mentee["tiers"])


def test_dead_category_b(the):
    mentee = the("dead_category_b")
    assert credited(mentee) == {"A": 0, "B": 30, "C": 4}
    assert mentee["beyond_use_minutes"] == {"A": 0, "B": 18 * 60, "C": 0}
    assert short(mentee, "first") == {"A": 6, "C": 2}
    allocated = sum(
        part["minutes"] for each in mentee["sessions"] for part in each["allocated"] if each["category"] == "B"
    )
    assert allocated <= 12 * 60


def test_waiting_for_certification(the):
    mentee = the("waiting_for_certification")
    assert tier(mentee, "first")["reached_on"] == "2018-07-01"
    second = tier(mentee, "second")
    assert (second["hours_complete_on"], second["reached_on"], second["minutes_short"]) == ("2019-02-10", None, 0)
    assert second["prerequisite"] == {"level": "techniques", "held_on": None}


def test_before_the_windows(the):
    found = verdicts(the("before_the_windows"))
    assert [(day, outcome) for day, outcome, _ in found] == [
        ("2013-04-30", "refused"), ("2013-05-01", "credited"),
        ("2013-12-31", "refused"), ("2014-01-01", "credited"),
        ("2014-04-30", "refused"), ("2014-05-01", "credited"),
    ]  # fmt: skip
    assert all("window.before" in rules for _, outcome, rules in found if outcome == "refused")


def test_virtual_treatment(the):
    assert verdicts(the("virtual_treatment")) == [
        ("2020-02-10", "credited", []),
        ("2020-04-14", "refused", ["modality.not_allowed"]),
        ("2020-05-12", "refused", ["modality.not_allowed"]),
    ]


def test_lapsed_mentor(cast, mentees, people):
    mentor, mentee = cast["lapsed_mentor"]
    assert people[mentor]["mentor_until"] == "2019-06-30"
    assert verdicts(mentees[mentee]) == [
        ("2019-05-06", "credited", []),
        ("2019-06-30", "credited", []),
        ("2019-07-01", "refused", ["standing.mentor_not_certified"]),
        ("2019-09-02", "refused", ["standing.mentor_not_certified"]),
    ]


def test_no_contact_for_a_year(cast, mentees, people):
    mentor, mentee = cast["no_contact_for_a_year"]
    year_ago = (EXPORTED_ON - timedelta(days=365)).isoformat()
    spoken_with = {row["mentor"] for row in rows("contacts") if row["contacted_on"] > year_ago}
    active = {person for person, row in people.items()
              if row["mentor_since"] and row["mentor_since"] < year_ago and not row["mentor_until"]}  # fmt: skip
    assert active - spoken_with == {mentor}
    held = [day for day, outcome, _ in verdicts(mentees[mentee]) if outcome == "credited"]
    assert len(held) == 18
    assert held[-1] > "2026-08", "and the mentor goes on"


def test_group_booked_as_1x1(cast, mentees):
    _, *group = cast["group_booked_as_1x1"]
    assert len(group) == 5
    days = [verdicts(mentees[mentee]) for mentee in group]
    assert all(each == days[0] for each in days), "all of them on the same days"
    assert [(day, outcome) for day, outcome, _ in days[0]] == [
        ("2022-03-07", "credited"), ("2022-04-04", "credited"), ("2022-05-02", "credited"), ("2022-05-30", "credited"),
    ]  # fmt: skip
    assert all(credited(mentees[mentee]) == {"A": 0, "B": 0, "C": 8} for mentee in group)


def test_double_report(cast, mentees, sessions):
    (person,) = cast["double_report"]
    assert [row["reported_by"] for row in sessions if row["mentee"] == person] == ["mentee", "mentor"]
    assert verdicts(mentees[person]) == [
        ("2023-03-14", "credited", []), ("2023-03-14", "refused", ["counted_once.duplicate"]),
    ]  # fmt: skip
    assert credited(mentees[person])["C"] == 1.5


def test_few_sessions_extreme_ratings(cast, mentees, sessions):
    mentor, *pair = cast["few_sessions_extreme_ratings"]
    assert [row["rating"] for row in sessions if row["mentor"] == mentor] == ["1"] * 4
    assert [credited(mentees[mentee])["C"] for mentee in pair] == [2, 2]


def test_never_started(cast, mentees, people):
    (person,) = cast["never_started"]
    assert people[person]["registered_on"] == "2024-05-20"
    assert person not in mentees
    registered = {each for each, row in people.items() if row["registered_on"]}
    assert len(registered - set(mentees)) >= 5, "others never started, either"


def test_all_three_tiers(the):
    mentee = the("all_three_tiers")
    assert credited(mentee) == {"A": 36, "B": 12, "C": 33}
    assert [(each["hours_complete_on"], each["reached_on"]) for each in mentee["tiers"]] == [
        ("2015-10-13", "2015-10-13"), ("2016-12-01", "2017-06-12"), ("2018-03-18", "2020-02-03"),
    ]  # fmt: skip


def test_plans_ahead(the):
    mentee = the("plans_ahead")
    first = tier(mentee, "first")
    assert (first["minutes_short"], first["hours_complete_on"]) == (60, None)
    *_, planned = mentee["sessions"]
    assert (planned["held_on"], planned["outcome"], planned["recorded_minutes"]) == ("2026-12-03", "planned", 60)
    assert planned["credited_minutes"] == 0


def test_two_addresses(cast, mentees, the, tmp_path, policy):
    """Apart no tier, together a whole one; and of all pairs of records only this one is asked about."""
    (person,) = cast["two_addresses"]
    private = mentees["marleen.h@example.org"]
    assert (credited(the("two_addresses")), credited(private)) == ({"A": 12, "B": 0, "C": 6}, {"A": 0, "B": 6, "C": 0})
    store = open_store(None)
    for name in ("people", "sessions"):
        import_file(store, SAMPLE / f"{name}.csv", policy)
    refresh(store, policy, EXPORTED_ON)
    with request_to(store, policy, EXPORTED_ON) as request:
        ((one, other),) = [(row["one"], row["other"]) for row in who_is_who(request).rows]
    assert (one, other) == ("marleen.h@example.org", person)
    change = partial(try_merge, one=one, other=other, on=EXPORTED_ON)
    told = merge_effect(OMBUDSMAN, store, policy, EXPORTED_ON, change)
    store.close()
    assert [(row["mentee"], row["credited_after"]) for row in told] == [(person, 24 * 60), (one, None)]
    assert told[0]["tiers"][0]["reached_after"] == date(2024, 8, 19)


# --- what data/README.md says ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def readme():
    """The lines of the tables, as cells."""
    lines = README.read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]


def test_the_readme_lists_every_story(readme, cast, people):
    told = {cells[0].strip("`"): cells[1] for cells in readme}
    for story, ids in cast.items():
        for person in ids:
            assert f"{person} {people[person]['name']}" in told[story], story
    assert "mentorship sample --out data/sample --seed 1" in README.read_text("utf-8")
    assert EXPORTED_ON.isoformat() in README.read_text("utf-8")
