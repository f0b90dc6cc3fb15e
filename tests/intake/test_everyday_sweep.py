"""Files as people might keep them: nearly all are understood or asked about, none is misread in silence."""

import os
from dataclasses import dataclass

import pytest

from mentorship.errors import MentorshipError
from mentorship.intake.importer import import_file
from mentorship.intake.options import ImportOptions
from mentorship.policy.loader import read_handbook
from mentorship.store.connection import open_store
from tests.support.everyday_sweep import EverydayFile, everyday_file

pytestmark = pytest.mark.slow

#: How many files; EVERYDAY_FILES=2000 makes the full sweep.
FILES = int(os.environ.get("EVERYDAY_FILES", "100"))
HANDBOOK = read_handbook()


@dataclass(frozen=True)
class Outcome:
    """What became of a file: `understood`, `asked` (the file is refused with a question), or what was done wrong."""

    what: str
    wrong: str = ""


def outcome(store, folder, file: EverydayFile) -> Outcome:
    path = folder / file.name
    path.write_bytes(file.content)
    try:
        result = import_file(store, path, HANDBOOK, ImportOptions())
    except MentorshipError as error:
        return Outcome("asked" if "--" in error.message or "Perhaps" in error.message else "refused", error.message)
    assert result.import_id is not None
    with store.cursor() as cursor:
        facts = cursor.execute(
            "select row, held_on, mentee_key, mentor_key, activity, modality, minutes, status from session_fact "
            "where import_no = ? order by row",
            [int(result.import_id)],
        ).fetchall()
    left_out = len({problem.row for problem in result.problems}) + sum(each.rows for each in result.passed_over)
    if len(facts) + left_out != len(file.said) + file.others:
        return Outcome(
            "lost", f"{len(facts)} came in, {left_out} said to be left out, {len(file.said)}+{file.others} there"
        )
    problems = {problem.row: problem for problem in result.problems}
    return _compared(file, facts, problems)


def _compared(file: EverydayFile, facts, problems) -> Outcome:
    lines = sorted({row for row, *_ in facts} | set(problems))
    by_line = {row: rest for row, *rest in facts}
    if len(lines) != len(file.said):
        return Outcome("passed over", f"{len(lines)} rows read of {len(file.said)}")
    bad = 0
    for line, said in zip(lines, file.said, strict=True):
        if line not in by_line:
            bad += said is not None
            continue
        if said is None:
            return Outcome("misread", f"row {line}: {by_line[line]} from a row that nobody can read")
        expected = [said.held_on, said.mentee, said.mentor, said.activity, said.modality, said.minutes, said.status]
        if by_line[line] != expected:
            return Outcome("misread", f"row {line}: {by_line[line]}, expected {expected}")
    return Outcome("understood" if not bad else "asked", f"{bad} of {len(file.said)} rows asked about" if bad else "")


def test_nearly_every_everyday_file_is_understood_and_none_is_misread_in_silence(tmp_path):
    store = open_store(None)
    found = {seed: outcome(store, tmp_path, everyday_file(seed)) for seed in range(FILES)}
    store.close()
    wrong = {seed: each for seed, each in found.items() if each.what not in ("understood", "asked")}
    silent = {seed: each for seed, each in wrong.items() if each.what != "refused"}
    assert not silent, {seed: (each, everyday_file(seed).habits) for seed, each in list(silent.items())[:5]}
    assert len(wrong) <= 0.05 * FILES, list(wrong.items())[:5]
    understood = sum(each.what == "understood" for each in found.values())
    assert understood >= 0.8 * FILES, [(seed, each) for seed, each in found.items() if each.what == "asked"][:8]
