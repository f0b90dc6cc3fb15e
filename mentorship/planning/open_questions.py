"""Which open questions of the rules make a difference to one mentee, and which?"""

from collections.abc import Iterator
from dataclasses import dataclass

from mentorship.access import Role, require
from mentorship.answers.request import Request
from mentorship.credit.assess import assess
from mentorship.credit.outcomes import TierProgress, mentee_assessed
from mentorship.credit.tier_sentences import credit_called, tier_state
from mentorship.planning import SQL
from mentorship.policy.model import Policy
from mentorship.policy.readings import read_as
from mentorship.store.sql_files import run
from mentorship.vocabulary import TierName
from mentorship.wording import capitalised


@dataclass(frozen=True)
class OpenQuestion:
    """A question the text leaves open, another answer to it than the one in use, and what a tier would be then."""

    reading: str
    question: str
    means: str
    tier: TierName
    then: str

    def sentence(self, policy: Policy) -> str:
        """'The same recording attended again: does it count again? If “each time counts”, second credit: 2 h to go.'"""
        return f"{self.question} If “{self.means}”, {credit_called(policy, self.tier)}: {self.then}."


def open_questions(request: Request, mentee: str) -> list[OpenQuestion]:
    """The questions whose other answer would change a tier of one mentee, in the order of the handbook.

    Raises AccessError for the roles that see no single mentee; nothing for a mentee whom the viewer may not look at."""
    require(request.viewer, (Role.MENTEE, Role.OMBUDSMAN), "A mentee's progress")
    policy, as_of = request.policy, request.as_of
    run(
        request.cursor, SQL / "scope_planned.sql", **request.values, mentee=mentee, as_of=as_of, planned="[]",
        count_scheduled=False,
    )  # fmt: skip
    now = _tiers(request, policy)
    return [
        OpenQuestion(name, policy.readings[name].question, _in_quotes(policy, name, answer), tier, then)
        for name, answer in _other_answers(policy)
        for tier, then in _differences(now, _tiers(request, read_as(policy, {name: answer})))
    ]


def _other_answers(policy: Policy) -> Iterator[tuple[str, str]]:
    for name, reading in policy.readings.items():
        chosen = policy.chosen_readings[name]
        yield from ((name, answer) for answer in reading.alternatives if answer != chosen)


def _in_quotes(policy: Policy, reading: str, answer: str) -> str:
    return capitalised(policy.readings[reading].alternatives[answer].means.rstrip("."))


def _tiers(request: Request, policy: Policy) -> list[TierProgress]:
    assess(request.cursor, policy, request.as_of)
    return mentee_assessed(request.cursor, policy, request.as_of).tiers


def _differences(now: list[TierProgress], then: list[TierProgress]) -> Iterator[tuple[TierName, str]]:
    for before, after in zip(now, then, strict=True):
        if (before.reached_on, before.minutes_short) != (after.reached_on, after.minutes_short):
            yield after.tier, tier_state(after)
