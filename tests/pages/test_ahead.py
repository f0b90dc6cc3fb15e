"""What an import changes is worked out before it is seen: everybody has the answers from before, then the new ones."""

import pytest

from mentorship.access import Role, Viewer
from mentorship.actions.imports import import_file, undo_import
from mentorship.credit.refresh import is_up_to_date
from mentorship.oversight.refresh import signals_are_kept
from mentorship.reports.attention import attention
from mentorship.reports.my_progress import my_progress
from pages.parts import resources
from tests.pages.test_pages import at_home, sample_copy

pytestmark = pytest.mark.slow

__all__ = ["at_home", "sample_copy"]

OMBUDSMAN, MENTEE = Viewer(Role.OMBUDSMAN, name="Om"), Viewer(Role.MENTEE, "P-1051")
MORE = (
    "session_id,held_on,mentee,activity,modality,minutes,mentor\nNEW-1,2026-10-05,P-1051,one_to_one,virtual,60,P-1003\n"
)


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "more.csv"
    file.write_text(MORE, "utf-8")
    return file


def sessions_of_mentee():
    """How many sessions the mentee sees, as a page asks."""
    with resources.request(MENTEE) as request:
        return len(resources.once(request, my_progress, mentee="P-1051").sessions)


def test_the_answer_of_before_until_the_change_is_kept_and_then_the_new_one(at_home, sample_copy, file, monkeypatch):
    at_home(sample_copy)
    before, during = sessions_of_mentee(), []

    def look(cursor):
        resources.work_out_ahead(cursor)
        during.append(sessions_of_mentee())

    import_file(OMBUDSMAN, resources.store(), file, resources.policy(), ahead=look)
    monkeypatch.setattr("mentorship.reports.my_progress.stored_progress", None)  # nobody need work it out again
    assert (during, sessions_of_mentee()) == ([before], before + 1)


def test_it_is_what_whoever_asks_would_find(at_home, sample_copy, file):
    at_home(sample_copy)
    sessions_of_mentee()
    with resources.request(OMBUDSMAN) as request:
        resources.once(request, attention)
    number = import_file(
        OMBUDSMAN, resources.store(), file, resources.policy(), ahead=resources.work_out_ahead
    ).import_id
    for change in (None, lambda: undo_import(OMBUDSMAN, resources.store(), str(number), resources.work_out_ahead)):
        if change:
            change()
        with resources.store().cursor() as cursor, resources.request(MENTEE) as request:
            assert is_up_to_date(cursor, request.policy, request.as_of)
            assert signals_are_kept(cursor, request.policy, request.as_of)
            assert resources.once(request, my_progress, mentee="P-1051") == my_progress(request, mentee="P-1051")
        with resources.request(OMBUDSMAN) as request:
            assert resources.once(request, attention) == attention(request)


def test_a_change_that_is_not_kept_leaves_no_answers(at_home, sample_copy, file):
    at_home(sample_copy)
    before = sessions_of_mentee()

    def fail(cursor):
        resources.work_out_ahead(cursor)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(OMBUDSMAN, resources.store(), file, resources.policy(), ahead=fail)
    other = file.with_name("other.csv")
    other.write_text(MORE.replace("P-1051", "P-1240"), "utf-8")
    import_file(OMBUDSMAN, resources.store(), other, resources.policy())
    assert sessions_of_mentee() == before


def test_outside_of_a_change_there_is_nothing_to_do(at_home, sample_copy):
    at_home(sample_copy)
    sessions_of_mentee()
    with resources.store().cursor() as cursor:
        resources.work_out_ahead(cursor)
    assert {each.version for each in resources._answers._answers.values()} == {resources.store().version}
