"""Assess files without any store: what `mentorship check` prints, and what `mentorship.check` gives to notebooks."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from mentorship import notebook_view
from mentorship.check_json import mentees_as_json
from mentorship.credit.assess import assess
from mentorship.credit.explain import Because, because
from mentorship.credit.outcomes import MenteeProgress, SessionCredit, allocated, mentees_assessed
from mentorship.credit.proof import TierExplanation, explain_tiers
from mentorship.credit.tier_sentences import progress_sentence
from mentorship.errors import ArgumentError
from mentorship.intake.results import besides_as_json
from mentorship.loading import FileOptions, Table, as_files, loaded, scope
from mentorship.policy.loader import read_handbook
from mentorship.policy.model import Policy
from mentorship.policy.readings import READING_SETS, read_as, reading_set
from mentorship.wording import count, day, nearest


def check(
    sessions: Table | Sequence[Table],
    people: Table | Sequence[Table] | None = None,
    *,
    as_of: date | None = None,
    readings: str = "default",
    policy: Policy | None = None,
    fill: dict[str, str] | None = None,
    dates: str | None = None,
    mentee: str | None = None,
    time_zone: str | None = None,
) -> "Assessment":
    """Assess exports, given as files or data frames. `readings` is strict, default or generous; `as_of` is today by
    default. Raises FileError, MappingError, ArgumentError, ReadingError."""
    rules = policy or read_handbook()
    rules = read_as(rules, reading_set(rules, readings)) if readings != "default" else rules
    options = FileOptions(fill or {}, dates, time_zone)
    with as_files(sessions, "sessions") as session_files, as_files(people, "people") as people_files:
        return Assessment(session_files, people_files, rules, as_of or date.today(), options, mentee)


def check_range(
    sessions: list[Path], people: list[Path], policy: Policy, as_of: date, options: FileOptions, mentee: str | None
) -> dict[str, dict[str, dict[str, dict[str, Any]]]]:
    """How sure is it? mentee → tier → set of readings (strict, default, generous) → `reached_on`, `minutes_short`."""
    found: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
    with loaded(sessions, people, policy, options) as files, files.store.cursor() as cursor:
        scope(cursor, mentee)
        for name in READING_SETS:
            assess(cursor, read_as(policy, reading_set(policy, name)), as_of)
            for who, progress in mentees_assessed(cursor).items():
                for tier in progress.tiers:
                    outcome = {"reached_on": tier.reached_on, "minutes_short": tier.minutes_short}
                    found.setdefault(who, {}).setdefault(tier.tier, {})[name] = outcome
    return found


class Assessment:
    """Everyone's progress under some rules as of a day. `assessment["P-1051"]` is one mentee's."""

    def __init__(
        self,
        sessions: list[Path],
        people: list[Path],
        policy: Policy,
        as_of: date,
        options: FileOptions | None = None,
        mentee: str | None = None,
    ) -> None:
        self.policy, self.as_of = policy, as_of
        self._takes_suggestions = bool(options and options.take_suggestions)
        with loaded(sessions, people, policy, options or FileOptions()) as files, files.store.cursor() as cursor:
            scope(cursor, mentee)
            self.problems = files.problems
            self.questions = [each for result in files.results for each in result.questions]
            self.passed_over = [each for result in files.results for each in result.passed_over]
            self.taken = [each for result in files.results for each in result.taken]
            assess(cursor, policy, as_of)
            self._found = mentees_assessed(cursor)
        if mentee is not None and not self._found:
            raise ArgumentError(
                f"No session of {mentee} was found. Name the mentee by the id or e-mail in the sessions."
            )

    @cached_property
    def mentees_as_json(self) -> list[dict[str, Any]]:
        """The `mentees` of the JSON."""
        return mentees_as_json(self._found, self.policy, self.as_of)

    def as_json(self) -> dict[str, Any]:
        """The JSON of `mentorship check`."""
        policy = self.policy
        return {
            "policy": {"id": policy.id, "digest": policy.digest, "readings": policy.chosen_readings},
            "as_of": self.as_of.isoformat(),
            "problems": [vars(problem) for problem in self.problems],
            **besides_as_json(self.questions, self.passed_over, self.taken, self._takes_suggestions),
            "mentees": self.mentees_as_json,
        }

    def __iter__(self) -> Iterator["MenteeAssessment"]:
        return (self[mentee] for mentee in self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, mentee: str) -> "MenteeAssessment":
        if mentee not in self._found:
            near = nearest(mentee, self._found)
            raise KeyError(f"no mentee {mentee!r}" + (f"; did you mean {near!r}?" if near else ""))
        return MenteeAssessment(mentee, self._found[mentee], self.policy, self.as_of)

    def __repr__(self) -> str:
        bad = f", {count(len(self.problems), 'problem')}" if self.problems else ""
        return f"<Assessment of {count(len(self), 'mentee')}, as of {day(self.as_of)}, rules {self.policy.digest}{bad}>"

    def _repr_html_(self) -> str:
        return notebook_view.everyone(repr(self)[1:-1], self.policy, self._found)


class MenteeAssessment:
    """One mentee: tiers, sessions, and how it all came about."""

    def __init__(self, mentee: str, found: MenteeProgress, policy: Policy, as_of: date) -> None:
        self.mentee, self.policy, self.as_of = mentee, policy, as_of
        self._found = found

    @cached_property
    def progress(self) -> MenteeProgress:
        """Tiers, requirements, categories and sessions, each session with the tiers that use it."""
        return allocated(self._found, self.policy, self.as_of)

    @property
    def sessions(self) -> list[SessionCredit]:
        """The sessions, the earliest first."""
        return self.progress.sessions

    @property
    def tiers(self) -> list[TierExplanation]:
        """Each tier with the proof of why it was reached then, or what it lacks."""
        return explain_tiers(self.policy, self._found.tiers, self._found.sessions, self.as_of)

    def why(self, session_id: str) -> list[Because]:
        """Why one session earns what it earns. Raises KeyError for a session that does not exist."""
        for session in self._found.sessions:
            if session.session_id == session_id:
                return because(self.policy, session)
        raise KeyError(f"{self.mentee} has no session {session_id!r}")

    def explain(self) -> str:
        """The whole reasoning as text: where the mentee is, each tier, each session with its reasons."""
        return notebook_view.reasoning(str(self), self.policy, self.tiers, self.sessions)

    def __str__(self) -> str:
        return progress_sentence(self.policy, self.mentee, self._found)

    def __repr__(self) -> str:
        return f"<{self.mentee}: {count(len(self._found.sessions), 'session')}>"

    def _repr_html_(self) -> str:
        return notebook_view.mentee(str(self), self.policy, self.tiers, self.sessions)
