"""Profiles: saved, found again, changed, and refused in a sentence where they cannot be read."""

import pytest

from mentorship.errors import ArgumentError, MappingError
from mentorship.intake.importer import import_file
from mentorship.intake.options import ImportOptions
from mentorship.intake.profiles import Profile, all_profiles, change_profile, named, rename_profile, save_profile
from mentorship.vocabulary import Kind
from tests.support.stores import rows

OURS = "held_on,mentee,activity,modality,minutes,mentor"


def test_a_profile_of_ones_own_is_saved_and_found_again(store, policy, tmp_path):
    profile = Profile(
        name="our_form", label="our form", kind="sessions", detect=(("wann",), ("wer",)),
        columns={"held_on": ("Wann",), "mentee": ("Wer",), "minutes": ("Minuten",)},
        fill={"activity": "study_group"}, values={"modality": ({"matches": "haus", "is": "in_person"},)},
    )  # fmt: skip
    profile = profile.model_copy(update={"columns": {**profile.columns, "modality": ("Wo",)}})
    file = save_profile(profile, tmp_path / "profiles")
    assert named("our_form", tmp_path / "profiles") == profile
    assert file.name == "our_form.toml"
    export = tmp_path / "s.csv"
    export.write_text("Wann,Wer,Minuten,Wo\n2025-03-03,ada,60,zu Haus\n", "utf-8")
    result = import_file(store, export, policy, ImportOptions(profiles=tmp_path / "profiles"))
    assert result.profile == "our_form"
    assert rows(store)[0][4:7] == ["study_group", "in_person", "60"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            'label = "x"\nkind = "sessions"\n[columns]\nhold_on = ["a"]',
            "hold_on: expected a column of sessions \\(did you mean 'held_on'",
        ),
        ('label = "x"\nkind = "sessions"', "columns"),
        ("label = ", "TOML that parses"),
        ("label = " + "[" * 5000, "too deeply nested"),
        ('label = "x"\nkind = "sessions"\ncolour = 1\n[columns]', "colour"),
    ],
)
def test_a_broken_profile_is_a_sentence(tmp_path, text, words):
    (tmp_path / "broken.toml").write_text(text, "utf-8")
    with pytest.raises(MappingError, match=words):
        all_profiles(tmp_path)


def test_an_unknown_profile_is_a_sentence():
    with pytest.raises(ArgumentError, match="Did you mean attendance"):
        named("atendance")


def test_our_profiles_ask_for_columns_that_there_are():
    assert {profile.kind for profile in all_profiles().values()} == {Kind.SESSIONS}


def test_what_was_saved_of_our_own_headings_is_applied_next_time(store, policy, tmp_path):
    (tmp_path / "s.csv").write_text(f"{OURS}\n2025-03-03,a,Kaffeestunde,virtual,60,m\n", "utf-8")
    assert import_file(store, tmp_path / "s.csv", policy, dry_run=True).problems
    headings = OURS.split(",")
    profile = Profile(
        name="ours", label="ours", kind="sessions", detect=tuple((each,) for each in headings),
        columns={each: (each,) for each in headings},
        values={"activity": ({"matches": "kaffeestunde", "is": "one_to_one"},)},
    )  # fmt: skip
    save_profile(profile, tmp_path / "profiles")
    result = import_file(store, tmp_path / "s.csv", policy, profiles=tmp_path / "profiles")
    assert (result.profile, result.accepted) == ("ours", 1)


@pytest.mark.parametrize("text", ["label = ", 'label = "x"\nkind = "sessions"\n[columns]\nhold_on = ["a"]'])
def test_a_saved_profile_is_as_it_was_when_its_change_cannot_be_read(tmp_path, text):
    file = save_profile(all_profiles()["attendance"].model_copy(update={"name": "mine"}), tmp_path)
    before = file.read_bytes()
    with pytest.raises(MappingError):
        change_profile("mine", text, tmp_path)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("mine.toml", before)]
    with pytest.raises(ArgumentError, match="There is already a profile attendance"):
        rename_profile("mine", "attendance", tmp_path)
    with pytest.raises(MappingError, match="expected a valid pattern"):
        change_profile("mine", before.decode() + '\n[[values.status]]\nmatches = "("\nis = "completed"\n', tmp_path)
