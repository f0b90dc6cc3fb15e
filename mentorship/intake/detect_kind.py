"""Whether a table holds sessions, people or contacts: by headings that only one of them has, else it is asked.

A needed column that is there proves nothing: an e-mail alone does not make people, a mentor and a date no contacts.
"""

from collections.abc import Collection

from mentorship.errors import MappingError
from mentorship.intake.columns import COLUMNS, HELPERS
from mentorship.intake.headings import column_key, meanings
from mentorship.intake.options import ImportOptions
from mentorship.intake.readers import RawTable
from mentorship.vocabulary import Kind
from mentorship.wording import listed

#: Columns that another kind could well have, too.
_WEAK = {"mentee_name", "mentor_name", "notes", "mentee", "event", "currency", "name", "email", "contact", "person",
         "session_id", "summary", "channel", "modality", "topic_course", "fee"}  # fmt: skip

#: Weak in other words, but not under this very name; and a heading of a letter or two says little.
_OURS_ALONE, _SHORTEST = {"person", "mentee"}, 3


def kind_of_table(table: RawTable, options: ImportOptions) -> Kind:
    """The kind that the headings speak for. Raises MappingError where they speak for none, or for two."""
    scores = evidence(table.headings, options.fill)
    best, second, _ = sorted(scores, key=lambda kind: -scores[kind])
    is_whole = all(heading in meanings(table.headings, best) for heading in table.headings if heading)
    if scores[best] > scores[second] and (scores[best] >= 1 or is_whole):
        return best
    raise MappingError(_unclear(table))


def best_guess(table: RawTable, options: ImportOptions) -> Kind:
    """The kind that the headings speak for most, where one must be shown: sessions, unless another has more."""
    scores = evidence(table.headings, options.fill)
    return max(Kind, key=lambda kind: (scores[kind], kind is Kind.SESSIONS))


def evidence(headings: list[str], filled: Collection[str] = ()) -> dict[Kind, float]:
    """How much headings, and columns filled in, speak for each kind: those that another kind has too say nothing."""
    scores: dict[Kind, float] = dict.fromkeys(Kind, 0.0)
    meant = {kind: meanings(headings, kind) for kind in Kind}
    for heading in headings:
        kinds = [kind for kind in Kind if heading in meant[kind]]
        exactly = [kind for kind in kinds if column_key(heading) in {**COLUMNS[kind], **HELPERS[kind]}]
        of = exactly if len(exactly) == 1 else kinds
        if len(of) == 1:
            column = meant[of[0]][heading][0]
            is_weak = column in _WEAK and not (exactly and column in _OURS_ALONE)
            scores[of[0]] += 0.4 if is_weak or len(heading) < _SHORTEST else 1.0
        elif Kind.SESSIONS in of and meant[Kind.SESSIONS][heading][0] == "held_on":
            scores[Kind.SESSIONS] += 0.2 if len(meant[Kind.SESSIONS]) > len(meant[Kind.CONTACTS]) else 0.0
    for name in filled:
        owners = [kind for kind in Kind if name in COLUMNS[kind]]
        if len(owners) == 1:
            scores[owners[0]] += 1.0
    return scores


def _unclear(table: RawTable) -> str:
    read = listed([f"“{heading}”" for heading in table.headings[:12] if heading]) or "no headings"
    more = f" and {len(table.headings) - 12} more" if len(table.headings) > 12 else ""
    return (
        f"{table.file}, row {table.heading_line}: read the headings {read}{more}, expected a column that only one of "
        "sessions, people and contacts has. Say what the file holds: "
        "--kind sessions, --kind people or --kind contacts."
    )
