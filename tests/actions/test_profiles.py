"""Saved profiles are files, and who changed them is in the audit trail."""

import pytest

from mentorship.access import Role, Viewer
from mentorship.actions.profiles import change_profile, delete_profile, rename_profile, save_profile
from mentorship.errors import AccessError, MappingError
from mentorship.intake.profiles import profile_of, read_profile, saved_files, text_of
from mentorship.store.connection import open_store
from tests.support.stores import asked

OM = Viewer(Role.OMBUDSMAN, name="Om")
TRAIL = "select entry_no, done_by, action, subject from audit_entry"
FORM = profile_of("our_form", 'label = "our form"\nkind = "sessions"\n[columns]\nheld_on = ["day"]\n')


def test_every_change_of_a_profile_is_in_the_audit_trail(tmp_path):
    store = open_store(None)
    file = save_profile(OM, store, FORM, tmp_path)
    change_profile(OM, store, "our_form", text_of(FORM).replace("our form", "their form"), tmp_path)
    assert read_profile(file).label == "their form"
    rename_profile(OM, store, "our_form", "their_form", tmp_path)
    delete_profile(OM, store, "their_form", tmp_path)
    assert saved_files(tmp_path) == {}
    assert asked(store, TRAIL) == [
        [
            (1, "Om", "save_profile", "our_form"),
            (2, "Om", "change_profile", "our_form"),
            (3, "Om", "rename_profile", "our_form to their_form"),
            (4, "Om", "delete_profile", "their_form"),
        ]
    ]
    store.close()


def test_what_is_refused_changes_neither_file_nor_trail(tmp_path):
    store = open_store(None)
    file = save_profile(OM, store, FORM, tmp_path)
    before = file.read_text("utf-8")
    with pytest.raises(MappingError):
        change_profile(OM, store, "our_form", "label = ", tmp_path)
    with pytest.raises(AccessError):
        delete_profile(Viewer(Role.MENTEE, "P-1"), store, "our_form", tmp_path)
    assert file.read_text("utf-8") == before
    assert len(asked(store, TRAIL)[0]) == 1
    store.close()
