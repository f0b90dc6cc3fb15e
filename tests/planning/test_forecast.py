"""The forecast of what open tiers need: the same twice, right where chance plays no part, honest where it does."""

from collections import defaultdict
from datetime import date

import numpy as np
import pytest

from mentorship.credit.refresh import refresh
from mentorship.errors import AccessError
from mentorship.planning.forecast import drawn, forecast, history_of
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.conftest import SAMPLE
from tests.support.asking import LEADERSHIP, check_json, request_to

MOST = {"A": 2160, "B": 720, "C": 2160}


def test_people_who_all_go_on_alike_are_forecast_exactly():
    """Ten people earn 300 minutes of A every year; one of them has 100 minutes left that a tier can use."""
    rows = [(f"p{n}", 6, "A", back, 300) for n in range(9) for back in range(6)]
    rows += [("late", 6, "A", back, 300) for back in range(6)] + [("late", 6, "A", 6, 260)]
    draws = drawn(history_of(rows, MOST), 0)
    assert set(draws[:, 0]) == {9 * 300 + 100}
    assert not draws[:, 1:].any()


def test_the_same_data_give_the_same_forecast(sample_store, policy):
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        assert forecast(request) == forecast(request)


def test_given_and_happened_are_what_check_says(sample_store, policy):
    """In plain Python: the last year's credit; and of people there a year ago, what their tiers could still use."""
    told = check_json([SAMPLE / "sessions.csv"], [SAMPLE / "people.csv"], policy, EXPORTED_ON)["mentees"]
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        found = forecast(request)
        registered = dict(request.cursor.execute("select mentee, registered_on from mentee").fetchall())
    given: defaultdict[str, int] = defaultdict(int)
    happened: defaultdict[str, int] = defaultdict(int)
    year_ago = date(2025, 11, 15)
    for mentee in told:
        held = [date.fromisoformat(s["held_on"]) for s in mentee["sessions"] if s["outcome"] != "planned"
                and not any(r["rule"].startswith("status") for r in s["reasons"])]  # fmt: skip
        there = min([*held, registered.get(mentee["mentee"]) or date.max], default=date.max) <= year_ago
        for category, most in MOST.items():
            own = [s for s in mentee["sessions"] if s["category"] == category]
            earlier = sum(s["credited_minutes"] for s in own if s["held_on"] <= str(year_ago))
            last = sum(s["credited_minutes"] for s in own if s["held_on"] > str(year_ago))
            given[category] += last
            happened[category] += min(last, max(0, most - earlier)) if there else 0
    assert found.given_last_12 == given
    assert found.happened == happened
    for category in MOST:
        assert found.low[category] <= found.needed[category] <= found.high[category]


def test_nine_years_in_ten_end_within_the_interval():
    """Invented programmes of 200 people whose years are alike: the forecast of the last one, made a year before."""
    inside, tried = 0, 60
    for seed in range(tried):
        chance = np.random.default_rng(seed)
        busy = chance.gamma(2.0, 100.0, 200)
        rows = [
            (f"p{n}", 7, "C", back, int(chance.poisson(busy[n] / 60) * 60)) for n in range(200) for back in range(7)
        ]
        history = history_of([row for row in rows if row[4]], MOST | {"C": 100_000})
        low, high = np.quantile(drawn(history, 1)[:, 2], (0.05, 0.95))
        inside += low <= history.minutes[:, 2, 0].sum() <= high
    assert inside >= 0.8 * tried


def test_an_empty_programme_needs_nothing(policy):
    store = open_store(None)
    refresh(store, policy, EXPORTED_ON)
    with request_to(store, policy, EXPORTED_ON) as request:
        found = forecast(request)
    assert found.needed == found.low == found.high == found.happened == {"A": 0, "B": 0, "C": 0}
    store.close()


def test_without_a_past_year_anything_between_nothing_and_all_is_said():
    draws = drawn(history_of([("ada", 0, "A", 0, 200)], MOST), 0)
    assert draws[:, 0].tolist() == [0, 200, 1960]


def test_leadership_does_not_see_it_exactly(sample_store, policy):
    with request_to(sample_store, policy, EXPORTED_ON, LEADERSHIP) as request, pytest.raises(AccessError):
        forecast(request)
