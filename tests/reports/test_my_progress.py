"""A mentee's page against the terminal, mentee by mentee; and what its first sentence says of each planted story."""

import pytest

from mentorship.access import Role, Viewer
from mentorship.reports.my_progress import mentees, my_progress
from mentorship.reports.my_requirements import requirements_of
from mentorship.sample.held import EXPORTED_ON
from tests.conftest import SAMPLE
from tests.support.asking import check_json, request_to

#: What the mentees of the planted stories read first. `data/README.md` tells the stories.
FIRST_SENTENCES = {
    "P-1045": "12 h to go to your first credit: 6 h of groups and classes and 6 h of 1x1.",
    "P-1046": "8 h to go to your first credit: 6 h of treatment and 2 h of 1x1.",
    "P-1047": "You have all the hours for your second credit. It is awarded once your Techniques",
    "P-1048": "21 h to go to your first credit: 5 h of treatment, 5 h of groups and classes, 5 h of 1x1",
    "P-1049": "23 h to go to your first credit: 5 h of treatment, 6 h of groups and classes, 6 h of 1x1",
    "P-1051": "22 h to go to your first credit: 6 h of treatment, 6 h of groups and classes, 4 h of 1x1",
    "P-1053": "12 h to go to your first credit: 6 h of treatment and 6 h of groups and classes.",
    "P-1055": "16 h to go to your first credit: 6 h of treatment, 6 h of groups and classes and 4 h of any kind.",
    "P-1060": "22 h 30 to go to your first credit: 6 h of treatment, 6 h of groups and classes, 4 h 30 of 1x1",
    "P-1062": "22 h to go to your first credit",
    "P-1064": "24 h to go to your first credit: 6 h of treatment, 6 h of groups and classes, 6 h of 1x1",
    "P-1065": "You have reached all 3 credits, the last on 3 Feb 2020.",
    "P-1066": "1 h to go to your first credit",
    "P-1067": "6 h to go to your first credit",
    "P-1230": "20 h to go to your first credit",
    "P-1233": "18 h 45 to go to your first credit",
    "P-1235": "20 h to go to your first credit",
    "P-1237": "18 h to go to your first credit: 6 h of treatment, 6 h of 1x1 and 6 h of any kind.",
    "P-1240": "15 h 30 to go to your first credit: 6 h of treatment, 6 h of groups and classes and 3 h 30 of any kind.",
    "P-1243": "20 h to go to your first credit",
    "P-1245": "16 h to go to your first credit",
    "P-1247": "12 h to go to your first credit: 6 h of treatment and 6 h of groups and classes.",
    "P-1250": "21 h to go to your first credit",
}


@pytest.fixture(scope="module")
def checked(policy):
    """What `mentorship check` says of the sample, by mentee."""
    said = check_json([SAMPLE / "sessions.csv"], [SAMPLE / "people.csv"], policy, EXPORTED_ON)
    return {each["mentee"]: each for each in said["mentees"]}


@pytest.fixture(scope="module")
def pages(sample_store, policy):
    """Every mentee's page, by mentee."""
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        return {row["mentee"]: my_progress(request, row["mentee"]) for row in mentees(request)}


def test_whoever_has_sessions_has_a_page(checked, pages):
    assert set(checked) <= set(pages)


def test_every_number_equals_the_terminals(checked, pages):
    for mentee, said in checked.items():
        page = pages[mentee].progress
        assert page.recorded_minutes == said["recorded_minutes"], mentee
        assert {each.category: each.credited_minutes for each in page.categories} == said["credited_minutes"], mentee
        assert {each.category: each.beyond_use_minutes for each in page.categories} == said["beyond_use_minutes"]
        for tier, told in zip(page.tiers, said["tiers"], strict=True):
            reached = tier.reached_on and tier.reached_on.isoformat()
            assert (tier.tier, tier.minutes_short, reached) == (told["tier"], told["minutes_short"], told["reached_on"])
        sessions = {(each.file, each.row): each for each in page.sessions}
        for told in said["sessions"]:
            found = sessions[told["file"], told["row"]]
            assert found.recorded_minutes == told["recorded_minutes"], mentee
            assert found.credited_minutes == told["credited_minutes"], mentee
            assert found.allocated == {each["tier"]: each["minutes"] for each in told["allocated"]}, mentee


def test_the_bars_miss_what_the_tier_misses(policy, pages):
    """The requirements of the tier in work lack together what the tier lacks."""
    for mentee, page in pages.items():
        in_work = next((tier for tier in page.progress.tiers if not tier.reached_on), None)
        missing = sum(each.missing_minutes for each in page.requirements)
        assert missing == (in_work.minutes_short if in_work else 0), mentee


def test_a_reached_tier_has_every_requirement_filled(policy, pages):
    for mentee, page in pages.items():
        for tier in page.progress.tiers:
            if tier.reached_on:
                for each in requirements_of(policy, page.progress, tier.tier, tier.hours_complete_on):
                    assert each.missing_minutes == 0, (mentee, each)


def test_the_ledger_accounts_for_every_minute(policy, pages):
    """What a category was credited went to tiers, is left, or is beyond use; its sessions add up to it."""
    for mentee, page in pages.items():
        for row in page.ledger:
            parts = [row[f"to_{name}"] for name in policy.tiers] + [row["left_minutes"], row["beyond_use_minutes"]]
            assert sum(parts) == row["credited_minutes"], mentee
            assert min(parts) >= 0, mentee
            own = sum(each["credited_minutes"] for each in page.sessions if each["category"] == row["category"])
            assert own == row["credited_minutes"], mentee


def test_a_session_that_earns_less_than_recorded_says_why(pages):
    for mentee, page in pages.items():
        for row in page.sessions:
            if row["credited_minutes"] < row["recorded_minutes"]:
                assert row["why"], (mentee, row["id"])


@pytest.mark.parametrize("mentee", FIRST_SENTENCES)
def test_the_first_sentence_of_a_story(sample_store, policy, mentee):
    with request_to(sample_store, policy, EXPORTED_ON, Viewer(Role.MENTEE, mentee)) as request:
        assert my_progress(request, mentee).answer.startswith(FIRST_SENTENCES[mentee])
