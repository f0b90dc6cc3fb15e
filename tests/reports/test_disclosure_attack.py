"""Somebody of leadership who asks 2,000 times, keeps every answer, and does the arithmetic: no small cell comes of it.

The attacker knows the method: a number shown is within nine of the truth and no less than five, a number not shown is
four at most; that parts add up to wholes; and asks with every filter there is. What follows is a linear program over
all cells: each hidden one is made as small and as large as the answers allow.
"""

import random
from collections import defaultdict
from functools import cache

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import lil_array

from mentorship.answers.countries import NOT_TOLD
from mentorship.reports.mentee_progress import mentee_progress
from mentorship.reports.modality_mix import modality_mix
from mentorship.reports.overview import overview
from mentorship.reports.uptake import Among, uptake
from mentorship.sample.held import EXPORTED_ON
from tests.support.asking import LEADERSHIP, OMBUDSMAN, request_to

pytestmark = pytest.mark.slow

ASKED, NOISE, LEAST = 2000, 9, 5
#: What tells a row from the others of its table.
NAMES = ("year", "measure", "step", "name", "tier", "only", "country", "grouping", "value", "begins_on", "state",
         "tiers_reached", "category", "modality")  # fmt: skip
REPORTS = {
    "uptake": lambda request, region, country: uptake(request, Among(region, country)),
    "modality_mix": modality_mix,
    "overview": lambda request, region, country: overview(request),
    "mentee_progress": lambda request, region, country: mentee_progress(request),
}


@pytest.fixture(scope="module")
def answers(sample_store, policy):
    """(report, region, country, table, row) → (truth, shown) of everything that random questions bring up."""
    chance = random.Random(1)

    @cache
    def cells(report, region, country, viewer):
        with request_to(sample_store, policy, EXPORTED_ON, viewer) as request:
            found = REPORTS[report](request, region, country)
        # The ombudsman's rows of this one are people by name.
        tables = found.parts if report == "mentee_progress" else {"rows": found.rows, **found.parts}
        return {
            (report, region, country, table, *_identity(row)): row["people"]
            for table, rows in tables.items()
            for row in rows
            if "people" in row
        }

    with request_to(sample_store, policy, EXPORTED_ON) as request:
        groups = uptake(request).parts["groups"]
    regions = sorted({row["value"] for row in groups if row["grouping"] == "region"} - {NOT_TOLD})
    countries = sorted({row["value"] for row in groups if row["grouping"] == "country"} - {NOT_TOLD})
    known = {}
    for _ in range(ASKED):
        place = chance.choice([(None, None), (chance.choice(regions), None), (None, chance.choice(countries))])
        report = chance.choice(list(REPORTS))
        if report in ("overview", "mentee_progress"):
            place = (None, None)
        truth, seen = (cells(report, *place, viewer) for viewer in (OMBUDSMAN, LEADERSHIP))
        for cell in truth.keys() | seen.keys():
            known[cell] = (truth.get(cell, 0), seen.get(cell))
    return known


def _identity(row):
    return tuple((name, str(row[name])) for name in NAMES if name in row)


def _bounds(shown):
    return (0, LEAST - 1) if shown is None else (max(LEAST, shown - NOISE), shown + NOISE)


def test_the_attacker_is_told_the_truth_about_the_method(answers):
    """Every true number lies where the attacker supposes it."""
    for cell, (truth, shown) in answers.items():
        if cell[0] == "modality_mix" and shown is None:
            continue  # hours are not shown of fewer than five mentors, either
        low, high = _bounds(shown)
        assert low <= truth <= high, (cell, truth, shown)


