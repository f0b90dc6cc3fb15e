"""A file of planned sessions, dropped in: read like any export, and put into the scenario. Nothing of it is stored."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from mentorship.answers.request import Request
from mentorship.errors import MentorshipError
from mentorship.loading import FileOptions, loaded
from mentorship.passing_folder import passing_folder
from mentorship.planning import SQL
from mentorship.planning.credit_what_if import Planned
from mentorship.planning.plan_lines import Line, lines_for
from mentorship.store.sql_files import run
from mentorship.vocabulary import ActivityCode, Modality
from mentorship.wording import count
from pages.parts import notices, plan_state, resources

TYPES = ("csv", "xlsx")
#: A plan is a small file.
LARGEST_MB = 2


def dropped(request: Request, mentee: str, lines: Sequence[Line]) -> None:
    """A place to drop a file; what it holds is added to the lines there are."""
    file = st.file_uploader("A file of planned sessions", TYPES, key="plan_file", max_upload_size=LARGEST_MB)
    if file is None:
        return
    try:
        sessions, problems = _read(request, file.name, file.getvalue())
    except MentorshipError as error:
        notices.trouble(error.message)
        return
    for problem in problems[:5]:
        st.caption(f":material/error: {notices.escape(problem)}")
    if not sessions:
        notices.empty("The file has no sessions from today on.")
        return
    st.button(
        f"Add {count(len(sessions), 'session')}", icon=":material/playlist_add:", on_click=plan_state.put,
        args=(mentee, [*lines, *lines_for(sessions)]),
    )  # fmt: skip


def _read(request: Request, name: str, content: bytes) -> tuple[list[Planned], list[str]]:
    """The sessions of a file from the day of judging on, and its problems. Raises FileError, MappingError."""
    options = FileOptions(time_zone=resources.settings().time_zone)
    with passing_folder() as folder:
        path = folder / f"plan{Path(name).suffix.lower()}"
        path.write_bytes(content)
        with loaded([path], [], request.policy, options) as files, files.store.cursor() as cursor:
            rows = run(cursor, SQL / "planned_in_file.sql", as_of=request.as_of).fetchall()
            problems = [f"Row {each.row}: {each.message}" for each in files.problems]
    sessions = [
        Planned(held_on, ActivityCode(activity), Modality(modality), minutes, days)
        for held_on, activity, modality, minutes, days in rows
        if activity in request.policy.activities
    ]
    return sessions, problems
