"""A report's rows on screen: a table that reads like a page, and cards on a phone; CSV and XLSX under it.

A real table, not a drawing of one: text wraps, a click anywhere on a row opens it, a screen reader reads it, all of it
prints. What is shown is all that is sent.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import streamlit as st

from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows, as_csv, as_text, as_xlsx
from mentorship.hidden_characters import visible
from mentorship.wording import count, folded
from pages.parts import downloads, notices, record_rows
from pages.parts.assets import read

Row = dict[str, Any]
#: More rows than this are not sent at once: one searches, or asks for more.
AT_ONCE = 100
#: With more rows than this there is a field to search them.
WORTH_SEARCHING = 25
_RIGHT = {Shows.HOURS, Shows.NUMBER, Shows.DECIMAL, Shows.SHARE, Shows.DAY}

_TABLE = st.components.v2.component(
    "records",
    html='<div class="records"></div>\n',
    css=read("records.css"),
    js=read("records.js"),
)


@dataclass(frozen=True)
class Line:
    """A line under an opened row: a sentence, and quietly below it where that comes from."""

    text: str
    quiet: str = ""


@dataclass(frozen=True)
class Details:
    """What an opened row shows below it, and what can be done about it: a name for each button and its label."""

    lines: Sequence[Line]
    actions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Opens:
    """How rows open: their field `by` stands in the address under `name`. With `details` the row shows them below
    itself, and `act` is called with the row and the name of the button that was pressed there."""

    name: str
    by: str = "id"
    details: Callable[[Row], Details] | None = None
    act: Callable[[Row, str], None] | None = None


def table(
    request: Request,
    rows: Sequence[Row],
    columns: Sequence[Column],
    name: str,
    says: str,
    *,
    opens: Opens | None = None,
    groups: Sequence[str] = (),
    every: Callable[[Request], Any] | None = None,
) -> Row | None:
    """Rows as a table; `says` names it for a screen reader, `name` its downloads. Returns the row that is opened.

    With `groups` rows stand under the heading in their field `group`, in that order. Where `rows` are only the first
    of many, `every` gives all of them to the download."""
    shown = _narrowed(rows, columns, name)
    drawn = _Drawn(f"table_{name}", says, columns, shown, groups, _links(request, rows, columns, name, every))
    if opens is None:
        drawn.draw()
        return None
    asked = st.query_params.get(opens.name)
    opened = next((row for row in rows if str(row[opens.by]) == asked), None) if asked else None
    drawn.draw(opens, partial(_open, opens.name), opened)
    return opened


def pick(rows: Sequence[Row], *, key: str, says: str, choose: Callable[[str], None]) -> None:
    """A short list of people to choose from: `name` and `id` of each."""
    columns = [Column("name", "Name"), Column("id", "Id")]
    _Drawn(key, says, columns, rows).draw(Opens(key), choose)


def _open(name: str, chosen: str) -> None:
    """Put the opened row into the address; opened again, it is closed."""
    if st.query_params.get(name) == chosen:
        del st.query_params[name]
    else:
        st.query_params[name] = chosen


@dataclass(frozen=True)
class _Drawn:
    """A table as the browser gets it."""

    key: str
    says: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    groups: Sequence[str] = ()
    links: Sequence[dict[str, str]] = ()

    def draw(
        self, opens: Opens | None = None, choose: Callable[[str], None] | None = None, opened: Row | None = None
    ) -> None:
        by_id = {str(row[opens.by]): row for row in self.rows} if opens else {}

        def chosen() -> None:
            value = st.session_state[self.key].get("opened")
            if choose and isinstance(value, str) and value in by_id:
                choose(value)

        result = _TABLE(data=self._data(opens, opened), key=self.key, on_opened_change=chosen, on_act_change=_nothing)
        if opened and opens and opens.act and isinstance(result.act, str) and str(opened[opens.by]) in by_id:
            opens.act(opened, result.act)

    def _data(self, opens: Opens | None, opened: Row | None) -> bytes:
        """JSON as bytes: anything else Streamlit would write and compare anew in each run."""
        rows = record_rows.in_json(self.rows, self.columns, opens.by if opens else None, bool(self.groups))
        return f'{json.dumps(self._around(opens, opened))[:-1]}, "rows": {rows}}}'.encode()

    def _around(self, opens: Opens | None, opened: Row | None) -> dict[str, Any]:
        details = opens.details(opened) if opens and opens.details and opened else None
        return {
            "says": self.says,
            "columns": [_column(each) for each in self.columns],
            "groups": list(self.groups),
            "opens": opens is not None,
            "opened": str(opened[opens.by]) if opens and opened else None,
            "details": _shown(details) if details else None,
            "links": list(self.links),
        }


def _shown(details: Details) -> dict[str, Any]:
    lines = [{"text": visible(each.text), "quiet": visible(each.quiet)} for each in details.lines]
    return {"lines": lines, "actions": details.actions}


def _nothing() -> None:
    """The value of a button arrives with the run it caused."""


def _column(column: Column) -> dict[str, Any]:
    align = "right" if column.shows in _RIGHT else "left"
    return {
        "heading": column.heading, "align": align, "further": column.further, "help": column.help,
        "obvious": column.obvious,
        "shows": str(column.shows) if column.shows in record_rows.DRAWN else "text",
    }  # fmt: skip


def _narrowed(rows: Sequence[Row], columns: Sequence[Column], name: str) -> Sequence[Row]:
    """The rows to send: those that match what is typed, and of very many the first."""
    if len(rows) <= WORTH_SEARCHING:
        return rows
    typed = st.text_input(
        "Search", key=f"search_{name}", placeholder=f"Search {count(len(rows), 'row')}", label_visibility="collapsed",
        live=True, type="search",
    )  # fmt: skip
    words = folded(typed or "").split()
    texts = [each for each in columns if each.shows in (Shows.TEXT, Shows.LIST)]
    found = [row for row in rows if all(word in _searched(row, texts) for word in words)] if words else rows
    if not found:
        st.caption("No row has all of these words.")
    if len(found) <= AT_ONCE:
        return found
    pages = st.session_state.get(f"more_{name}", 1)
    if pages * AT_ONCE < len(found):
        shown = f"Show more ({AT_ONCE * pages:,} of {len(found):,})"
        st.button(shown, key=f"show_more_{name}", on_click=_show_more, args=(name,), type="tertiary")
    return found[: pages * AT_ONCE]


def _show_more(name: str) -> None:
    st.session_state[f"more_{name}"] = st.session_state.get(f"more_{name}", 1) + 1


def _searched(row: Row, columns: Sequence[Column]) -> str:
    return folded(" ".join(as_text(each, row.get(each.field)) for each in columns))


def _links(
    request: Request, rows: Sequence[Row], columns: Sequence[Column], name: str, every: Callable[[Request], Any] | None
) -> list[dict[str, str]]:
    """The downloads under a table, made when asked for, with the decimal mark of the reader's language."""
    if not rows:
        return []
    comma = _decimal_comma()
    all_rows = every or (lambda _: rows)
    stamp = notices.stamp(request)

    def csv(asked: Request) -> bytes:
        return as_csv(all_rows(asked), columns, comma)

    def xlsx(asked: Request) -> bytes:
        return as_xlsx(list(all_rows(asked)), columns, name, stamp)

    viewer, view = request.viewer, repr(sorted(st.query_params.to_dict().items()))
    links = [{"label": "CSV", "href": downloads.offer(viewer, f"{name}.csv", downloads.CSV, csv, view)}]
    if every is None:  # a workbook of so many rows would not fit
        links.append({"label": "XLSX", "href": downloads.offer(viewer, f"{name}.xlsx", downloads.XLSX, xlsx, view)})
    return links


def _decimal_comma() -> bool:
    """Whether the reader's language writes 1,5."""
    return notices.decimal_comma(st.context.locale)
