"""Which profile a table fits."""

import pytest

from mentorship.errors import ArgumentError
from mentorship.intake.detect_profile import asked_or_fitting, choose_profile, own_profile, with_options
from mentorship.intake.options import ImportOptions
from mentorship.intake.profiles import CANONICAL, Profile, all_profiles, save_profile
from mentorship.intake.readers import RawTable
from mentorship.vocabulary import Kind

MEETING = ["Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest"]
OURS = ["held_on", "mentee", "activity", "modality", "minutes"]


def table(*headings):
    return RawTable("s.csv", list(headings), 1, [])


def chosen(headings, options=None, places=()):
    read = table(*headings)
    found = choose_profile(read, read, options or ImportOptions(), Kind.SESSIONS, dict.fromkeys(places, 1))
    return found and found.name


def test_the_headings_choose_the_profile():
    assert chosen(MEETING) == "attendance"
    assert chosen([*MEETING, "held_on", "mentee"], places=("held_on", "mentee")) == CANONICAL, (
        "our own headings go first"
    )


def test_of_several_that_fit_the_most_demanding_one_is_taken(tmp_path):
    groups = tuple((heading,) for heading in MEETING)
    save_profile(Profile(name="ours", label="ours", kind=Kind.SESSIONS, detect=groups, columns={}), tmp_path)
    assert chosen(MEETING, ImportOptions(profiles=tmp_path)) == "ours"


def test_a_saved_profile_goes_before_our_own_headings(tmp_path):
    groups = tuple((heading,) for heading in OURS)
    save_profile(Profile(name="ours", label="ours", kind=Kind.SESSIONS, detect=groups, columns={}), tmp_path)
    assert chosen(OURS, ImportOptions(profiles=tmp_path), OURS) == "ours"
    assert chosen(OURS, places=OURS) is None


def test_a_profile_that_is_asked_for_is_taken_whatever_the_headings():
    assert chosen(["x"], ImportOptions(profile="attendance")) == "attendance"
    assert chosen(MEETING, ImportOptions(profile=CANONICAL), OURS) is None
    with pytest.raises(ArgumentError, match="Did you mean attendance"):
        chosen(["x"], ImportOptions(profile="atendance"))


def test_a_profile_of_another_kind_does_not_fit():
    assert asked_or_fitting(table(*MEETING), ImportOptions(kind=Kind.PEOPLE)) is None


def test_known_words_make_a_profile_where_they_say_something_new():
    assert chosen(["Datum", "Ihre E-Mail", "Art der Sitzung", "War es virtuell?"]) == CANONICAL
    assert chosen(["Colour", "Shape"]) is None


def test_options_come_before_what_a_profile_says():
    options = ImportOptions(renames={"notes": "Type"}, values={"status": {"Gone": "no_show"}})
    profile = with_options(all_profiles()["scheduler_appointments"], options)
    assert (profile.columns["notes"], profile.columns["activity"]) == (("Type",), ())
    first, *others = profile.values["status"]
    assert (first.matches, first.is_, len(others)) == (r"^\s*Gone\s*$", "no_show", 2)


def test_our_own_headings_as_a_profile():
    found = own_profile(table("Held on", "x", "Mentee"), Kind.SESSIONS, {"held_on": 1, "mentee": 3})
    assert found.columns == {"held_on": ("Held on",), "mentee": ("Mentee",)}
