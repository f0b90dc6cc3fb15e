"""Assess files without any store: what `mentorship check` prints, and `mentorship.check` gives to notebooks."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from mentorship.credit.assess import assess
from mentorship.credit.explain import Because
from mentorship.credit.progress import progress_answer
from mentorship.credit.proof import TierExplanation, explain_tiers
from mentorship.credit.results import Standings, mentees_as_json, standings_by_mentee
from mentorship.credit.rules import SQL
from mentorship.errors import ArgumentError
from mentorship.intake.importer import import_file
from mentorship.intake.results import Problem
from mentorship.policy.amendments import READING_SETS, read_as, reading_set
from mentorship.policy.model import Policy
from mentorship.policy.reading import read_handbook
from mentorship.store.connection import open_store
from mentorship.store.sql_files import run
from mentorship.vocabulary import Kind
from mentorship.wording import count, day, hours, nearest

#: A file's path, or a data frame of pandas or Polars.
Table = Any


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
    """Assess exports, given as files or data frames. `readings` is strict, default or generous; `as_of` is today unless
    told. Raises FileError, MappingError, ArgumentError, ReadingError."""
    rules = policy or read_handbook()
    rules = read_as(rules, reading_set(rules, readings)) if readings != "default" else rules
    with _as_files(sessions, "sessions") as session_files, _as_files(people, "people") as people_files:
        return Assessment(
            session_files,
            people_files,
            rules,
            as_of or date.today(),
            fill=fill,
            dates=dates,
            mentee=mentee,
            time_zone=time_zone,
        )


def check_files(
    sessions: list[Path],
    people: list[Path],
    policy: Policy,
    as_of: date,
    *,
    fill: dict[str, str] | None = None,
    dates: str | None = None,
    mentee: str | None = None,
    time_zone: str | None = None,
) -> dict[str, Any]:
    """The JSON of the contract. With `mentee` (an id or e-mail, as sessions or people name one) only this mentee."""
    return Assessment(
        sessions, people, policy, as_of, fill=fill, dates=dates, mentee=mentee, time_zone=time_zone
    ).as_json()


def check_range(
    sessions: list[Path],
    people: list[Path],
    policy: Policy,
    as_of: date,
    *,
    fill: dict[str, str] | None = None,
    dates: str | None = None,
    mentee: str | None = None,
    time_zone: str | None = None,
) -> dict[str, dict[str, dict[str, dict[str, Any]]]]:
    """How sure is it? mentee → tier → set of readings (strict, default, generous) → `reached_on`, `minutes_short`."""
    found: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
    with _imported(sessions, people, policy, fill, dates, mentee, time_zone) as (cursor, _):
        for name in READING_SETS:
            assess(cursor, read_as(policy, reading_set(policy, name)), as_of)
            for who, rows in standings_by_mentee(cursor).items():
                for tier in rows.tiers:
                    outcome = {"reached_on": tier["reached_on"], "minutes_short": tier["minutes_short"]}
                    found.setdefault(who, {}).setdefault(tier["tier"], {})[name] = outcome
    return found


@contextmanager
def _imported(
    sessions: list[Path],
    people: list[Path],
    policy: Policy,
    fill: dict[str, str] | None,
    dates: str | None,
    mentee: str | None,
    time_zone: str | None,
) -> Iterator[tuple[duckdb.DuckDBPyConnection, list[Problem]]]:
    """Files in a store in memory, and the sessions to be judged in scope; with the problems of the files."""
    store = open_store(None)
    try:
        results = [import_file(store, file, policy, kind=Kind.PEOPLE, dates=dates) for file in people]
        results += [
            import_file(store, each, policy, kind=Kind.SESSIONS, fill=fill or {}, dates=dates, time_zone=time_zone)
            for each in sessions
        ]
        with store.cursor() as cursor:
            if mentee is None:
                run(cursor, SQL / "scope_everyone.sql")
            else:
                run(cursor, SQL / "scope_mentee.sql", mentee=_person(cursor, mentee))
            # A file that was named twice is read once, and complained of once.
            yield cursor, [problem for result in results if result.import_id for problem in result.problems]
    finally:
        store.close()


class Assessment:
    """Everyone's standing by some rules as of a day. `assessment["P-1051"]` is one mentee's."""

    def __init__(
        self,
        sessions: list[Path],
        people: list[Path],
        policy: Policy,
        as_of: date,
        *,
        fill: dict[str, str] | None = None,
        dates: str | None = None,
        mentee: str | None = None,
        time_zone: str | None = None,
    ) -> None:
        self.policy, self.as_of = policy, as_of
        with _imported(sessions, people, policy, fill, dates, mentee, time_zone) as (cursor, problems):
            self.problems = problems
            assess(cursor, policy, as_of)
            self._rows = standings_by_mentee(cursor)
        if mentee is not None and not self._rows:
            raise ArgumentError(
                f"No session of {mentee} was found. Name the mentee as the sessions do, by id or e-mail."
            )

    @cached_property
    def _mentees(self) -> list[dict[str, Any]]:
        return mentees_as_json(self._rows, self.policy, self.as_of)

    def as_json(self) -> dict[str, Any]:
        """The JSON of `mentorship check`."""
        policy = self.policy
        return {
            "policy": {"id": policy.id, "digest": policy.digest, "readings": policy.chosen_readings},
            "as_of": self.as_of.isoformat(),
            "problems": [vars(problem) for problem in self.problems],
            "mentees": self._mentees,
        }

    def __iter__(self) -> Iterator["MenteeAssessment"]:
        return (self[mentee] for mentee in self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, mentee: str) -> "MenteeAssessment":
        if mentee not in self._rows:
            near = nearest(mentee, self._rows)
            raise KeyError(f"no mentee {mentee!r}" + (f"; did you mean {near!r}?" if near else ""))
        return MenteeAssessment(mentee, self._rows[mentee], self.policy, self.as_of)

    def __repr__(self) -> str:
        bad = f", {count(len(self.problems), 'problem')}" if self.problems else ""
        return f"<Assessment of {count(len(self), 'mentee')}, as of {day(self.as_of)}, rules {self.policy.digest}{bad}>"

    def _repr_html_(self) -> str:
        heads = ["Mentee", *(f"Category {each}" for each in self.policy.categories), *_tier_labels(self.policy)]
        rows = [
            [
                each["mentee"],
                *(hours(minutes) for minutes in each["credited_minutes"].values()),
                *(_outcome(tier) for tier in each["tiers"]),
            ]
            for each in self._mentees[:60]
        ]
        more = f"<p>… and {len(self) - 60:,} more.</p>" if len(self) > 60 else ""
        return f"<p>{escape(repr(self)[1:-1])}</p>{_html_table(heads, rows)}{more}"


class MenteeAssessment:
    """One mentee: tiers, sessions, and how it all came about."""

    def __init__(self, mentee: str, standings: Standings, policy: Policy, as_of: date) -> None:
        self.mentee, self.policy, self.as_of = mentee, policy, as_of
        self._raw = standings

    @cached_property
    def standings(self) -> Standings:
        """Tiers, needs, categories and sessions as rows."""
        return self._raw.told(self.policy, self.as_of)

    @property
    def tiers(self) -> list[TierExplanation]:
        """Each tier with the proof of why it was reached then, or what it lacks."""
        return explain_tiers(self.policy, self.standings.tiers, self.standings.sessions, self.as_of)

    def why(self, session_id: str) -> list[Because]:
        """Why one session earns what it earns. Raises KeyError for a session that there is not."""
        for row in self.standings.sessions:
            if row["session_id"] == session_id:
                found: list[Because] = row["because"]
                return found
        raise KeyError(f"{self.mentee} has no session {session_id!r}")

    def explain(self) -> str:
        """The whole reasoning as text: where the mentee stands, each tier, each session with its reasons."""
        lines = [str(self), ""]
        lines += [f"{tier.tier}: {tier.says}" for tier in self.tiers]
        for row in self.standings.sessions:
            earned = f"{hours(row['credited_minutes'])} of {hours(row['recorded_minutes'])}"
            lines.append(f"\n{day(row['held_on'])}, {row['label']}: {earned}")
            lines += [f"  {each.text} [{each.source}]" for each in row["because"]]
        return "\n".join(lines)

    def __str__(self) -> str:
        return progress_answer(self.mentee, self.standings.tiers, self.standings.needs)

    def __repr__(self) -> str:
        return f"<{self.mentee}: {count(len(self._raw.sessions), 'session')}>"

    def _repr_html_(self) -> str:
        rows = [
            [
                day(row["held_on"]),
                row["label"],
                hours(row["recorded_minutes"]),
                f"{hours(row['credited_minutes'])} of {row['category']}" if row["category"] else "0 h",
                row["why"],
            ]
            for row in self.standings.sessions
        ]
        said = "".join(f"<li>{escape(tier.says)}</li>" for tier in self.tiers)
        return (
            f"<p><b>{escape(str(self))}</b></p><ul>{said}</ul>"
            f"{_html_table(['Day', 'What', 'Recorded', 'Credited', 'Why'], rows)}"
        )


def _tier_labels(policy: Policy) -> list[str]:
    return [tier.label for _, tier in policy.tiers_in_order]


def _outcome(tier: dict[str, Any]) -> str:
    if tier["reached_on"]:
        return f"reached {day(date.fromisoformat(tier['reached_on']))}"
    return f"{hours(tier['minutes_short'])} to go" if tier["minutes_short"] else "waits"


def _html_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A plain table; every cell is text, whatever it holds."""
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


