"""Every report that takes a request, found in the code, for every role: what the table says, and not a name more."""

import ast
import importlib
import inspect
import pkgutil
import typing
from datetime import date

import pytest

import mentorship
from mentorship.access import Role
from mentorship.answers.definitions import PERIODS
from mentorship.answers.request import Request
from mentorship.errors import MentorshipError
from mentorship.planning.plan_options import PlanOptions
from mentorship.policy.readings import read_as
from mentorship.reports import provenance
from mentorship.reports.attention import all_cases
from mentorship.sample.held import EXPORTED_ON
from tests.conftest import ROOT
from tests.support.asking import request_to
from tests.support.who_sees_what import MENTOR, OTHER, OTHER_MENTOR, PERSON, ROLES, TABLE, People, texts_of, viewer_of

pytestmark = pytest.mark.slow

#: Where questions are asked for viewers.
ROOMS = ("reports", "planning", "oversight", "packet")


def found():
    """Every public function of these rooms that takes a request first, by its name below `mentorship`."""
    functions = {}
    for room in ROOMS:
        package = importlib.import_module(f"mentorship.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"mentorship.{room}."):
            loaded = importlib.import_module(module.name)
            for name, each in vars(loaded).items():
                if inspect.isfunction(each) and each.__module__ == loaded.__name__ and not name.startswith("_"):
                    hints = typing.get_type_hints(each)
                    first = next(iter(inspect.signature(each).parameters), None)
                    if first and hints.get(first) is Request:
                        functions[f"{loaded.__name__.removeprefix(mentorship.__name__ + '.')}.{name}"] = each
    return functions


FOUND = found()


def test_every_report_is_in_the_table_and_every_entry_is_a_report():
    known = set(TABLE["reports"]) | set(TABLE["steps"])
    assert set(FOUND) == known, "add it to tests/access/who_sees_what.toml: who may see it?"


def test_no_page_and_no_command_asks_a_step_past_its_report():
    asked_by = {}
    for file in [*(ROOT / "pages").rglob("*.py"), *(ROOT / "mentorship" / "commands").glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                for name in node.names:
                    asked_by[f"{node.module}.{name.name}".removeprefix("mentorship.")] = file.name
    assert {step: asked_by[step] for step in TABLE["steps"] if step in asked_by} == {}


def a_case(store, policy):
    """The id of a case with sessions."""
    with request_to(store, policy, EXPORTED_ON) as request:
        return next(each.key.id for each in all_cases(request)[0] if each.minutes_at_stake)


def arguments(report, person, policy, store):
    """Something for each argument without a default; whose records are asked for is `person`."""
    name, reading = next(iter(policy.readings.items()))
    other_answer = next(each for each in reading.alternatives if each != reading.default)
    mentor = MENTOR if person == MENTOR else OTHER_MENTOR
    known = {
        "mentee": person, "mentor": mentor, "mentors": [mentor], "person": person, "ids": [person], "tier": "first",
        "import_no": 2, "row": 2, "planned": [],
        "number": provenance.of_mentor(EXPORTED_ON, OTHER, next(iter(PERIODS))),
        "other": read_as(policy, {name: other_answer}), "after": read_as(policy, {name: other_answer}),
        "amendments": [], "options": PlanOptions(), "since": date(2025, 1, 1), "begin": date(2025, 1, 1),
        "until": date(2025, 12, 31), "measure": "refused_share", "event": "refused",
    }  # fmt: skip
    if "case_id" in inspect.signature(report).parameters:
        known["case_id"] = a_case(store, policy)
    wanted = [
        each
        for each in list(inspect.signature(report).parameters.values())[1:]
        if each.default is each.empty or each.name == "mentor"
    ]
    unknown = [each.name for each in wanted if each.name not in known]
    assert not unknown, f"say in this test what to ask with: {unknown}"
    return {each.name: known[each.name] for each in wanted}


@pytest.fixture(scope="module")
def people(sample_store):
    with sample_store.cursor() as cursor:
        return People(cursor)


def asked(store, policy, role, name, person):
    """What a report answers: all its texts together. Raises MentorshipError where it refuses."""
    with request_to(store, policy, EXPORTED_ON, viewer_of(role)) as request:
        return " ".join(texts_of(FOUND[name](request, **arguments(FOUND[name], person, policy, store))))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(set(FOUND) - set(TABLE["steps"])))
def test_a_report_shows_a_role_what_the_table_says(sample_store, policy, people, name, role):
    sees = TABLE["reports"].get(name, {}).get(role)
    own = PERSON.get(role, OTHER)
    for person in (own, OTHER):
        try:
            answer = asked(sample_store, policy, role, name, person)
        except MentorshipError:
            assert sees is None or person != own, "it refuses a role that may see it"
            continue
        assert sees or not answer, "it answers a role that may not see it"
        named = [each for each in people.forbidden(sees or "nobody", role) if each in answer]
        assert named == [], (person, named[:5])


def test_the_test_would_find_a_name(sample_store, policy, people):
    """The ombudsman's answers name people whom others may not see."""
    answer = asked(sample_store, policy, "ombudsman", "reports.mentee_progress.mentee_progress", OTHER)
    assert len([each for each in people.forbidden("nobody", "leadership") if each in answer]) > 100


def test_roles_in_the_table_exist():
    for entries in (TABLE["pages"], TABLE["reports"]):
        for name, sees in entries.items():
            assert set(sees) <= {str(role) for role in Role}, name
            assert set(sees.values()) <= {"everybody", "mentors", "own", "nobody"}, name
