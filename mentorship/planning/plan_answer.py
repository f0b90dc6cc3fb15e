"""A plan in words: why it is as long as it is, or what stands in its way."""

from collections.abc import Sequence
from datetime import date

from mentorship.credit.tier_sentences import kind_in_words
from mentorship.planning.plan_offers import Offers, credit_of
from mentorship.planning.plan_options import PlanOptions
from mentorship.planning.plan_sessions import PlannedSession
from mentorship.planning.plan_situation import Situation, TierStanding
from mentorship.planning.plan_stages import Need
from mentorship.vocabulary import Level, TierName
from mentorship.wording import count, day, hours, listed


def reached_words(situation: Situation, tier: TierName, standing: TierStanding) -> str:
    """For a tier that is reached."""
    return f"{_label(situation, tier)} was reached on {_day(standing.reached_on)}: nothing is left to plan."


def complete_words(situation: Situation, tier: TierName, standing: TierStanding, waits: Level | None) -> str:
    """For a tier whose hours are on record and which is not awarded yet."""
    done = f"The hours for {_label(situation, tier)} have been complete since {_day(standing.hours_complete_on)}"
    return f"{done}{_then(standing, waits)}."


def possible_words(
    situation: Situation,
    tier: TierName,
    sessions: Sequence[PlannedSession],
    standing: TierStanding,
    waits: Level | None,
    binding: Sequence[Need],
) -> str:
    """For a plan: when it is done, and the requirement that makes it this long."""
    label, then, done_on = _label(situation, tier), _then(standing, waits), _day(standing.hours_complete_on)
    if not sessions:
        return f"No session is needed: under the rules of {done_on} the hours for {label} are complete that day{then}."
    complete = f"{count(len(sessions), 'session')} {'completes' if len(sessions) == 1 else 'complete'}"
    done = f"{complete} the hours for {label} on {done_on}{then}."
    short = listed(f"{hours(need.short)} of {kind_in_words(situation.policy, need.row.categories)}" for need in binding)
    said = [done, *([f"It takes this long because {short} are still missing."] if short else [])]
    if any(day_named >= sessions[0].held_on for _, day_named in situation.taken):
        said.append(
            "Sessions that are only scheduled are not counted; nothing of the same kind is planned for the same day."
        )
    return " ".join(said)


def too_late_words(
    situation: Situation, options: PlanOptions, offers: Offers, blocking: Sequence[Need], earliest: date
) -> str:
    """For a plan that could be complete later, though not by the day asked for."""
    first = options.first_day(situation.as_of)
    by = options.by or first
    if by < first:
        what = f"no day before {day(first)} may be used"
    elif blocking:
        alone = " alone" if len(blocking) == 1 else ""
        what = listed(f"{_whose(need)}{alone} {_needs(need, situation, options, offers)}" for need in blocking)
        what += _pace(options)
    else:
        what = "the rules under which it would be complete begin later"
    return f"Not possible by {day(by)}: {what}; the earliest is {day(earliest)}."


def never_words(situation: Situation, options: PlanOptions, tier: TierName, blocking: Sequence[Need]) -> str:
    """For a plan that no day would make possible."""
    reasons = listed(f"{_whose(need)} needs {hours(need.short)} more{_obstacle(need, situation, options)}"
                     for need in blocking)  # fmt: skip
    return f"{_label(situation, tier)} cannot be completed with these options: {reasons}."


def before_words(situation: Situation, tier: TierName, level: Level) -> str:
    """For a tier whose hours cannot begin to count before a certification that is not on record."""
    return (
        f"The hours for {_label(situation, tier)} count only once the tier before it is reached, and that waits for "
        f"{level.capitalize()} certification, which is not on record."
    )


def _then(standing: TierStanding, waits: Level | None) -> str:
    if waits:
        return f"; it then waits for {waits.capitalize()} certification"
    if standing.reached_on and standing.reached_on != standing.hours_complete_on:
        return f"; it is reached on {day(standing.reached_on)}"
    return ""


def _whose(need: Need) -> str:
    categories = need.row.categories
    return f"Category {categories[0]}" if len(categories) == 1 else f"Categories {listed(categories)} together"


def _needs(need: Need, situation: Situation, options: PlanOptions, offers: Offers) -> str:
    """What a row still needs: so many sessions where one activity must bring all of it, else hours."""
    first = options.first_day(situation.as_of)
    serving = [offer for offer in offers.on(first) if offer.bucket in need.row.buckets]
    codes = [code for offer in serving for code in offer.activities]
    verb = "needs" if len(need.row.categories) == 1 else "need"
    if len(codes) != 1:
        return f"{verb} {hours(need.short)} more"
    sessions = count(-(-need.short // serving[0].credit), "session")
    return f"{verb} {sessions} of “{situation.policy.activities[codes[0]].label}”"


def _pace(options: PlanOptions) -> str:
    limits = []
    if options.sessions_per_week is not None:
        limits.append(f"{count(options.sessions_per_week, 'session')} a week")
    if options.minutes_per_week is not None:
        limits.append(f"{hours(options.minutes_per_week)} a week")
    return f", at {listed(limits)}" if limits else ", with at most one of a kind a day"


def _obstacle(need: Need, situation: Situation, options: PlanOptions) -> str:
    """Why nothing can be planned that would earn what a row needs."""
    if missing := {level for level in need.row.levels.values() if situation.held_from(level) is None}:
        level = min(missing, key=lambda each: each.rank).capitalize()
        return f" from after {level} certification, which is not on record"
    first, found = options.first_day(situation.as_of), []
    for code, activity in situation.policy.activities.items():
        until = activity.counts_until.on(first)
        if activity.category.on(first) not in need.row.categories or (until and until < first):
            continue
        if code in options.without:
            found.append(f"“{activity.label}” is left out")
        elif options.minutes_per_week is not None and credit_of(code, activity, first, options):
            found.append(f"a session of “{activity.label}” must fit into {hours(options.minutes_per_week)} a week")
    return f", while {listed(found)}" if found else ", and too few days are left on which anything counts toward it"


def _label(situation: Situation, tier: TierName) -> str:
    return f"“{situation.policy.tiers[tier].label}”"


def _day(when: date | None) -> str:
    return day(when) if when else "a day not known yet"
