"""A store asked as pages and commands ask it: a request for a viewer, under some rules, as of a day."""

from contextlib import contextmanager

from mentorship.access import Role, Viewer
from mentorship.answers.request import Request, data_status
from mentorship.checking import Assessment
from mentorship.loading import FileOptions

OMBUDSMAN, LEADERSHIP = Viewer(Role.OMBUDSMAN), Viewer(Role.LEADERSHIP)


@contextmanager
def request_to(store, policy, as_of, viewer=OMBUDSMAN):
    """A request to an open store whose stored assessment is up to date."""
    with store.cursor() as cursor:
        yield Request(viewer, cursor, policy, as_of, data_status(cursor))


def check_json(sessions, people, policy, as_of, mentee=None, **options):
    """What `mentorship check --format json` says of files."""
    return Assessment(sessions, people, policy, as_of, FileOptions(**options), mentee).as_json()
