"""Choose how the text is read."""

from datetime import date

from mentorship.access import Viewer
from mentorship.actions.action import Action, acting, add_note, attribution_of
from mentorship.credit.reading_choices import choose
from mentorship.policy.model import Policy
from mentorship.store.connection import Store


def choose_reading(
    viewer: Viewer, store: Store, handbook: Policy, reading: str, answer: str, reason: str, on: date, note: str = ""
) -> None:
    """Put an answer to a reading in force. Everybody reads the reason, only the ombudsman the note.

    Raises AccessError, ReadingError, ArgumentError without a reason."""
    action = Action("choose_reading", f"{reading} = {answer}", "Choosing a reading", reason)
    with acting(store, viewer, action) as cursor:
        number = choose(cursor, handbook, reading, answer, attribution_of(viewer, reason, on))
        add_note(cursor, viewer, f"reading choice {number}", note)
