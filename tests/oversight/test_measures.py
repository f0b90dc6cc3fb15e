"""What is measured of each mentor, against plain Python over the files, and case by case."""

import csv
from datetime import date, timedelta

import pytest

from mentorship.access import Role, Viewer
from mentorship.answers.request import Request, data_status
from mentorship.credit.refresh import refresh
from mentorship.errors import AccessError, ArgumentError
from mentorship.intake.importer import import_file
from mentorship.oversight.measures import counted, definitions, measured, usual_since
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from tests.conftest import SAMPLE
from tests.support import oversight_records as plain
from tests.support.asking import check_json, request_to

pytestmark = pytest.mark.slow

MEASURES = list(definitions().measures)


def asked_of(files, policy, as_of, since, people=None):
    """Mentor → measure → (counted, out of), as the package says."""
    store = open_store(None)
    for file in [*(people or []), *files]:
        import_file(store, file, policy)
    refresh(store, policy, as_of)
    with request_to(store, policy, as_of) as request:
        found = _by_mentor(measured(request, since))
    store.close()
    return found


def _by_mentor(measures):
    found: dict[str, dict[str, tuple[float | None, float]]] = {}
    for each in measures:
        for mentor in each.found.mentors if each.found else ():
            value = mentor.value if each.found.kind == "t" else mentor.counted
            found.setdefault(mentor.mentor, {})[each.measure] = (value, mentor.out_of)
    return found


def same(found, expected):
    """Every mentor and measure alike, but for the last digits of a mean."""
    assert set(found) == set(expected)
    for mentor, measures in expected.items():
        for measure, (value, out_of) in measures.items():
            if measure not in found[mentor]:
                assert not any(each[measure][1] for each in expected.values()), "left out where nobody has any"
                continue
            assert found[mentor][measure] == (pytest.approx(value), pytest.approx(out_of)), (mentor, measure)


@pytest.mark.parametrize("seed", range(4))
def test_random_exports_are_counted_as_plain_python_counts_them(tmp_path, policy, seed):
    rows = plain.invented(seed)
    files = {
        "first.csv": rows[:120],
        "second.csv": [{k: v for k, v in row.items() if k != "goals"} for row in rows[120:]],
    }
    for name, own in files.items():
        plain.write(tmp_path / name, own, [each for each in plain.HEADINGS if each in own[0]])
    plain.write_people(tmp_path / "people.csv")
    paths, people = [tmp_path / name for name in files], [tmp_path / "people.csv"]
    known = {name.lower(): each[0] for each in plain.PEOPLE for name in each[:2] if name}
    checked = check_json(paths, people, policy, plain.AS_OF)
    sessions = plain.sessions_of(files, known, checked, plain.AS_OF)
    mentors = {each[0]: tuple(date.fromisoformat(day) if day else None for day in each[2:4]) for each in plain.PEOPLE}
    since = date(2022, 1, 1)
    expected = plain.counted(sessions, mentors, since, plain.AS_OF)
    same(asked_of(paths, policy, plain.AS_OF, since, people), expected)


def test_the_sample_is_counted_as_plain_python_counts_it(sample_store, policy):
    files = {"sessions.csv": _rows("sessions")}
    people = _rows("people")
    known = {name.lower(): row["person"] for row in people for name in (row["person"], row["email"])}
    mentors = {row["person"]: tuple(date.fromisoformat(row[name]) if row[name] else None
                                    for name in ("mentor_since", "mentor_until")) for row in people}  # fmt: skip
    checked = check_json([SAMPLE / "sessions.csv"], [SAMPLE / "people.csv"], policy, EXPORTED_ON)
    sessions = plain.sessions_of(files, known, checked, EXPORTED_ON)
    for since in (usual_since(EXPORTED_ON), date(2013, 1, 1), EXPORTED_ON - timedelta(days=30)):
        with request_to(sample_store, policy, EXPORTED_ON) as request:
            same(_by_mentor(measured(request, since)), plain.counted(sessions, mentors, since, EXPORTED_ON))


def _rows(name):
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


# --- case by case ------------------------------------------------------------------------------------------------

AS_OF = date(2025, 6, 30)
HEADINGS = "held_on,starts_at,mentee,mentor,activity,modality,minutes,status,reported_by"


