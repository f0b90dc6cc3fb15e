"""What pages ask: right numbers, only for those who may see them, and nothing of anybody else."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from mentorship.access import Role, Viewer
from mentorship.answers.definitions import PERIODS
from mentorship.answers.report import Report, ask_each
from mentorship.credit.refresh import refresh
from mentorship.errors import AccessError, ArgumentError
from mentorship.intake.importer import import_file
from mentorship.planning.credit_what_if import Planned, credit_what_if
from mentorship.reports import QUESTIONS
from mentorship.reports.mentee_progress import mentee_progress
from mentorship.reports.mentor_activity import mentor_activity, mentors
from mentorship.reports.modality_mix import modality_mix
from mentorship.reports.my_progress import mentees, my_progress
from mentorship.reports.overview import overview
from mentorship.reports.provenance import (
    Number,
    all_behind,
    behind,
    of_credit,
    of_mentor,
    of_people,
    person_origins,
    session_origin,
)
from mentorship.reports.rules_in_force import rules_in_force
from mentorship.reports.session_exports import all_that_changed, session_exports, what_changed
from mentorship.reports.uptake import uptake
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from mentorship.vocabulary import Kind, Modality
from tests.conftest import SAMPLE
from tests.support.asking import LEADERSHIP, OMBUDSMAN, check_json, request_to
from tests.support.stores import undo

GROUP_REPORTS = [mentor_activity, mentee_progress, uptake, modality_mix]
PLAN = [Planned(date(2026, 12, 1), "one_to_one", Modality.VIRTUAL, 60)]


@pytest.fixture
def ask(sample_store, policy):
    return lambda report, viewer, **wanted: _ask(sample_store, policy, report, viewer, **wanted)


def _ask(store, policy, report, viewer, **wanted):
    with request_to(store, policy, EXPORTED_ON, viewer) as request:
        found = report(request, **wanted)
        return list(found) if isinstance(found, Iterator) else found


@pytest.fixture(scope="module")
def checked(policy):
    """The same data by the other way, without any store: mentee → what `check` says."""
    report = check_json([SAMPLE / "sessions.csv"], [SAMPLE / "people.csv"], policy, EXPORTED_ON)
    return {mentee["mentee"]: mentee for mentee in report["mentees"]}


def test_a_mentees_progress_is_what_check_says(ask, checked):
    for mentee, told in list(checked.items())[::9]:
        report = ask(my_progress, OMBUDSMAN, mentee=mentee)
        progress = report.progress
        assert [tier.minutes_short for tier in progress.tiers] == [t["minutes_short"] for t in told["tiers"]]
        assert {each.category: each.credited_minutes for each in progress.categories} == told["credited_minutes"]
        assert sum(row["credited_minutes"] for row in report.sessions) == sum(told["credited_minutes"].values())
        assert len(report.sessions) == len(told["sessions"])


def test_everybodys_progress_is_what_check_says(ask, checked):
    report = ask(mentee_progress, OMBUDSMAN)
    found = {row["mentee"]: row for row in report.rows}
    assert set(checked) <= set(found)
    for mentee, told in checked.items():
        reached = sum(tier["reached_on"] is not None for tier in told["tiers"])
        assert found[mentee]["tiers_reached"] == reached
        assert found[mentee]["credited_minutes"] == sum(told["credited_minutes"].values())
    assert sum(group["people"] for group in report.parts["groups"]) == len(report.rows)
    states = Counter(row["state"] for row in report.rows)
    grouped: Counter[str] = Counter()
    for group in report.parts["groups"]:
        grouped[group["state"]] += group["people"]
    assert states == grouped


def test_uptake_counts_each_person_once(ask, checked):
    report = ask(uptake, OMBUDSMAN)
    steps = {row["name"]: row["people"] for row in report.parts["funnel"]}
    for tier in ("first", "second", "third"):
        reached = [
            t["reached_on"] for told in checked.values() for t in told["tiers"] if t["tier"] == tier and t["reached_on"]
        ]
        assert steps[tier] == len(reached)
        by_year = Counter(int(day[:4]) for day in reached)
        assert {row["year"]: row["people"] for row in report.rows if row["measure"] == f"tier {tier}"} == by_year


def test_the_modality_mix_adds_up_to_all_credit(ask, checked):
    rows = ask(modality_mix, OMBUDSMAN).rows
    everything = sum(minutes for told in checked.values() for minutes in told["credited_minutes"].values())
    assert sum(row["credited_minutes"] for row in rows) == everything
    assert not [row for row in rows if row["category"] == "A" and row["modality"] == "virtual"]


def test_mentor_activity_is_of_sessions_that_mentors_lead(ask, sample_store):
    rows = ask(mentor_activity, OMBUDSMAN, period="All years").rows
    with sample_store.cursor() as cursor:
        (led,) = cursor.execute(
            "select count(*) from decision where activity in ('one_to_one', 'small_group', 'large_group') and outcome "
            "!= 'planned' and not list_has_any(rules, ['status.cancelled', 'status.no_show', 'counted_once.duplicate'])"
        ).fetchone()
    assert sum(row["sessions"] for row in rows) == led
    assert all(row["mean_rating"] is None for row in rows if row["ratings"] < 5)
    assert all(0 <= (row["share_refused"] or 0) <= 1 for row in rows)


# --- where numbers come from ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def exported():
    """The sample's files as they are: name → the rows by their line, heading → cell."""
    found = {}
    for name in ("people", "sessions"):
        with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
            found[f"{name}.csv"] = dict(enumerate(csv.DictReader(opened), 2))
    return found


