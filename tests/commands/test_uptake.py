"""`mentorship uptake`: the JSON as the contract has it, from files and from a store."""

from tests.commands.test_commands import WHOLE, mentorship

KEYS = {
    "policy",
    "as_of",
    "data",
    "registered",
    "started",
    "never_started",
    "tiers",
    "stuck",
    "capacity",
    "concentration",
}


def test_the_json_is_as_the_contract_has_it():
    done = mentorship("uptake", *WHOLE, "--format", "json")
    assert done.status == 0, done.err
    found = done.json
    assert found.keys() == KEYS
    for tier in found["tiers"]:
        assert tier.keys() == {"tier", "reached", "curve"}
        assert [step.keys() for step in tier["curve"]] == [{"days", "at_risk", "share", "low", "high"}] * 4
        assert [step["days"] for step in tier["curve"]] == [365, 730, 1095, 1826]
    assert all(each.keys() == {"tier", "only", "mentees", "median_days"} for each in found["stuck"])
    capacity = found["capacity"]
    assert capacity["months"] == 12
    assert capacity.keys() == {"months", "needed", "low", "high", "given_last_12", "backtest"}
    for each in (
        *(capacity[name] for name in ("needed", "low", "high", "given_last_12")),
        *capacity["backtest"].values(),
    ):
        assert each.keys() == {"A", "B", "C"}
        assert all(isinstance(minutes, int) for minutes in each.values())
    assert capacity["backtest"].keys() == {"predicted", "happened"}
    assert 0 < found["concentration"]["top_three_share_of_C"] < 1


def test_files_and_a_store_say_the_same(tmp_path):
    store = tmp_path / "s.duckdb"
    assert mentorship("import", "data/sample/people.csv", "data/sample/sessions.csv", "--store", store).status == 0
    from_store = mentorship("uptake", "--store", store, "--as-of", "2026-11-15", "--format", "json")
    assert from_store.json == mentorship("uptake", *WHOLE, "--format", "json").json


def test_the_report_for_people_reads():
    out = mentorship("uptake", *WHOLE).out
    assert "193 people are registered" in out
    assert "Only treatment is missing" in out


def test_an_empty_export_has_an_answer(tmp_path):
    (tmp_path / "s.csv").write_text(
        "held_on,mentee,activity,modality,minutes,mentor\n2025-01-01,ada,one_to_one,virtual,60,m\n"
    )
    done = mentorship("uptake", tmp_path / "s.csv", "--as-of", "2024-01-01", "--format", "json")
    assert (done.status, done.json["registered"], done.json["started"]) == (0, 0, 0), "all of it is still to come"