def test_no_small_cell_is_recovered(answers):
    cells = list(answers)
    place = {cell: number for number, cell in enumerate(cells)}
    sums = _identities(cells)
    assert len(sums) > 100
    rows = lil_array((len(sums), len(cells)))
    for line, (whole, parts, _) in enumerate(sums):
        rows[line, place[whole]] = 1
        for part in parts:
            rows[line, place[part]] = -1
    matrix, bounds = rows.tocsr(), np.array([_bounds(answers[cell][1]) for cell in cells], dtype=float)
    _are_true(answers, sums)
    touched = {cell for whole, parts, _ in sums for cell in (whole, *parts)}
    small = [cell for cell in touched if 0 < answers[cell][0] < LEAST]
    assert len(small) > 100
    for cell in sorted(small, key=str)[:150]:
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(cells))
            aim[place[cell]] = sign
            # Exact sums have equal sides; where somebody may be in no part, the whole is the larger.
            solved = linprog(aim, A_ub=-matrix, b_ub=np.zeros(len(sums)), bounds=bounds, method="highs")
            assert solved.status == 0
            ends.append(sign * solved.fun)
        assert ends[1] - ends[0] >= 2, (cell, answers[cell], ends)


def _identities(cells):  # noqa: C901 - one branch for each way in which tables overlap
    """(whole, parts, what): wholes that are at least their parts together, across tables and filters."""
    by = defaultdict(list)
    for cell in cells:
        report, region, country, table, *names = cell
        named = dict(names)
        if report == "uptake" and table == "rows" and named["measure"] in ("registered", "tier first", "tier second"):
            step = {"registered": "registered"}.get(named["measure"], named["measure"].removeprefix("tier "))
            by["years", report, region, country, step].append(cell)
        if report == "uptake" and table == "cohorts":
            by["cohorts", report, region, country, named["name"]].append(cell)
        if report == "uptake" and table in ("rows", "cohorts", "funnel", "came_and_went") and region and not country:
            by["regions", report, None, None, table, *names].append(cell)
        if report == "uptake" and table == "groups" and named["grouping"] in ("country", "region"):
            by["places", named["grouping"], region, country, named["measure"]].append(cell)
    sums = []
    for (what, *where), parts in by.items():
        whole = _whole(what, where)
        for candidate in cells:
            if candidate == whole and candidate not in parts:
                sums.append((whole, parts, what))
                break
    for (what, *where), parts in by.items():
        if what == "places" and where[0] == "country":
            for region_cell in by.get(("places", "region", *where[1:]), []):
                if where[1] == dict(region_cell[4:])["value"]:
                    sums.append((region_cell, parts, "countries"))
    return sums


def _whole(what, where):
    match what:
        case "years" | "cohorts":
            report, region, country, step = where
            order = {"registered": "0", "started": "1", "first": "2", "second": "3", "third": "4"}[step]
            return (report, region, country, "funnel", ("step", order), ("name", step))
        case "regions":
            return tuple(where)
    return None


def _are_true(answers, sums):
    """The attacker's sums hold of the true numbers."""
    for whole, parts, what in sums:
        assert answers[whole][0] >= sum(answers[part][0] for part in parts), (what, whole)


def test_differences_of_hours_do_not_tell_what_one_person_did(sample_store, policy):
    """Programmes that differ by a country of few people: what the few used is not the difference of what is shown."""
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        modality_mix(request)
        used = request.cursor.execute(
            "select year, modality, mentee, sum(minutes) from used_minutes group by all"
        ).fetchall()
    off, tried = 0, 0
    cells: defaultdict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for year, modality, mentee, minutes in used:
        cells[year, modality][mentee] = minutes
    with request_to(sample_store, policy, EXPORTED_ON, LEADERSHIP) as request:
        modality_mix(request)
        for people in cells.values():
            if len(people) < 8:
                continue
            whole = _amount(request.cursor, people)
            for left_out in sorted(people)[:5]:
                rest = {mentee: minutes for mentee, minutes in people.items() if mentee != left_out}
                tried += 1
                off += abs(whole - _amount(request.cursor, rest) - people[left_out]) > 0.25 * people[left_out]
    assert tried > 50
    assert off > 0.75 * tried


def _amount(cursor, people):
    return cursor.execute(
        "select shown_amount('leadership', len(p)::integer, "
        "list_sum(list_transform(p, lambda x: person_key(x)))::bigint, ?::integer, ?::integer, 300) "
        "from (select ?::varchar[] as p)",
        [int(sum(people.values())), int(max(people.values())), list(people)],
    ).fetchone()[0]
