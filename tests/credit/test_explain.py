"""Every number can say where it came from: sentence, rule, source, day in force, the rows behind."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from mentorship.checking import Assessment
from mentorship.credit.explain import because, why
from mentorship.credit.proof import limits
from mentorship.policy.requirements import requirement_rows
from mentorship.sample.held import EXPORTED_ON
from tests.conftest import SAMPLE
from tests.credit.test_assess import SETS, patiently
from tests.support.programmes import AS_OF, programmes, write_people, write_sessions

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sample(policy):
    return Assessment([SAMPLE / "sessions.csv"], [SAMPLE / "people.csv"], policy, EXPORTED_ON)


def test_every_session_has_a_reason_with_its_source(sample, policy):
    seen = set()
    for mentee in sample:
        for session in mentee.sessions:
            reasons = because(policy, session)
            assert reasons
            for each in reasons:
                assert each.rule in policy.reasons
                assert each.source, each.rule
                assert each.text.endswith(".")
                assert "{" not in each.text
                assert "None" not in each.text
                seen.add(each.rule.split(".")[0])
    assert {"credit", "standing", "window", "modality", "counted_once", "cap", "fixed_credit", "status"} <= seen


def test_the_reasons_in_json_are_the_rules_of_the_explanation(sample):
    told = {mentee["mentee"]: mentee for mentee in sample.as_json()["mentees"]}
    for mentee in itertools.islice(sample, 40):
        for session, said in zip(mentee.sessions, told[mentee.mentee]["sessions"], strict=True):
            rules = [each.rule for each in because(mentee.policy, session) if each.rule != "credit.full"]
            assert [reason["rule"] for reason in said["reasons"]] == rules


def test_every_tier_has_its_rules_with_source_and_day(sample):
    for mentee in itertools.islice(sample, 20):
        for tier in mentee.tiers:
            assert {each.rule.split(".")[1] for each in tier.because} >= {"hours", "counts"}
            assert all(each.source and each.in_force_from for each in tier.because)


@patiently
@given(programme=programmes())
def test_the_proof_names_rows_that_were_not_met_the_day_before(tmp_path_factory, programme):
    """A tier that is complete has a row not met the day before, without which no split can do; on the day none is."""
    folder = tmp_path_factory.mktemp("proof")
    write_sessions(folder / "sessions.csv", programme[0])
    write_people(folder / "people.csv", programme[1])
    for policy in SETS.values():
        found = Assessment([folder / "sessions.csv"], [folder / "people.csv"], policy, AS_OF)
        for mentee in found:
            progress = mentee.progress
            for place, tier in enumerate(progress.tiers):
                proof = limits(policy, progress.tiers, progress.sessions, place, AS_OF)
                asked = {row.minutes for row in requirement_rows(policy, AS_OF) if row.tier == tier.tier}
                assert all(each.had_minutes < each.required_minutes for each in proof)
                assert {each.required_minutes for each in proof} <= asked
                if tier.hours_complete_on is None and tier.minutes_short:
                    before = place and progress.tiers[place - 1].reached_on is None
                    assert proof or before
                if tier.hours_complete_on and not place:
                    assert proof
                    day_after = replace(tier, hours_complete_on=tier.hours_complete_on + timedelta(days=1))
                    later = [*progress.tiers[:place], day_after, *progress.tiers[place + 1 :]]
                    assert limits(policy, later, progress.sessions, place, AS_OF) == []


def test_a_cap_is_told_with_what_was_used_before(policy, tmp_path):
    sessions = tmp_path / "sessions.csv"
    sessions.write_text(
        "held_on,mentee,activity,modality,minutes,event\n2025-03-02,ada,clinical_application,virtual,240,Pediatrics\n"
        "2025-03-09,ada,clinical_application,virtual,840,Pediatrics\n",
        "utf-8",
    )
    ada = Assessment([sessions], [], policy, date(2025, 12, 31))["ada"]
    first, second = ada.sessions
    assert why(policy, first) == "Counts in full: 4 h of Category B."
    assert why(policy, second) == (
        "Credited 2 h of 14 h: one class earns at most 6 h. You had already used 4 h of it by 2 Mar 2025."
    )
    (link,) = because(policy, second)
    assert (link.rule, link.in_force_from) == ("cap.event", date(2013, 5, 1))
    assert link.source.endswith("What else counts for Category B")
