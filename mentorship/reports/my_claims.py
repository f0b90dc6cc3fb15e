"""Which credits are there to claim, and how far is each claim?"""

from dataclasses import dataclass
from datetime import date

from mentorship.access import Role, require
from mentorship.answers.report import ask_records
from mentorship.answers.request import Request
from mentorship.credit.tier_sentences import credit_called
from mentorship.policy.model import Policy
from mentorship.reports import QUESTIONS
from mentorship.vocabulary import TierName
from mentorship.wording import capitalised, day


@dataclass(frozen=True)
class Claim:
    """A tier that is reached: since when, when it was sent in, and when it was accepted (None: not yet)."""

    tier: TierName
    reached_on: date
    sent_on: date | None
    accepted_on: date | None

    def sentence(self, policy: Policy) -> str:
        """How far it is: 'First credit complete since 14 Oct 2025: get your packet and send in the tracking form.'"""
        called = credit_called(policy, self.tier)
        complete = f"{capitalised(called)} complete since {day(self.reached_on)}"
        if self.accepted_on:
            return f"{complete}, accepted on {day(self.accepted_on)}."
        if self.sent_on:
            return f"{complete}, sent in on {day(self.sent_on)}. The programme decides."
        return f"{complete}: get your packet and send in the tracking form."


def my_claims(request: Request, mentee: str) -> list[Claim]:
    """The claims of one mentee, in the order of the tiers. None for a mentee whom the viewer may not look at."""
    require(request.viewer, (Role.MENTEE, Role.OMBUDSMAN), "A mentee's credits")
    return ask_records(request, QUESTIONS / "my_claims.sql", Claim, mentee=mentee)