@pytest.mark.parametrize("period", PERIODS)
def test_behind_a_mentors_numbers_are_the_sessions_that_were_counted(ask, exported, period):
    for row in ask(mentor_activity, OMBUDSMAN, period=period).rows[::7]:
        found = ask(behind, OMBUDSMAN, number=of_mentor(EXPORTED_ON, row["mentor"], period))
        assert (found.listed, len(found.rows)) == (row["sessions"], row["sessions"])
        for name in ("recorded_minutes", "credited_minutes"):
            assert sum(each[name] for each in found.rows) == row[name]
        for each_ in found.rows:
            cells = exported[each_["file"]][each_["row"]]
            assert (cells["held_on"], cells["session_id"]) == (each_["held_on"].isoformat(), each_["session_id"])


def test_behind_each_row_of_the_modality_mix_are_its_sessions(ask):
    rows = ask(modality_mix, OMBUDSMAN).rows
    for row in rows:
        found = ask(behind, OMBUDSMAN, number=of_credit(row["year"], row["category"], row["modality"]), most=3)
        assert found.listed == row["sessions"]
        assert len(found.rows) == min(3, row["sessions"])
    every = ask(all_behind, OMBUDSMAN, number=of_credit(rows[-1]["year"], rows[-1]["category"], rows[-1]["modality"]))
    assert sum(each["credited_minutes"] for each in every) == rows[-1]["credited_minutes"]


def test_behind_each_row_of_uptake_are_its_people(ask, exported):
    for row in ask(uptake, OMBUDSMAN).rows:
        found = ask(behind, OMBUDSMAN, number=of_people(EXPORTED_ON, row["year"], row["measure"]))
        assert found.listed == len({each["mentee_id"] for each in found.rows}) == row["people"]
        assert {each["held_on"].year for each in found.rows} == {row["year"]}
        for each_ in found.rows:
            if row["measure"] == "registered":
                assert exported["people.csv"][each_["row"]]["registered_on"] == each_["held_on"].isoformat()
            elif not row["measure"].startswith("tier"):
                assert exported["sessions.csv"][each_["row"]]["held_on"] == each_["held_on"].isoformat()


def test_a_session_comes_from_the_row_of_its_file_word_for_word(ask, exported):
    for session in ask(my_progress, OMBUDSMAN, mentee="P-1051").sessions:
        cells = ask(session_origin, OMBUDSMAN, import_no=session["import_no"], row=session["row"])
        told = {heading: cell for heading, cell in exported["sessions.csv"][session["row"]].items() if cell}
        assert {each["heading"]: each["value"] for each in cells} == told


def test_what_is_known_of_a_person_comes_from_the_newest_file_that_says_so(policy, tmp_path):
    files = {
        "registry.csv": "person,name,email,mentor_since,diplomate_certified_on\nP-1,Ada,a@x.org,1 Mar 2010,2011-5-6\n",
        "names.csv": "Name,person\nAda Lovelace,p-1\n",
        "lapsed.csv": "email,mentor_since\nnobody@x.org,\nA@x.org,\n",
    }
    store = open_store(None)
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
        import_file(store, tmp_path / name, policy, kind=Kind.PEOPLE)
    found = _ask(store, policy, person_origins, OMBUDSMAN, person="P-1")
    names = ("column_name", "value", "file", "row", "heading", "as_written")
    assert [tuple(row[name] for name in names) for row in found] == [
        ("name", "Ada Lovelace", "names.csv", 2, "Name", "Ada Lovelace"),
        ("email", "a@x.org", "lapsed.csv", 3, "email", "A@x.org"),
        ("mentor_since", None, "lapsed.csv", 3, "mentor_since", ""),
        ("diplomate_certified_on", "2011-05-06", "registry.csv", 2, "diplomate_certified_on", "2011-5-6"),
    ]  # fmt: skip
    undo(store, "3")
    (mentor_since,) = [row for row in _ask(store, policy, person_origins, OMBUDSMAN, person="P-1")
                       if row["column_name"] == "mentor_since"]  # fmt: skip
    assert (mentor_since["value"], mentor_since["as_written"]) == ("2010-03-01", "1 Mar 2010")
    assert mentor_since["says"] == "certified as a mentor from this day"
    store.close()


