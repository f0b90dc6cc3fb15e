"""What is written down when something fails: the place, never the message, which may hold somebody's data."""

import logging
import traceback
from pathlib import Path

log = logging.getLogger("mentorship")


def log_place(what: str, error: BaseException) -> None:
    """Log that something failed, with the kind of error and where it arose."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.error("%s: %s at %s:%s", what, type(error).__name__, Path(place.filename).name, place.lineno)
