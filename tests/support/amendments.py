"""Amendments as the steppers make them, of values that differ from the rules in force."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mentorship.policy.amendments import Amendment
from mentorship.policy.model import Policy
from mentorship.policy.steppers import stepped


def amending(
    policy: Policy, values: Mapping[str, Any], in_force_from: date | None, title: str = "A rule change"
) -> Amendment:
    found = stepped(policy, values, in_force_from, title)
    assert found is not None, "none of the values differs"
    return found
