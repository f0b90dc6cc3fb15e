"""What words mean, on every page and in every report.

Some are views of the store, so that SQL shares them: `led_session` (a session a mentor led), `session_rating`,
`mentee`.
"""

from datetime import date, timedelta

#: A year back, in days. Something of the last year happened later than `year_before(as_of)`.
A_YEAR = 365
#: Mentors: *active* led a session in the last year, *quiet* the year before that, *stopped* none for longer or is
#: certified no more, *not started* led none at all.
QUIET_YEARS = 2
#: How many months a strip of sessions shows, the one under way included.
STRIP_MONTHS = 24
#: The periods a page can ask for: label → days back; None is everything.
PERIODS = {"Last 12 months": A_YEAR, "Last 3 years": 3 * A_YEAR, "All years": None}
#: Minutes short of a tier from which on it is within reach: 6 h.
WITHIN_REACH = 360
#: With fewer ratings a mean says nothing and is not shown.
ENOUGH_RATINGS = 5


def year_before(as_of: date) -> date:
    """The last day that is a year ago: what happened after it is of the last year. *Active* means this."""
    return as_of - timedelta(days=A_YEAR)


def years_in_days(years: int) -> int:
    """So many years of somebody's time in the programme, in days: 1 → 365, 3 → 1,095, 5 → 1,826."""
    return int(365.25 * years)


def quiet_before(as_of: date) -> date:
    """The last day of the years after which a mentor without sessions has stopped."""
    return as_of - timedelta(days=QUIET_YEARS * A_YEAR)


def begins_after(period: str, as_of: date) -> date:
    """The last day before a period of `PERIODS`."""
    back = PERIODS[period]
    return as_of - timedelta(days=back) if back else date.min
