"""Everyday files and cells, class by class: invented examples with what is expected, in `tests/exports/everyday/`."""

import csv
import io
import tomllib

import pytest

from mentorship.errors import MentorshipError
from mentorship.intake.encodings import detected_encoding
from tests.conftest import ROOT
from tests.support.importing import take

pytestmark = pytest.mark.slow

EVERYDAY = ROOT / "tests" / "exports" / "everyday"
CELLS = tomllib.loads((EVERYDAY / "cells.toml").read_text("utf-8"))
FILES = tomllib.loads((EVERYDAY / "files.toml").read_text("utf-8"))
#: The row in which one cell is replaced.
ROW = {
    "held_on": "2025-03-03", "mentee": "ada", "activity": "one_to_one", "modality": "virtual", "minutes": "60",
    "mentor": "mia",
}  # fmt: skip
#: What is looked at in a row, where it is not the column itself.
LOOKED_AT = {"left_over": "status", "duration": "minutes", "hours": "minutes", "notes": "status"}


def of_cells(of: str, texts: list[str]) -> str:
    column = "held_on" if of == "left_over" else of
    row = {name: text for name, text in ROW.items() if name != "minutes" or of not in ("duration", "hours")}
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow({**row, column: ""})
    for text in texts:
        out.writerow({**row, column: text}.values())
    return written.getvalue()


@pytest.mark.parametrize("of", CELLS)
def test_cells_are_understood_or_asked_about(tmp_path, of):
    assert len(CELLS[of]) >= 10
    taken = take(tmp_path, of_cells(of, list(CELLS[of])))
    found = {fact["row"]: fact[LOOKED_AT.get(of, of)] for fact in taken.facts}
    found |= {each.row: "question" for each in taken.result.questions}
    found |= {each.row: "problem" for each in taken.result.problems}
    read = {text: found.get(row) for row, text in enumerate(CELLS[of], 2)}
    assert {text: value if isinstance(value, int) else str(value) for text, value in read.items()} == CELLS[of]


@pytest.mark.parametrize("example", [*FILES["kind"], *FILES["layout"]], ids=lambda each: each["name"])
def test_files_are_understood_or_asked_about(tmp_path, example):
    name, fill = example.get("file", "log.csv"), example.get("fill", {})
    if "asks" in example:
        with pytest.raises(MentorshipError, match=example["asks"]):
            take(tmp_path, example["text"], name, fill=fill)
        return
    result = take(tmp_path, example["text"], name, fill=fill).result if "second" not in example["name"] else None
    if result is None:
        result = _of_two_tables(tmp_path, example["text"])
    bad = len({(each.file, each.row) for each in result.problems})
    passed = sum(each.rows for each in result.passed_over)
    assert (result.accepted, bad, passed) == (
        example["accepted"], example.get("problems", 0), example.get("passed_over", 0),
    )  # fmt: skip


def _of_two_tables(folder, text):
    from mentorship.intake.importer import import_file
    from mentorship.store.connection import open_store
    from tests.support.importing import HANDBOOK

    (folder / "log.csv").write_text(text, "utf-8")
    return import_file(open_store(None), folder / "log.csv", HANDBOOK)


@pytest.mark.parametrize("example", FILES["encoding"], ids=lambda each: each["name"])
def test_an_encoding_is_told_by_its_words(tmp_path, example):
    file = tmp_path / "log.csv"
    file.write_bytes(f"name,fee\n{example['names']},80\n".encode(example["name"]))
    assert file.read_bytes().decode(detected_encoding(file, "log.csv")).split("\n")[1] == f"{example['names']},80"


def test_rows_beside_one_that_is_passed_over_are_all_read(tmp_path):
    """Also where nothing but the total is out of the ordinary."""
    text = "held_on,mentee,activity,modality,minutes,mentor\n"
    text += "".join(f"2025-03-{day:02},ada,one_to_one,virtual,60,mia\n" for day in range(1, 9))
    result = take(tmp_path, f"{text}Total,,,,480,\n").result
    assert (result.rows, result.accepted, [each.row for each in result.passed_over]) == (8, 8, [10])


def test_a_total_may_stand_in_the_column_of_the_day(tmp_path):
    text = "no,held_on,mentee,activity,modality,minutes,mentor\n1,2025-03-01,ada,one_to_one,virtual,60,mia\n"
    result = take(tmp_path, f"{text}1,Total,,,,60,\n").result
    assert (result.accepted, result.problems, [each.row for each in result.passed_over]) == (1, [], [3])


@pytest.mark.parametrize(
    ("written", "meant"),
    [("JosÃ©", "José"), ("ZiÄ™ba", "Zięba"), ("Ð˜Ð²Ð°Ð½", "Иван"), ("“fÃ¼r”", None), ("“CAFÉ”", None), ("Â£80", None)],
)  # fmt: skip
def test_text_that_was_garbled_before_is_not_taken_as_it_stands(tmp_path, written, meant):
    headings = "held_on,mentee,mentee_name,activity,modality,minutes,mentor"
    text = f"{headings}\n2025-03-01,ada,{written},one_to_one,virtual,60,mia\n"
    if meant is None:
        assert take(tmp_path, text).result.accepted == 1
        return
    with pytest.raises(MentorshipError, match=f"row 2: “{written}” looks like “{meant}”"):
        take(tmp_path, text)
    assert take(tmp_path, text, encoding="utf-8").result.accepted == 1


def test_an_encoding_that_cannot_be_told_is_asked(tmp_path):
    file = tmp_path / "log.csv"
    file.write_bytes("name\nZięba\n".encode("cp1250"))
    with pytest.raises(MentorshipError, match="--encoding cp1250 reads “Zięba”"):
        detected_encoding(file, "log.csv")
