"""The virtual mix once more in plain Python: the hours that tiers used, from each session's allocation in `check`."""

from collections import defaultdict
from datetime import date

import pytest

from mentorship.credit.refresh import refresh
from mentorship.errors import HandbookError
from mentorship.intake.importer import import_file
from mentorship.reports.annotations import annotations
from mentorship.reports.modality_mix import modality_mix
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.conftest import SAMPLE
from tests.support.asking import LEADERSHIP, OMBUDSMAN, check_json, request_to

#: The most of each tier that can be virtual (programme.md).
CEILINGS = {"first": 18 / 24, "second": 12 / 24, "third": 12 / 24}


@pytest.fixture(scope="module")
def report(sample_store, policy):
    def asked(viewer=OMBUDSMAN, **among):
        with request_to(sample_store, policy, EXPORTED_ON, viewer) as request:
            return modality_mix(request, **among)

    return asked


@pytest.fixture(scope="module")
def used(policy, sample_store):
    """(year, tier, modality, category) → minutes that tiers used; how a session was held comes from the export."""
    with sample_store.cursor() as cursor:
        held = dict(cursor.execute("select session_id, modality from current_session").fetchall())
    found: defaultdict[tuple[int, str, str, str], int] = defaultdict(int)
    for mentee in check_json([SAMPLE / "sessions.csv"], [SAMPLE / "people.csv"], policy, EXPORTED_ON)["mentees"]:
        for session in mentee["sessions"]:
            for part in session["allocated"]:
                key = int(session["held_on"][:4]), part["tier"], held[session["session_id"]], session["category"]
                found[key] += part["minutes"]
    return found


def test_share_and_ceiling_stand_on_the_hours_that_tiers_used(report, used):
    rows = {row["year"]: row for row in report().parts["share"]}
    assert rows.keys() == {key[0] for key in used}
    for year, row in rows.items():
        own = {key: minutes for key, minutes in used.items() if key[0] == year}
        total = sum(own.values())
        virtual = sum(minutes for key, minutes in own.items() if key[2] == "virtual")
        assert (row["virtual"], row["in_person"]) == (virtual, total - virtual)
        assert row["share"] == pytest.approx(virtual / total)
        most = sum(minutes * CEILINGS[key[1]] for key, minutes in own.items())
        assert row["ceiling"] == pytest.approx(most / total)


def test_no_completed_tier_uses_more_virtual_hours_than_its_ceiling(sample_store):
    """What the ceiling means: of a tier whose hours are complete, at most so many were virtual."""
    with sample_store.cursor() as cursor:
        rows = cursor.execute(
            "select t.tier, sum(a.minutes) filter (d.modality = 'virtual') / sum(a.minutes) "
            "from allocation as a join decision as d using (import_no, row) "
            "join tier_progress as t on t.mentee = d.mentee and t.tier_order = a.tier_order "
            "where t.hours_complete_on is not null group by d.mentee, t.tier"
        ).fetchall()
    assert len(rows) > 50
    assert all((share or 0) <= CEILINGS[tier] for tier, share in rows)


def test_groups_add_up_to_the_hours_used(report, used):
    rows = report().parts["groups"]
    for grouping in ("category", "activity", "country"):
        assert sum(row["minutes"] for row in rows if row["grouping"] == grouping) == sum(used.values())
    by_category: defaultdict[tuple[str, str], int] = defaultdict(int)
    for (_, _, modality, category), minutes in used.items():
        by_category[category, modality] += minutes
    for (category, modality), minutes in by_category.items():
        own = [
            row
            for row in rows
            if row["grouping"] == "category" and (row["value"], row["modality"]) == (category, modality)
        ]
        assert sum(row["minutes"] for row in own) == minutes


def test_sessions_refused_for_how_they_were_held_are_counted(report, policy):
    told = check_json([SAMPLE / "sessions.csv"], [SAMPLE / "people.csv"], policy, EXPORTED_ON)["mentees"]
    refused = [s for m in told for s in m["sessions"] for r in s["reasons"] if r["rule"] == "modality.not_allowed"]
    rows = report().parts["refused"]
    assert sum(row["sessions"] for row in rows) == len(refused)
    assert sum(row["recorded_minutes"] for row in rows) == sum(s["recorded_minutes"] for s in refused)


def test_a_year_that_is_not_over_says_so_and_is_not_spoken_of(report):
    found = report()
    assert [row["year"] for row in found.parts["share"] if row["is_part_of_year"]] == [2026]
    assert "in 2025" in found.answer


def test_both_are_told_the_same(report):
    exact, vague = report().answer, report(LEADERSHIP).answer
    assert exact.startswith("Of the hours that tiers used in 2025, 51% were virtual")
    assert vague.startswith("Of the hours that tiers used in 2025, about half were virtual")


def test_leadership_sees_hours_as_multiples_of_five_and_none_of_few(report):
    found = report(LEADERSHIP)
    for rows in (found.rows, found.parts["groups"], found.parts["share"]):
        for row in rows:
            for name in ("minutes", "credited_minutes", "virtual", "in_person"):
                assert row.get(name) is None or row[name] % 300 == 0
    assert not [row for row in found.parts["groups"] if row["hidden"]]


def test_a_filter_leaves_the_rest_out(report):
    everybody, europe = report(), report(region="Europe")
    assert (
        0
        < sum(row["virtual"] for row in europe.parts["share"])
        < sum(row["virtual"] for row in everybody.parts["share"])
    )
    assert sum(row["people"] for row in europe.rows) < sum(row["people"] for row in everybody.rows)


def test_notes_are_data(tmp_path):
    assert {"year": 2020, "says": "Pandemic: mentoring moves online"} in annotations("modality_mix")
    assert not [note for note in annotations("uptake") if note["year"] == 2020]
    file = tmp_path / "annotations.toml"
    file.write_text('[[annotation]]\nyear = "2020"\nsays = "x"')
    with pytest.raises(HandbookError, match="a year"):
        annotations("uptake", file)
    file.write_text("[[annotation]")
    with pytest.raises(HandbookError, match="TOML"):
        annotations("uptake", file)


def test_one_person_and_nobody(policy, tmp_path):
    store = open_store(None)
    (tmp_path / "s.csv").write_text(
        "held_on,mentee,activity,modality,minutes,mentor\n2020-03-03,ada,one_to_one,virtual,60,mia\n"
    )
    for viewer in (OMBUDSMAN, LEADERSHIP):
        with request_to(store, policy, date(2021, 1, 1), viewer) as request:
            assert modality_mix(request).answer == "No credited sessions yet."
    import_file(store, tmp_path / "s.csv", policy)
    refresh(store, policy, date(2021, 1, 1))
    for viewer in (OMBUDSMAN, LEADERSHIP):
        with request_to(store, policy, date(2021, 1, 1), viewer) as request:
            found = modality_mix(request)
        assert found.answer.startswith("Too few hours")
        assert bool(found.parts["share"]) == (viewer is OMBUDSMAN)
    store.close()
