"""Interpreting the text where it can be read in more than one way: each answer is an amendment laid over the policy."""

from collections.abc import Mapping

from mentorship.errors import ReadingError
from mentorship.policy.amendments import Amendment, amend
from mentorship.policy.model import Policy
from mentorship.wording import listed, nearest

READING_SETS = ("strict", "default", "generous")


def read_as(policy: Policy, chosen: Mapping[str, str]) -> Policy:
    """The policy read in chosen ways: `{"surplus_hours": "starts_after"}`; other readings stay. Raises ReadingError."""
    answers = policy.chosen_readings | dict(_checked(policy, chosen))
    read = written = policy.as_written
    for name, answer in answers.items():
        reading = policy.readings[name]
        if answer != reading.default:
            changes = reading.alternatives[answer].amends
            read = amend(read, Amendment(name, reading.source, changes, file=f"reading {name}"))
    if read is not written:
        read._amended_by, read._chosen, read._unread = policy.amended_by, answers, written
    return read


def reading_set(policy: Policy, name: str) -> dict[str, str]:
    """The answers that a set (`strict`, `default`, `generous`) takes. Raises ReadingError."""
    if name not in READING_SETS:
        raise ReadingError(f"There is no set of readings {name!r}. Use {listed(READING_SETS, 'or')}.")
    return {reading: getattr(each, name) for reading, each in policy.readings.items()}


def _checked(policy: Policy, chosen: Mapping[str, str]) -> Mapping[str, str]:
    for name, answer in chosen.items():
        if name not in policy.readings:
            near = nearest(name, policy.readings)
            hint = f"Did you mean {near}?" if near else f"Use {listed(policy.readings, 'or')}."
            raise ReadingError(f"There is no reading {name!r}. {hint}")
        if answer not in policy.readings[name].alternatives:
            answers = listed(policy.readings[name].alternatives, "or")
            raise ReadingError(f"The reading {name} cannot be {answer!r}. Use {answers}.")
    return chosen
