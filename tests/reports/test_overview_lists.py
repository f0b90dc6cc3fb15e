"""What needs the ombudsman: each list is the page it opens, with the same people; who sees which; what came in."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from mentorship.access import Role, Viewer
from mentorship.answers.report import Report
from mentorship.errors import AccessError
from mentorship.intake.importer import import_file
from mentorship.reports.attention import attention
from mentorship.reports.mentee_progress import mentee_progress
from mentorship.reports.mentor_activity import mentor_activity
from mentorship.reports.overview import arrived, overview
from mentorship.reports.overview_lists import NAMES, overview_lists
from mentorship.reports.session_exports import session_exports
from mentorship.sample.held import EXPORTED_ON
from tests.support.asking import LEADERSHIP, OMBUDSMAN, request_to
from tests.support.small_programme import AS_OF, small_programme
from tests.support.stores import undo

OPENS: dict[str, Callable[..., Report]] = {
    "attention": attention, "mentor_activity": mentor_activity, "mentee_progress": mentee_progress,
}  # fmt: skip


@pytest.fixture
def small(tmp_path, policy):
    store = small_programme(tmp_path, policy)
    yield store
    store.close()


def test_each_list_opens_exactly_the_people_it_counts(sample_store, policy):
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        lists = overview_lists(request)
        assert len(lists) > 4
        for each in lists:
            if each["page"] == "session_exports":
                assert each["count"] == sum(row["problem_rows"] for row in session_exports(request).rows)
                continue
            rows = OPENS[each["page"]](request, view=each["view"]).rows
            assert len(rows) == each["count"], each["list"]
            names = [row.get("name") or row["title"] for row in rows]
            assert each["names"] == names[:NAMES]
            assert each["more"] == max(0, len(names) - NAMES)
            assert each["said"].startswith(f"{each['count']} ")


def test_a_list_without_anybody_is_not_there(small, policy):
    with request_to(small, policy, AS_OF) as request:
        assert all(row["count"] for row in overview_lists(request))
        assert "problems" not in {row["list"] for row in overview_lists(request)}


def test_the_overview_of_each_role_says_what_that_role_may_know(small, policy):
    with request_to(small, policy, AS_OF) as request:
        full = overview(request)
        names = {name for row in full.parts["lists"] for name in row["names"]}
        assert any("Mia Stone" in name for name in names)
    with request_to(small, policy, AS_OF, LEADERSHIP) as request:
        assert "lists" not in overview(request).parts
        assert not [name for name in ("Mia", "Max", "Ada", "Ben") if name in repr(overview(request))]
    with request_to(small, policy, AS_OF, Viewer(Role.MENTOR, "mia")) as request:
        own = overview(request)
        assert own.answer.startswith("You have led 3 sessions with 2 mentees, the latest on 10 Apr 2025.")
        assert {row["name"]: row["people"] for row in own.parts["numbers"]} == {
            "Sessions, last 12 months": 3, "Mentees": 2, "New mentees": 2,
        }  # fmt: skip
        assert not [name for name in ("Max", "Ada", "Ben") if name in repr(own)]
    with request_to(small, policy, AS_OF, Viewer(Role.MENTEE, "ada")) as request, pytest.raises(AccessError):
        overview(request)


def test_what_came_in_since_somebody_looked(small, policy, tmp_path):
    def found(since, viewer=OMBUDSMAN):
        with request_to(small, policy, AS_OF, viewer) as request:
            return [row["file_name"] for row in arrived(request, since)]

    with small.cursor() as cursor:
        looked = cursor.execute("select max(imported_at) from import").fetchone()[0]
    assert found(looked) == []
    assert found(looked - timedelta(days=1)) == ["contacts.csv", "sessions.csv", "people.csv"]
    (tmp_path / "late.csv").write_text("mentor,contacted_on\nmia,2025-06-01\n", "utf-8")
    import_file(small, tmp_path / "late.csv", policy)
    assert found(looked) == ["late.csv"]
    undo(small, _latest(small))
    assert found(looked) == []
    with pytest.raises(AccessError):
        found(looked, LEADERSHIP)


def _latest(store):
    with store.cursor() as cursor:
        return cursor.execute("select max(import_no) from import").fetchone()[0]
