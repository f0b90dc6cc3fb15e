"""A mentee's page: the person asked for or nobody, what is complete and claimed, what is not verified, in words."""

import re

import pytest

from mentorship.access import Role
from mentorship.store.connection import open_store
from tests.pages.test_attention import shown
from tests.pages.test_pages import at_home, everything, opened, sample_copy

pytestmark = pytest.mark.slow

__all__ = ["at_home", "sample_copy"]

REACHED_TWO = "P-1047"  # waits for a certification


@pytest.mark.parametrize("page", ["my_progress", "credit_what_if", "mentor_dossier"])
def test_nobody_is_opened_who_was_not_asked_for(at_home, sample_copy, page):
    at_home(sample_copy)
    key = "mentor" if page == "mentor_dossier" else "mentee"
    app = opened(page, Role.OMBUDSMAN)
    assert [each.label for each in app.main.text_input] == [f"Find a {key}"] and not app.main.text_input[0].value
    app.query_params[key] = "P-9999"
    app = app.run()
    assert f"There is no {key} P-9999 in the data" in shown(app)
    assert not [each for each in app.markdown if each.value.startswith("#### ")], "nobody’s answer"


@pytest.mark.parametrize("role", [Role.MENTEE, Role.MENTOR])
def test_nobody_looks_as_somebody_who_is_not_known(at_home, sample_copy, role):
    at_home(sample_copy)
    app = opened("my_progress" if role is Role.MENTEE else "overview", role, "P-9999")
    assert f"There is no {role} P-9999 in the data" in shown(app)
    assert [title.value for title in app.title] == [f"View as which {role}?"]


def test_a_reached_credit_says_what_to_do_with_it_until_it_is_accepted(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("my_progress", Role.MENTEE, REACHED_TWO)
    claim = "complete since .*: get your packet and send in the tracking form"
    assert re.search(claim, shown(app))
    before = len(re.findall("get your packet", shown(app)))
    app = next(each for each in app.button if each.label == "I sent it in").click().run()
    assert len(re.findall("get your packet", shown(app))) == before - 1
    assert "The programme decides" in shown(app)


def test_each_requirement_has_its_own_numbers(at_home, sample_copy):
    at_home(sample_copy)
    sent = everything(opened("my_progress", Role.MENTEE, "P-1240"))
    found = re.findall(r'"label": "([^"]+)", "numbers": "([^"]+)"', sent)
    assert len(found) >= 3
    assert ("Treatment", "0 h of 6 h") in found


def test_credit_that_nobody_verified_says_so_before_anything_is_opened(at_home, sample_copy):
    store = open_store(sample_copy)
    with store.cursor() as cursor:
        [(mentee,)] = cursor.execute(
            "select mentee from decision where len(unverified) > 0 and credited_minutes > 0 order by mentee limit 1"
        ).fetchall()
    store.close()
    at_home(sample_copy)
    app = opened("my_progress", Role.MENTEE, mentee)
    assert "Not verified: " in shown(app)
    assert " unverified" in everything(app)


def test_words_come_before_letters(at_home, sample_copy):
    at_home(sample_copy)
    told = shown(opened("my_progress", Role.MENTEE, "P-1240"))
    assert "6 h of treatment" in told
    assert not re.search(r"\bh of [ABC]\b", told)


def test_the_quiet_line_is_a_day_and_the_rest_behind_it(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("my_progress", Role.MENTEE, "P-1240")
    assert "Up to 15 Nov 2026" in shown(app)
    behind = [each.value for popover in app.get("popover") for each in popover.markdown]
    assert any("version" in each for each in behind), "what it stands on can be opened"
