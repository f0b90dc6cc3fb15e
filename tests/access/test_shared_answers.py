"""Answers worked out once and shared: never between viewers who may see different rows."""

import pytest

from mentorship.access import Role, Viewer
from mentorship.answers import cache
from mentorship.answers.cache import AnswerCache
from mentorship.errors import MentorshipError
from mentorship.reports.my_progress import mentees
from mentorship.sample.held import EXPORTED_ON
from tests.access.test_reports_by_role import FOUND, arguments
from tests.support.asking import request_to
from tests.support.who_sees_what import OTHER, PERSON, ROLES, viewer_of

pytestmark = pytest.mark.slow


def everyone():
    """A viewer of each role, and two who differ by the person alone."""
    return [*map(viewer_of, ROLES), Viewer(Role.MENTEE, OTHER)]


def answers(store, policy, name, remembered):
    """What each viewer gets, asked one after the other; None for whoever is refused."""
    found = []
    for viewer in everyone():
        with request_to(store, policy, EXPORTED_ON, viewer) as request:
            given = arguments(FOUND[name], PERSON["mentee"], policy, store)
            try:
                ask = remembered.once if remembered else lambda asked, report, **values: report(asked, **values)
                answer = ask(request, FOUND[name], **given)
                found.append(list(answer) if hasattr(answer, "__next__") else answer)
            except MentorshipError:
                found.append(None)
    return found


@pytest.mark.parametrize("name", ["reports.mentee_progress.mentee_progress", "reports.my_progress.mentees",
                                  "reports.overview.overview", "reports.my_progress.my_progress"])  # fmt: skip
def test_whoever_asks_after_somebody_else_gets_their_own_answer(sample_store, policy, name):
    assert answers(sample_store, policy, name, AnswerCache()) == answers(sample_store, policy, name, None)


def test_a_key_without_the_viewer_would_be_found_out(sample_store, policy, monkeypatch):
    """The test above fails where somebody forgets the scope."""
    monkeypatch.setattr(cache, "scope_of", lambda viewer: ())
    wrong = answers(sample_store, policy, "reports.my_progress.mentees", AnswerCache())
    assert wrong != answers(sample_store, policy, "reports.my_progress.mentees", None)


def test_a_mentee_is_told_of_themselves_alone_whoever_asked_before(sample_store, policy):
    remembered = AnswerCache()
    rows = []
    for viewer in everyone():
        with request_to(sample_store, policy, EXPORTED_ON, viewer) as request:
            rows.append([row["mentee"] for row in remembered.once(request, mentees)])
    assert len(rows[0]) > 100
    assert rows[ROLES.index("mentee")] == [PERSON["mentee"]]
    assert rows[-1] == [OTHER]
    assert rows[ROLES.index("leadership")] == []