@contextmanager
def _as_files(given: Table | Sequence[Table] | None, name: str) -> Iterator[list[Path]]:
    """Tables as files: data frames are written out for as long as they are read. Raises ArgumentError."""
    tables: list[Any] = [] if given is None else list(given) if isinstance(given, (list, tuple)) else [given]
    with TemporaryDirectory(prefix="mentorship-") as folder:
        files = []
        for place, table in enumerate(tables, 1):
            if isinstance(table, (str, Path)):
                files.append(Path(table))
                continue
            file = Path(folder) / f"{name}{place if len(tables) > 1 else ''}.csv"
            if hasattr(table, "to_csv"):
                # Whole numbers with gaps are decimals to pandas, until told otherwise.
                table.convert_dtypes().to_csv(file, index=False)
            elif hasattr(table, "write_csv"):
                table.write_csv(file)
            else:
                raise ArgumentError(f"{name}: expected a path or a data frame, read {type(table).__name__}.")
            files.append(file)
        yield files


def _person(cursor: duckdb.DuckDBPyConnection, mentee: str) -> str:
    """The person whom an id or e-mail names, else the name itself."""
    found = cursor.execute("select person from person_alias where alias = lower(trim(?))", [mentee]).fetchone()
    return str(found[0]) if found else mentee.strip()
