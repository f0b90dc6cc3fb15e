"""Who could mentor me, and which kind of mentoring suits my goal? Facts alone: nobody is ranked or rated."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.answers.report import ask_records
from mentorship.answers.request import Request
from mentorship.policy.model import Goal, Policy
from mentorship.reports import QUESTIONS
from mentorship.vocabulary import ActivityCode, Modality
from mentorship.wording import capitalised, count, listed


@dataclass(frozen=True)
class CertifiedMentor:
    """Somebody certified as a mentor today. `offers`: ways of holding and activity codes, in words of the people data;
    `contact`: how they allow to be reached, None where they said nothing."""

    mentor: str
    name: str
    country: str | None
    languages: list[str]
    offers: list[str]
    offers_known: bool
    examiner: bool | None
    mentor_since: str
    contact: str | None

    def may_offer(self, offer: str) -> bool:
        return offer in self.offers


@dataclass(frozen=True)
class Wanted:
    """What is looked for; None or False: it does not matter."""

    kind: ActivityCode | None = None
    modality: Modality | None = None
    language: str | None = None
    country: str | None = None
    examiner: bool = False

    def fits(self, mentor: CertifiedMentor) -> bool:
        return (
            (self.kind is None or mentor.may_offer(self.kind))
            and (self.modality is None or mentor.may_offer(self.modality))
            and (self.language is None or self.language in mentor.languages)
            and (self.country is None or self.country == mentor.country)
            and (not self.examiner or mentor.examiner is True)
        )


def certified_mentors(request: Request) -> list[CertifiedMentor]:
    """Everybody certified as a mentor on the day, by name. For everybody: the programme publishes this list."""
    return ask_records(request, QUESTIONS / "find_a_mentor.sql", CertifiedMentor, as_of=request.as_of)


def kinds_offered(policy: Policy, mentors: Sequence[CertifiedMentor]) -> list[ActivityCode]:
    """The kinds of session that at least one of them offers, in the order of the handbook."""
    return [ActivityCode(code) for code in policy.activities if any(each.may_offer(code) for each in mentors)]


def wanted_for(goal: Goal, offered: Sequence[ActivityCode]) -> Wanted:
    """What a goal asks for, before anything else is chosen: the most fitting kind that somebody offers."""
    kind = next((ActivityCode(each) for each in goal.kinds if each in offered), None)
    return Wanted(kind=kind, examiner=goal.examiner)


def answer(policy: Policy, wanted: Wanted, found: Sequence[CertifiedMentor]) -> str:
    """'7 mentors offer virtual 1x1 in German.'"""
    if not found:
        return f"No certified mentor {_offers(policy, wanted, 1)}. Leave something open to see more."
    return f"{count(len(found), 'certified mentor')} {_offers(policy, wanted, len(found))}."


def _offers(policy: Policy, wanted: Wanted, number: int) -> str:
    modality = f"{wanted.modality.in_words} " if wanted.modality else ""
    kind = policy.activities[wanted.kind].label if wanted.kind else "mentoring"
    where = [f"in {wanted.language}"] if wanted.language else []
    where += [f"from {wanted.country}"] if wanted.country else []
    also = (" and is an examiner" if number == 1 else " and are examiners") if wanted.examiner else ""
    return " ".join([f"{'offers' if number == 1 else 'offer'} {modality}{kind}", *where]) + also


def unsaid(wanted: Wanted, mentors: Sequence[CertifiedMentor]) -> int:
    """How many more might fit, but the data do not say what they offer."""
    open_ = Wanted(language=wanted.language, country=wanted.country, examiner=wanted.examiner)
    return sum(not each.offers_known and open_.fits(each) for each in mentors) if wanted.kind or wanted.modality else 0


def offers_in_words(policy: Policy, offers: Sequence[str]) -> str:
    """'Virtual and in person · 1x1 mentorship · Small group'."""
    ways = [each.in_words for each in Modality if each in offers]
    kinds = [activity.label for code, activity in policy.activities.items() if code in offers]
    return " · ".join(filter(None, (capitalised(listed(ways)), *kinds)))
