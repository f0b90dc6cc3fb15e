"""Keep a what-if under a name, and remove one. The record itself never changes by it."""

from datetime import date

from mentorship.access import Role, Viewer
from mentorship.actions import SQL
from mentorship.actions.action import MAY_WRITE, Action, acting, author_of
from mentorship.errors import AccessError, ArgumentError
from mentorship.store.connection import Store, next_number
from mentorship.store.sql_files import rows_changed, run

#: So many scenarios of one mentee are kept at once, with names of so many letters.
MOST_KEPT, LONGEST_NAME = 20, 60


def keep_scenario(viewer: Viewer, store: Store, mentee: str, name: str, lines: str, on: date) -> int:
    """Keep the lines of a what-if under a name; returns its number. For the mentee and the ombudsman.

    Raises AccessError; ArgumentError without a name, with one that is taken, or with too many kept."""
    name = name.strip()
    with acting(store, viewer, _action(viewer, "keep_scenario", mentee)) as cursor:
        kept, taken = run(cursor, SQL / "scenario_count.sql", mentee=mentee, name=name).fetchone() or (0, False)
        if not 0 < len(name) <= LONGEST_NAME:
            raise ArgumentError(f"Give the scenario a name of up to {LONGEST_NAME} letters.")
        if taken:
            raise ArgumentError(f"There is already a scenario “{name}”. Choose another name, or remove that one.")
        if kept >= MOST_KEPT:
            raise ArgumentError(f"{MOST_KEPT} scenarios are saved, which is the limit. Remove one first.")
        number = next_number(cursor, "scenario")
        run(
            cursor, SQL / "scenario_add.sql", scenario_no=number, mentee=mentee, name=name, lines=lines, kept_on=on,
            kept_by=author_of(viewer),
        )  # fmt: skip
        return number


def remove_scenario(viewer: Viewer, store: Store, mentee: str, number: int, on: date) -> None:
    """Remove a kept scenario of a mentee. Raises AccessError; ArgumentError where there is none."""
    with acting(store, viewer, _action(viewer, "remove_scenario", mentee)) as cursor:
        removed = rows_changed(run(
            cursor, SQL / "scenario_remove.sql", scenario_no=number, mentee=mentee, removed_on=on,
            removed_by=author_of(viewer),
        ))  # fmt: skip
        if not removed:
            raise ArgumentError("This scenario has already been removed.")


def _action(viewer: Viewer, name: str, mentee: str) -> Action:
    """Something a mentee may do for themselves. Raises AccessError for another mentee."""
    if viewer.role is Role.MENTEE and viewer.person != mentee:
        raise AccessError("There is no such mentee, or you may not see their record.")
    return Action(name, f"scenario of {mentee}", "Saving a scenario", roles=(*MAY_WRITE, Role.MENTEE))
