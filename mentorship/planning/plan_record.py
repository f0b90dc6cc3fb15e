"""Where a plan meets the engine: the record it starts from, and the judgement that it must stand up to.

Everything a plan knows of the record comes through here, and no plan leaves without having been judged as if it had
been held, by the same engine and SQL as every record.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentorship.answers.request import Request
from mentorship.credit.assess import assess
from mentorship.credit.outcomes import MenteeProgress, mentees_assessed
from mentorship.errors import MentorshipError
from mentorship.planning import SQL
from mentorship.planning.plan_sessions import PlannedSession
from mentorship.planning.plan_situation import Credited, Situation, TierStanding
from mentorship.store.sql_files import run
from mentorship.vocabulary import Level, TierName


class PlanRefusedError(MentorshipError):
    """A plan that the engine does not credit as planned. It is never shown."""

    title = "This plan does not hold"


@dataclass(frozen=True)
class Record:
    """One mentee's record, as the viewer of a request may see it."""

    request: Request
    mentee: str

    def situation(self, first: date) -> Situation | None:
        """Where the mentee stands before a plan from a day on; None for somebody of whom nothing is on record."""
        found = self._judged([], self.request.as_of)
        cursor, values = self.request.cursor, {**self.request.values, "mentee": self.mentee}
        certified = run(cursor, SQL / "plan_certifications.sql", **values).fetchone()
        if not found and not certified:
            return None
        named = run(cursor, SQL / "plan_taken.sql", **values).fetchall()
        called, progress = next(iter(found.items()), (self.mentee, MenteeProgress([], [], [], [])))
        techniques_on, diplomate_on = certified or (None, None)
        return Situation(
            policy=self.request.policy,
            as_of=self.request.as_of,
            mentee=called,
            credited=tuple(
                Credited(each.held_on, (each.category, Level(each.level)), each.credited_minutes)
                for each in progress.sessions
                if each.credited_minutes
            ),
            tiers=tuple((each.tier, TierStanding(each.hours_complete_on, each.reached_on)) for each in progress.tiers),
            techniques_on=techniques_on,
            diplomate_on=diplomate_on,
            taken=frozenset((activity, day) for activity, day, _ in named if day >= first),
            titles=frozenset(title for _, _, title in named if title),
        )

    def outcome(self, sessions: Sequence[PlannedSession], tier: TierName, until: date) -> TierStanding:
        """When a tier would be complete and reached, were the planned sessions held, as far as it is known by a day.
        Raises PlanRefusedError where one would not earn what the plan says."""
        found = self._judged(sessions, until)
        progress = next(iter(found.values()), MenteeProgress([], [], [], []))
        earned = {each.row: each.credited_minutes for each in progress.sessions if each.import_no == 0}
        for row, session in enumerate(sessions, 1):
            if earned.get(row) != session.credited_minutes:
                raise PlanRefusedError(
                    f"The plan counts {session.credited_minutes} min for {session.activity} on {session.held_on}, but "
                    f"the rules give {earned.get(row)}. Please report this, with the data and options used."
                )
        reached = {each.tier: TierStanding(each.hours_complete_on, each.reached_on) for each in progress.tiers}
        return reached.get(tier, TierStanding())

    def _judged(self, sessions: Sequence[PlannedSession], until: date) -> dict[str, MenteeProgress]:
        planned = [
            {
                "row": row, "activity": each.activity, "modality": each.modality, "held_on": each.held_on,
                "minutes": each.minutes, "days": each.days,
            }
            for row, each in enumerate(sessions, 1)
        ]  # fmt: skip
        run(
            self.request.cursor, SQL / "scope_planned.sql", **self.request.values, mentee=self.mentee,
            as_of=self.request.as_of,
            planned=json.dumps(planned, default=str), count_scheduled=False,
        )  # fmt: skip
        assess(self.request.cursor, self.request.policy, until)
        return mentees_assessed(self.request.cursor)
