"""What a file's headings mean, and what it does not say, asked on screen."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from mentorship.hidden_characters import visible
from mentorship.intake.columns import LABELS, column_options
from mentorship.intake.preview import HeadingPreview, Misfits, Preview, TablePreview, misfits
from mentorship.intake.profiles import CANONICAL
from mentorship.vocabulary import Kind
from mentorship.wording import count, day, listed, time_of_day
from pages.parts import name_matching, notices, resources, word_meanings
from pages.parts.word_meanings import MODALITIES, STATUSES

#: What a file may not say, where the meaning of the column is not enough to ask for it.
QUESTIONS = {"activity": "the kind of session", "modality": "whether it was in person or virtual"}
#: What a heading is that is no column of ours.
KEPT = "none of these: kept with the row"
#: More headings than this are not all shown at once, and of those not even all are: a browser could not take them.
MANY, MOST = 40, 200


@dataclass(frozen=True)
class Told:
    """What a person said of a file; the fields are those of `ImportOptions`."""

    kind: Kind | None = None
    renames: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    fill: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    encoding: str | None = None


def asked(key: str, looks: list[TablePreview], preview: Preview | None, told: Told) -> tuple[TablePreview, Told, str]:
    """Ask how a file is to be read. Returns the table asked about, what is told now, and what contradicts itself."""
    look = _part(key, looks)
    questions = st.container()  # before the headings: often they are all there is to say
    kind, chosen = _headings(f"{key}_{looks.index(look)}", look, preview, told, is_alone=len(looks) == 1)
    known = _recognised(key, look, told, kind)
    renames = {column: heading for heading, column in chosen.items() if column and column != known.get(heading)}
    ignored = tuple(heading for heading, column in chosen.items() if not column and known.get(heading))
    fill: dict[str, str] = {}
    for column in dict.fromkeys([*told.fill, *look.missing[:1]]):
        if column not in renames:
            with questions:
                fill |= _missing(key, look, column)
    values = {column: dict(words) for column, words in told.values.items()}
    for column, words in (word_meanings.unknown(preview) if preview else {}).items():
        with questions:
            values[column] = values.get(column, {}) | word_meanings.asked(key, column, words)
    said = {column: words for column, words in values.items() if words}
    # Headings set by hand are meant for the kind of export that was on screen, whatever else they make it look like.
    told_kind = kind if kind is not look.kind or told.kind or renames or ignored else None
    return look, Told(told_kind if len(looks) == 1 else None, renames, ignored, fill, said), _contradiction(chosen)


def _part(key: str, looks: list[TablePreview]) -> TablePreview:
    """Which table of the file it is about: the first that lacks something, or the one chosen."""
    if len(looks) == 1:
        return looks[0]
    names = [visible(f"{number}: {each.sheet or each.file}") for number, each in enumerate(looks, 1)]
    first = next((at for at, each in enumerate(looks) if each.missing), 0)
    return looks[names.index(st.selectbox("Part of the file", names, first, key=f"part_{key}"))]


def _headings(
    key: str, look: TablePreview, preview: Preview | None, told: Told, is_alone: bool
) -> tuple[Kind, dict[str, str | None]]:
    """The kind of export, and heading by heading which column it is. What we only suppose is said and not applied."""
    wrong = misfits(preview.result.problems) if preview else {}
    # Open where headings may be what is to be said, and not shut again once it is.
    is_unsure = bool(look.missing) and look.profile == CANONICAL
    is_open = st.session_state.setdefault("means_open", {}).setdefault(key, is_unsure)
    with st.expander("What each heading means", icon=":material/view_column:", expanded=is_open, key=f"means_{key}"):
        st.caption(f"Read as {notices.escape(look.label)}. Change what is wrong.")
        kind = look.kind
        if is_alone:
            kind = (
                st.selectbox("The file holds", list(Kind), list(Kind).index(look.kind), key=f"kind_{key}") or look.kind
            )
        if kind is not look.kind:
            return kind, {}
        by_hand = {heading: column for column, heading in told.renames.items()} | dict.fromkeys(told.ignored)
        chosen = {each.heading: by_hand.get(each.heading, each.column) for each in look.headings}
        for each in _shown(key, look.headings):
            chosen[each.heading] = _heading(f"{key}_{kind}_{each.heading}", each, chosen[each.heading], kind, wrong)
    return kind, chosen


def _shown(key: str, headings: list[HeadingPreview]) -> list[HeadingPreview]:
    """All headings; of very many first those that mean something to us."""
    if len(headings) <= MANY:
        return headings
    telling = [each for each in headings if each.column or each.similar]
    others = [each for each in headings if not (each.column or each.similar)]
    if not st.toggle(f"Show {count(len(others), 'more heading')} that we do not recognise", key=f"more_{key}"):
        return telling
    return [*telling, *others][:MOST]


def _heading(
    key: str, heading: HeadingPreview, column: str | None, kind: Kind, wrong: dict[str, Misfits]
) -> str | None:
    """One heading with examples of what stands below it, and which column it is."""
    says, is_column = st.columns([3, 2], vertical_alignment="center")
    means = column_options(kind)
    with is_column:
        options = [None, *means]
        chosen = st.selectbox(
            f"Column for {notices.escape(heading.heading)}", options,
            options.index(column) if column in options else 0,
            format_func=lambda each: f"{LABELS[each]}: {means[each].meaning}" if each else KEPT,
            key=f"heading_{key}", label_visibility="collapsed",
        )  # fmt: skip
    with says:
        examples = listed([f"“{each}”" for each in heading.examples], "or") if heading.examples else "no values"
        st.markdown(f"**{notices.escape(heading.heading)}**: {notices.escape(examples)}")
        if heading.similar and not chosen:
            st.caption(f":material/help: Perhaps “{LABELS[heading.similar]}”? It is not applied until you say so.")
        if chosen and chosen == column and chosen in wrong:
            st.caption(f":material/warning: {_misfit(wrong[chosen])}")
    return chosen


def _misfit(wrong: Misfits) -> str:
    such_as = f", such as “{notices.escape(wrong.example[:40])}”" if wrong.example else ""
    return f"{count(wrong.rows, 'cell')} cannot be read{such_as}. Expected {notices.escape(wrong.expected[:120])}."


def _recognised(key: str, look: TablePreview, told: Told, kind: Kind) -> dict[str, str | None]:
    """What each heading was taken for before anything was said of headings."""
    seen = st.session_state.setdefault("recognised", {})
    at = (key, look.file, look.sheet, kind)
    if at not in seen or not (told.renames or told.ignored):
        seen[at] = {each.heading: each.column for each in look.headings}
    found: dict[str, str | None] = seen[at]
    return found


def _contradiction(chosen: dict[str, str | None]) -> str:
    """Two headings that were set to one column, in a sentence; empty when all is clear."""
    for column in filter(None, chosen.values()):
        same = [f"“{heading}”" for heading, other in chosen.items() if other == column]
        if len(same) > 1:
            return (
                f"{listed(same)} are both set to “{LABELS[column]}”. Keep the right one, and set the other to “{KEPT}”."
            )
    return ""


def _missing(key: str, look: TablePreview, column: str) -> dict[str, str]:
    """One question that the file cannot answer, for all its rows."""
    if column == "mentee" and any(each.column == "mentee_name" for each in look.headings):
        name_matching.offer_to_match(key)
        return {}
    label = f"The file does not say {_unsaid(look, column)}. For all its rows it is:"
    if column == "activity":
        labels = {code: each.label for code, each in resources.policy().activities.items()}
        answer = st.selectbox(
            label, list(labels), None, format_func=lambda each: labels[each], key=f"missing_{key}_{column}"
        )
    elif column == "modality":
        answer = st.selectbox(
            label, list(MODALITIES), None, format_func=lambda each: MODALITIES[each], key=f"missing_{key}_{column}"
        )
    elif column == "held_on":
        day = st.date_input(label, None, key=f"missing_{key}_{column}")
        answer = day.isoformat() if day else None
    else:
        answer = st.text_input(label, key=f"missing_{key}_{column}").strip()
    return {column: str(answer)} if answer else {}


def _unsaid(look: TablePreview, column: str) -> str:
    """What a file does not say, in words."""
    columns = column_options(look.kind)
    return QUESTIONS.get(column) or (columns[column].meaning if column in columns else column)


def waiting(look: TablePreview) -> str:
    """What to do about a table that cannot be read before a question is answered."""
    unsaid = _unsaid(look, look.missing[0])
    return f"We cannot read this yet, because it does not say {unsaid}. Answer above, or choose the heading that does."


def left_out(looks: list[TablePreview]) -> list[str]:
    """The tables of a file that would not be read although others are, each with what it lacks."""
    return [
        f"“{look.sheet or look.file}” would be left out, because it does not say {_unsaid(look, look.missing[0])}."
        for look in looks
        if look.missing
    ]


def as_said(column: str, value: Any) -> str:
    """A value as it would be stored, in words."""
    if value is None:
        return ""
    if column == "activity" and value in resources.policy().activities:
        return resources.policy().activities[value].label
    if column in ("starts_at", "ends_at"):  # minutes after midnight
        return time_of_day(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return {**MODALITIES, **STATUSES}.get(value, str(value))