# --- who may see what ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("report", GROUP_REPORTS, ids=lambda report: report.__name__)
@pytest.mark.parametrize("role", [Role.MENTEE, Role.MENTOR])
def test_groups_are_not_for_mentees_and_mentors(ask, report, role):
    with pytest.raises(AccessError, match="only for"):
        ask(report, Viewer(role, "P-1001"))


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.MENTEE, Role.MENTOR])
def test_imports_are_for_the_ombudsman(ask, role):
    with pytest.raises(AccessError):
        ask(session_exports, Viewer(role, "P-1001"))


#: Where numbers come from: each report with what it is asked, and its question with the same.
ORIGINS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "behind_mentor": (behind, {"number": Number("sessions_of_mentor", {
        "mentor": "P-1003", "after": date.min})}),
    "behind_credit": (behind, {"number": of_credit(2019, "C", "virtual")}),
    "behind_people": (behind, {"number": of_people(EXPORTED_ON, 2019, "active")}),
    "all_behind": (all_behind, {"number": of_credit(2019, "C", "virtual")}),
    "session_origin": (session_origin, {"import_no": 2, "row": 2}),
    "person_origins": (person_origins, {"person": "P-1051"}),
    "what_changed": (what_changed, {"import_no": 1}),
    "all_that_changed": (all_that_changed, {"import_no": 1}),
}  # fmt: skip


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.MENTEE, Role.MENTOR])
@pytest.mark.parametrize("name", ORIGINS)
def test_where_numbers_come_from_is_for_the_ombudsman(ask, name, role):
    report, wanted = ORIGINS[name]
    with pytest.raises(AccessError, match="only for the ombudsman"):
        list(ask(report, Viewer(role, "P-1051"), **wanted))
    assert ask(report, OMBUDSMAN, **wanted), "the ombudsman finds something, so that the refusal means something"


@pytest.mark.parametrize("viewer", [LEADERSHIP, Viewer(Role.MENTEE, "P-1051"), Viewer(Role.MENTOR, "P-1003")],
                         ids=lambda viewer: viewer.role)  # fmt: skip
def test_their_questions_find_nothing_for_others_either(sample_store, policy, viewer):
    """Should a page forget to ask whether somebody may, the SQL answers with nothing."""
    known: dict[str, dict[str, Any]] = {
        "origin_of_session": {"import_no": 2, "row": 2}, "origin_of_person": {"person": "P-1051"},
    }  # fmt: skip
    asked = known | {
        wanted["number"].question: {**wanted["number"].about, "most": None}
        for _, wanted in ORIGINS.values()
        if "number" in wanted
    }
    assert len(asked) == 5
    for question, values in asked.items():
        file = QUESTIONS / f"{question}.sql"
        with request_to(sample_store, policy, EXPORTED_ON) as request:
            assert list(ask_each(request, file, **values)), question
        with request_to(sample_store, policy, EXPORTED_ON, viewer) as request:
            assert not list(ask_each(request, file, **values)), question


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.MENTOR])
def test_one_mentee_is_not_for_leadership_or_mentors(ask, role):
    with pytest.raises(AccessError):
        ask(my_progress, Viewer(role, "P-1051"), mentee="P-1051")
    with pytest.raises(AccessError):
        ask(credit_what_if, Viewer(role, "P-1051"), mentee="P-1051", planned=PLAN)


def test_a_mentee_sees_the_own_record_and_no_other(ask):
    own = Viewer(Role.MENTEE, "P-1051")
    assert ask(my_progress, own, mentee="P-1051").sessions
    for other in ("P-1001", "p-1051", "", "P-1051' or true --"):
        with pytest.raises(AccessError):
            ask(my_progress, own, mentee=other)
        with pytest.raises(AccessError):
            ask(credit_what_if, own, mentee=other, planned=PLAN)
    assert [row["mentee"] for row in ask(mentees, own)] == ["P-1051"]


def test_lists_of_people_are_for_the_ombudsman(ask):
    for viewer in (LEADERSHIP, Viewer(Role.MENTOR, "P-0001"), Viewer(Role.MENTEE, None)):
        assert ask(mentees, viewer) == []
    assert ask(mentors, LEADERSHIP) == []
    assert ask(mentors, Viewer(Role.MENTEE, "P-1051")) == []


