"""What a report is: the answer in a sentence, the rows behind it, and what the data cannot say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from mentorship.answers.request import Request
from mentorship.store.sql_files import each_row, records_of, rows_of, run

Row = dict[str, Any]
Rows = list[Row]
Record = TypeVar("Record")


@dataclass(frozen=True)
class Report:
    """`answer` is the page's first line. `rows` are what the page shows and offers for download; `parts` are further
    rows by name. `gaps` say what the data cannot say. All minutes are whole minutes, all days are dates."""

    answer: str
    rows: Rows
    parts: dict[str, Rows] = field(default_factory=dict)
    gaps: Sequence[str] = ()


def ask(request: Request, question: Path, **values: Any) -> Rows:
    """The rows that answer a question (an SQL file) for the viewer."""
    return rows_of(run(request.cursor, question, **request.values, **values))


def ask_each(request: Request, question: Path, **values: Any) -> Iterator[Row]:
    """The same rows one by one, where there may be too many to hold at once."""
    return each_row(run(request.cursor, question, **request.values, **values))


def ask_records(request: Request, question: Path, kind: type[Record], **values: Any) -> list[Record]:
    """The same rows as a dataclass whose fields are called as the columns."""
    return records_of(run(request.cursor, question, **request.values, **values), kind)
