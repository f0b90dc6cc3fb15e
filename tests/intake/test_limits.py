"""Everything above a limit is refused in a sentence, and limits are settings."""

import io
import json
import zipfile

import openpyxl
import pytest

from mentorship.errors import FileError
from mentorship.intake.importer import import_file
from mentorship.intake.limits import Limits
from mentorship.store.connection import open_store


def test_a_file_above_the_limit_is_refused_unread(store, policy, tmp_path):
    (tmp_path / "big.csv").write_bytes(b"x" * 1_100_000)
    with pytest.raises(FileError, match="more than the 1 MB allowed"):
        import_file(store, tmp_path / "big.csv", policy, limits=Limits(file_mb=1))


FOUR_ROWS = [dict.fromkeys(("held_on", "mentee", "activity", "modality"), f"{number}") for number in range(4)]


def four_as_csv():
    return "\n".join(",".join(row.values()) for row in [dict(zip(FOUR_ROWS[0], FOUR_ROWS[0], strict=True)), *FOUR_ROWS])


def four_as_xlsx():
    made = io.BytesIO()
    book = openpyxl.Workbook()
    for row in [list(FOUR_ROWS[0]), *(list(row.values()) for row in FOUR_ROWS)]:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def four_twice():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name in ("a.csv", "b.csv"):
            packed.writestr(name, four_as_csv())
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "limits", "within", "said"),
    [
        ("s.csv", four_as_csv, {"rows": 3}, {"rows": 5}, "more than the 3 allowed"),
        ("s.csv", four_as_csv, {"columns": 3}, {"columns": 4}, "more than the 3 allowed"),
        ("s.json", lambda: json.dumps(FOUR_ROWS), {"json_mb": 0}, {"json_mb": 1}, "more than the 0 MB"),
        ("s.xlsx", four_as_xlsx, {"cells": 19}, {"cells": 20}, "a sheet reaches over 5 rows and 4 columns"),
        ("s.zip", four_twice, {"files": 1}, {"files": 2}, "2 files, more than 1"),
    ],
)
def test_limits_are_settings(tmp_path, policy, name, make, limits, within, said):
    made, store = make(), open_store(None)
    (tmp_path / name).write_bytes(made if isinstance(made, bytes) else made.encode())
    with pytest.raises(FileError, match=said):
        import_file(store, tmp_path / name, policy, limits=Limits(**limits))
    assert import_file(store, tmp_path / name, policy, limits=Limits(**within)).rows >= 4
    store.close()
