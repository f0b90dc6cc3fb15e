"""How much mentoring is virtual, and how much may be? Both on one base: the hours that tiers used."""

from collections import Counter, defaultdict
from datetime import date
from math import ceil

from mentorship.access import require
from mentorship.answers.countries import NOT_TOLD, load_countries
from mentorship.answers.disclosure import (
    GROUPS,
    amount_share_in_words,
    gaps_of_small_groups,
    is_exact,
    load_disclosure,
)
from mentorship.answers.report import Report, Rows, ask
from mentorship.answers.request import Request
from mentorship.policy.model import Policy
from mentorship.policy.requirements import virtual_ceiling
from mentorship.reports import QUESTIONS
from mentorship.reports.annotations import annotations
from mentorship.store.sql_files import run
from mentorship.vocabulary import Modality

#: A year in which tiers used less than 100 h is not spoken of: a handful of sessions would decide its share.
ENOUGH_MINUTES = 6000


def modality_mix(request: Request, region: str | None = None, country: str | None = None) -> Report:
    """`rows`: credited minutes by year, category and modality. Parts, of the minutes that tiers used: `share` (by year,
    `virtual`, `in_person`, `share`, and the `ceiling` of the tiers that used them), `ceiling` (by tier, then of all
    together), `groups` (by category, activity and country). Besides: `refused` (sessions refused for how they were
    held) and `annotations`. Raises AccessError."""
    require(request.viewer, GROUPS, "The virtual and in-person mix")
    load_disclosure(request.cursor)
    load_countries(request)
    run(request.cursor, QUESTIONS / "used_minutes.sql", not_told=NOT_TOLD, region=region, country=country)
    rows = ask(request, QUESTIONS / "modality_mix.sql")
    by_tier = ask(request, QUESTIONS / "used_by_year.sql")
    by_modality = ask(request, QUESTIONS / "used_by_modality.sql")
    parts = {
        "share": _shares(request, by_modality, by_tier),
        "ceiling": _ceiling(request.policy, request.as_of),
        "groups": _groups(request),
        "refused": _refused(request),
        "annotations": annotations("modality_mix"),
    }
    gaps = list(gaps_of_small_groups(request.viewer, rows))
    if parts["share"]:
        gaps.append("The ceiling holds for a tier as a whole: in a single year tiers may use more virtual hours.")
    return Report(_answer(request, by_modality, by_tier), rows, parts, gaps)


def _ceiling(policy: Policy, as_of: date) -> Rows:
    found = [
        {"tier": policy.tiers[name].label, "virtual_minutes": most, "minutes": total}
        for name, (most, total) in virtual_ceiling(policy, as_of).items()
    ]
    together = {key: sum(int(str(row[key])) for row in found) for key in ("virtual_minutes", "minutes")}
    rows: Rows = [*found, {"tier": "All tiers together", **together}]
    return [{**row, "share": row["virtual_minutes"] / row["minutes"]} for row in rows]


def _shares(request: Request, by_modality: Rows, by_tier: Rows) -> Rows:
    """Year by year, from what the viewer may see. A year of which a part may not be shown is left out: its share
    would be wrong, and would tell what is not shown. So is one without a part: nobody looks like a few."""
    minutes = _by_year(by_modality, "minutes")
    hidden = {row["year"] for row in by_modality if row["hidden"]}
    if not is_exact(request.viewer):
        parts = Counter(row["year"] for row in by_modality)
        hidden |= {year for year, count in parts.items() if count < len(Modality)}
    ceilings = _ceilings(request, by_tier, "minutes")
    return [
        {"year": year, **split, "share": split[Modality.VIRTUAL] / total, "ceiling": ceilings.get(year),
         "is_part_of_year": date(year, 12, 31) > request.as_of}
        for year, split in sorted(minutes.items())
        if year not in hidden and (total := sum(split.values()))
    ]  # fmt: skip


def _by_year(rows: Rows, field: str) -> dict[int, dict[str, int]]:
    minutes: dict[int, dict[str, int]] = defaultdict(lambda: {str(modality): 0 for modality in Modality})
    for row in rows:
        minutes[row["year"]][row["modality"]] += row[field] or 0
    return minutes


def _ceilings(request: Request, by_tier: Rows, field: str) -> dict[int, float]:
    """The most that could have been virtual of a year's hours, by the tiers that used them and the rules of its end."""
    used: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in by_tier:
        used[row["year"]][row["tier"]] += row[field] or 0
    found = {}
    for year, tiers in used.items():
        most = virtual_ceiling(request.policy, min(date(year, 12, 31), request.as_of))
        total = sum(tiers.values())
        if total:
            found[year] = sum(minutes * most[tier][0] / most[tier][1] for tier, minutes in tiers.items()) / total
    return found


def _groups(request: Request) -> Rows:
    policy = request.policy
    rows = ask(request, QUESTIONS / "used_by_group.sql")
    labels = {("category", name): each.label for name, each in policy.categories.items()}
    labels |= {("activity", code): each.label for code, each in policy.activities.items()}
    for row in rows:
        row["label"] = labels.get((row["grouping"], row["value"]), row["value"])
    return rows


def _refused(request: Request) -> Rows:
    rows = ask(request, QUESTIONS / "refused_modality.sql")
    for row in rows:
        activity = request.policy.activities.get(row["activity"])
        row["label"] = activity.label if activity else row["activity"]
    return rows


def _answer(request: Request, by_modality: Rows, by_tier: Rows) -> str:
    """The last whole year with enough hours, from the true minutes."""
    minutes, ceilings = _by_year(by_modality, "minutes_true"), _ceilings(request, by_tier, "minutes_true")
    if not minutes:
        return "No credited sessions yet."
    whole = [
        year for year, split in minutes.items()
        if date(year, 12, 31) <= request.as_of and sum(split.values()) >= ENOUGH_MINUTES
    ]  # fmt: skip
    if not whole:
        return "Too few hours so far to say how virtual the programme is."
    year = max(whole)
    share = minutes[year][Modality.VIRTUAL] / sum(minutes[year].values())
    said = amount_share_in_words(request.viewer, share)
    return (
        f"Of the hours that tiers used in {year}, {said} {'was' if said.startswith('about a ') else 'were'} virtual; "
        f"for the tiers that used them the rules allow at most {_ceiling_in_words(request, ceilings[year])}."
    )


def _ceiling_in_words(request: Request, share: float) -> str:
    """Which tiers used how much would show in the exact figure: leadership sees the next multiple of 5%."""
    return f"{share:.0%}" if is_exact(request.viewer) else f"about {ceil(share * 20 - 1e-9) / 20:.0%}"
