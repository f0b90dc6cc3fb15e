"""What do the rules say, where is it written, and what is unclear?"""

from datetime import date
from typing import Any

from mentorship.answers.report import Report, Row, Rows, ask
from mentorship.answers.request import Request
from mentorship.policy.activity import Activity
from mentorship.policy.model import Policy
from mentorship.policy.requirements import most_usable, requirement_rows, slack, virtual_ceiling
from mentorship.policy.timeline import Timeline
from mentorship.reports import QUESTIONS
from mentorship.vocabulary import Basis, Standing
from mentorship.wording import count, day, hours, listed

LED_BY = {Standing.MENTOR: "a certified mentor", Standing.PROVIDER: "a certified therapist", Standing.NONE: "anyone"}


def rules_in_force(request: Request) -> Report:
    """`rows`: one per activity; parts `tiers`, `needs`, `ceiling`, `facts`, `readings`, `glossary`, `guidance`,
    `changes`, `choices`. The same for everybody: rules are public."""
    policy, as_of = request.policy, request.as_of
    tiers = [_tier(policy, name, as_of) for name, _ in policy.tiers_in_order]
    rows = [_activity(policy, activity, as_of) for activity in policy.activities.values()]
    parts: dict[str, Rows] = {
        "tiers": tiers,
        "needs": _needs(policy, as_of),
        "facts": [{"fact": fact} for fact in _facts(policy, as_of)],
        "readings": _readings(policy),
        "glossary": [{"word": word, "means": means} for word, means in policy.glossary.items()],
        "guidance": [
            {"title": each.title, "text": each.text, "source": policy.citation(each.source)}
            for each in policy.guidance.values()
        ],
        "changes": _changes(policy),
        "choices": _choices(policy, ask(request, QUESTIONS / "reading_choices.sql")),
    }
    minutes = [tier["minutes"] for tier in tiers]
    same = f" of {hours(minutes[0])} each" if len(set(minutes)) == 1 else ""
    return Report(
        f"There are {count(len(tiers), 'tier')}{same}. {count(len(rows), 'kind')} of sessions count, in "
        f"{count(len(policy.categories), 'category', 'categories')}. "
        f"{count(len(policy.readings), 'passage')} of the text can be read in more than one way.",
        rows,
        parts,
    )


def _tier(policy: Policy, name: str, as_of: date) -> Row:
    tier = policy.tiers[name]
    asked = tier.prerequisite.on(as_of)
    least = {category: timeline.on(as_of) or 0 for category, timeline in sorted(tier.minimum.items())}
    return {
        "tier": tier.label,
        "minutes": tier.minutes.on(as_of),
        "minimums": listed(f"{hours(minutes)} of {category}" for category, minutes in least.items() if minutes)
        or "none",
        "counts": list(tier.counts.on(as_of) or ()),
        "prerequisite": f"{asked.capitalize()} certification" if asked and asked != "none" else "none",
        **_written(policy, tier.minutes, as_of),
    }


def _activity(policy: Policy, activity: Activity, as_of: date) -> Row:
    until = activity.counts_until.on(as_of)
    start = activity.counts_from.on(as_of)
    return {
        "activity": activity.label,
        "plain": activity.plain,
        "category": activity.category.on(as_of),
        "credit": _credit(activity, as_of),
        "held": listed((each.in_words for each in activity.modality.on(as_of) or ()), "or"),
        "counts_from": start,
        "counts_until": until,
        "led_by": LED_BY[activity.standing.on(as_of) or Standing.NONE],
        "endorsed": activity.endorsement.on(as_of) == "required",
        "size": _size(activity, as_of),
        **_written(policy, activity.credit, as_of),
    }


def _credit(activity: Activity, as_of: date) -> str:
    credit, cap = activity.credit.on(as_of), activity.cap.on(as_of)
    if credit is None or credit.basis is Basis.DURATION:
        said = "its length"
    else:
        said = f"{hours(credit.minutes or 0)} {'each' if credit.basis is Basis.FIXED else 'a day'}"
    per = activity.event if cap and cap.per == "event" else "session"
    return f"{said}, at most {hours(cap.minutes)} per {per}" if cap else said