@pytest.fixture
def of(tmp_path, policy):
    """Measures of a few rows: (held_on, starts_at, mentee, mentor, activity, status) each; people as CSV."""

    def asked(rows, people="person,mentor_since\nmia,2015-01-01\n", since=date(2024, 1, 1), headings="", as_of=AS_OF):
        lines = [f"{HEADINGS}{headings}", *rows]
        (tmp_path / "s.csv").write_text("\n".join(lines) + "\n", "utf-8")
        (tmp_path / "p.csv").write_text(people, "utf-8")
        return asked_of([tmp_path / "s.csv"], policy, as_of, since, [tmp_path / "p.csv"])

    return asked


def row(held_on, mentee="ada", mentor="mia", activity="one_to_one", status="completed", starts_at="", more=""):
    return f"{held_on},{starts_at},{mentee},{mentor},{activity},virtual,60,{status},mentee{more}"


def test_the_first_and_the_last_day_of_the_period_belong_to_it(of):
    found = of([row("2023-12-31"), row("2024-01-01"), row("2025-06-30"), row("2025-07-01")])
    assert found["mia"]["refused_share"] == (0, 2)


def test_a_session_of_a_group_is_one_for_each_mentee_and_other_kinds_are_none(of):
    rows = [row("2024-05-05", name, activity="small_group", starts_at="18:00") for name in ("ada", "ben", "cy")]
    rows += [row("2024-05-06", activity="treatment"), row("2024-05-07", activity="study_group")]
    assert of(rows)["mia"]["refused_share"] == (0, 3)


@pytest.mark.parametrize("mentor", ["mia", "lapsed"])
def test_a_session_that_two_people_report_is_one_even_where_it_earns_nothing(of, mentor):
    people = "person,mentor_since,mentor_until\nmia,2015-01-01,\nlapsed,2015-01-01,2020-01-01\n"
    found = of([row("2024-05-05", mentor=mentor, starts_at="10:00")] * 2, people)
    refused = mentor == "lapsed"
    assert found[mentor]["refused_share"] == (int(refused), 1)


def test_one_that_was_held_is_not_missed_though_somebody_says_so(of):
    people = "person,mentor_since,mentor_until\nmia,2015-01-01,\nlapsed,2015-01-01,2020-01-01\n"
    for mentor in ("mia", "lapsed"):
        rows = [row("2024-05-05", mentor=mentor, starts_at="10:00", status=each) for each in ("no_show", "completed")]
        found = of(rows, people)[mentor]
        assert (found["cancelled_share"], found["refused_share"][1]) == ((0, 1), 1)


def test_cancelled_is_what_was_cancelled_or_missed_up_to_the_day(of):
    rows = [row("2024-05-05"), row("2024-05-06", status="cancelled"), row("2024-05-07", status="no_show")]
    rows += [row("2025-06-30", status="cancelled"), row("2025-07-01", status="cancelled")]
    rows += [row("2024-05-08", status="scheduled"), row("2023-12-31", status="cancelled")]
    assert of(rows)["mia"]["cancelled_share"] == (3, 4)


def test_a_pair_counts_from_ninety_days_after_its_first_session(of):
    day = (AS_OF - timedelta(days=90)).isoformat()
    assert of([row(day)])["mia"]["ended_after_one"] == (1, 1)
    after = (AS_OF - timedelta(days=89)).isoformat()
    assert "ended_after_one" not in of([row(after)])["mia"], "nobody is there long enough"


def test_a_pair_that_met_before_the_period_is_none_of_it_and_one_that_met_twice_did_not_end(of):
    rows = [row("2023-01-01", "old"), row("2024-02-01", "old"), row("2024-02-01", "two"), row("2024-03-01", "two")]
    rows += [row("2024-02-01", "one"), row("2024-02-02", "one", status="cancelled")]
    assert of(rows)["mia"]["ended_after_one"] == (1, 2)


def test_two_ids_of_one_mentor_are_one_mentor(of):
    people = "person,email,mentor_since\nmia,mia@x.org,2015-01-01\n"
    found = of([row("2024-05-05", mentor="MIA@x.org"), row("2024-05-06", mentor="mia")], people)
    assert set(found) == {"mia"}
    assert found["mia"]["refused_share"] == (0, 2)


