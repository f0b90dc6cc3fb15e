"""A mentor's dossier: its numbers again in plain Python, and what a mentor sees of the own one."""

from collections import Counter
from datetime import date

import pytest

from mentorship.access import Role, Viewer
from mentorship.actions.cases import look, show_to_mentor
from mentorship.actions.notes import write_note
from mentorship.credit.refresh import refresh
from mentorship.errors import AccessError
from mentorship.intake.importer import import_file
from mentorship.oversight.measures import usual_since
from mentorship.reports.attention import attention, case_named
from mentorship.reports.mentor_activity import mentor_activity, months_shown
from mentorship.reports.mentor_dossier import mentor_dossier, notes_on
from mentorship.reports.overview import overview
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.support import sample_records as sample
from tests.support.asking import OMBUDSMAN, request_to
from tests.support.small_programme import AS_OF, small_programme

pytestmark = pytest.mark.slow

#: Mentors of the sample by how much they mentor: one of the busiest, and others.
CHOSEN = slice(0, None, 6)


@pytest.fixture(scope="module")
def led(policy):
    return sample.led(sample.checked(policy))


@pytest.fixture(scope="module")
def mentors(sample_store, policy):
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        rows = mentor_activity(request, "All years").rows
    return [row["mentor"] for row in sorted(rows, key=lambda row: -row["sessions"])[CHOSEN]]


@pytest.fixture
def dossier(sample_store, policy):
    def asked(mentor, viewer=OMBUDSMAN):
        with request_to(sample_store, policy, EXPORTED_ON, viewer) as request:
            return mentor_dossier(request, mentor)

    return asked


def test_sessions_mentees_and_months_are_what_plain_python_finds(dossier, led, mentors):
    for mentor in mentors:
        own, found = [each for each in led if each["mentor"] == mentor], dossier(mentor)
        assert sorted(row["row"] for row in found.rows) == sorted(each["row"] for each in own)
        assert found.rows == sorted(found.rows, key=lambda row: row["held_on"], reverse=True)
        mentees = Counter(each["mentee"] for each in own)
        assert {row["mentee"]: row["sessions"] for row in found.parts["mentees"]} == mentees
        credit: Counter[str] = Counter()
        for each in own:
            credit[each["mentee"]] += each["credited"]
        assert {row["mentee"]: row["credited_minutes"] for row in found.parts["mentees"]} == {
            mentee: credit[mentee] for mentee in mentees
        }
        months = Counter((each["held_on"].replace(day=1), each["activity"]) for each in own)
        strip = {(row["month"], row["activity"]): row["sessions"] for row in found.parts["strip"]}
        assert {key: number for key, number in strip.items() if number} == {
            key: number for key, number in months.items() if key[0] in months_shown(EXPORTED_ON)
        }


def test_how_far_mentees_got_is_what_check_says(dossier, mentors, policy):
    told = {each["mentee"]: each["tiers"] for each in sample.checked(policy)["mentees"]}
    for mentor in mentors[:3]:
        for row in dossier(mentor).parts["mentees"]:
            assert row["tiers_reached"] == sum(tier["reached_on"] is not None for tier in told[row["mentee"]])


def test_refused_and_reduced_sessions_say_why(dossier, led):
    refused = {each["mentor"] for each in led if each["credited"] == 0}
    assert refused
    for mentor in refused & set(sample.people()):
        rows = dossier(mentor).parts["deducted"]
        assert {row["row"] for row in rows if row["outcome"] == "refused"} == {
            each["row"] for each in led if each["mentor"] == mentor and each["credited"] == 0
        }
        assert all(row["why"] for row in rows)


def test_the_mix_stands_beside_mentors_with_half_to_twice_as_many_sessions(dossier, led, mentors):
    since = usual_since(EXPORTED_ON)
    recent = [each for each in led if each["held_on"] >= since]
    totals = Counter(each["mentor"] for each in recent)
    compared = 0
    for mentor in mentors:
        rows = dossier(mentor).parts["mix"]
        own = Counter((each["activity"], each["modality"]) for each in recent if each["mentor"] == mentor)
        assert {(row["activity"], row["modality"]): row["sessions"] for row in rows if row["sessions"]} == own
        if not own:
            continue
        similar = {
            other
            for other, number in totals.items()
            if other != mentor and totals[mentor] <= 2 * number <= 4 * totals[mentor]
        }
        theirs = Counter((each["activity"], each["modality"]) for each in recent if each["mentor"] in similar)
        if len(similar) < 5:
            assert all(row["share_of_similar"] is None for row in rows)
            continue
        compared += 1
        for row in rows:
            assert row["similar"] == len(similar)
            key = (row["activity"], row["modality"])
            assert row["share_of_similar"] == pytest.approx(theirs[key] / sum(theirs.values()))
        assert sum(row["share"] for row in rows) == pytest.approx(1)
    assert compared, "the sample has mentors to compare with"


def test_feedback_says_how_many_answered_and_no_mean_of_a_few(dossier, led, mentors):
    kinds = set()
    for mentor in mentors:
        own = [each for each in led if each["mentor"] == mentor]
        ratings = [int(each["rating"]) for each in own if each["rating"]]
        row = dossier(mentor).parts["feedback"][0]
        assert (row["ratings"], row["asked"]) == (len(ratings), len(own))
        assert [row[f"rated_{each}"] for each in range(1, 6)] == [ratings.count(each) for each in range(1, 6)]
        assert row["mean_rating"] == (pytest.approx(sum(ratings) / len(ratings)) if len(ratings) >= 5 else None)
        assert row["more_needed"] == max(0, 5 - len(ratings))
        kinds.add(row["mean_rating"] is None)
    assert kinds == {True, False}