def _texts(value):
    """Every text in a report, however deep."""
    if isinstance(value, Report):
        yield value.answer
        for each in (value.rows, value.parts, value.gaps):
            yield from _texts(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value


def _people(store):
    with store.cursor() as cursor:
        rows = cursor.execute("select person, name, email from person").fetchall()
    return {word for row in rows for word in row if word}


@pytest.mark.parametrize("report", [overview, *GROUP_REPORTS], ids=lambda report: report.__name__)
def test_leadership_reads_nobodys_name(ask, sample_store, report):
    said = " ".join(_texts(ask(report, LEADERSHIP)))
    assert not [word for word in _people(sample_store) if word in said]


@pytest.mark.parametrize("report", [overview, *GROUP_REPORTS], ids=lambda report: report.__name__)
def test_leadership_sees_no_group_below_five_and_only_rounded_ones(ask, report):
    found = ask(report, LEADERSHIP)
    for rows in (found.rows, *found.parts.values()):
        for row in rows:
            for name in ("people", "mentors"):
                number = row.get(name)
                assert number is None or number == 0 or (number >= 5 and number % 5 == 0)
            if row.get("hidden"):
                assert not row.get("credited_minutes")
                assert not row.get("sessions") or isinstance(row["sessions"], str)


@pytest.fixture
def empty_store(policy):
    store = open_store(None)
    refresh(store, policy, EXPORTED_ON)
    yield store
    store.close()


@pytest.mark.parametrize("viewer", [OMBUDSMAN, LEADERSHIP], ids=lambda viewer: viewer.role)
@pytest.mark.parametrize("report", [overview, rules_in_force, *GROUP_REPORTS], ids=lambda report: report.__name__)
def test_an_empty_store_has_an_answer(empty_store, policy, report, viewer):
    assert _ask(empty_store, policy, report, viewer).answer.endswith(".")


def test_the_what_if_of_somebody_without_a_session(empty_store, policy, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("person,name,registered_on\nP-1,Ada,2026-01-01\n", "utf-8")
    import_file(empty_store, people, policy)
    refresh(empty_store, policy, EXPORTED_ON)
    own = Viewer(Role.MENTEE, "P-1")
    before = _ask(empty_store, policy, my_progress, own, mentee="P-1")
    assert before.answer == (
        "24 h to go to your first credit: 6 h of treatment, 6 h of groups and classes, 6 h of 1x1 and 6 h of any kind."
    )
    after = _ask(empty_store, policy, credit_what_if, own, mentee="P-1", planned=PLAN)
    assert after.progress.tiers[0].minutes_short == 1380


def test_the_what_if_leaves_the_record_alone(ask, sample_store):
    def everything():
        with sample_store.cursor() as cursor:
            return [
                cursor.execute(f"select count(*), bit_xor(hash(t)) from {name} as t").fetchone()
                for name in ("session_fact", "decision", "tier_progress", "requirement_progress", "import")
            ]

    before = everything()
    found = ask(credit_what_if, OMBUDSMAN, mentee="P-1051", planned=PLAN * 3)
    assert [each.credited_minutes for each in found.planned] == [60, 60, 60]
    assert everything() == before


def test_data_without_ratings_and_contacts_say_so(empty_store, policy, tmp_path):
    sessions = tmp_path / "sessions.csv"
    sessions.write_text(
        "held_on,mentee,activity,modality,minutes,mentor\n2025-03-03,ada,one_to_one,virtual,60,grace\n", "utf-8"
    )
    import_file(empty_store, sessions, policy)
    refresh(empty_store, policy, EXPORTED_ON)
    report = _ask(empty_store, policy, mentor_activity, OMBUDSMAN, period="All years")
    assert report.rows[0]["mean_rating"] is None
    assert report.gaps == ["Not in your data: column `rating`.", "Not in your data: contacts with mentors."]


@pytest.mark.parametrize(
    "planned",
    [
        Planned(date(9999, 12, 31), "one_to_one", Modality.VIRTUAL, 60),
        Planned(date(2026, 12, 1), "one_to_one", Modality.VIRTUAL, -60),
        Planned(date(2026, 12, 1), "one_to_one", Modality.VIRTUAL, 2_000_000_000),
        Planned(date(2026, 12, 1), "precepting", Modality.VIRTUAL, None, 10**9),
        Planned(date(2020, 12, 1), "one_to_one", Modality.VIRTUAL, 60),
    ],
)
def test_a_plan_that_nobody_can_mean_is_a_sentence(ask, planned):
    with pytest.raises(ArgumentError):
        ask(credit_what_if, OMBUDSMAN, mentee="P-1051", planned=[planned])
