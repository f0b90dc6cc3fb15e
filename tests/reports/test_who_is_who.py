"""Who is who: names and e-mails only raise a question, and only the ombudsman is asked."""

import pytest

from mentorship.access import Role, Viewer
from mentorship.credit.refresh import refresh
from mentorship.errors import AccessError
from mentorship.intake import merging
from mentorship.planning.merge_effect import merge_effect
from mentorship.reports.who_is_who import everybody, who_is_who
from mentorship.store.connection import open_store
from tests.support.asking import request_to
from tests.support.who_is_who import HANDBOOK, HEADINGS, PEOPLE, SAID, SESSIONS, TODAY, bring, merge, split

pytestmark = pytest.mark.slow


@pytest.fixture
def store(tmp_path, policy):
    opened = open_store(None)
    bring(opened, tmp_path, policy, "people", PEOPLE)
    bring(opened, tmp_path, policy, "sessions", SESSIONS)
    refresh(opened, policy, TODAY)
    yield opened
    opened.close()


def pairs(store):
    with request_to(store, HANDBOOK, TODAY) as request:
        return {(row["one"], row["other"]): row["evidence"] for row in who_is_who(request).rows}


def test_names_raise_a_question(store):
    assert pairs(store) == {
        ("ana@home.example", "P-1"): "the same name",
        ("x-9", "P-1"): "one of them with an initial",
        ("ana@home.example", "x-9"): "one of them with an initial",
        ("M-1", "M-9"): "the same name",
        ("P-2", "P-3"): "the same name",
    }


def test_a_question_that_was_answered_is_not_asked_again(store):
    merge(store, "ana@home.example", "P-1", SAID)
    split(store, "P-3", "P-2", SAID)
    asked = pairs(store)
    assert ("P-2", "P-3") not in asked
    assert ("ana@home.example", "P-1") not in asked
    assert ("M-1", "M-9") in asked


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("Jose Nunez Vega", "the same name"),
        ("Núñez Vega José", "the same name but for the order"),
        ("J. Nuñez Vega", "one of them with an initial"),
        ("José Nuñez", "one of them with a name more"),
        ("Jose Nunes Vega", "spelt almost alike"),
        ("Josse Nunez Vega", "spelt almost alike"),
        ("José Nuñez Paz", None),
        ("Nuñez", None),
        ("J", None),
        ("José", None),
        ("", None),
    ],
)
def test_which_names_are_alike(tmp_path, policy, name, how):
    store = open_store(None)
    bring(store, tmp_path, policy, "people", "person,name\nP-1,José Núñez Vega\nP-2,Someone Else\n")
    bring(store, tmp_path, policy, "s", f"{HEADINGS}2025-03-03,a@b.c,one_to_one,virtual,60,P-2,{name}\n")
    assert pairs(store).get(("a@b.c", "P-1")) == how
    store.close()


@pytest.mark.parametrize(
    ("before", "now", "session", "how"),
    [
        ("ana@example.org", "ana@new.example", "ana@example.org", "an e-mail that this record had before"),
        ("ana.lopez@example.org", "ana.lopez@example.org", "ana.lopes@example.org", "e-mails almost alike"),
        ("ana.lopez@example.org", "ana.lopez@example.org", "ana.lopez@exmaple.org", "e-mails almost alike"),
        ("ana.lopez@example.org", "ana.lopez@example.org", "ana.perez@example.org", None),
    ],
)
def test_emails_raise_a_question_too(tmp_path, policy, before, now, session, how):
    store = open_store(None)
    bring(store, tmp_path, policy, "one", f"person,name,email\nP-1,Ana,{before}\n")
    bring(store, tmp_path, policy, "two", f"person,name,email\nP-1,Ana,{now}\n")
    bring(store, tmp_path, policy, "s", f"{HEADINGS}2025-03-03,{session},one_to_one,virtual,60,m,\n")
    assert pairs(store).get((session, "P-1")) == how
    store.close()


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.MENTEE, Role.MENTOR])
def test_who_is_who_is_for_the_ombudsman(store, policy, role):
    viewer = Viewer(role, "P-1")
    with request_to(store, policy, TODAY, viewer) as request:
        for report in (who_is_who, everybody):
            with pytest.raises(AccessError):
                report(request)
    with pytest.raises(AccessError):
        merge_effect(viewer, store, policy, TODAY, lambda cursor: merging.merge(cursor, "P-1", "P-2", SAID))
