"""The handbook: ours reads and is sound; a broken one is refused with one clear sentence, whatever is broken.

Each file of `tests/broken_handbooks/` breaks our handbook in one way: `file` (or a pattern) is changed by `replace` and
`with`, by `append`, or by `remove`; `error` lists the words that the sentence must have.
"""

import copy
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from mentorship import cli
from mentorship.credit import explain
from mentorship.credit.outcomes import SessionCredit
from mentorship.errors import HandbookError
from mentorship.policy.checking import policy_from
from mentorship.policy.loader import OUR_HANDBOOK, read_handbook
from mentorship.policy.readings import READING_SETS, read_as, reading_set
from mentorship.policy.reasons import REASON_WORDS
from mentorship.policy.timeline import Timeline
from tests.support.mutants import mutants
from tests.support.sentences import assert_one_clear_sentence

HERE = Path(__file__).parent.parent
HANDBOOK = read_handbook()
BROKEN = sorted((HERE / "broken_handbooks").glob("*.toml"))
SAMPLE = HERE.parent / "data" / "sample" / "sessions.csv"


def broken_handbook(case, folder):
    """A copy of our handbook, broken as a case says."""
    shutil.copytree(OUR_HANDBOOK, folder)
    for file in folder.glob(case["file"]):
        if case.get("remove"):
            file.unlink()
            continue
        text = file.read_text("utf-8")
        if "replace" in case:
            assert case["replace"] in text, f"{file.name} no longer says {case['replace']!r}"
            text = text.replace(case["replace"], case["with"], 1)
        file.write_bytes((text + case.get("append", "")).encode(case.get("encoding", "utf-8")))
    return folder


@pytest.fixture(params=BROKEN, ids=[file.stem for file in BROKEN])
def broken(request, tmp_path):
    """The case, and the handbook it breaks."""
    case = tomllib.loads(request.param.read_text("utf-8"))
    return case, broken_handbook(case, tmp_path / "handbook")


def test_a_broken_handbook_is_refused_in_one_sentence(broken):
    case, folder = broken
    with pytest.raises(HandbookError) as caught:
        read_handbook(folder)
    assert_one_clear_sentence(str(caught.value), case["error"])


