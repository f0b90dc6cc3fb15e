"""Rows into DuckDB: the fast and the patient reader agree, and every row has the line that a person sees."""

import pytest

from mentorship.intake.importer import import_file
from tests.conftest import SAMPLE
from tests.support.importing import GOOD, HEADINGS, table, take

pytestmark = pytest.mark.slow


def test_the_fast_and_the_patient_reader_say_the_same(tmp_path):
    """A byte order mark sends a file to the patient reader; without one DuckDB reads it."""
    lines = (SAMPLE / "sessions.csv").read_bytes().splitlines(keepends=True)[:400]
    fast, patient = take(tmp_path, b"".join(lines)), take(tmp_path, b"\xef\xbb\xbf" + b"".join(lines))
    assert len(fast.facts) == 399
    assert fast == patient


LINES = {
    "plain": (table(GOOD, GOOD + "x"), [2, 3]),
    "quoted commas": (table(GOOD + '"a, b"', GOOD + "x"), [2, 3]),
    "quoted line breaks": (table(GOOD + '"a\nb\r\nc"', GOOD + "x"), [2, 5]),
    "a line break in a heading": (table(GOOD, headings=HEADINGS + ',"two\nlines"'), [3]),
    "blank lines": (table("", GOOD, "", "", GOOD + "x", ""), [3, 6]),
    "lines of commas only": (table(",,,,,,", GOOD, "  ,,,,,,", GOOD + "x"), [3, 5]),
    "preamble": ("Sessions of 2025\nExported on,2025-06-01\n\n" + table(GOOD, GOOD + "x"), [5, 6]),
    "quoted preamble": ('"Sessions\nof 2025"\n' + table(GOOD), [4]),
    "no end of the last line": (table(GOOD, GOOD + "x").rstrip("\n"), [2, 3]),
    "a carriage return within": (table(GOOD + "x\r" + GOOD + "y", GOOD + "z"), [2, 3, 4]),
}


@pytest.mark.parametrize("case", LINES)
def test_row_numbers_are_the_lines_a_person_sees(tmp_path, case):
    content, lines = LINES[case]
    taken = take(tmp_path, content)
    assert taken.result.problems == []
    assert taken.column("row") == lines


def test_a_problem_names_the_line_too(tmp_path):
    content = "Preamble\n" + table(GOOD + '"two\nlines"', "", GOOD.replace("virtual", "by pigeon"))
    (problem,) = take(tmp_path, content).result.problems
    assert (problem.file, problem.row, problem.column) == ("sessions.csv", 6, "modality")


def test_progress_moves_while_rows_are_read(store, policy, tmp_path):
    lines = "\n".join(f"2025-03-03,a,1x1,virtual,60,m{number}" for number in range(25_000))
    (tmp_path / "s.csv").write_text(
        f"{HEADINGS}\n{lines}\n", "utf-8-sig"
    )  # with a mark, which only the patient reader reads
    told = []
    import_file(store, tmp_path / "s.csv", policy, progress=lambda stage, share: told.append((stage, share)))
    assert [share for _, share in told] == sorted(share for _, share in told)
    stages = [stage for stage, _ in told]
    assert [stage for stage in stages if stage.startswith("Reading ")] == [
        f"Reading {rows} of 25,000 rows" for rows in ("10,000", "20,000", "25,000")
    ]
    assert stages[-3:] == ["Checking 25,000 rows", "Storing", "Done"]
    assert told[-1][1] == 1.0
