"""Something is wrong on a record: a mentee says so there, a case appears, and the answer stands where it was asked."""

from datetime import date

import pytest

from mentorship.access import Role, Viewer
from mentorship.actions.cases import close, look
from mentorship.actions.flags import flag_session
from mentorship.reports.attention import attention, case_named
from mentorship.sample.held import EXPORTED_ON
from pages.parts import resources
from tests.pages.test_attention import shown
from tests.pages.test_pages import at_home, everything, opened, sample_copy

pytestmark = pytest.mark.slow

__all__ = ["at_home", "sample_copy"]

MENTEE = "P-1051"
OMBUDSMAN = Viewer(Role.OMBUDSMAN)


def flag_case():
    """The one case that a mentee raised, as actions take it."""
    with resources.request(OMBUDSMAN) as request:
        (row,) = [each for each in attention(request).rows if each["theme"] == "flag"]
        return case_named(request, row["case"])


def one_session() -> tuple[int, int]:
    with resources.store().cursor() as cursor:
        [(number, row)] = cursor.execute(
            "select import_no, row from decision where mentee = ? order by held_on desc limit 1", [MENTEE]
        ).fetchall()
    return number, row


def missing_asked():
    """The mentee's page with *A session is missing* open."""
    app = opened("my_progress", Role.MENTEE, MENTEE)
    app.session_state["missing"] = True
    return app.run()


def test_a_session_said_to_be_missing_is_a_case_and_its_answer_comes_back(at_home, sample_copy):
    at_home(sample_copy)
    app = missing_asked()
    next(each for each in app.date_input if each.label == "When was it?").set_value(date(2026, 10, 3))
    next(each for each in app.text_area if each.label == "What was it?").set_value("1x1 with Edwina, one hour")
    app = [each for each in app.button if each.label == "Send it"][-1].click().run()
    assert "Missing: 3 Oct 2026" in shown(app) and "Received." in shown(app)
    case = flag_case()
    look(OMBUDSMAN, resources.store(), case, "Edwina has it in her diary", EXPORTED_ON)
    assert "Being looked at." in shown(app.run())
    told = "It is on record now. Thank you."
    close(OMBUDSMAN, resources.store(), flag_case(), "found", EXPORTED_ON, "explained", told_mentee=told)
    app = app.run()
    assert "Answered." in shown(app) and told in shown(app)
    assert "Edwina has it in her diary" not in everything(app), "what was found is not for the mentee"


def test_a_flagged_session_says_so_where_it_stands(at_home, sample_copy):
    at_home(sample_copy)
    opened("my_progress", Role.MENTEE, MENTEE)
    viewer = Viewer(Role.MENTEE, MENTEE)
    flag_session(viewer, resources.store(), MENTEE, *one_session(), "It lasted an hour longer", EXPORTED_ON)
    assert "flag received" in everything(opened("my_progress", Role.MENTEE, MENTEE))


def test_a_missing_session_needs_its_day_and_a_word(at_home, sample_copy):
    at_home(sample_copy)
    app = missing_asked()
    app = [each for each in app.button if each.label == "Send it"][-1].click().run()
    assert "Choose the day on which it was held" in shown(app)


def test_a_flag_can_be_withdrawn(at_home, sample_copy):
    at_home(sample_copy)
    app = missing_asked()
    next(each for each in app.date_input if each.label == "When was it?").set_value(date(2026, 10, 3))
    next(each for each in app.text_area if each.label == "What was it?").set_value("A class")
    app = [each for each in app.button if each.label == "Send it"][-1].click().run()
    app = next(each for each in app.button if each.label == "Withdraw the flag").click().run()
    assert any("flag is withdrawn" in each.value for each in app.success)
    assert "Missing:" not in shown(app)
