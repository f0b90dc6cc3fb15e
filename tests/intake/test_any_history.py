"""Whatever is imported, undone and assessed in whatever order, what remains is what the remaining files say."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorship.credit.refresh import refresh
from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store
from tests.support.stores import AS_OF, ASSESSED, CONTACTS, HANDBOOK, PEOPLE, SESSIONS, asked, now, undo, write

pytestmark = pytest.mark.slow

#: No clock, one mentor: many of these are one session under several ids.
session_rows = st.tuples(
    st.sampled_from(["S1", "S2", "S3", "S4", ""]),
    st.sampled_from(["2025-03-03", "2025-03-04", "2013-12-31", "someday"]),
    st.sampled_from(["ada", "Ada", "ada@x.org", "ben"]),
    st.sampled_from(["one_to_one", "treatment", "clinical_application"]),
    st.sampled_from(["virtual", "in_person"]),
    st.sampled_from([60, 90, 400]),
    st.sampled_from(["mia", "noor", "mia@x.org"]),
)


person_rows = st.tuples(
    st.sampled_from(["mia", "noor", "ada", ""]),
    st.sampled_from(["mia@x.org", "ada@x.org", ""]),
    st.sampled_from(["One Name", "Another"]),
    st.sampled_from(["", "2010-01-01", "2025-03-04"]),
    st.sampled_from(["", "2010-01-01", "2025-03-04"]),
)


contact_rows = st.tuples(
    st.sampled_from(["mia", "Mia", "noor"]), st.sampled_from(["2025-03-03", "2025-03-04"]), st.just("call"), st.just("")
)


@st.composite
def exports(draw):
    """Up to six small files, different ones, of all kinds, full of the same ids: (headings, rows) each."""
    kinds = {SESSIONS: session_rows, PEOPLE: person_rows, CONTACTS: contact_rows}
    usual = st.sampled_from([SESSIONS, SESSIONS, SESSIONS, PEOPLE, PEOPLE, CONTACTS])
    found = []
    for headings in draw(st.lists(usual, min_size=2, max_size=6)):
        rows = draw(st.lists(kinds[headings], min_size=1, max_size=4))
        # A people file need not have every column.
        width = draw(st.sampled_from([3, 5])) if headings == PEOPLE else len(headings)
        found.append((headings[:width], tuple(row[:width] for row in rows)))
    return list(dict.fromkeys(found))


def in_order(paths: list[Path]):
    """A store into which these files came once, in this order."""
    store = open_store(None)
    for path in paths:
        import_file(store, path, HANDBOOK)
    return store


@settings(deadline=None, max_examples=7, suppress_health_check=list(HealthCheck), derandomize=True)
@given(files=exports(), steps=st.lists(st.tuples(st.sampled_from("iiiur"), st.integers(0, 5)), max_size=12))
def test_any_history_amounts_to_what_remains_in_order_of_first_import(files, steps):
    """Importing (some twice), taking back and assessing in between, in any order."""
    store = open_store(None)
    arrived: list[Path] = []
    in_force: dict[Path, str] = {}
    with TemporaryDirectory() as folder:
        paths = [
            write(Path(folder), f"{place}.csv", *[headings, *rows]) for place, (headings, rows) in enumerate(files)
        ]
        for step, place in [*(("i", place) for place in range(len(paths))), *steps]:
            path = paths[place % len(paths)]
            if step == "i":
                result = import_file(store, path, HANDBOOK)
                assert (result.import_id is None) == (path in in_force)
                if result.import_id is not None:
                    in_force[path] = result.import_id
                arrived += [] if path in arrived else [path]
            elif step == "u" and path in in_force:
                undo(store, in_force.pop(path))
            elif step == "r":
                refresh(store, HANDBOOK, AS_OF)
        refresh(store, HANDBOOK, AS_OF)
        other = in_order([path for path in arrived if path in in_force])
    assert now(store) == now(other)
    refresh(other, HANDBOOK, AS_OF)
    assert asked(store, *ASSESSED) == asked(other, *ASSESSED)
    with store.cursor() as cursor:
        cursor.execute("truncate assessment")
    assert refresh(store, HANDBOOK, AS_OF)
    assert asked(store, *ASSESSED) == asked(other, *ASSESSED)
    store.close()
    other.close()
