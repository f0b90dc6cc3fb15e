"""What is measured, against what, and how much of it is allowed. The budgets are those of the architecture."""

from dataclasses import dataclass
from enum import StrEnum

REPORTS = ("overview", "mentor_activity", "mentee_progress", "uptake", "modality_mix", "rules_in_force")


class Unit(StrEnum):
    """How a budget is told: as a multiple of the other piece's time, or as a time. Always the processors' time."""

    TIMES = "×"
    PERCENT = "%"
    MILLISECONDS = "ms"
    SECONDS = "s"

    @property
    def is_ratio(self) -> bool:
        return self in (Unit.TIMES, Unit.PERCENT)

    def said(self, value: float | None) -> str:
        if value is None:
            return ""
        scale = {Unit.PERCENT: 100, Unit.MILLISECONDS: 1000}.get(self, 1)
        digits = 0 if self is Unit.MILLISECONDS and value >= 0.01 else 1 if scale > 1 else 2
        return f"{value * scale:,.{digits}f} {self}"


@dataclass(frozen=True)
class Work:
    """One line of the table: our piece, the piece beside it, and the budget and stretch goal for the two.

    `on` names what must be there: functions of `material.py`, or of the module they name. Pieces are functions of
    this package.
    """

    name: str
    title: str
    piece: str
    given: tuple[str, ...] = ()
    beside: str | None = None
    beside_title: str = ""
    unit: Unit = Unit.TIMES
    budget: float | None = None
    stretch: float | None = None
    on: tuple[str, ...] = ()

    @property
    def pieces(self) -> list[tuple[str, ...]]:
        own = (self.piece, *self.given)
        return [own, (self.beside,)] if self.beside else [own]


WORKS = [
    Work("import", "import all sessions from CSV", "ours.import_sessions",
         beside="bare.import_sessions", beside_title="DuckDB's bare read_csv", budget=3, stretch=2),
    Work("import", "", "ours.import_sessions", beside="in_pandas.import_sessions", beside_title="pandas.read_csv"),
    Work("assess", "assess everybody from nothing", "ours.assess_from_nothing",
         beside="bare.assess", beside_title="bare SQL sketch", budget=1.3, stretch=1, on=("imported", "loaded")),
    Work("assess", "", "ours.assess_from_nothing", beside="in_pandas.assess", beside_title="pandas, files to files",
         budget=1 / 1.6, stretch=1 / 3, on=("imported", "in_pandas.stored")),
    Work("assess", "", "ours.assess_from_nothing", beside="in_pandas.assess_in_memory",
         beside_title="pandas, in memory", on=("imported", "in_pandas.stored")),
    Work("assess", "", "ours.assess_from_nothing", beside="in_polars.assess", beside_title="Polars, files to files",
         on=("imported", "in_polars.stored")),
    Work("assess", "", "ours.assess_from_nothing", beside="in_polars.assess_in_memory",
         beside_title="Polars, in memory", on=("imported", "in_polars.stored")),
    Work("again", "import 1,000 more sessions", "ours.import_little", on=("imported", "assessed")),
    Work("again", "… and assess again", "ours.assess_again",
         beside="ours.assess_from_nothing", beside_title="the full assessment",
         unit=Unit.MILLISECONDS, budget=0.15, stretch=0.04, on=("imported", "assessed")),
    Work("what_if", "one mentee's what-if", "ours.what_if",
         unit=Unit.MILLISECONDS, budget=0.03, stretch=0.012, on=("imported", "assessed")),
    Work("readings", "all three reading sets", "ours.all_reading_sets",
         beside="ours.one_assessment", beside_title="one of them", budget=3.5, on=("imported",)),
    *(
        Work("rule_change", f"a rule change: {changed}", "ours.rule_change", (changed,),
             beside="ours.one_assessment", beside_title="one assessment", budget=2, stretch=1,
             on=("imported", "assessed"))
        for changed in ("tiers", "activity", "reading")
    ),
    Work("explanation", "one mentee's full explanation", "ours.explanation",
         unit=Unit.MILLISECONDS, budget=0.04, stretch=0.012, on=("imported", "assessed")),
    Work("check", "mentorship check data/sample", "ours.check_command", unit=Unit.SECONDS, budget=3),
    *(
        Work("reports", f"report {name}, {role}", "ours.report", (name, role), unit=Unit.MILLISECONDS, on=("smaller",))
        for role in ("ombudsman", "leadership")
        for name in (REPORTS if role == "leadership" else (*REPORTS, "session_exports"))
    ),
]  # fmt: skip
