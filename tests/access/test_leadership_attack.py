"""Somebody of leadership who changes filters and rules a little at a time, takes every table home, and subtracts.

Two numbers whose people differ by one to four are subtracted: what the difference shown is does not tell the true one.
"""

import io
import random
from collections import Counter, defaultdict
from functools import cache
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from mentorship.answers.disclosure import load_disclosure
from mentorship.answers.report import ask
from mentorship.packet.board_pack import board_pack_xlsx
from mentorship.planning import SQL
from mentorship.planning.capacity import capacity
from mentorship.planning.rule_change import rule_change
from mentorship.planning.simulate import judge_under
from mentorship.policy.amendments import amend
from mentorship.policy.steppers import stepped
from mentorship.reports.mentee_progress import mentee_progress
from mentorship.reports.modality_mix import modality_mix
from mentorship.reports.overview import overview
from mentorship.reports.uptake import Among, uptake
from mentorship.sample.held import EXPORTED_ON
from tests.support.amendments import amending
from tests.support.asking import LEADERSHIP, OMBUDSMAN, request_to

pytestmark = pytest.mark.slow

ASKED, NOISE, FEWEST = 2000, 9, 5
NAMES = ("year", "measure", "step", "name", "tier", "only", "country", "grouping", "value", "begins_on", "state",
         "tiers_reached", "category", "modality", "activity")  # fmt: skip
PLACES = [{}, *({"region": each} for each in ("Europe", "Oceania", "Northern America", "Asia")),
          *({"country": each} for each in ("Germany", "United States", "Canada", "Australia"))]  # fmt: skip
LANGUAGES = [{}, *({"language": each} for each in ("English", "German", "French", "Spanish"))]
PAGES = {
    "uptake": lambda request, among: uptake(request, Among(**among)),
    "modality_mix": lambda request, among: modality_mix(request, among.get("region"), among.get("country")),
    "overview": lambda request, _: overview(request),
    "mentee_progress": lambda request, _: mentee_progress(request),
}


@pytest.fixture(scope="module")
def cells(sample_store, policy):
    """(page, filters) → its cells: (table, row) → (truth, shown) of people."""

    def people(page, among, viewer):
        with request_to(sample_store, policy, EXPORTED_ON, viewer) as request:
            report = PAGES[page](request, dict(among))
        tables = report.parts if page == "mentee_progress" else {"rows": report.rows, **report.parts}
        return {
            (table, *((name, str(row[name])) for name in NAMES if name in row)): row["people"]
            for table, rows in tables.items()
            for row in rows
            if "people" in row
        }

    @cache
    def asked(page, among):
        truth, seen = (people(page, among, viewer) for viewer in (OMBUDSMAN, LEADERSHIP))
        return {cell: (truth.get(cell, 0), seen.get(cell)) for cell in truth.keys() | seen.keys()}

    return asked


@pytest.fixture(scope="module")
def rules(sample_store, policy):
    """(tier, category, quarters of an hour) → (tier, what) → (truth, shown) of people under that minimum."""

    @cache
    def asked(tier, category, quarters):
        change = stepped(policy, {f"tiers.{tier}.minimum.{category}": quarters / 4}, None)
        with request_to(sample_store, policy, EXPORTED_ON, LEADERSHIP) as request:
            load_disclosure(request.cursor)
            judge_under(request, amend(policy, change) if change else policy)
            rows = ask(request, SQL / "rule_change_people.sql")
        return {(row["tier"], row["what"]): (row["people_true"], row["people"]) for row in rows}

    return asked


@pytest.fixture(scope="module")
def answers(cells, rules):
    """Everything that 2,000 random questions bring up: question → cells."""
    chance, found = random.Random(15), {}
    for _ in range(ASKED):
        page = chance.choice([*PAGES, "rule_change"])
        if page == "rule_change":
            tier, category = chance.choice([("first", "A"), ("first", "B"), ("second", "A")])
            question: tuple[object, ...] = (page, tier, category, 16 + chance.randrange(14))
            found[question] = rules(*question[1:])
            continue
        among = chance.choice(PLACES) | (chance.choice(LANGUAGES) if page == "uptake" else {})
        question = (page, tuple(sorted(among.items())) if page in ("uptake", "modality_mix") else ())
        found[question] = cells(*question)
    return found


def test_fewer_than_five_are_never_shown_and_nobody_looks_like_a_few(answers):
    seen = [each for found in answers.values() for each in found.values()]
    assert len(seen) > 5000
    for truth, shown in seen:
        if truth < FEWEST:
            assert shown is None
        elif shown is not None:
            assert shown >= FEWEST
            assert shown % FEWEST == 0
            assert abs(shown - truth) <= NOISE


def test_a_difference_shown_stands_for_several_true_ones(answers):
    pairs = [*_narrowed(answers), *_a_little_further(answers)]
    small = [(truth, shown) for truth, shown in pairs if 1 <= truth < FEWEST]
    assert len(small) > 100
    means: defaultdict[int, Counter[int]] = defaultdict(Counter)
    shows: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for truth, shown in small:
        means[shown][truth] += 1
        shows[truth][shown] += 1
    assert set(shows) == {1, 2, 3, 4}
    assert all(len(found) > 1 for found in shows.values()), "one more person is not always one step more"
    for shown, found in means.items():
        assert found.total() < 20 or len(found) > 1, (shown, found)


