"""What data do we have, is it sound, what came in and when?"""

from collections.abc import Iterator
from datetime import date

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.intake.history import Changes, each_change, import_changes
from mentorship.policy.model import Policy
from mentorship.reports.report import Report, Row, ask
from mentorship.vocabulary import Modality
from mentorship.wording import count, day

#: A session longer than this is asked about: twelve hours.
LONG_MINUTES = 720
#: So many changes of an import are shown; a download has them all.
SHOWN = 5_000


def data_status(viewer: Viewer, cursor: duckdb.DuckDBPyConnection) -> Row:
    """For the quiet line under every page: sessions, newest_session, newest_import, is_sample, as_of, digest."""
    return ask(cursor, "data_status", viewer)[0]


def session_exports(viewer: Viewer, cursor: duckdb.DuckDBPyConnection) -> Report:
    """`rows`: one per import, the newest first."""
    require(viewer, (Role.OMBUDSMAN,), "What came in")
    rows = ask(cursor, "session_exports", viewer)
    present = [row for row in rows if not row["undone_at"]]
    if not present:
        return Report("Nothing has come in yet. Upload an export to begin.", rows)
    status = data_status(viewer, cursor)
    until = f", the newest of {day(status['newest_session'])}" if status["newest_session"] else ""
    to_mend = sum(row["rows_to_mend"] for row in present)
    sound = f"{count(to_mend, 'row')} could not be taken in." if to_mend else "Every row was taken in."
    return Report(f"{count(status['sessions'], 'session')} from {count(len(present), 'import')}{until}. {sound}", rows)


def refused_files(viewer: Viewer, cursor: duckdb.DuckDBPyConnection) -> Report:
    """Files that a watched folder brought and that wait for a person. `rows`: folder, file_name, message, refused_at
    (UTC), the newest first."""
    require(viewer, (Role.OMBUDSMAN,), "Files that could not be taken in")
    rows = ask(cursor, "refused_files", viewer)
    return Report(
        f"{count(len(rows), 'file')} could not be taken in by {'itself' if len(rows) == 1 else 'themselves'}.", rows
    )


def what_changed(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, import_no: int, most: int = SHOWN) -> Changes:
    """What one import changed against what the imports before it say, with the first so many changes.

    Raises ArgumentError for an import that there is not, or that was taken back."""
    require(viewer, (Role.OMBUDSMAN,), "What an import changed")
    return import_changes(cursor, str(import_no), most)


def all_that_changed(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, import_no: int) -> Iterator[Row]:
    """Every change one by one, for a download. Raises as `what_changed` does."""
    require(viewer, (Role.OMBUDSMAN,), "What an import changed")
    return each_change(cursor, str(import_no))


def doubtful_sessions(viewer: Viewer, cursor: duckdb.DuckDBPyConnection, policy: Policy, as_of: date) -> Report:
    """Records that can be read and still want a look. `rows`: one per session and question."""
    require(viewer, (Role.OMBUDSMAN,), "Questions about records")
    activities = policy.activities.items()
    rows = ask(
        cursor, "doubtful_sessions", viewer, as_of=as_of, long_minutes=LONG_MINUTES,
        in_person_only=[code for code, each in activities if Modality.VIRTUAL not in (each.modality.on(as_of) or ())],
        groups=[code for code, each in activities if each.usual_size.on(as_of) or each.attendees.on(as_of)],
    )  # fmt: skip
    if not rows:
        return Report("No record wants a second look.", rows)
    return Report(f"{count(len(rows), 'question')} about records. They count as they stand until you decide.", rows)
