"""What is asked of the app with a file: it arrives as it was meant, or is refused in a sentence."""

import pytest

from mentorship.errors import ArgumentError
from mentorship.import_request import ImportRequest
from mentorship.intake.options import ImportOptions
from mentorship.vocabulary import Kind

OPTIONS = [
    ImportOptions(),
    ImportOptions(kind=Kind.PEOPLE, dates="day-first", ignored=("Room", "Colour")),
    ImportOptions(
        profile="x", fill={"activity": "a=b & c", "modality": "ü"}, renames={"held_on": "Day?"}, match_names=True,
        people={"Ana Müller": "P-1"},
    ),
]  # fmt: skip


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("more", [{}, {"dry_run": True}, {"watched": "/in"}])
def test_what_is_asked_arrives_as_it_was_meant(options, more):
    request = ImportRequest.of("März 1.csv", options, **more)
    assert ImportRequest.from_query(request.query()) == request
    assert request.options == options


def test_only_what_is_given_is_in_the_address():
    assert ImportRequest.of("a.csv", ImportOptions()).query() == [("name", "a.csv")]
    assert ImportRequest.of("a.csv", ImportOptions(match_names=True), dry_run=True).query() == [
        ("name", "a.csv"), ("match_names", "yes"), ("dry_run", "yes"),
    ]  # fmt: skip


def test_a_path_is_reduced_to_the_name_of_its_file():
    for path in ("/home/x/a.csv", "C:\\x\\a.csv", "../a.csv"):
        assert ImportRequest.from_query([("name", path)]).name == "a.csv"


def test_blank_words_say_nothing():
    request = ImportRequest.from_query([("name", "a.csv"), ("kind", ""), ("profile", ""), ("dates", "")])
    assert request == ImportRequest.of("a.csv", ImportOptions())


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ([], "The file has no name. Send it with ?name=, as in ?name=sessions.csv."),
        ([("name", "..")], "name: expected the name of a file, such as sessions.csv."),
        ([("name", "a\nb.csv")], "name: expected the name of a file, such as sessions.csv."),
        ([("name", "a.csv"), ("name", "b.csv")], "name: it is given twice. Give it once."),
        ([("name", "a.csv"), ("dryrun", "yes")], "dryrun: did you mean dry_run?"),
        ([("name", "a.csv"), ("kind", "persons")], "kind: read persons, expected sessions, people or contacts."),
        ([("name", "a.csv"), ("dates", "x")], "dates: read x, expected day-first or month-first."),
        (
            [("name", "a.csv"), ("set", "activity")],
            "set: read activity, expected a name and a value, as in NAME=VALUE.",
        ),
        ([("name", "a.csv"), ("dry_run", "perhaps")], "dry_run: read perhaps, expected yes or no."),
        (
            [("name", "a.csv"), ("dry_run", "yes"), ("watched", "/in")],
            "dry_run: a file of a watched folder is imported, or not at all. Leave out dry_run or watched.",
        ),
        (
            [("name", "a.csv"), ("profile", "../x.toml")],
            "profile: expected a profile's name. Put its file into the app's folder of profiles (MENTORSHIP_PROFILES).",
        ),
    ],
)
def test_what_makes_no_sense_is_a_sentence(query, sentence):
    with pytest.raises(ArgumentError) as caught:
        ImportRequest.from_query(query)
    assert caught.value.message == sentence


def test_an_unknown_word_is_told_what_there_is():
    with pytest.raises(ArgumentError, match=r"colour: expected name, kind, .* or word"):
        ImportRequest.from_query([("name", "a.csv"), ("colour", "red")])
