"""Amendments: the handbook changed in memory, and every amendment that cannot be, refused with one clear sentence."""

import sys
from datetime import date

import pytest

from mentorship import cli
from mentorship.errors import HandbookError, ReadingError
from mentorship.policy.amendments import Amendment, amend, parse_amendment
from mentorship.policy.loader import read_handbook
from mentorship.policy.readings import read_as, reading_set
from tests.conftest import ROOT
from tests.support.sentences import assert_one_clear_sentence

HANDBOOK = read_handbook()
SAMPLE = ROOT / "data" / "sample" / "sessions.csv"
NEW_YEAR = date(2027, 1, 1)
BEFORE = date(2026, 12, 31)

FROM_NEW_YEAR = 'title = "a reform"\nsource = "the board"\nin_force_from = 2027-01-01\n'
ALWAYS = 'title = "a reform"\nsource = "the board"\nin_force_from = "always"\n'


def amended(text, policy=HANDBOOK):
    return amend(policy, parse_amendment(text, "reform.toml"))


# --- what cannot be ----------------------------------------------------------------------------------------------

REFUSED = {
    "it does not parse": (FROM_NEW_YEAR + "[tiers.first\nhours = 20", ["TOML that parses", "line 4"]),
    "it has no day": ('title = "x"\nsource = "y"\n[tiers.first]\nhours = 20', ["in_force_from", '"always"']),
    "it has no citation": ('title = "x"\nin_force_from = "always"\n[tiers.first]\nhours = 20', ["source", "this key"]),
    "it has no title": ('source = "x"\nin_force_from = "always"\n[tiers.first]\nhours = 20', ["title", "this key"]),
    "it changes nothing": (FROM_NEW_YEAR, ["something that changes", "activities"]),
    "its day is text": (
        'title = "x"\nsource = "y"\nin_force_from = "2027-01-01"\n[tiers.first]\nhours = 20',
        ["in_force_from", "read '2027-01-01'", "a date such as", '"always"'],
    ),
    "its citation is of a section that is not there": (
        'title = "x"\nsource = "faq#credit_fourth"\nin_force_from = "always"\n[tiers.first]\nhours = 20',
        ["read 'faq#credit_fourth'", "section of a document"],
    ),
    "it has a key of its own": (FROM_NEW_YEAR + 'colour = "red"\n[tiers.first]\nhours = 20', ["colour", "tiers"]),
    "it changes the readings": (FROM_NEW_YEAR + '[readings.x]\nquestion = "y"', ["readings", "interpretation"]),
    "an unknown key of an activity": (
        FROM_NEW_YEAR + '[activities.treatment]\ncapp = { hours = 1, per = "event" }',
        ["activities.treatment.capp", "known key", "'cap'"],
    ),
    "an unknown key of a value": (
        FROM_NEW_YEAR + '[activities.treatment]\ncap = { hour = 1, per = "event" }',
        ["activities.treatment.cap", ".hour", "'hours'"],
    ),
    "an unknown key of a category": (FROM_NEW_YEAR + '[categories.A]\nlable = "x"', ["categories.A.lable", "'label'"]),
    "an unknown interpretation": (ALWAYS + '[interpretation]\nsurplus = "x"', ["interpretation.surplus", "known key"]),
    "an interpretation that is not there": (
        ALWAYS + '[interpretation]\nsurplus_hours = "vanish"',
        ["interpretation.surplus_hours", "read 'vanish'", "'carries_over' or 'starts_after'"],
    ),
    "an interpretation from a day on": (
        FROM_NEW_YEAR + '[interpretation]\nsurplus_hours = "starts_after"',
        ["interpretation.surplus_hours", '"always"', "all days"],
    ),
    "an activity that is not there": (
        FROM_NEW_YEAR + '[activities.csir_cal]\ncap = { hours = 1, per = "session" }',
        ["activities.csir_cal"],
    ),
    "a tier that is not there": (FROM_NEW_YEAR + "[tiers.fourth]\nhours = 10", ["tiers.fourth"]),
    "a category that is not there": (
        FROM_NEW_YEAR + '[activities.treatment]\ncategory = "D"',
        ["activities.treatment.category", "read 'D'", "A, B or C"],
    ),
    "a tier that counts a category that is not there": (
        FROM_NEW_YEAR + '[tiers.second]\ncounts = ["A", "C", "D"]',
        ["tiers.second.counts", "read 'D'", "A, B or C"],
    ),
    "a level that is not there": (
        FROM_NEW_YEAR + '[tiers.second]\nprerequisite = "master"',
        ["tiers.second.prerequisite", "read 'master'", "'techniques'"],
    ),
    "a modality that is not there": (
        FROM_NEW_YEAR + '[activities.treatment]\nmodality = ["in_person", "by phone"]',
        ["activities.treatment.modality", "read 'by phone'", "'in_person' or 'virtual'"],
    ),
    "minimums above the hours, from a day on": (
        FROM_NEW_YEAR + "[tiers.second.minimum]\nA = 13",
        ["tiers.second.minimum", "read 25 h", "24 h"],
    ),
    "minimums above the hours, always": (
        ALWAYS + "[tiers.second.minimum]\nA = 12.5",
        ["tiers.second.minimum", "read 24 h 30", "24 h"],
    ),
    "hours below the minimums": (FROM_NEW_YEAR + "[tiers.second]\nhours = 23", ["tiers.second.minimum", "23 h"]),
    "a minimum of what does not count": (
        FROM_NEW_YEAR + "[tiers.second.minimum]\nA = 11\nB = 1",
        ["tiers.second.minimum.B", "read 1 h", "A or C"],
    ),
    "hours below zero": (FROM_NEW_YEAR + "[tiers.first]\nhours = -1", ["tiers.first.hours", "read -1", "zero or more"]),
    "hours that are not whole minutes": (
        FROM_NEW_YEAR + "[tiers.first]\nhours = 24.001",
        ["tiers.first.hours", "read 24.001", "whole minutes"],
    ),
    "two values with days of their own": (
        FROM_NEW_YEAR + "[tiers.first]\nhours = [{ value = 20, in_force_from = 2027-01-01 }]",
        ["tiers.first.hours", "read a list", "contact hours"],
    ),
    "two tiers in the same place": (FROM_NEW_YEAR + "[tiers.first]\norder = 2", ["order", "a place of its own"]),
    "a tier that is a number": (FROM_NEW_YEAR + "[tiers]\nfirst = 20", ["tiers.first", "read 20", "a table"]),
    "minimums that are a number": (FROM_NEW_YEAR + "[tiers.first]\nminimum = 20", ["tiers.first.minimum", "a table"]),
    "a table that is a number": (FROM_NEW_YEAR + "tiers = 20", ["tiers", "read 20", "a table"]),
}


