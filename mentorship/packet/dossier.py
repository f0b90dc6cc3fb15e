"""A mentor's dossier on paper: for the ombudsman, or the mentor's own. Never with notes or what contacts were about."""

from mentorship.access import Role
from mentorship.answers.report import Row, Rows
from mentorship.answers.request import Request
from mentorship.answers.tables import Column, Shows
from mentorship.credit.data_digest import data_digest
from mentorship.packet.charts import ControlChart, Moment, Stretch
from mentorship.packet.documents import Document, Section, Table, document_pdf
from mentorship.packet.typesetting import Paper
from mentorship.reports.mentor_dossier import mentor_dossier
from mentorship.reports.pace import pace
from mentorship.wording import count, day, listed, month_of

#: More rows than these of a table are on the page alone.
ROWS_ON_PAPER = 30
MENTEES = (
    Column("name", "Mentee"), Column("sessions", "Sessions", Shows.NUMBER),
    Column("credited_minutes", "Credited here", Shows.HOURS), Column("last_session", "Last session", Shows.DAY),
    Column("tiers_reached", "Credits reached", Shows.NUMBER), Column("minutes_short", "To go", Shows.HOURS),
)  # fmt: skip
OWN_MENTEES = MENTEES[:4]
MIX = (
    Column("label", "Kind"), Column("held", "Held"), Column("sessions", "Sessions", Shows.NUMBER),
    Column("share", "Share", Shows.SHARE), Column("share_of_similar", "Similar mentors", Shows.SHARE),
)  # fmt: skip
DEDUCTED = (
    Column("held_on", "Day", Shows.DAY), Column("mentee_name", "Mentee"), Column("label", "What"),
    Column("recorded_minutes", "Recorded", Shows.HOURS), Column("credited_minutes", "Credited", Shows.HOURS),
    Column("why", "Why"),
)  # fmt: skip
CONTACTS = (Column("contacted_on", "Day", Shows.DAY), Column("channel", "How"))
CASES = (
    Column("title", "Case"), Column("question", "Asked"), Column("state_label", "State"),
    Column("since", "Since", Shows.DAY),
)  # fmt: skip
SHOWN = (Column("shown_on", "Day", Shows.DAY), Column("told", "What the ombudsman says"))


def dossier(request: Request, mentor: str) -> Document:
    """The dossier as a document, as the viewer may see it. Raises AccessError."""
    found = mentor_dossier(request, mentor)
    parts, about = found.parts, found.parts["about"][0]
    own = request.viewer.role is Role.MENTOR
    data = data_digest(request.cursor, request.as_of)
    sections = [
        _over_time(request, mentor),
        Section(
            "Mentees",
            count(len(parts["mentees"]), "mentee"),
            None,
            _table(OWN_MENTEES if own else MENTEES, parts["mentees"]),
        ),
        Section("Kinds of sessions", _similar(parts["mix"]), None, _table(MIX, parts["mix"])),
        Section("Refused and reduced", "", None, _table(DEDUCTED, parts["deducted"])),
        Section("Feedback", _feedback(parts["feedback"][0])),
        Section("Contacts", "", None, _table(CONTACTS, parts["contacts"])),
        *([] if own else [Section("Open questions", "", None, _table(CASES, parts["cases"]))]),
        *([Section("From the ombudsman", "", None, _table(SHOWN, parts["shown"]))] if parts["shown"] else []),
    ]
    return Document(
        programme=request.policy.title, title=about["name"], subtitle="Dossier of a mentor", answer=found.answer,
        as_of=request.as_of, sections=tuple(each for each in sections if _says_something(each)), facts=_facts(about),
        origin=(
            ("Rules", f"{request.policy.id}, {request.policy.digest}"),
            ("Data", f"{data.sessions:,} sessions, {data.digest[:16]}"),
        ),
        for_whom="Confidential: for the mentor and the ombudsman." if own else "Confidential: for the ombudsman.",
        rules_digest=request.policy.digest,
    )  # fmt: skip


def dossier_pdf(request: Request, mentor: str, paper: Paper = Paper.A4) -> bytes:
    """As a PDF: the same data, rules and viewer give the same bytes. Raises AccessError."""
    return document_pdf(dossier(request, mentor), paper)


def _over_time(request: Request, mentor: str) -> Section:
    found = pace(request, mentor)
    if not found.rows:
        return Section("Sessions over time")
    moments = tuple(
        Moment(month_of(row["month"]), row["value"], not row["is_whole"], bool(row["rules"])) for row in found.rows
    )
    stretches = tuple(
        Stretch(each["first"], each["last"], each["centre"], each["lower"], each["upper"])
        for each in found.parts["segments"]
        if each["lower"] is not None
    )
    chart = ControlChart(moments, stretches, f"Sessions by month. {found.answer}", axis="sessions a month")
    return Section("Sessions over time", found.answer, chart)


def _facts(about: Row) -> tuple[tuple[str, str], ...]:
    return (
        ("State", about["state_label"].partition(":")[0]),
        ("Certified as a mentor", _span(about)),
        ("Country", about["country"] or "–"),
        ("Languages", listed(about.get("languages") or []) or "–"),
        ("Sessions led", f"{about['sessions']:,}"),
        ("Last contact", day(about["last_contact"]) if about["last_contact"] else "none on record"),
    )


def _span(about: Row) -> str:
    if not about["mentor_since"]:
        return "not according to our data"
    until = f" until {day(about['mentor_until'])}" if about["mentor_until"] else ""
    return f"from {day(about['mentor_since'])}{until}"


def _similar(mix: Rows) -> str:
    similar = max((row["similar"] for row in mix), default=0)
    if not similar:
        return "There are too few similar mentors to compare with." if mix else ""
    return f"In the last three years, compared with {count(similar, 'mentor')} with half to twice as many sessions."


def _feedback(row: Row) -> str:
    if not row["asked"]:
        return "Not in your data: column `rating`."
    said = f"{count(row['ratings'], 'rating')} of {count(row['asked'], 'session')}"
    if row["mean_rating"] is None:
        return (
            f"{said}: too early to tell; {count(row['more_needed'], 'more rating')} until an average means something."
        )
    return f"{said}, {row['mean_rating']:.1f} of 5 on average."


def _table(columns: tuple[Column, ...], rows: Rows) -> Table | None:
    if not rows:
        return None
    note = f"The first {ROWS_ON_PAPER} of {len(rows)} rows." if len(rows) > ROWS_ON_PAPER else ""
    return Table(columns, tuple(rows[:ROWS_ON_PAPER]), note)


def _says_something(section: Section) -> bool:
    return bool(section.sentence or section.chart or section.table)
