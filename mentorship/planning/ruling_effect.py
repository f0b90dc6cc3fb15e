"""What would rulings do to credit? Worked out by making them and undoing them, before a case is closed with them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb

from mentorship.access import Viewer
from mentorship.actions.rulings import Ruling, try_rule
from mentorship.planning.merge_effect import merge_effect
from mentorship.policy.model import Policy
from mentorship.store.connection import Store


def ruling_effect(
    viewer: Viewer, store: Store, policy: Policy, as_of: date, rulings: Sequence[Ruling]
) -> list[dict[str, Any]]:
    """Whose credit or tiers would differ after the rulings: rows as of `merge_effect`. For the ombudsman.

    Raises AccessError, ArgumentError as `credit.rulings.rule` does."""

    def rule_all(cursor: duckdb.DuckDBPyConnection) -> None:
        for ruling in rulings:
            try_rule(cursor, ruling, as_of)

    return merge_effect(viewer, store, policy, as_of, rule_all)
