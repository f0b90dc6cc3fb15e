"""`mentorship packet`: the evidence for one tier, as PDF or workbook; and whether one is still what it was made as."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from mentorship.commands.analysis import (
    ContactFiles,
    Exports,
    PeopleFiles,
    ReadingsIfNamed,
    Rules,
    Sources,
    analysis,
)
from mentorship.commands.options import Amend, As, AsOf, DateOrder, Fill, Format, Handbook, Reading, StoreAt
from mentorship.commands.output import print_json, print_text, write_file
from mentorship.errors import ArgumentError
from mentorship.packet.content import evidence
from mentorship.packet.pages import packet_pdf
from mentorship.packet.seal import SealedContent, SealError
from mentorship.packet.typesetting import Paper
from mentorship.packet.verify import Verification, read_seal, unreliable, verify
from mentorship.packet.workbook import packet_xlsx

MAKES = {".pdf": packet_pdf, ".xlsx": packet_xlsx}


Mentee = Annotated[str | None, typer.Option("--mentee", metavar="M", help="Whose evidence: an id or e-mail.")]
Tier = Annotated[str | None, typer.Option("--tier", metavar="T", help="For which tier: first, second or third.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="F", help="The file to write: .pdf or .xlsx.")]
On = Annotated[Paper, typer.Option("--paper", help="The paper it is set for.")]
Verify = Annotated[
    Path | None, typer.Option("--verify", metavar="F", help="Say whether a packet is unaltered, and still true.")
]


def packet(
    sessions: Exports = None, people: PeopleFiles = None, contacts: ContactFiles = None, mentee: Mentee = None,
    tier: Tier = None, out: Out = None, paper: On = Paper.A4, check: Verify = None, store: StoreAt = None,
    fill: Fill = None, dates: DateOrder = None, as_of: AsOf = None, reading: Reading = None,
    readings: ReadingsIfNamed = None, amendments: Amend = None, policy: Handbook = None, output: As = Format.TEXT,
) -> int:  # fmt: skip
    """The evidence to send in with the tracking form, or a check of one."""
    sources = Sources(sessions or (), people or (), contacts or (), store, fill or (), dates)
    rules = Rules(policy, readings, reading or (), amendments or ())
    if check is not None:
        if mentee or tier or out:
            raise ArgumentError("--verify takes everything from the packet: leave out --mentee, --tier and --out.")
        return _verified(check, sources, rules, as_of, output)
    if not (mentee and tier and out):
        raise ArgumentError("Name --mentee, --tier and --out; or --verify with a packet.")
    make = MAKES.get(out.suffix.lower())
    if make is None:
        raise ArgumentError(f"--out {out}: expected a name ending in .pdf or .xlsx.")
    with analysis(sources, rules, as_of) as found:
        whose = found.person(mentee)
        content = evidence(found.request, whose, tier)
        write_file(out, make(content, paper))
        if output is Format.JSON:
            print_json(found.head() | {"mentee": whose, "tier": tier, "out": str(out)})
        else:
            print_text(f"Wrote {out}.")
        return found.status()


def _verified(file: Path, sources: Sources, rules: Rules, as_of: str | None, output: Format) -> int:
    try:
        content = read_seal(file)
    except SealError as error:
        raise ArgumentError(unreliable(error).sentences[0]) from None
    with analysis(sources, _rules_of(content, rules), as_of or content.packet.as_of.isoformat()) as found:
        current = evidence(found.request, content.packet.mentee.id, content.packet.tier.name)
        _say(verification := verify(content, current), output)
        return int(verification.status)


def _rules_of(content: SealedContent, rules: Rules) -> Rules:
    """The readings of the packet, where none are named."""
    if rules.readings or rules.reading:
        return rules
    taken = [f"{each.name}={each.value}" for each in content.packet.rules.readings]
    return replace(rules, readings="default", reading=taken)


def _say(verification: Verification, output: Format) -> None:
    if output is Format.JSON:
        print_json({"status": verification.status.name.lower(), "sentences": list(verification.sentences)})
    else:
        print_text("\n".join(verification.sentences))
