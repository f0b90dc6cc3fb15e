"""A page of the programme before anything is on record: what is missing, and what to do for whoever can do it."""

from mentorship.access import Role
from mentorship.answers.request import Request
from pages.parts import notices


def nothing_yet(request: Request, missing: str) -> None:
    """`missing` is a sentence. Only the ombudsman can import."""
    may_import = request.viewer.role is Role.OMBUDSMAN
    way = "Import an export first." if may_import else "This page fills once the ombudsman has imported an export."
    notices.empty(f"{missing} {way}", may_import)
