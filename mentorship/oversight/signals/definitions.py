"""What each signal is called, asks and goes by: the TOML beside its SQL."""

import hashlib
from datetime import date
from functools import cache
from typing import Any

from mentorship.oversight.parameters import Parameters, read_toml
from mentorship.oversight.signals import HERE
from mentorship.policy.timeline import Strict

#: In the order in which they are shown.
CODES = (
    "no_contact", "overlap_mentor", "overlap_mentee", "group_as_one_to_one", "size_against_kind", "long_day",
    "standing", "claimed_only", "confirmed_only", "course_not_attended", "examiner_of_own_mentee", "sudden_change",
    "possible_duplicate",
)  # fmt: skip


class SignalDefinition(Strict):
    """One signal. `question` is asked of people, with {…} from the sessions; `condition` says exactly when, with {…}
    from the parameters; `needs` are the columns without which nothing can be asked; `theme` is its kind of case."""

    called: str
    question: str
    question_never: str | None = None
    condition: str
    at_stake: str = "The credited minutes of the sessions it asks about."
    needs: tuple[str, ...]
    theme: str
    parameters: Parameters

    def condition_on(self, when: date) -> str:
        """When exactly it asks, with the parameters in force on a day."""
        return self.condition.format(**self.parameters.on(when))


@cache
def definition(signal: str) -> SignalDefinition:
    """A signal by its code. Raises HandbookError for a file of ours that is wrong."""
    return read_toml(HERE / f"{signal}.toml", SignalDefinition)


def parameters(signal: str, as_of: date) -> dict[str, Any]:
    """A signal's parameters in force on a day, by name."""
    return definition(signal).parameters.on(as_of)


@cache
def conditions_digest() -> str:
    """A digest of what decides about signals beside data and rules. When it changes they are found anew."""
    room, charts = HERE.parent, HERE.parent.parent / "statistics"
    files = sorted(
        [*HERE.glob("*.toml"), *HERE.glob("*.sql"), *room.glob("sql/*.sql"), *room.glob("*.py"), *charts.glob("*.py")]
    )
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