@pytest.mark.parametrize(("text", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_in_one_sentence(text, words):
    with pytest.raises(HandbookError) as caught:
        amended(text)
    assert_one_clear_sentence(str(caught.value), ["reform.toml", *words])


# --- readings ----------------------------------------------------------------------------------------------------

UNREADABLE = {
    "a reading like a known one": ({"surplus_hour": "starts_after"}, ["'surplus_hour'", "surplus_hours"]),
    "a reading like none": ({"moon": "full"}, ["'moon'", "standing_unknown", "surplus_hours"]),
    "an answer that is not there": ({"surplus_hours": "vanish"}, ["'vanish'", "carries_over or starts_after"]),
    "an answer of another reading": ({"surplus_hours": "refuse"}, ["'refuse'", "carries_over or starts_after"]),
}


@pytest.mark.parametrize(("chosen", "words"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_unknown_reading_is_refused(chosen, words):
    with pytest.raises(ReadingError) as caught:
        read_as(HANDBOOK, chosen)
    assert_one_clear_sentence(str(caught.value), words)


@pytest.mark.parametrize(("chosen", "words"), UNREADABLE.values(), ids=UNREADABLE)
def test_the_command_line_refuses_it_too(chosen, words, monkeypatch, capsys):
    ((name, answer),) = chosen.items()
    monkeypatch.setattr(sys, "argv", ["mentorship", "check", str(SAMPLE), "--reading", f"{name}={answer}"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert_one_clear_sentence(said.err.removesuffix("\n"), words)


def test_an_unknown_set_of_readings_is_refused():
    with pytest.raises(ReadingError) as caught:
        reading_set(HANDBOOK, "stern")
    assert_one_clear_sentence(str(caught.value), ["'stern'", "strict, default or generous"])


def test_every_answer_of_every_reading_can_be_chosen():
    for name, reading in HANDBOOK.readings.items():
        for answer in reading.alternatives:
            read = read_as(HANDBOOK, {name: answer})
            assert read.chosen_readings == HANDBOOK.chosen_readings | {name: answer}
            assert (read.digest == HANDBOOK.digest) == (answer == reading.default)
            assert read.amended_by == ()


def test_a_reading_is_kept_when_another_is_chosen():
    first = read_as(HANDBOOK, {"surplus_hours": "starts_after"})
    both = read_as(first, {"csir_call_credit": "one_hour"})
    assert both.digest == read_as(HANDBOOK, {"surplus_hours": "starts_after", "csir_call_credit": "one_hour"}).digest


def test_what_was_read_otherwise_can_be_read_back():
    strict = read_as(HANDBOOK, reading_set(HANDBOOK, "strict"))
    back = read_as(strict, reading_set(HANDBOOK, "default"))
    assert back.digest == HANDBOOK.digest
    assert back.chosen_readings == HANDBOOK.chosen_readings


# --- what an amendment does ----------------------------------------------------------------------------------------


def test_an_amendment_judges_only_days_from_its_own_on():
    hours = amended(FROM_NEW_YEAR + "[tiers.first]\nhours = 20").tiers["first"].minutes
    assert (hours.on(BEFORE), hours.on(NEW_YEAR)) == (1440, 1200)


def test_always_takes_the_place_of_what_was_there():
    hours = amended(ALWAYS + "[tiers.first]\nhours = 20").tiers["first"].minutes
    assert [dated.value for dated in hours] == [1200]
    assert hours.on(date(2000, 1, 1)) == 1200


def test_a_cap_where_there_was_none_begins_on_its_day():
    cap = (
        amended(FROM_NEW_YEAR + '[activities.treatment]\ncap = { hours = 1, per = "session" }')
        .activities["treatment"]
        .cap
    )
    assert cap.on(BEFORE) is None
    assert cap.on(NEW_YEAR).minutes == 60


def test_a_cap_can_end():
    cap = amended(FROM_NEW_YEAR + '[activities.conference]\ncap = "none"').activities["conference"].cap
    assert (cap.on(BEFORE).minutes, cap.on(NEW_YEAR)) == (360, None)


def test_an_activity_can_cease_to_count():
    until = (
        amended(FROM_NEW_YEAR + "[activities.conference]\ncounts_until = 2026-12-31")
        .activities["conference"]
        .counts_until
    )
    assert until.on(NEW_YEAR) == BEFORE
    assert until.on(BEFORE) is None


def test_a_minimum_where_there_was_none_begins_on_its_day():
    text = '[tiers.second]\ncounts = ["A", "B", "C"]\n[tiers.second.minimum]\nA = 11\nB = 1'
    minimum = amended(FROM_NEW_YEAR + text).tiers["second"].minimum
    assert (minimum["B"].on(BEFORE), minimum["B"].on(NEW_YEAR)) == (0, 60)
    assert (minimum["A"].on(BEFORE), minimum["A"].on(NEW_YEAR)) == (720, 660)


def test_a_later_word_on_the_same_day_takes_the_place_of_the_earlier():
    """So the dates of values never overlap, however many amendments are laid."""
    first = amended(FROM_NEW_YEAR + "[tiers.first]\nhours = 20")
    second = amended(FROM_NEW_YEAR + "[tiers.first]\nhours = 22", first)
    assert [dated.value for dated in second.tiers["first"].minutes] == [1440, 1320]


def test_on_the_day_of_the_handbook_itself_it_takes_the_place_of_what_was_there():
    first_day = 'title = "x"\nsource = "y"\nin_force_from = 2014-05-01\n'
    assert [dated.value for dated in amended(first_day + "[tiers.first]\nhours = 20").tiers["first"].minutes] == [1200]


def test_amendments_chain_and_are_named():
    first = amended(FROM_NEW_YEAR + "[tiers.first]\nhours = 20")
    both = amend(first, Amendment("another", "the board", {"activities": {"conference": {"cap": "none"}}}, NEW_YEAR))
    assert both.amended_by == ("a reform", "another")
    assert both.tiers["first"].minutes.on(NEW_YEAR) == 1200
    assert len({HANDBOOK.digest, first.digest, both.digest}) == 3


def test_the_policy_amended_stays_as_it_was():
    before = HANDBOOK.digest, HANDBOOK.tiers["first"].minutes
    amended(ALWAYS + "[tiers.first]\nhours = 20")
    assert read_handbook() is HANDBOOK
    assert (HANDBOOK.digest, HANDBOOK.tiers["first"].minutes) == before
    assert HANDBOOK._data["tiers"]["first"]["hours"][0]["value"] == 24


def test_an_amendment_of_a_label_changes_no_rule():
    relabelled = amended(FROM_NEW_YEAR + '[tiers.first]\nlabel = "One"\n[categories.A]\nlabel = "Hands on"')
    assert relabelled.tiers["first"].label == "One"
    assert relabelled.digest == HANDBOOK.digest


def test_an_amendment_says_on_whose_word():
    proposal = amended(FROM_NEW_YEAR + "[tiers.first]\nhours = 20").tiers["first"].minutes.dated_on(NEW_YEAR)
    assert HANDBOOK.citation(proposal.source) == "proposal: the board"
    cited = amended(FROM_NEW_YEAR.replace("the board", "faq#credit") + "[tiers.first]\nhours = 20")
    assert "What credit is good for" in cited.citation(cited.tiers["first"].minutes.dated_on(NEW_YEAR).source)


def test_readings_are_kept_when_the_policy_is_amended():
    strict = read_as(HANDBOOK, reading_set(HANDBOOK, "strict"))
    assert amended(FROM_NEW_YEAR + "[tiers.first]\nhours = 20", strict).chosen_readings == strict.chosen_readings


def test_a_new_activity_can_be_added():
    text = """
    [activities.retreat]
    label = "Retreat"
    plain = "A retreat."
    category = "B"
    credit = { basis = "per_day", hours = 2 }
    modality = ["in_person"]
    counts_from = 2027-01-01
    standing = "none"
    endorsement = "required"
    repeats = "count"
    untitled = "once"
    """
    retreat = amended(FROM_NEW_YEAR + text).activities["retreat"]
    assert retreat.credit.on(NEW_YEAR).minutes == 120
    assert retreat.counts_from.on(BEFORE) == NEW_YEAR


# --- known to be wrong -----------------------------------------------------------------------------------------------


def test_a_day_with_a_time_is_refused():
    text = FROM_NEW_YEAR.replace("2027-01-01", "2027-01-01T09:30:00") + "[tiers.first]\nhours = 20"
    with pytest.raises(HandbookError) as caught:
        amended(text)
    assert_one_clear_sentence(str(caught.value), ["reform.toml", "in_force_from", "a date such as"])


def test_an_unknown_table_is_refused_with_the_nearest_known_one():
    with pytest.raises(HandbookError) as caught:
        amended(FROM_NEW_YEAR + '[activites.treatment]\ncap = "none"')
    assert_one_clear_sentence(str(caught.value), ["reform.toml", "activites", "'activities'"])


def test_a_value_from_an_earlier_day_leaves_later_ones_alone():
    later = amended(FROM_NEW_YEAR.replace("2027", "2028") + "[tiers.first]\nhours = 20")
    both = amended(FROM_NEW_YEAR + "[tiers.first]\nhours = 22", later)
    assert [dated.value for dated in both.tiers["first"].minutes] == [1440, 1320, 1200]


def test_an_amended_interpretation_is_the_reading_in_use():
    policy = amended(ALWAYS + '[interpretation]\nsurplus_hours = "starts_after"')
    assert policy.chosen_readings["surplus_hours"] == "starts_after"


def test_a_source_in_words_may_have_a_number_sign():
    text = FROM_NEW_YEAR.replace("the board", "minutes of the board, item #12") + "[tiers.first]\nhours = 20"
    assert amended(text).tiers["first"].minutes.on(NEW_YEAR) == 1200


NEW = """
[activities.observing]
label = "Observing a mentor"
plain = "Watching a certified mentor at work."
category = "B"
credit = { basis = "fixed", hours = 1 }
modality = ["in_person"]
counts_from = 2013-05-01
standing = "none"
endorsement = "not_required"
repeats = "count"
untitled = "once"

[tiers.fourth]
order = 4
label = "Fourth 12 hours"
hours = 12
counts = ["A", "C"]
prerequisite = "diplomate"
"""


def test_a_new_activity_and_tier_begin_with_their_amendment():
    dated = amended(FROM_NEW_YEAR + NEW)
    assert dated.activities["observing"].counts_from.on(NEW_YEAR) == NEW_YEAR
    assert dated.tiers["fourth"].awarded_from == NEW_YEAR
    always = amended(ALWAYS + NEW)
    assert always.tiers["fourth"].awarded_from is None
    assert always.activities["observing"].counts_from.on(NEW_YEAR).year == 2013
    assert dated.digest != always.digest
