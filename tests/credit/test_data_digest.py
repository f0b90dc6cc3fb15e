"""The digest of the data: the same for the same sessions, whatever files brought them; another for any other."""

from datetime import date

import pytest

from mentorship.credit.data_digest import data_digest
from mentorship.intake.importer import import_file
from mentorship.policy.loader import read_handbook
from mentorship.store.connection import open_store

pytestmark = pytest.mark.slow

HANDBOOK = read_handbook()
AS_OF = date(2026, 11, 15)
HEADINGS = "session_id,held_on,mentee,activity,modality,minutes,mentor,event,notes"
ROWS = [
    "S1,2026-03-03,ada,one_to_one,virtual,60,mia,,",
    "S2,2026-03-04,ben,small_group,virtual,90,mia,Endings,well",
    ",2026-03-04,ben,recording,virtual,60,,Endings,",
]


@pytest.fixture
def digest_of(tmp_path):
    def digest(*files):
        """The digest after these files, each a list of rows, came in."""
        store = open_store(None)
        for place, rows in enumerate(files):
            (tmp_path / f"{place}.csv").write_text("\n".join([HEADINGS, *rows]) + "\n")
            assert import_file(store, tmp_path / f"{place}.csv", HANDBOOK).problems == []
        with store.cursor() as cursor:
            found = data_digest(cursor, AS_OF)
        store.close()
        return found

    return digest


def test_order_and_files_make_no_difference(digest_of):
    assert digest_of(ROWS) == digest_of(ROWS[::-1]) == digest_of(ROWS[:1], ROWS[1:]) == digest_of(ROWS, ROWS[1:])


@pytest.mark.parametrize(
    "changed",
    [
        [*ROWS[:2]],
        [*ROWS, ROWS[2]],
        [ROWS[0].replace("60", "61"), *ROWS[1:]],
        [ROWS[0].replace("2026-03-03", "2026-03-02"), *ROWS[1:]],
        [*ROWS[:1], ROWS[1].replace("well", "good"), ROWS[2]],
        [*ROWS[:2], ROWS[2].replace(",,Endings", ",Endings,")],
    ],
)
def test_any_other_session_makes_another_digest(digest_of, changed):
    assert digest_of(changed).digest != digest_of(ROWS).digest


def test_it_counts_sessions_and_names_the_newest_day_up_to_the_day_of_judging(digest_of):
    later = "S9,2026-11-16,ada,one_to_one,virtual,60,mia,,"
    found = digest_of([*ROWS, later])
    assert (found.sessions, found.newest_held_on) == (4, date(2026, 3, 4))
    assert found.as_json() == {"sessions": 4, "newest_held_on": "2026-03-04", "digest": found.digest}
    assert len(found.digest) == 64


def test_no_session_is_data_too():
    store = open_store(None)
    with store.cursor() as cursor:
        found = data_digest(cursor, AS_OF)
    store.close()
    assert (found.sessions, found.newest_held_on, len(found.digest)) == (0, None, 64)
