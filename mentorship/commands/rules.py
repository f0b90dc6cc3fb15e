"""`mentorship rules`: what an amendment or another reading changes."""

from rich.console import Console

from mentorship.commands.options import Amend, As, Format, Handbook, Reading, Readings, policy_for
from mentorship.commands.output import print_json
from mentorship.policy.difference import difference
from mentorship.terminal.check_report import print_changes


def rules(
    amendments: Amend = None,
    reading: Reading = None,
    readings: Readings = "default",
    policy: Handbook = None,
    output: As = Format.TEXT,
) -> int:
    """What an amendment or another reading changes in the rules, in words."""
    handbook = policy_for(policy, "default", None)
    changed = policy_for(policy, readings, reading, amendments)
    changes = [str(change) for change in difference(handbook, changed)]
    if output is Format.JSON:
        print_json({"id": changed.id, "digest": changed.digest, "changes": changes})
    else:
        print_changes(Console(), changed, changes)
    return 0
