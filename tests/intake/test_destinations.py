"""Files of a watched folder in the store: known bytes, undone imports, refusals that are remembered."""

import zipfile

import pytest

from mentorship.errors import AccessError
from mentorship.intake.destinations import ASKED_THERE, dismiss
from mentorship.intake.history import import_history
from mentorship.intake.importer import import_file
from mentorship.intake.options import ImportOptions
from mentorship.reports.session_exports import refused_files
from tests.support.asking import LEADERSHIP, request_to
from tests.support.stores import AS_OF, undo
from tests.support.watched_folder import ASKS, FIRST, NOT_UNDERSTOOD, SECOND, Scene

pytestmark = pytest.mark.slow


@pytest.fixture
def scene(tmp_path, policy):
    scene = Scene(tmp_path, policy)
    yield scene
    scene.store.close()


def test_the_same_bytes_come_in_once_whatever_the_name_and_the_start(scene):
    scene.puts("march.csv", FIRST)
    scene.settle()
    scene.puts("again.csv", FIRST)
    assert scene.settle() == []
    scene.start()
    assert scene.settle() == []
    assert scene.imported == ["march.csv"]
    scene.puts("march.csv", SECOND)
    assert [arrived.result.accepted for arrived in scene.settle()] == [1]


def test_an_undone_import_stays_undone(scene):
    scene.puts("march.csv", FIRST)
    (arrived,) = scene.settle()
    undo(scene.store, arrived.result.import_id)
    assert scene.settle() == []
    scene.start()
    assert scene.settle() == []
    assert scene.imported == []


def test_an_undone_archive_stays_undone(scene):
    """Each of its tables is an import with a fingerprint of its own."""
    with zipfile.ZipFile(scene.folder / "both.zip", "w") as archive:
        archive.writestr("people.csv", "person,name\nada,Ada\n")
        archive.writestr("sessions.csv", FIRST)
    (arrived,) = scene.settle()
    undo(scene.store, arrived.result.import_id)
    scene.start()
    assert scene.settle() == []
    assert all(each.undone_at for each in import_history(scene.store))


def test_a_refusal_is_said_once_and_survives_a_restart(scene, monkeypatch):
    scene.puts("odd.csv", NOT_UNDERSTOOD)
    (arrived,) = scene.settle()
    assert arrived.result is None
    assert arrived.refusal.startswith("odd.csv, row 1: read the headings “colour” and “shape”")
    assert arrived.refusal.endswith(f". {ASKED_THERE}")
    monkeypatch.setattr(scene, "bring_in", lambda *_: pytest.fail("It was tried again."))
    assert scene.settle() == []
    scene.start()
    assert scene.settle() == []
    assert scene.refused == {"odd.csv": arrived.refusal.removesuffix(f" {ASKED_THERE}")}


def test_a_corrected_file_comes_in_and_its_refusal_is_over(scene):
    scene.puts("odd.csv", NOT_UNDERSTOOD)
    scene.settle()
    scene.puts("odd.csv", FIRST)
    assert [arrived.result.accepted for arrived in scene.settle()] == [1]
    assert scene.refused == {}


def test_a_refused_file_that_a_person_brings_in_is_refused_no_more(scene, tmp_path):
    scene.puts("meeting.csv", ASKS)
    (arrived,) = scene.settle()
    assert "does not say activity" in arrived.refusal
    uploaded = tmp_path / "by_hand.csv"
    uploaded.write_text(ASKS, "utf-8")
    told = {"activity": "small_group", "modality": "virtual", "mentor": "mia"}
    import_file(scene.store, uploaded, scene.policy, ImportOptions(fill=told))
    assert scene.refused == {}
    scene.start()
    assert scene.settle() == []


def test_with_other_options_a_refused_file_is_tried_again(scene):
    scene.puts("meeting.csv", ASKS)
    scene.settle()
    scene.start(ImportOptions(fill={"activity": "small_group", "modality": "virtual", "mentor": "mia"}))
    (arrived,) = scene.settle()
    assert arrived.result.accepted == 1
    assert scene.refused == {}


def test_a_dismissed_refusal_stays_away_until_the_file_changes(scene):
    scene.puts("odd.csv", NOT_UNDERSTOOD)
    scene.settle()
    with scene.store.cursor() as cursor, scene.store.transaction(cursor):
        dismiss(cursor, str(scene.watch.folder), "odd.csv", "ombudsman")
    assert scene.refused == {}
    scene.start()
    assert scene.settle() == []
    assert scene.refused == {}
    scene.puts("odd.csv", NOT_UNDERSTOOD.replace("colour", "color"))
    assert len(scene.settle()) == 1
    assert "color" in scene.refused["odd.csv"]


def test_only_the_ombudsman_reads_refusals(scene):
    scene.puts("odd.csv", NOT_UNDERSTOOD)
    scene.settle()
    with request_to(scene.store, scene.policy, AS_OF, LEADERSHIP) as request, pytest.raises(AccessError):
        refused_files(request)


def test_a_file_too_large_is_refused_once_without_reading_it(scene):
    scene.start(largest_mb=1)
    scene.puts(
        "large.csv", FIRST + "".join(FIRST.splitlines()[1].replace("S1", f"S{n}") + "\n" for n in range(2, 22_000))
    )
    (arrived,) = scene.settle()
    assert "more than the 1 MB allowed" in arrived.refusal
    scene.start(largest_mb=1)
    assert scene.settle() == []
    scene.start(largest_mb=2)
    assert [arrived.result.accepted for arrived in scene.settle()] == [21_999]
    assert scene.refused == {}


def test_a_failure_of_the_store_is_refused_and_tried_again_at_the_next_start(scene):
    scene.puts("march.csv", FIRST)
    with scene.store.cursor() as cursor:
        cursor.execute("alter table contact_fact rename to away")
        cursor.execute("alter table problem rename to problem_away")
    (arrived,) = scene.settle()
    assert arrived.refusal.startswith("march.csv: it could not be stored.")
    with scene.store.cursor() as cursor:
        cursor.execute("alter table away rename to contact_fact")
        cursor.execute("alter table problem_away rename to problem")
    assert scene.settle() == []
    scene.start()
    assert [arrived.result.accepted for arrived in scene.settle()] == [1]
    assert scene.refused == {}
