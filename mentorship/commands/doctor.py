"""`mentorship doctor`: which versions are here, what the store holds, and what is wrong."""

from mentorship.commands.options import As, Format, Handbook, StoreAt
from mentorship.commands.output import print_json, report_console
from mentorship.doctor import examine
from mentorship.settings import Settings
from mentorship.terminal.doctor_report import print_doctor


def doctor(store: StoreAt = None, policy: Handbook = None, output: As = Format.TEXT) -> int:
    """Say which versions are installed, what the store holds, and what is wrong."""
    findings = examine(store or Settings().store, policy or Settings().handbook)
    if output is Format.JSON:
        print_json(findings)
    else:
        print_doctor(report_console(), findings)
    return 2 if findings["wrong"] else 0
