"""What data do we have, is it sound, what came in and when?"""

import duckdb

from mentorship.access import Role, Viewer, require
from mentorship.reports.report import Report, Row, ask
from mentorship.wording import count, day


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
    problems = sum(row["problem_rows"] for row in present)
    sound = f"{count(problems, 'row')} could not be taken in." if problems else "Every row was taken in."
    return Report(f"{count(status['sessions'], 'session')} from {count(len(present), 'import')}{until}. {sound}", rows)
