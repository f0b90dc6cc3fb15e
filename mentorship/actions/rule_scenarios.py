"""Keep a rule change under a name, to come back to it and compare; withdraw it. Nothing here is put into force."""

import json
from collections.abc import Sequence
from datetime import date

from mentorship.access import Viewer
from mentorship.actions import SQL
from mentorship.actions.action import Action, acting, author_of
from mentorship.errors import ArgumentError
from mentorship.policy.amendments import Amendment, amendment_toml
from mentorship.store.connection import Store, next_number
from mentorship.store.sql_files import rows_changed, run

MOST_LETTERS = 80


def keep_scenario(viewer: Viewer, store: Store, name: str, amendments: Sequence[Amendment], on: date) -> int:
    """Keep amendments under a name; returns the scenario's number. Raises AccessError, ArgumentError."""
    name = " ".join(name.split())
    if not 0 < len(name) <= MOST_LETTERS:
        raise ArgumentError(f"Give the rule change a name of up to {MOST_LETTERS} letters.")
    if not amendments:
        raise ArgumentError("There is nothing to save: no rule is changed.")
    action = Action("keep_scenario", name, "Saving a rule change")
    told = json.dumps([amendment_toml(each) for each in amendments], ensure_ascii=False)
    with acting(store, viewer, action) as cursor:
        number = next_number(cursor, "rule_scenario")
        run(
            cursor, SQL / "rule_scenario_add.sql", scenario_no=number, name=name, amendments=told,
            author=author_of(viewer), kept_on=on,
        )  # fmt: skip
    return number


def withdraw_scenario(viewer: Viewer, store: Store, number: int, on: date) -> None:
    """Take a kept rule change off the list. Raises AccessError, ArgumentError for one that is not kept."""
    with acting(
        store, viewer, Action("withdraw_scenario", f"rule change {number}", "Withdrawing a rule change")
    ) as cursor:
        found = rows_changed(run(cursor, SQL / "rule_scenario_withdraw.sql", scenario_no=number, withdrawn_on=on))
        if not found:
            raise ArgumentError(f"There is no saved rule change {number}.")
