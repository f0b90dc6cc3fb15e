"""A report's rows on screen, with a download under each table."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from mentorship.reports.tables import Column, Shows, as_csv, as_xlsx
from mentorship.wording import day, hours
from pages.parts import notices

Rows = Sequence[dict[str, Any]]
Every = Callable[[], Iterable[dict[str, Any]]]

#: What is shown where there is no value.
NOTHING = "–"
#: How each kind of value is shown; the value itself stays what sorts.
SHOWN = {
    Shows.HOURS: lambda value: hours(int(value)),
    Shows.DAY: day,
    Shows.NUMBER: lambda value: f"{int(value):,}",
    Shows.DECIMAL: lambda value: f"{value:.1f}",
    Shows.SHARE: lambda value: f"{value:.0%}",
    Shows.YES: lambda value: "yes" if value else "no",
}
#: Above so many cells the values are shown as they are: a browser could not take their wording, too.
MOST_CELLS = 250_000


def table(
    rows: Rows,
    columns: Sequence[Column],
    name: str,
    says: str,
    height: int | str = "auto",
    choose: bool = False,
    key: str = "",
    every: Every | None = None,
) -> dict[str, Any] | None:
    """Rows as a table that sorts by value and reads like people write; CSV and XLSX below it.

    `name` names the downloads, `key` tells two tables of one name apart. With `choose` a row can be picked; returns the
    picked one. Where `rows` are only the first, `every` gives all of them to the download."""
    frame = pd.DataFrame({each.heading: [_value(each, row.get(each.field)) for row in rows] for each in columns})
    drawn: Any = frame
    if frame.size <= MOST_CELLS:
        shown = {each.heading: partial(_shown, SHOWN[each.shows]) for each in columns if each.shows in SHOWN}
        drawn = frame.style.format(shown, na_rep=NOTHING)
    state: Any = st.dataframe(
        drawn,
        on_select="rerun" if choose else "ignore",
        selection_mode="single-row",
        hide_index=True,
        key=f"table_{name}{key}",
        alt=says,
        height=height,
        placeholder=NOTHING,
        column_config={each.heading: config for each in columns if (config := _config(each))},
    )
    downloads(rows, columns, name, key) if every is None else _download_every(every, columns, name, key)
    picked = state.selection.rows if choose else []
    return rows[picked[0]] if picked and picked[0] < len(rows) else None


def downloads(rows: Rows, columns: Sequence[Column], name: str, key: str = "") -> None:
    """The same rows to take away. Made when asked for, with the decimal mark of the reader's language."""
    says = notices.provenance()
    with st.container(horizontal=True):
        st.download_button(
            "CSV", notices.quietly(partial(as_csv, rows, columns, _decimal_comma())), f"{name}.csv", "text/csv",
            key=f"csv_{name}{key}", on_click="ignore", icon=":material/download:", type="tertiary",
        )  # fmt: skip
        st.download_button(
            "XLSX", notices.quietly(partial(as_xlsx, rows, columns, name, says)), f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"xlsx_{name}{key}", on_click="ignore", icon=":material/download:", type="tertiary",
        )  # fmt: skip


def _download_every(every: Every, columns: Sequence[Column], name: str, key: str) -> None:
    """All rows as CSV, written one by one: a workbook of so many would not fit."""
    comma = _decimal_comma()
    st.download_button(
        "All of them (CSV)", notices.quietly(lambda: as_csv(every(), columns, comma)), f"{name}.csv", "text/csv",
        key=f"csv_{name}{key}", on_click="ignore", icon=":material/download:", type="tertiary",
    )  # fmt: skip


def _decimal_comma() -> bool:
    return (st.context.locale or "en").split("-")[0] not in {"en", "zh", "ja", "ko", "he", "th", "hi"}


def _value(column: Column, value: Any) -> Any:
    return ", ".join(map(str, value)) if column.shows is Shows.LIST and value is not None else value


def _shown(say: Any, value: Any) -> str:
    return NOTHING if pd.isna(value) else say(value)


def _config(column: Column) -> Any:
    if column.shows in (Shows.HOURS, Shows.NUMBER, Shows.DECIMAL, Shows.SHARE):
        return st.column_config.NumberColumn(column.heading)
    if column.shows is Shows.DAY:
        return st.column_config.DateColumn(column.heading)
    return None
