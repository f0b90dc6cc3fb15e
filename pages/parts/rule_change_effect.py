"""What a rule change would do: whether earned credit is kept, who gains and loses by tier, and the rest on demand."""

from collections.abc import Callable, Iterable

import streamlit as st

from mentorship.access import Role
from mentorship.answers.report import Report, Row, Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.charts.rule_change import rule_change as chart
from mentorship.planning.rule_change import expected_in_words, grandfathering_in_words
from mentorship.reports.my_progress import mentees
from mentorship.wording import capitalised, day, hours, listed
from pages.parts import filters, notices, pictures, records, resources, standing_alone

TIERS = [
    Column("label", "Tier"), Column("before", "Now", Shows.NUMBER), Column("gained", "Gain", Shows.NUMBER),
    Column("lost", "Lose", Shows.NUMBER), Column("earlier", "Earlier", Shows.NUMBER, further=True),
    Column("later", "Later", Shows.NUMBER, further=True),
]  # fmt: skip
#: For the ombudsman alone: of blurred numbers it would not be the sum of the others.
THEN = Column("after", "Then", Shows.NUMBER, further=True)
TOUCHED = [
    Column("gained", "Gain", Shows.NUMBER), Column("lost", "Lose", Shows.NUMBER),
    Column("earlier", "Earlier", Shows.NUMBER), Column("later", "Later", Shows.NUMBER),
]  # fmt: skip
EARNS = [
    Column("more credit", "More credit", Shows.NUMBER), Column("less credit", "Less credit", Shows.NUMBER),
    Column("other credit", "Other credit", Shows.NUMBER),
]  # fmt: skip
DISTRIBUTION = [Column("name", "Credit"), Column("people", "People", Shows.NUMBER)]
SESSIONS = [
    Column("label", "Kind of session"), Column("why", "Why"), Column("sessions", "Sessions", Shows.NUMBER),
    Column("people", "People", Shows.NUMBER), Column("minutes", "Credit", Shows.HOURS),
]  # fmt: skip
UNDER_WAY = [
    Column("label", "Tier in work"),
    Column("people", "People", Shows.NUMBER),
    Column("expected", "Median time still to go"),
]
ALONE = [Column("title", "Change"), *TIERS[:1], *TIERS[2:]]
PEOPLE = [
    Column("name", "Mentee"),
    Column("tiers", "Tiers"),
    Column("credit", "Credit", Shows.HOURS),
    Column("mentee", "Id", further=True),
]
#: What can be looked at, one at a time: how it is called, and the groups it shows.
COUNTRY, KIND, YEAR = "Country", "Kind", "Year"
GROUPINGS = {COUNTRY: "country", KIND: "kind", YEAR: "year"}
HOW_MUCH, SESSION, WHO, ALONE_EACH = "How much", "Sessions", "Who", "Each change"


def effect(request: Request, report: Report) -> None:
    """The answer's picture and table, the change in words, and what else can be asked."""
    _grandfathering(report.parts["grandfathering"][0])
    drawn = pictures.drawn(chart, report.rows, pictures.theme())
    standing_alone.picture(request, drawn, "rule_change", "Who would gain and who would lose", report.answer)
    columns = [*TIERS, THEN] if request.viewer.role is Role.OMBUDSMAN else TIERS
    says = "People who reach each tier now, and who would gain or lose it"
    records.table(request, report.rows, columns, "rule_change", says)
    for row in report.parts["difference"]:
        st.markdown(f":material/edit_note: {notices.escape(row['change'])}")
    _under_way(request, report)
    notices.gaps(report.gaps)
    views = [COUNTRY, KIND, YEAR, HOW_MUCH, SESSION]
    views += [WHO] if request.viewer.role is Role.OMBUDSMAN else []
    views += [ALONE_EACH] if report.parts["alone"] else []
    _view(request, report, filters.one_of("Who and what, by", views, "by"))


def _grandfathering(found: Row) -> None:
    sentence = notices.escape(grandfathering_in_words(found))
    if found["holds"]:
        st.success(f"Earned credit is kept. {sentence}", icon=":material/verified_user:")
    else:
        st.error(f"Earned credit is not kept. {sentence}", icon=":material/gpp_bad:")


def _under_way(request: Request, report: Report) -> None:
    """How much longer those under way would take."""
    tiers = request.policy.tiers
    rows = [
        {**row, "label": tiers[row["tier"]].label, "expected": expected_in_words(row)}
        for row in report.parts["under_way"]
        if row["tier"] in tiers
    ]
    if rows:
        st.markdown("**For those under way**, at the pace of their last year")
        records.table(
            request, rows, UNDER_WAY, "rule_change_under_way", "Median time to the tier in work, now and then"
        )


