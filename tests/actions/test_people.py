"""Merging and splitting people as actions."""

from datetime import date

import pytest

from mentorship.access import Role, Viewer
from mentorship.actions.people import merge_people, split_people
from mentorship.errors import ArgumentError
from mentorship.intake.importer import import_file
from mentorship.store.connection import open_store
from tests.support.stores import PEOPLE, asked, write

OM, TODAY = Viewer(Role.OMBUDSMAN, name="Om"), date(2026, 11, 15)
TRAIL = "select entry_no, done_by, action, subject, reason from audit_entry"


def test_merges_and_splits_are_numbered_and_in_the_audit_trail(tmp_path, policy):
    store = open_store(None)
    people = write(tmp_path, "p.csv", PEOPLE, ("P-1", "", "Ana", "", ""), ("P-2", "", "Anna", "", ""))
    import_file(store, people, policy)
    assert merge_people(OM, store, "P-1", "P-2", "Asked her.", TODAY) == "P-2"
    split_people(OM, store, "P-1", "P-2", "Two after all.", TODAY)
    with pytest.raises(ArgumentError):
        merge_people(OM, store, "P-1", "P-2", " ", TODAY)
    assert asked(store, TRAIL, "select link_no, says from person_link") == [
        [
            (1, "Om", "merge_people", "P-1 and P-2", "Asked her."),
            (2, "Om", "split_people", "P-1 and P-2", "Two after all."),
        ],
        [(1, "same"), (2, "distinct")],
    ]
    store.close()
