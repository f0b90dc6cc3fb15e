"""Exports imported by hand: what we recognise, what a file would do, the import with its progress; and undo."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from mentorship.access import Role, require
from mentorship.actions.imports import import_file, undo_import
from mentorship.answers.request import Request
from mentorship.answers.tables import NOTHING, Column, Shows
from mentorship.errors import EncodingError, MentorshipError
from mentorship.hidden_characters import visible
from mentorship.intake.columns import COLUMNS, LABELS
from mentorship.intake.corrections import RowsToFix, rows_to_fix
from mentorship.intake.options import ImportOptions
from mentorship.intake.preview import FilePreview, Preview, TablePreview, preview_file
from mentorship.intake.readers import FILE_TYPES
from mentorship.intake.results import ImportResult, Progress
from mentorship.passing_folder import passing_folder
from mentorship.wording import count, listed
from pages.parts import (
    encoding_choice,
    mapping_form,
    name_matching,
    notices,
    records,
    resources,
    saved_profiles,
    word_meanings,
)
from pages.parts.guard.sessions import forget_uploads

DATES = {
    "the way the column makes clear": None,
    "day first (31/12/2025)": "day-first",
    "month first (12/31/2025)": "month-first",
}
TYPES = [*FILE_TYPES, "zip"]
PROBLEMS = [
    Column("row", "Row", Shows.NUMBER),
    Column("column", "Column"),
    Column("message", "What is wrong"),
    Column("read", "Read"),
    Column("expected", "Expected"),
]


def bring_in(request: Request) -> None:
    """Upload, preview, say what things mean, import."""
    require(request.viewer, (Role.OMBUDSMAN,), "Importing exports")
    files = st.file_uploader(
        "Exports", type=TYPES, accept_multiple_files=True, label_visibility="collapsed",
        key=f"exports_{st.session_state.get('arrival', 0)}", max_upload_size=resources.settings().largest_file_mb,
    )  # fmt: skip
    if not files:
        return
    with st.expander("How dates and names are read", icon=":material/tune:", key="how_read"):
        order = DATES[st.selectbox("Dates such as 03/04/2025 are read", list(DATES), key="date_order")]
        by_name = name_matching.may_match()
    ready = [
        (file, options) for file in files if (options := _looked_through(request, file, order, by_name)) is not None
    ]
    if ready and st.button(f"Import {count(len(ready), 'file')}", type="primary", icon=":material/upload:"):
        _import(request, ready)


def _looked_through(request: Request, file: Any, dates: str | None, match_names: bool) -> ImportOptions | None:
    """Show one file with what it would do, and ask what it cannot say. Returns how to read it, once it can be."""
    told = st.session_state.setdefault("told", {}).get(file.file_id, mapping_form.Told())
    options = ImportOptions(
        dates=dates, match_names=match_names, names_options=False, profiles=resources.settings().profiles,
        limits=resources.limits(), time_zone=resources.settings().time_zone, **vars(told),
    )  # fmt: skip
    with st.container(border=True):
        st.markdown(f"**{notices.escape(file.name)}**")
        tried = _tried(file, options)
        encoding = encoding_choice.encoding(file.file_id, tried)
        if encoding != told.encoding:
            st.session_state["told"][file.file_id] = replace(told, encoding=encoding)
            st.rerun()
        look: TablePreview | None = None
        contradiction = ""
        if tried.tables:
            look, says, contradiction = mapping_form.asked(file.file_id, tried.tables, tried.preview, told)
            unknown = tried.preview.result.names if tried.preview else []
            says = replace(says, people=name_matching.asked(file.file_id, unknown, told.people), encoding=encoding)
            if not contradiction and says != told:
                st.session_state["told"][file.file_id] = says
                st.rerun()
        if contradiction or tried.preview is None:
            _cannot_be_read(contradiction or tried.trouble, look if not contradiction else None)
            return None
        for sentence in mapping_form.left_out(tried.tables):
            st.warning(notices.escape(sentence), icon=":material/warning:")
        _show(request, file.file_id, tried.preview, tried.tables)
        if look:
            saved_profiles.offer_to_save(request, file.file_id, look, options)
    return options if _adds(tried.preview.result) else None


def _cannot_be_read(trouble: str, look: TablePreview | None) -> None:
    """Where a question is open, that it waits for the answer; else what is wrong."""
    if look and look.missing:
        st.info(notices.escape(mapping_form.waiting(look)), icon=":material/help:")
    else:
        notices.trouble(trouble)


def _tried(file: Any, options: ImportOptions) -> FilePreview:
    """What we recognise in a file, and what importing it would do. Once per way of reading it."""
    seen = st.session_state.setdefault("looked_at", {})
    place = st.empty()  # in every run, so that what stands below keeps its place, and open what was opened
    if file.file_id not in seen or seen[file.file_id][0] != options:
        seen.pop(file.file_id, None)
        with _progress(place) as progress, _on_disk(file) as path:
            seen[file.file_id] = (options, _tried_out(path, replace(options, shown_as=file.name), progress))
    found: FilePreview = seen[file.file_id][1]
    return found


def _looks_of(file: Any) -> list[TablePreview]:
    found: FilePreview = st.session_state["looked_at"][file.file_id][1]
    return found.tables


def _tried_out(path: Path, options: ImportOptions, progress: Progress) -> FilePreview:
    try:
        return preview_file(resources.store(), path, resources.policy(), options, progress)
    except EncodingError as error:
        return FilePreview([], None, error.asks if error.could else error.message, error.could)
    except MentorshipError as error:
        return FilePreview([], None, error.message)


@contextmanager
def _progress(place: Any) -> Iterator[Progress]:
    """A bar that says how far a piece of work is, as long as it takes."""
    bar = place.progress(0.0, text="Opening")
    yield lambda stage, share: bar.progress(min(share, 1.0), text=notices.escape(stage))
    bar.empty()


def _adds(result: ImportResult) -> bool:
    return bool(result.accepted or result.replaced or (result.problems and not result.unchanged))


def _show(request: Request, key: str, preview: Preview, looks: list[TablePreview]) -> None:
    """What an import would do, whom to check, the first rows as they would be stored, the rows that cannot be read."""
    st.markdown(_sentence(preview.result, looks))
    for sentence in preview.result.people_to_check:
        st.markdown(f":material/person_search: {notices.escape(sentence)}")
    if preview.rows:
        ours = COLUMNS[preview.result.kind]
        columns = [name for name in ours if any(row.get(name) is not None for row in preview.rows)]
        rows = [
            {LABELS[name]: _shown(mapping_form.as_said(name, row.get(name))) for name in columns}
            for row in preview.rows
        ]
        st.caption("The first rows as they would be stored:")
        st.dataframe(rows, hide_index=True, alt="The first rows as they would be stored", placeholder=NOTHING)
    for sentence in _besides(preview.result):
        st.warning(notices.escape(sentence), icon=":material/info:")
    if problems := word_meanings.other_problems(preview):
        rows = [vars(problem) | {"column": _called(problem.column)} for problem in problems]
        st.caption("Rows that could not be read, and why:")
        records.table(request, rows, PROBLEMS, f"problems_{key}", "Rows that could not be read")


def _besides(result: ImportResult) -> list[str]:
    """What a file holds that is not imported, and cells that are in question though their rows count."""
    asked = [f"Row {each.row}: {each.message} The row still counts." for each in result.questions[:20]]
    return [*(each.message for each in result.passed_over), *asked]


def _shown(value: Any) -> Any:
    return visible(value) if isinstance(value, str) else value


def _called(column: str | None) -> str | None:
    return LABELS.get(column, column) if column else None


def _sentence(result: ImportResult, looks: list[TablePreview]) -> str:
    """What an import does or did, in a sentence; a file with several tables may hold several kinds."""
    held = listed(dict.fromkeys(str(look.kind) for look in looks if not look.missing) or [str(result.kind)])
    if not _adds(result):
        return f"{count(result.rows, 'row')} of {held}: all of this is already here; nothing would change."
    bad = len({problem.row for problem in result.problems})
    said = [f"{result.accepted:,} new"]
    said += [f"{result.replaced:,} replacing older ones"] if result.replaced else []
    said += [f"{result.unchanged:,} unchanged"] if result.unchanged else []
    said += [f"{count(bad, 'row')} with problems, set aside"] if bad else []
    return f"{count(result.rows, 'row')} of {held}: {', '.join(said)}."


def _import(request: Request, files: list[tuple[Any, ImportOptions]]) -> None:
    done, wrong = [], []
    for file, options in files:  # what they change is worked out with the last
        st.markdown(f"Importing {notices.escape(file.name)}")
        with _progress(st.empty()) as progress, _on_disk(file) as path:
            try:
                result = import_file(
                    request.viewer, resources.store(), path, resources.policy(), options, shown_as=file.name,
                    progress=progress, ahead=resources.work_out_ahead if file is files[-1][0] else None,
                )  # fmt: skip
                done.append(f"{file.name}: {_sentence(result, _looks_of(file))}")
            except MentorshipError as error:
                wrong.append(error.message)
    _start_over(done, wrong)


def undo(request: Request, numbers: list[int]) -> None:
    """Undo imports, the newest first, and say so on the page as it comes back."""
    done, wrong = [], []
    for number in sorted(numbers, reverse=True):
        try:
            file = undo_import(request.viewer, resources.store(), str(number), resources.work_out_ahead)
            done.append(f"The import of {file} is undone.")
        except MentorshipError as error:
            wrong.append(error.message)
    _start_over(done, wrong)


def rows_to_download(number: int, make: Callable[[RowsToFix], bytes], request: Request) -> bytes:
    """The rows with problems of one import, in their original shape, as CSV or as a workbook."""
    require(request.viewer, (Role.OMBUDSMAN,), "The rows to fix")
    return make(rows_to_fix(resources.store(), str(number)))


def _start_over(done: list[str], wrong: list[str]) -> None:
    """An empty uploader, and what happened on top of the page."""
    st.session_state["happened"], st.session_state["went_wrong"] = done, wrong
    st.session_state["arrival"] = st.session_state.get("arrival", 0) + 1
    forget_uploads()
    for name in ("looked_at", "told", "recognised", "means_open", "could_be"):
        st.session_state.pop(name, None)
    st.rerun()


@contextmanager
def _on_disk(file: Any) -> Iterator[Path]:
    """An uploaded file as a file, as long as it is needed; the reader tells formats by their bytes and name."""
    with passing_folder() as folder:
        path = folder / f"upload{Path(file.name).suffix[:8]}"
        path.write_bytes(file.getbuffer())
        yield path
