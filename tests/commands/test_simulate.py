"""`mentorship simulate`: the JSON as the contract has it, from files and from a store."""

import pytest

from mentorship.actions.imports import import_file
from mentorship.commands.options import COMMAND_LINE
from mentorship.policy.loader import read_handbook
from mentorship.store.connection import open_store
from tests.commands.test_commands import WHOLE, mentorship, refusal
from tests.conftest import SAMPLE

pytestmark = pytest.mark.slow

LESS_A = 'title = "Less A"\nsource = "board"\nin_force_from = "always"\n[tiers.first.minimum]\nA = 4\n'
FEWER_HOURS = 'title = "Fewer"\nsource = "board"\nin_force_from = 2030-01-01\n[tiers.second]\nhours = 24\n'
DANCE = """title = "Dance"
source = "board"
in_force_from = 2024-01-01
[activities.dance]
label = "Dance"
plain = "Dancing."
category = "B"
credit = { basis = "duration" }
modality = ["in_person"]
counts_from = 2014-01-01
standing = "none"
endorsement = "not_required"
repeats = "count"
untitled = "once"
"""
KEYS = {"policy", "as_of", "data", "difference", "mentees", "changed", "tiers", "grandfathering"}


@pytest.fixture
def amendment(tmp_path):
    def written(text, name="reform.toml"):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return written


def simulated(*arguments):
    done = mentorship("simulate", *arguments, "--format", "json")
    assert done.status == 0, done.err
    assert done.json.keys() == KEYS
    return done.json


def test_the_json_is_as_the_contract_has_it(amendment):
    found = simulated(*WHOLE, "--amend", amendment(LESS_A))
    assert found["policy"]["before"].keys() == found["policy"]["after"].keys() == {"id", "digest", "readings"}
    assert found["policy"]["before"]["digest"] != found["policy"]["after"]["digest"]
    assert found["data"].keys() == {"sessions", "newest_held_on", "digest"}
    assert found["difference"] == ["First 24 hours: at least of A 6 h → 4 h"]
    assert found["grandfathering"] == {"holds": True, "from": None, "lost": []}
    first = found["changed"][0]
    assert first.keys() == {"mentee", "credited_minutes", "tiers"}
    assert first["credited_minutes"].keys() == {"before", "after"}
    assert first["credited_minutes"]["before"].keys() == {"A", "B", "C"}
    assert [tier["tier"] for tier in first["tiers"]] == ["first", "second", "third"]
    assert all(tier.keys() == {"tier", "reached_on", "minutes_short"} for tier in first["tiers"])
    assert [each["mentee"] for each in found["changed"]] == sorted(each["mentee"] for each in found["changed"])
    for tier in found["tiers"]:
        assert tier.keys() == {"tier", "reached", "gained", "lost", "earlier", "later"}
        assert tier["reached"]["after"] - tier["reached"]["before"] == tier["gained"] - tier["lost"]


def test_files_and_a_store_say_the_same(amendment, tmp_path):
    file, store = amendment(LESS_A), tmp_path / "s.duckdb"
    assert mentorship("import", "data/sample/people.csv", "data/sample/sessions.csv", "--store", store).status == 0
    from_store = simulated("--store", store, "--as-of", "2026-11-15", "--amend", file)
    assert from_store == simulated(*WHOLE, "--amend", file)
    kept = open_store(store)
    with kept.cursor() as cursor:
        assert cursor.execute(
            "select count(*) from assessment where digest = ?", [from_store["policy"]["after"]["digest"]]
        ).fetchone() == (0,), "nothing is applied"
    kept.close()


def test_several_files_are_laid_one_on_another(amendment):
    one, other = amendment(LESS_A), amendment(FEWER_HOURS, "other.toml")
    both = simulated(*WHOLE, "--amend", one, "--amend", other)
    alone = simulated(*WHOLE, "--amend", one)
    assert both["policy"]["before"] == alone["policy"]["before"]
    assert both["difference"] == alone["difference"], "24 hours from 2030 on are the 24 hours of today"


def test_a_reform_that_is_none_changes_nothing(amendment):
    found = simulated(*WHOLE, "--amend", amendment(FEWER_HOURS))
    assert (found["difference"], found["changed"]) == ([], [])
    assert found["grandfathering"] == {"holds": True, "from": None, "lost": []}
    assert "nothing changes" in mentorship("simulate", *WHOLE, "--amend", amendment(FEWER_HOURS)).out


def test_a_new_activity_is_read_in_files_and_earns_from_its_day_on(amendment, tmp_path):
    sessions = tmp_path / "sessions.csv"
    sessions.write_text(
        "held_on,mentee,activity,modality,minutes\n2023-12-31,ada,dance,in_person,60\n2024-01-01,ada,dance,in_person,90\n"
    )
    found = simulated(sessions, "--as-of", "2026-11-15", "--amend", amendment(DANCE))
    (ada,) = found["changed"]
    assert ada["credited_minutes"] == {"before": {"A": 0, "B": 0, "C": 0}, "after": {"A": 0, "B": 90, "C": 0}}
    assert found["grandfathering"] == {"holds": True, "from": "2024-01-01", "lost": []}


def test_readings_hold_before_and_after(amendment):
    found = simulated(*WHOLE, "--readings", "strict", "--amend", amendment(LESS_A))
    assert found["policy"]["before"]["readings"] == found["policy"]["after"]["readings"]
    assert found["policy"]["after"]["readings"]["surplus_hours"] == "starts_after"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = 1", "source"),
        (LESS_A.replace("A = 4", "A = 99"), "minimum"),
        (LESS_A.replace("tiers.first", "tiers.frist"), "first"),
    ],
)
def test_a_bad_amendment_is_one_clear_sentence(amendment, text, words):
    assert words in refusal(mentorship("simulate", *WHOLE, "--amend", amendment(text)))


def test_an_amendment_must_be_named():
    assert "--amend" in refusal(mentorship("simulate", *WHOLE))


def test_the_report_for_people_says_who_loses(amendment):
    worse = LESS_A.replace("A = 4", "A = 12")
    out = mentorship("simulate", *WHOLE, "--amend", amendment(worse)).out
    assert "at least of A 6 h → 12 h" in out
    assert "would lose something earned so far" in out


def test_nothing_is_written_to_a_store_of_a_reader(amendment, tmp_path):
    """A simulation leaves the stored assessment, and its day, as they are."""
    path = tmp_path / "s.duckdb"
    store = open_store(path)
    import_file(COMMAND_LINE, store, SAMPLE / "people.csv", read_handbook())
    store.close()
    simulated("--store", path, "--as-of", "2026-11-15", "--amend", amendment(LESS_A))
    store = open_store(path)
    with store.cursor() as cursor:
        assert cursor.execute("select count(*) from assessment").fetchone() == (0,)
    store.close()