def test_whoever_learns_what_differences_mean_guesses_little_better_than_blindly(sample_store, policy):
    """4,000 groups of real people, and each without one to four of them."""
    chance = random.Random(7)
    with request_to(sample_store, policy, EXPORTED_ON, LEADERSHIP) as request:
        load_disclosure(request.cursor)
        keys = [key for (key,) in request.cursor.execute("select person_key(mentee) from mentee").fetchall()]
        groups = [(chance.sample(keys, chance.randrange(9, 80)), chance.randrange(1, 5)) for _ in range(4000)]
        shown = request.cursor.execute(
            "select shown('leadership', len(g)::integer, list_sum(g)::bigint)"
            " - shown('leadership', len(r)::integer, list_sum(r)::bigint)"
            " from (select unnest(?::bigint[][]) as g, unnest(?::bigint[][]) as r)",
            [[group for group, _ in groups], [group[left:] for group, left in groups]],
        ).fetchall()
    pairs = [(left, difference) for (_, left), (difference,) in zip(groups, shown, strict=True)]
    learned: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for left, difference in pairs[:2000]:
        learned[difference][left] += 1
    right = sum(
        learned[difference].most_common(1)[0][0] == left for left, difference in pairs[2000:] if learned[difference]
    )
    assert right < 0.42 * 2000, "blindly it is one in four"


def _narrowed(answers):
    """The same cell with one filter more: (true difference, difference of what is shown)."""
    for (page, *asked), found in answers.items():
        for (other_page, *other), inner in answers.items():
            if page == other_page == "uptake" and set(asked[0]) < set(other[0]):
                yield from _differences(found, inner)


def _a_little_further(answers):
    """The same cell under a minimum of a few quarters of an hour more."""
    for (page, *asked), found in answers.items():
        if page == "rule_change":
            for further in (1, 2, 3):
                other = (page, *asked[:2], asked[2] + further)
                if other in answers:
                    yield from _differences(found, answers[other])


def _differences(one, other):
    for cell in one.keys() & other.keys():
        (truth, shown), (less, shown_less) = one[cell], other[cell]
        if shown is not None and shown_less is not None:
            yield abs(truth - less), shown - shown_less if truth >= less else shown_less - shown


def test_asking_for_the_same_people_another_way_brings_up_no_second_number(cells):
    """So noise cannot be averaged away."""
    groups, tried = cells("uptake", ()), 0
    for among in PLACES[1:]:
        ((grouping, place),) = among.items()
        went = cells("uptake", tuple(among.items()))[("came_and_went", ("name", "never started"))]
        cell = ("groups", ("measure", "never started"), ("grouping", grouping), ("value", place))
        tried += went[1] is not None
        assert groups.get(cell, (0, None)) == went or went[0] == 0
    everybody = [found for cell, found in groups.items() if cell[0] == "funnel" and ("name", "registered") in cell]
    assert everybody == [
        found for cell, found in cells("overview", ()).items() if ("name", "Registered") in cell
    ]  # fmt: skip


def test_words_change_only_where_the_numbers_beside_them_do(sample_store, policy):
    """A sentence that crossed a limit with the true number would tell where somebody stands."""
    for quarters in range(8, 24, 3):
        with request_to(sample_store, policy, EXPORTED_ON, LEADERSHIP) as request:
            report = rule_change(request, [amending(policy, {"tiers.first.minimum.A": quarters / 4}, None)])
        for row in report.rows:
            if row["gained"] is not None:
                assert f"bout {row['gained']} more people would have a {row['tier']} credit" in report.answer
            else:
                assert f"would have a {row['tier']} credit" not in report.answer


def test_downloads_hold_the_numbers_of_the_page_and_no_others(sample_store, policy, cells):
    for among in ({}, {"region": "Europe"}, {"country": "Germany"}):
        with request_to(sample_store, policy, EXPORTED_ON, LEADERSHIP) as request:
            book = CalamineWorkbook.from_filelike(io.BytesIO(board_pack_xlsx(request, Among(**among))))
        rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
        steps = cells("uptake", tuple(among.items()))
        path = {dict(cell[1:])["name"]: shown for cell, (_, shown) in steps.items() if cell[0] == "funnel"}
        for label, name in (("Registered", "registered"), ("Started", "started"), ("First 24 hours", "first")):
            told = [row[1] for row in rows if row and row[0] == label]
            assert (path[name] if path[name] is not None else "") in told or (path[name] is None and "" in told)


def test_hours_of_few_leaders_or_mentees_are_not_shown(sample_store, policy):
    exact: dict[tuple[str, str], dict[str, Any]] = {}
    vague: dict[tuple[str, str], dict[str, Any]] = {}
    for viewer, found in ((OMBUDSMAN, exact), (LEADERSHIP, vague)):
        with request_to(sample_store, policy, EXPORTED_ON, viewer) as request:
            rows = capacity(request).parts["countries"]
        found.update({(row["country"], row["category"]): row for row in rows})
    assert len(exact) > len(vague) > 0
    for place, row in vague.items():
        few = min(exact[place]["people"], exact[place]["leaders"] or exact[place]["people"]) < FEWEST
        assert (row["minutes"] is None) == few
        assert row["leaders"] is None or row["leaders"] >= FEWEST