def test_the_command_line_says_the_same_and_does_nothing(broken, monkeypatch, capsys):
    case, folder = broken
    monkeypatch.setattr(sys, "argv", ["mentorship", "check", str(SAMPLE), "--policy", str(folder)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert_one_clear_sentence(said.err.removesuffix("\n"), case["error"])


def test_the_command_itself_ends_with_two(tmp_path):
    case = tomllib.loads((HERE / "broken_handbooks" / "unknown_key.toml").read_text("utf-8"))
    folder = broken_handbook(case, tmp_path / "handbook")
    command = [sys.executable, "-m", "mentorship", "check", str(SAMPLE), "--policy", str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert_one_clear_sentence(ended.stderr.removesuffix("\n"), case["error"])


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(HandbookError) as caught:
        read_handbook(tmp_path / "nowhere")
    assert_one_clear_sentence(str(caught.value), ["nowhere", "a folder with"])


# --- ours ------------------------------------------------------------------------------------------------------


def dated_values(policy):
    """Every dated value of a policy, with its place."""
    for table in ("tiers", "activities"):
        for name, rules in getattr(policy, table).items():
            for key, rule in rules:
                timelines = rule.items() if isinstance(rule, dict) else [("", rule)]
                for part, timeline in timelines:
                    if isinstance(timeline, Timeline):
                        yield from ((f"{table}.{name}.{key}.{part}", dated) for dated in timeline)


def citations(part):
    """Every source in the handbook's tables."""
    if isinstance(part, dict):
        yield from (part[key] for key in ("source",) if key in part)
        for each in part.values():
            yield from citations(each)
    elif isinstance(part, list):
        for each in part:
            yield from citations(each)


def test_every_value_has_its_day_and_its_citation():
    values = list(dated_values(HANDBOOK))
    assert len(values) > 100
    for place, dated in values:
        assert isinstance(dated.in_force_from, date), place
        assert dated.source, place


def test_every_citation_resolves():
    sources = list(citations(HANDBOOK._data))
    assert len(sources) > 100
    for source in sources:
        assert HANDBOOK.citation(source) != source


def test_a_handbook_may_begin_with_a_byte_order_mark(tmp_path):
    folder = shutil.copytree(OUR_HANDBOOK, tmp_path / "handbook")
    for file in folder.glob("*.toml"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert read_handbook(folder).digest == HANDBOOK.digest


def test_every_set_of_readings_reads():
    """The sets are those of the table in programme.md: strict and generous, where they differ from the default."""
    as_written = HANDBOOK.chosen_readings
    differing = {
        name: {key: answer for key, answer in reading_set(HANDBOOK, name).items() if answer != as_written[key]}
        for name in READING_SETS
    }
    assert differing == {
        "strict": {
            "standing_unknown": "refuse",
            "certification_timing": "before_hours",
            "csir_call_credit": "one_hour",
            "small_group_size": "four_or_more",
            "surplus_hours": "starts_after",
        },
        "default": {},
        "generous": {"treatment_provider": "any_therapist", "repeat_recording": "each"},
    }
    digests = {read_as(HANDBOOK, reading_set(HANDBOOK, name)).digest for name in READING_SETS}
    assert len(digests) == len(READING_SETS)


def test_the_words_a_reason_may_use_are_those_that_are_filled_in():
    session = SessionCredit(
        import_no=1, row=2, file="a.csv", session_id=None, held_on=date(2020, 1, 1), activity="treatment", category="A",
        modality="in_person", level="none", mentor=None, leader=None, event=None, attendees=None, recorded_minutes=60,
        credited_minutes=60, outcome="credited", rules=[], unverified=[], worth_minutes=60, used_minutes=None,
        used_on=None, same_as_file=None, same_as_row=None,
    )  # fmt: skip
    assert set(explain._facts(HANDBOOK, session)) == REASON_WORDS


# --- the digest ------------------------------------------------------------------------------------------------

#: Keys that say how something is called or explained, where it is written, or what is shown: never what a rule is.
WORDS = {"label", "plain", "event", "title", "publisher", "question", "means", "text", "more", "note", "id"}


def reworded(part, reword):
    if isinstance(part, dict):
        return {
            key: reword(value) if key in WORDS and isinstance(value, str) else reworded(value, reword)
            for key, value in part.items()
        }
    return [reworded(each, reword) for each in part] if isinstance(part, list) else part


def test_words_do_not_change_the_digest():
    tables = reworded(HANDBOOK._data, lambda text: text + " in other words")
    other = policy_from(tables, "handbook")
    assert other.activities["treatment"].label.endswith("in other words")
    assert other.digest == HANDBOOK.digest


def test_what_is_only_shown_does_not_change_the_digest():
    tables = copy.deepcopy(HANDBOOK._data)
    tables["activities"]["treatment"]["spellings"].append("hands on")
    tables["activities"]["small_group"]["usual_size"][0]["value"] = {"least": 3, "most": 9}
    tables["glossary"]["Mentee"] = "Somebody who learns."
    assert policy_from(tables, "handbook").digest == HANDBOOK.digest


def test_where_a_rule_is_written_does_not_change_the_digest():
    tables = copy.deepcopy(HANDBOOK._data)
    tables["interpretation"]["surplus_hours"]["source"] = "faq#quality"
    tables["tiers"]["first"]["hours"][0]["source"] = "faq#quality"
    tables["activities"]["treatment"]["credit"][0]["source"] = "faq#quality"
    assert policy_from(tables, "handbook").digest == HANDBOOK.digest


def test_the_order_in_which_things_are_named_does_not_change_the_digest():
    tables = copy.deepcopy(HANDBOOK._data)
    tables["activities"]["small_group"]["modality"][0]["value"].reverse()
    tables["tiers"]["first"]["counts"][0]["value"].reverse()
    tables["activities"] = dict(reversed(tables["activities"].items()))
    assert policy_from(tables, "handbook").digest == HANDBOOK.digest


def test_every_rule_changes_the_digest():
    """Each value by its smallest step; the values of a reading once it is chosen."""
    same = []
    for mutant in mutants(HANDBOOK):
        chosen = dict([mutant.reading]) if mutant.reading else {}
        try:
            changed = read_as(mutant.of(HANDBOOK), chosen)
        except HandbookError:
            continue  # such a handbook cannot be
        if changed.digest == read_as(HANDBOOK, chosen).digest:
            same.append(mutant.says)
    assert same == []


def test_the_day_a_rule_changes_changes_the_digest():
    tables = copy.deepcopy(HANDBOOK._data)
    hours = tables["tiers"]["first"]["hours"]
    hours.append({"value": 20, "in_force_from": date(2027, 1, 1), "source": "faq#credit"})
    later = copy.deepcopy(tables)
    later["tiers"]["first"]["hours"][1]["in_force_from"] = date(2027, 1, 2)
    digests = {policy_from(each, "handbook").digest for each in (HANDBOOK._data, tables, later)}
    assert len(digests) == 3
