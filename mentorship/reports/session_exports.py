"""What data do we have, is it sound, what came in and when?"""

from collections.abc import Iterator

from mentorship.access import Role, require
from mentorship.answers.report import Report, Rows, ask
from mentorship.answers.request import Request
from mentorship.intake.changes import Change, Changes, each_change, import_changes
from mentorship.reports import QUESTIONS
from mentorship.vocabulary import Modality
from mentorship.wording import count, day

#: A session longer than this is asked about: twelve hours.
LONG_MINUTES = 720
#: So many changes of an import are shown; a download has them all.
SHOWN = 5_000


def session_exports(request: Request) -> Report:
    """`rows`: one per import, the newest first."""
    require(request.viewer, (Role.OMBUDSMAN,), "The list of imports")
    rows = ask(request, QUESTIONS / "session_exports.sql")
    present = [row for row in rows if not row["undone_at"]]
    if not present:
        return Report("Nothing has been imported yet. Upload an export to begin.", rows)
    status = request.status
    until = f", the newest of {day(status.newest_session)}" if status.newest_session else ""
    to_fix = sum(row["rows_to_fix"] for row in present)
    sound = f"{count(to_fix, 'row')} could not be imported." if to_fix else "Every row was imported."
    return Report(f"{count(status.sessions, 'session')} from {count(len(present), 'import')}{until}. {sound}", rows)


def refused_files(request: Request) -> Report:
    """Files of a watched folder that could not be imported and wait for a person. `rows`: folder, file_name, message,
    refused_at (UTC), the newest first."""
    require(request.viewer, (Role.OMBUDSMAN,), "The list of files that could not be imported")
    rows = ask(request, QUESTIONS / "refused_files.sql")
    return Report(f"{count(len(rows), 'file')} could not be imported automatically.", rows)


def what_changed(request: Request, import_no: int, most: int = SHOWN) -> Changes:
    """What one import changed against what the imports before it say, with the first so many changes.

    Raises ArgumentError for an import that does not exist or was undone."""
    require(request.viewer, (Role.OMBUDSMAN,), "What an import changed")
    return import_changes(request.cursor, str(import_no), most)


def all_that_changed(request: Request, import_no: int) -> Iterator[Change]:
    """Every change one by one, for a download. Raises as `what_changed` does."""
    require(request.viewer, (Role.OMBUDSMAN,), "What an import changed")
    return each_change(request.cursor, str(import_no))


def doubtful_sessions(request: Request) -> Report:
    """Records that are valid and still raise a question. `rows`: one per session and question."""
    rows = doubtful_rows(request)
    if not rows:
        return Report("No record raises a question.", rows)
    return Report(f"{count(len(rows), 'question')} about records. They count as they stand until you decide.", rows)


def doubtful_rows(request: Request, of_signals_too: bool = True) -> Rows:
    """The rows behind it; without those about which a signal asks, too."""
    require(request.viewer, (Role.OMBUDSMAN,), "Questions about records")
    activities, as_of = request.policy.activities.items(), request.as_of
    return ask(
        request, QUESTIONS / "doubtful_sessions.sql", long_minutes=LONG_MINUTES, of_signals_too=of_signals_too,
        in_person_only=[code for code, each in activities if Modality.VIRTUAL not in (each.modality.on(as_of) or ())],
        groups=[code for code, each in activities if each.usual_size.on(as_of) or each.attendees.on(as_of)],
    )  # fmt: skip