def _view(request: Request, report: Report, view: str) -> None:
    parts = report.parts
    match view:
        case _ if view in GROUPINGS:
            _groups(request, view, [row for row in parts["groups"] if row["grouping"] == GROUPINGS[view]])
        case _ if view == HOW_MUCH:
            _table(request, parts["distribution"], DISTRIBUTION, "distribution", "People by credit gained or lost")
        case _ if view == SESSION:
            rows = [{**row, "why": _why(request, row)} for row in parts["sessions"]]
            _table(request, rows, SESSIONS, "sessions", "Sessions that would earn something else, and why")
        case _ if view == WHO:
            _who(request, parts["people"], parts["lost"])
        case _:
            _table(request, parts["alone"], ALONE, "alone", "What each change would do by itself")


def _groups(request: Request, view: str, rows: Rows) -> None:
    """One row per place, kind or year, with what happens to its people beside each other."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row["label"], {"label": row["label"]})[row["what"]] = row["people"]
    happens = {row["what"] for row in rows}
    columns = [Column("label", view), *(each for each in (*EARNS, *TOUCHED) if each.field in happens)]
    if request.viewer.role is Role.OMBUDSMAN:  # what is not there is none; leadership does not see which
        for row in found.values():
            row.update({what: row.get(what, 0) for what in happens})
    _table(request, list(found.values()), columns, GROUPINGS[view], f"People affected by the change, by {view.lower()}")


def _table(request: Request, rows: Rows, columns: list[Column], name: str, says: str) -> None:
    if not rows:
        st.caption(
            "Nothing that can be shown here." if request.viewer.role is not Role.OMBUDSMAN else "Nothing changes here."
        )
        return
    records.table(request, rows, columns, f"rule_change_{name}", says)


def _why(request: Request, row: Row) -> str:
    """The verdicts before and after, in the handbook's words."""
    before, after = (_verdict(request, row[name]) for name in ("rules_before", "rules_after"))
    category = f"category {row['category_before'] or '–'} → {row['category_after'] or '–'}"
    moved = [category] if row["category_before"] != row["category_after"] else []
    return "; ".join([before if before == after else f"{before} → {after}", *moved])


def _verdict(request: Request, rules: str) -> str:
    reasons = request.policy.reasons
    return (
        listed(reasons[each].label if each in reasons else each for each in rules.split(", "))
        if rules
        else "Credited in full"
    )


def _who(request: Request, people: Rows, lost: Rows) -> None:
    """Who exactly: for the ombudsman."""
    names = {row["mentee"]: row["name"] for row in resources.once(request, mentees)}
    losing = {row["mentee"] for row in lost}
    rows = [
        {
            "mentee": row["mentee"], "name": names.get(row["mentee"], row["mentee"]),
            "tiers": capitalised("; ".join(_tiers(request, row["tiers"]))) or "no tier reached or lost",
            "credit": sum(row["after"].values()) - sum(row["before"].values()),
            "group": LOSES if row["mentee"] in losing else OTHERS,
        }
        for row in people
    ]  # fmt: skip
    if not rows:
        st.caption("Nothing changes for anybody.")
        return
    opens = records.Opens("mentee", "mentee", _details(people, request))
    records.table(
        request,
        rows,
        PEOPLE,
        "rule_change_people",
        "Everybody for whom something changes",
        opens=opens,
        groups=[LOSES, OTHERS],
    )


LOSES, OTHERS = "Would lose what they have earned", "Something else changes"


def _tiers(request: Request, tiers: Iterable[Row]) -> list[str]:
    found = []
    for tier in tiers:
        was, now = tier["reached_before"], tier["reached_after"]
        label = request.policy.tiers[tier["tier"]].label if tier["tier"] in request.policy.tiers else tier["tier"]
        if was != now:
            found.append(f"{label}: {day(was) if was else 'not reached'} → {day(now) if now else 'not reached'}")
    return found


def _details(people: Rows, request: Request) -> Callable[[Row], records.Details]:
    by_id = {row["mentee"]: row for row in people}

    def details(row: Row) -> records.Details:
        found = by_id[row["mentee"]]
        lines = [
            records.Line(f"Category {category}: {hours(minutes)} → {hours(found['after'].get(category, 0))}")
            for category, minutes in found["before"].items()
        ]
        for tier in found["tiers"]:
            label = request.policy.tiers[tier["tier"]].label if tier["tier"] in request.policy.tiers else tier["tier"]
            short = [hours(tier[name]) if tier[name] is not None else "–" for name in ("short_before", "short_after")]
            lines.append(records.Line(f"{label}: {short[0]} to go → {short[1]}"))
        return records.Details(lines)

    return details