def test_months_run_from_certification_else_from_the_first_session_of_all(of):
    people = "person,mentor_since,mentor_until\nnew,2024-05-01,\nold,2010-01-01,2024-01-31\nblank,,\n"
    found = of([row("2024-06-01", mentor="new"), row("2023-01-01", mentor="who"), row("2024-06-01", mentor="who"),
                row("2025-05-31", mentor="blank")], people)  # fmt: skip
    month = 30.4375
    assert found["new"]["sessions_per_month"] == (1, pytest.approx((AS_OF - date(2024, 5, 1)).days / month))
    assert found["who"]["sessions_per_month"] == (1, pytest.approx((AS_OF - date(2024, 1, 1)).days / month))
    assert found["blank"]["sessions_per_month"] == (1, pytest.approx(30 / month))
    assert found["old"]["sessions_per_month"] == (0, pytest.approx(30 / month)), "certified, and led nothing"


def test_whoever_goes_on_after_the_last_day_of_certification_has_sessions_and_no_months(of):
    people = "person,mentor_since,mentor_until\nmia,2015-01-01,2023-01-01\nnew,2024-01-01,\n"
    assert of([row("2024-05-05"), row("2024-05-05", mentor="new")], people)["mia"]["sessions_per_month"] == (1, 0)


def test_goals_are_asked_for_only_where_a_file_has_the_column(of):
    assert "goals_recorded" not in of([row("2024-05-05")])["mia"]
    found = of([row("2024-05-05", more=",seen"), row("2024-05-06", more=",")], headings=",goals")
    assert found["mia"]["goals_recorded"] == (1, 2)
    nothing = of([row("2024-05-05", more=","), row("2024-05-06", more=",")], headings=",goals")
    assert nothing["mia"]["goals_recorded"] == (0, 2), "the column is there, and nothing stands in it"


def test_a_rating_counts_whichever_of_two_records_has_it(of):
    first, second = (row("2024-05-05", starts_at="10:00", more=each) for each in (",", ",4"))
    for rows in ([first, second], [second, first]):
        assert of(rows, headings=",rating")["mia"]["rating"] == (4.0, 1)


def test_unverified_is_credit_without_proof(of):
    people = "person,name\nada,Ada\n"
    found = of([row("2024-05-05", mentor="who"), row("2024-05-05", mentor="who", activity="large_group")], people)
    assert found["who"]["unverified_share"] == (2, 2)


def test_nothing_observed_is_no_value_and_says_which_column_is_missing(tmp_path, policy):
    (tmp_path / "s.csv").write_text(f"{HEADINGS}\n{row('2024-05-05')}\n", "utf-8")
    store = open_store(None)
    import_file(store, tmp_path / "s.csv", policy)
    refresh(store, policy, AS_OF)
    with request_to(store, policy, AS_OF) as request:
        gaps = [each.gap for each in measured(request) if each.gap]
    store.close()
    assert gaps[-2:] == ["Goals recorded: not in your data: column `goals`.",
                         "Mean rating: not in your data: column `rating`."]  # fmt: skip


# --- definitions and roles ----------------------------------------------------------------------------------------


def test_three_years_back_is_the_same_day_of_that_year():
    assert usual_since(date(2026, 11, 15)) == date(2023, 11, 15)
    assert usual_since(date(2024, 2, 29)) == date(2021, 2, 28)


def test_definitions_are_sentences_that_name_their_parameters(sample_store, policy):
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        found = {each.measure: each.definition for each in measured(request)}
    assert list(found) == MEASURES
    assert all(each.endswith(".") and "{" not in each for each in found.values())
    assert "at least 90 days ago" in found["ended_after_one"]
    assert "(30.4375 days)" in found["sessions_per_month"]


def test_a_period_that_ends_before_it_begins_is_refused(sample_store, policy):
    with request_to(sample_store, policy, EXPORTED_ON) as request, pytest.raises(ArgumentError, match="begins on"):
        measured(request, EXPORTED_ON + timedelta(days=1))


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.MENTEE, Role.MENTOR])
def test_measures_are_for_the_ombudsman(sample_store, policy, role):
    with sample_store.cursor() as cursor:
        request = Request(Viewer(role, "P-1001"), cursor, policy, EXPORTED_ON, data_status(cursor))
        for question in (measured, lambda request: counted(request, usual_since(EXPORTED_ON))):
            with pytest.raises(AccessError, match="only for the ombudsman"):
                question(request)
