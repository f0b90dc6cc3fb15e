"""A rule change in an address, and from steppers: it comes back as it went, and a stranger's link can say nothing."""

import base64
import json
import zlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.errors import ArgumentError, MentorshipError
from mentorship.planning.rule_change_link import VERSION, amendments_of, link_of
from mentorship.policy.amendments import Amendment, amend, amendment_toml, parse_amendment
from mentorship.policy.loader import read_handbook
from mentorship.policy.steppers import stepped, steppers
from tests.support.amendments import amending

HANDBOOK = read_handbook()
NEW_YEAR = date(2027, 1, 1)
TRIED = {
    "tiers.first.minimum.A": 4, "tiers.second.hours": 30, "tiers.second.counts": ["A", "B", "C"],
    "tiers.third.prerequisite": "none", "activities.recording.credit": {"basis": "fixed", "hours": 0.5},
    "activities.conference.cap": {"hours": 12, "per": "event"},
    "activities.treatment.modality": ["in_person", "virtual"],
    "activities.small_group.attendees": {"least": 4}, "activities.one_to_one.standing": "none",
    "activities.study_group.category": "C", "activities.conference.endorsement": "not_required",
}  # fmt: skip


def packed(told):
    text = base64.urlsafe_b64encode(zlib.compress(json.dumps(told).encode())).decode().rstrip("=")
    return f"{VERSION}.{text}"


@pytest.mark.parametrize("begin", [None, NEW_YEAR])
def test_a_link_brings_back_the_same_rules(begin):
    change = amending(HANDBOOK, TRIED, begin)
    link = link_of([change])
    (back,) = amendments_of(link, HANDBOOK)
    assert amend(HANDBOOK, back).digest == amend(HANDBOOK, change).digest != HANDBOOK.digest
    assert len(link) < 600
    assert all(letter.isalnum() or letter in "-_." for letter in link)


def test_toml_brings_back_the_same_rules():
    for change in (amending(HANDBOOK, {place: value}, NEW_YEAR) for place, value in TRIED.items()):
        back = parse_amendment(amendment_toml(change))
        assert amend(HANDBOOK, back).digest == amend(HANDBOOK, change).digest


def test_every_value_of_the_handbook_has_a_stepper_that_changes_nothing_as_it_stands():
    found = steppers(HANDBOOK, NEW_YEAR)
    assert len(found) > 120
    assert stepped(HANDBOOK, {each.place: each.value for each in found}, None) is None
    values = {each.place: each.value for each in found}
    assert values["tiers.first.minimum.A"] == 6
    assert values["activities.precepting.credit"] == {"basis": "per_day", "hours": 1.5}
    for each in found:
        change = amending(HANDBOOK, {each.place: each.value, "tiers.first.minimum.A": 5}, None)
        assert change.changes == {"tiers": {"first": {"minimum": {"A": 5}}}}, each.place


def test_several_are_laid_one_on_another():
    both = [
        amending(HANDBOOK, {"tiers.first.minimum.A": 4}, None),
        amending(HANDBOOK, {"tiers.first.hours": 20}, NEW_YEAR),
    ]
    back = amendments_of(link_of(both), HANDBOOK)
    assert [each.in_force_from for each in back] == [None, NEW_YEAR]


HOSTILE = [
    [[None, {"tiers": {"first": {"label": "Call 555 now"}}}]],
    [[None, {"activities": {"treatment": {"plain": "<script>"}}}]],
    [[None, {"activities": {"scam": {"category": "A"}}}]],
    [[None, {"categories": {"A": {"label": "x"}}}]],
    [[None, {"activities": {"treatment": {"standing": "Nina Barnes"}}}]],
    [[None, {"tiers": {"first": {"hours": 1e9}}}]],
    [[None, {"tiers": {"first": {"hours": -1}}}]],
    [[None, {"tiers": {"first": {"hours": True}}}]],
    [[None, {"tiers": {"first": {"minimum": {"Z": 1}}}}]],
    [[None, {"tiers": {"first": {"minimum": {"A": 99}}}}]],
    [["tomorrow", {"tiers": {"first": {"hours": 20}}}]],
    [[None, {}]], [], {}, [[None]], [[None, 5]], "x", [[None, {"tiers": 5}]], [[None, {"id": "x"}]],
    [[None, {"activities": {"conference": {"cap": {"hours": 6, "per": "event", "note": "hello"}}}}]],
    [[None, {"tiers": {"first": {"hours": 20}}}]] * 9,
]  # fmt: skip


@pytest.mark.parametrize("told", HOSTILE)
def test_a_strangers_link_is_refused_in_one_sentence(told):
    with pytest.raises(ArgumentError):
        amendments_of(packed(told), HANDBOOK)


@pytest.mark.parametrize("link", ["", "1", "1.", "2.abc", "1.!!!!", "1." + "A" * 5000, "0." + "x", "1.eJwDAAAAAAE"])
def test_what_is_no_link_is_refused(link):
    with pytest.raises(ArgumentError):
        amendments_of(link, HANDBOOK)


def test_a_small_link_does_not_unpack_into_much():
    bomb = base64.urlsafe_b64encode(zlib.compress(b"[" * 10_000_000, 9)).decode().rstrip("=")
    with pytest.raises(ArgumentError):
        amendments_of(f"{VERSION}.{bomb[:3900]}", HANDBOOK)


NAMES = st.sampled_from(["tiers", "first", "hours", "activities", "minimum", "A"])
ANYTHING = st.recursive(
    st.none() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner)
)


@given(st.text(max_size=60), ANYTHING)
def test_whatever_a_link_says_there_is_one_sentence_or_a_sound_change(letters, told):
    for link in (letters, f"1.{letters}", packed(told), packed([[None, told]])):
        try:
            found = amendments_of(link, HANDBOOK)
        except MentorshipError as error:
            assert "Traceback" not in error.message
        else:
            assert found


def test_days_cannot_be_in_a_link():
    with pytest.raises(ArgumentError, match="TOML"):
        link_of([Amendment("t", "s", {"activities": {"treatment": {"counts_from": NEW_YEAR}}})])