def test_a_timeline_has_every_session_contact_and_certification_once(dossier, mentors):
    for mentor in mentors:
        found = dossier(mentor)
        lines = found.parts["timeline"]
        assert lines == sorted(lines, key=lambda line: line["day"], reverse=True)
        assert sum(line["sessions"] or 0 for line in lines) == len(found.rows)
        assert sum(line["credited_minutes"] or 0 for line in lines) == sum(
            row["credited_minutes"] for row in found.rows
        )
        assert sum(line["what"] == "contact" for line in lines) == len(found.parts["contacts"])
        assert sum(line["what"] == "certified" for line in lines) == len(found.parts["standing"])
        ended = [row for row in found.parts["standing"] if row["until"] and row["until"] <= EXPORTED_ON]
        assert sum(line["what"] == "ended" for line in lines) == len(ended)


# --- the mentor's own view ------------------------------------------------------------------------------------------


def test_a_mentor_sees_the_own_numbers_and_not_what_is_for_the_ombudsman(dossier, mentors):
    for mentor in mentors[:3]:
        full, own = dossier(mentor), dossier(mentor, Viewer(Role.MENTOR, mentor))
        assert "cases" in full.parts
        assert "cases" not in own.parts
        for name in ("standing", "strip", "mix", "deducted"):
            hidden = ("rating", "overlapping")
            bare = [
                [{k: v for k, v in row.items() if k not in hidden} for row in some.parts[name]] for some in (full, own)
            ]
            assert bare[0] == bare[1]
        assert all(row["rating"] is None for row in own.rows)
        assert all(row["summary"] is None for row in own.parts["contacts"])
        assert any(row["summary"] for row in full.parts["contacts"])
        assert all(row["tiers_reached"] is None and row["minutes_short"] is None for row in own.parts["mentees"])
        assert all(row["overlapping"] == 0 for row in own.parts["strip"])
        assert own.answer.startswith("You have led")


def test_a_mentor_has_no_dossier_of_another(dossier, mentors):
    for viewer in (Viewer(Role.MENTOR, mentors[1]), Viewer(Role.LEADERSHIP), Viewer(Role.MENTEE, mentors[0])):
        with pytest.raises(AccessError):
            dossier(mentors[0], viewer)


def test_one_rating_alone_does_not_tell_a_mentor_who_gave_it(tmp_path, policy):
    (tmp_path / "s.csv").write_text(
        "held_on,mentee,mentor,activity,modality,minutes,rating\n2025-05-01,ada,mia,one_to_one,virtual,60,2\n", "utf-8"
    )
    store = open_store(None)
    import_file(store, tmp_path / "s.csv", policy)
    refresh(store, policy, AS_OF)
    for viewer, shown in ((OMBUDSMAN, 1), (Viewer(Role.MENTOR, "mia"), None)):
        with request_to(store, policy, AS_OF, viewer) as request:
            row = mentor_dossier(request, "mia").parts["feedback"][0]
        assert (row["rated_2"], row["mean_rating"], row["more_needed"]) == (shown, None, 4)
    store.close()


@pytest.fixture
def small(tmp_path, policy):
    store = small_programme(tmp_path, policy)
    yield store
    store.close()


def test_what_a_mentor_is_shown_of_a_case_is_those_words_for_that_mentor_alone(small, policy):
    with request_to(small, policy, AS_OF) as request:
        case_id = next(row["case"] for row in attention(request).rows if row["mentor"] == "mia")
        case = case_named(request, case_id)
    look(OMBUDSMAN, small, case, "two at the same time", date(2025, 6, 30))
    for mentor in ("mia", "max"):
        with request_to(small, policy, AS_OF, Viewer(Role.MENTOR, mentor)) as request:
            assert mentor_dossier(request, mentor).parts["shown"] == [], "at first nothing"
    with request_to(small, policy, AS_OF) as request:
        case = case_named(request, case_id)
    show_to_mentor(OMBUDSMAN, small, case, "Was 3 March one meeting or two?", "fair to ask", date(2025, 6, 30))
    with request_to(small, policy, AS_OF, Viewer(Role.MENTOR, "mia")) as request:
        shown = mentor_dossier(request, "mia").parts["shown"]
        assert [(row["told"], row["shown_on"]) for row in shown] == [
            ("Was 3 March one meeting or two?", date(2025, 6, 30))
        ]
        assert overview(request).parts["shown"] == shown
        assert "fair to ask" not in repr((shown, mentor_dossier(request, "mia")))
    with request_to(small, policy, AS_OF, Viewer(Role.MENTOR, "max")) as request:
        assert mentor_dossier(request, "max").parts["shown"] == []
        assert overview(request).parts["shown"] == []


def test_notes_are_beside_the_dossier_and_nowhere_in_it(small, policy):
    write_note(OMBUDSMAN, small, "mia", "Words that nobody else may read", AS_OF)
    with request_to(small, policy, AS_OF) as request:
        assert [row["note"] for row in notes_on(request, "mia")] == ["Words that nobody else may read"]
        assert "nobody else may read" not in repr(mentor_dossier(request, "mia"))
        assert "nobody else may read" not in repr(attention(request))
    for viewer in (Viewer(Role.MENTOR, "mia"), Viewer(Role.LEADERSHIP), Viewer(Role.MENTEE, "ada")):
        with request_to(small, policy, AS_OF, viewer) as request, pytest.raises(AccessError):
            notes_on(request, "mia")
