"""Will there be enough mentors and therapists? What open tiers will need, what is given, and on whom it rests."""

from mentorship.access import require
from mentorship.answers.countries import NOT_TOLD, load_countries
from mentorship.answers.definitions import year_before
from mentorship.answers.disclosure import (
    GROUPS,
    amount_share_in_words,
    gaps_of_small_groups,
    is_exact,
    load_disclosure,
)
from mentorship.answers.report import Report, Rows, ask
from mentorship.answers.request import Request
from mentorship.planning import SQL
from mentorship.planning.forecast import TO_READ, Forecast, forecast_exactly, to_read
from mentorship.wording import hours

#: Leadership sees forecasts as multiples of 10 h: they are sums of what many people may do.
FORECAST_STEP = 600
#: The leaders whose share shows how much rests on few; of fewer than so many in all it would show single people's.
TOP, ENOUGH_LEADERS = 3, 10
_FORECASTS = ("needed", "low", "high", "predicted", "predicted_low", "predicted_high", "happened")


def capacity(request: Request) -> Report:
    """`rows`: one per category, in minutes: `needed` by open tiers in the next 12 months with `low` and `high` (nine in
    ten), `given_last_12`; and how the same forecast did a year ago: `predicted`, its `predicted_low` and
    `predicted_high`, `happened`. Parts: `countries` (given there, and by how many), `concentration` (the share of the
    three leaders who gave most), for the ombudsman `key_people` (who). Raises AccessError."""
    require(request.viewer, GROUPS, "Capacity")
    load_disclosure(request.cursor)
    load_countries(request)
    ahead, span = forecast_exactly(request), {"as_of": request.as_of, "year_before": year_before(request.as_of)}
    given = {row["category"]: row for row in ask(request, SQL / "capacity_given.sql", **span)}
    rows = [_row(request, ahead, category, given.get(category, {})) for category in ahead.needed]
    leaders = ask(request, SQL / "key_people.sql", **span)
    parts = {
        "countries": ask(request, SQL / "capacity_by_country.sql", **span, not_told=NOT_TOLD),
        "concentration": _concentration(request, leaders),
    }
    if is_exact(request.viewer):
        parts["key_people"] = leaders
    gaps = list(gaps_of_small_groups(request.viewer, rows))
    gaps.append("People who join later are not in the forecast.")
    return Report(_answer(request, ahead), rows, parts, gaps)


def _row(request: Request, ahead: Forecast, category: str, given: dict[str, object]) -> dict[str, object]:
    hidden = not is_exact(request.viewer) and (not given or bool(given["hidden"]))
    step = _step(request)
    numbers = {name: None if hidden else to_read(getattr(ahead, name)[category], step) for name in _FORECASTS}
    if is_exact(request.viewer):
        numbers["happened"] = ahead.happened[category]
    given_minutes = given["minutes"] if given else None if hidden else 0
    label = request.policy.categories[category].label
    return {"category": category, "label": label, **numbers, "given_last_12": given_minutes, "hidden": hidden}


def _step(request: Request) -> int:
    return TO_READ if is_exact(request.viewer) else FORECAST_STEP


def _concentration(request: Request, leaders: Rows) -> Rows:
    """By category: the share of those who gave most, where there are enough leaders to say it."""
    rows = []
    for category in dict.fromkeys(row["category"] for row in leaders):
        shares = [row["share"] for row in leaders if row["category"] == category]
        enough = is_exact(request.viewer) or len(shares) >= ENOUGH_LEADERS
        share = sum(shares[:TOP]) if enough else None
        said = amount_share_in_words(request.viewer, share) if share is not None else "too few leaders to say"
        exact = share if is_exact(request.viewer) else None
        rows.append({"category": category, "top_three": said, "share": exact, "hidden": not enough})
    return rows


def _answer(request: Request, ahead: Forecast) -> str:
    if not any(ahead.given_last_12.values()) and not any(ahead.high.values()):
        return "Nobody is under way, so nothing is needed."
    said = []
    for category, needed in ahead.needed.items():
        given, step = ahead.given_last_12[category], _step(request)
        low, high = (to_read(each[category], step) for each in (ahead.low, ahead.high))
        if not needed and not given:
            continue
        name = request.policy.categories[category].in_words
        against = (
            "more than" if ahead.low[category] > given else "no more than" if ahead.high[category] <= given else None
        )
        compared = f"{against} was given in the last 12" if against else "about what was given in the last 12"
        said.append(f"{hours(low)} to {hours(high)} of {name}, {compared}")
    return f"In the next 12 months open tiers may need {'; '.join(said)}."