def _size(activity: Activity, as_of: date) -> str | None:
    group = activity.attendees.on(as_of) or activity.usual_size.on(as_of)
    if not group:
        return None
    usual = "" if activity.attendees.on(as_of) else "usually "
    return f"{usual}{group.least} to {group.most}" if group.most else f"{usual}{group.least} or more"


def _written(policy: Policy, timeline: Timeline[Any], as_of: date) -> Row:
    dated = timeline.dated_on(as_of)
    return {
        "in_force_from": dated.in_force_from if dated else None,
        "source": policy.citation(dated.source) if dated else "",
    }


def _needs(policy: Policy, as_of: date) -> Rows:
    return [
        {
            "tier": policy.tiers[row.tier].label,
            "categories": row.categories,
            "minutes": row.minutes,
            "levels": listed(f"{category}: {level}" for category, level in row.levels.items()),
        }
        for row in requirement_rows(policy, as_of)
        if not row.implied
    ]


def _facts(policy: Policy, as_of: date) -> list[str]:
    """What follows from the rules and is written nowhere: all worked out from the policy."""
    ceiling, free, most = virtual_ceiling(policy, as_of), slack(policy, as_of), most_usable(policy, as_of)
    facts = [
        f"{policy.tiers[name].label}: of {hours(total)} {_at_most(virtual, total)}."
        for name, (virtual, total) in ceiling.items()
    ]
    virtual, total = (sum(each[place] for each in ceiling.values()) for place in (0, 1))
    facts.append(f"All tiers together: of {hours(total)} {_at_most(virtual, total)}.")
    tight = [policy.tiers[name].label for name, minutes in free.items() if not minutes]
    if tight:
        facts.append(f"No slack in {listed(tight)}: the minimums add up to all of the hours.")
    facts += [
        f"Category {category}: all tiers together can use {hours(minutes)}. Any above that earn no further credit."
        for category, minutes in most.items()
    ]
    return facts


def _at_most(virtual: int, total: int) -> str:
    return f"at most {hours(virtual)} ({virtual / total:.1%}) can be virtual"


def _readings(policy: Policy) -> Rows:
    return [
        {
            "reading": name,
            "question": reading.question,
            "source": policy.citation(reading.source),
            "in_force": policy.chosen_readings[name],
            "alternatives": [
                {
                    "value": value,
                    "means": alternative.means,
                    "sets": [each for each in ("strict", "default", "generous") if getattr(reading, each) == value],
                }
                for value, alternative in reading.alternatives.items()
            ],
        }
        for name, reading in policy.readings.items()
    ]


def _choices(policy: Policy, chosen: Rows) -> Rows:
    """Who chose which reading, when and why; authors are in an office, so they stand as they signed."""
    known = [row for row in chosen if row["reading"] in policy.readings]
    return [
        {
            **row,
            "question": policy.readings[row["reading"]].question,
            "means": policy.readings[row["reading"]].alternatives[row["answer"]].means,
        }
        for row in known
        if row["answer"] in policy.readings[row["reading"]].alternatives
    ]


def _changes(policy: Policy) -> Rows:
    """Every day from which a rule holds, the latest first, and what begins then."""
    begins: dict[date, list[str]] = {}
    parts = [(tier.label, tier) for tier in policy.tiers.values()]
    for label, part in [*parts, *((activity.label, activity) for activity in policy.activities.values())]:
        for _, value in part:
            for timeline in value.values() if isinstance(value, dict) else [value]:
                for dated in timeline if isinstance(timeline, Timeline) else ():
                    begins.setdefault(dated.in_force_from, [])
                    if label not in begins[dated.in_force_from]:
                        begins[dated.in_force_from].append(label)
    return [{"day": when, "said": f"From {day(when)}: {listed(labels)}."} for when, labels in sorted(begins.items())][
        ::-1
    ]
