"""A watched folder: files that arrive slowly, twice, under names of their own; refused, mended, taken back."""

import os
from contextlib import contextmanager
from zipfile import ZipFile

import pytest

from mentorship.access import Role, Viewer
from mentorship.errors import ArgumentError, FileError
from mentorship.intake import watching
from mentorship.intake.history import import_history
from mentorship.intake.importer import import_file, undo_import
from mentorship.intake.limits import Limits
from mentorship.intake.mapping import How
from mentorship.intake.watching import ASKED_THERE, StoreDesk, Watch, dismiss, is_unfinished
from mentorship.reports.session_exports import refused_files
from mentorship.store.connection import open_store

HEADINGS = "session_id,held_on,mentee,activity,modality,minutes,mentor"
FIRST = f"{HEADINGS}\nS1,2025-03-03,ada,one_to_one,virtual,60,mia\n"
SECOND = f"{HEADINGS}\nS2,2025-03-04,ben,one_to_one,virtual,90,mia\n"
NOT_UNDERSTOOD = "colour,shape\nred,round\n"
#: An attendance report: which activity it was only a person can say.
ASKS = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n" + (
    "Ada,ada@example.org,09/24/2020 11:35:16 AM,09/24/2020 12:35:16 PM,60,Yes\n"
)


class Scene:
    """A folder, a store, and a watcher that can be started anew."""

    def __init__(self, tmp_path, policy):
        self.folder = tmp_path / "arriving"
        self.folder.mkdir()
        self.path, self.policy, self.how = tmp_path / "store.duckdb", policy, How()
        self.store = open_store(self.path)
        self.opened = 0
        self.start()

    def start(self, how=None, largest_mb=500):
        """A new watcher over a newly opened store, as after a restart."""
        self.store.close()
        self.store = open_store(self.path)
        self.how = how or self.how
        self.watch = Watch(self.folder, Limits(file_mb=largest_mb))

    def puts(self, name, text):
        (self.folder / name).write_text(text, "utf-8")

    @contextmanager
    def desks(self):
        self.opened += 1
        yield StoreDesk(self.store, self.policy, self.how, str(self.watch.folder))

    def look(self):
        return self.watch.look(self.desks)

    def settle(self):
        """Two looks: what one saw, the other finds unchanged."""
        return [*self.look(), *self.look()]

    @property
    def imported(self):
        return sorted(row["file_name"] for row in import_history(self.store) if not row["undone_at"])

    @property
    def refused(self):
        with self.store.cursor() as cursor:
            rows = refused_files(Viewer(Role.OMBUDSMAN), cursor).rows
        return {row["file_name"]: row["message"] for row in rows}


@pytest.fixture
def scene(tmp_path, policy):
    scene = Scene(tmp_path, policy)
    yield scene
    scene.store.close()


def test_a_file_is_brought_in_once_it_is_whole(scene):
    scene.puts("march.csv", FIRST[:90])
    assert scene.look() == []
    scene.puts("march.csv", FIRST)
    assert scene.look() == []
    assert scene.imported == []
    (arrived,) = scene.look()
    assert (arrived.file, arrived.result.accepted) == ("march.csv", 1)
    assert scene.settle() == []
    assert (scene.folder / "march.csv").read_text("utf-8") == FIRST


def test_a_file_that_changes_its_last_byte_only_is_not_whole(scene):
    """Size and time of writing may both stay; the disk still knows that something changed."""
    scene.puts("march.csv", FIRST)
    scene.look()
    then = (scene.folder / "march.csv").stat()
    scene.puts("march.csv", FIRST.replace("60", "61"))
    os.utime(scene.folder / "march.csv", ns=(then.st_atime_ns, then.st_mtime_ns))
    assert scene.look() == []
    assert len(scene.look()) == 1


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


def test_nothing_to_do_leaves_the_store_alone(scene):
    scene.puts("march.csv", FIRST)
    scene.settle()
    before = scene.opened
    scene.settle()
    assert scene.opened == before == 1


def test_what_a_person_took_back_stays_so(scene):
    scene.puts("march.csv", FIRST)
    (arrived,) = scene.settle()
    undo_import(scene.store, arrived.result.import_id)
    assert scene.settle() == []
    scene.start()
    assert scene.settle() == []
    assert scene.imported == []


def test_an_archive_that_a_person_took_back_stays_so(scene):
    """Each of its tables is an import with a fingerprint of its own."""
    with ZipFile(scene.folder / "both.zip", "w") as archive:
        archive.writestr("people.csv", "person,name\nada,Ada\n")
        archive.writestr("sessions.csv", FIRST)
    (arrived,) = scene.settle()
    undo_import(scene.store, arrived.result.import_id)
    scene.start()
    assert scene.settle() == []
    assert all(each["undone_at"] for each in import_history(scene.store))


def test_a_refusal_is_said_once_and_survives_a_restart(scene, monkeypatch):
    scene.puts("odd.csv", NOT_UNDERSTOOD)
    (arrived,) = scene.settle()
    assert arrived.result is None
    assert arrived.refusal.startswith("odd.csv, row 1: read the headings “colour” and “shape”")
    assert arrived.refusal.endswith(f". {ASKED_THERE}")
    monkeypatch.setattr(watching, "import_file", lambda *_, **__: pytest.fail("It was tried again."))
    assert scene.settle() == []
    scene.start()
    assert scene.settle() == []
    assert scene.refused == {"odd.csv": arrived.refusal.removesuffix(f" {ASKED_THERE}")}


def test_a_mended_file_comes_in_and_its_refusal_is_over(scene):
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
    import_file(scene.store, uploaded, scene.policy, How(fill=told))
    assert scene.refused == {}
    scene.start()
    assert scene.settle() == []


def test_told_how_to_read_it_a_refused_file_is_tried_again(scene):
    scene.puts("meeting.csv", ASKS)
    scene.settle()
    scene.start(How(fill={"activity": "small_group", "modality": "virtual", "mentor": "mia"}))
    (arrived,) = scene.settle()
    assert arrived.result.accepted == 1
    assert scene.refused == {}


def test_a_dismissed_refusal_stays_away_until_the_file_changes(scene):
    scene.puts("odd.csv", NOT_UNDERSTOOD)
    scene.settle()
    dismiss(scene.store, str(scene.watch.folder), "odd.csv", "ombudsman")
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
    with scene.store.cursor() as cursor, pytest.raises(Exception, match="ombudsman"):
        refused_files(Viewer(Role.LEADERSHIP), cursor)


@pytest.mark.parametrize(
    "name",
    [".hidden.csv", "~$book.xlsx", ".~lock.book.ods#", "book.xlsx~", "s.csv.part", "s.csv.crdownload", "S.CSV.TMP",
     "s.partial", "Thumbs.db"],
)  # fmt: skip
def test_what_is_on_its_way_is_left_alone(scene, name):
    assert is_unfinished(name)
    scene.puts(name, FIRST)
    assert scene.settle() == []
    assert scene.imported == []


def test_an_unfinished_name_that_becomes_a_proper_one_arrives(scene):
    scene.puts("s.csv.part", FIRST)
    scene.settle()
    (scene.folder / "s.csv.part").rename(scene.folder / "s.csv")
    assert [arrived.file for arrived in scene.settle()] == ["s.csv"]


def test_links_folders_and_pipes_are_passed_over(scene, tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text(FIRST, "utf-8")
    (scene.folder / "link.csv").symlink_to(outside)
    (scene.folder / "folder.csv").mkdir()
    (scene.folder / "folder.csv" / "inside.csv").write_text(SECOND, "utf-8")
    (scene.folder / "away").symlink_to(tmp_path)
    os.mkfifo(scene.folder / "pipe.csv")
    assert scene.settle() == []
    assert scene.imported == []


def test_a_file_that_becomes_a_link_between_looks_is_not_followed(scene, tmp_path, monkeypatch):
    """The worst moment: after the look, before the reading."""
    scene.puts("march.csv", FIRST)
    outside = tmp_path / "outside.csv"
    outside.write_text(SECOND, "utf-8")
    scene.look()

    @contextmanager
    def swapping():
        (scene.folder / "march.csv").unlink()
        (scene.folder / "march.csv").symlink_to(outside)
        with scene.desks() as desk:
            yield desk

    assert scene.watch.look(swapping) == []
    assert scene.settle() == []
    assert (scene.imported, scene.refused) == ([], {})


def test_a_file_too_large_is_refused_once_without_reading_it(scene):
    scene.start(largest_mb=1)
    scene.puts(
        "large.csv", FIRST + "".join(FIRST.splitlines()[1].replace("S1", f"S{n}") + "\n" for n in range(2, 22_000))
    )
    (arrived,) = scene.settle()
    assert "more than the 1 MB that are taken" in arrived.refusal
    scene.start(largest_mb=1)
    assert scene.settle() == []
    scene.start(largest_mb=2)
    assert [arrived.result.accepted for arrived in scene.settle()] == [21_999]
    assert scene.refused == {}


def test_files_come_in_the_order_in_which_they_were_written(scene):
    for age, name in enumerate(["c.csv", "a.csv", "b.csv"]):
        scene.puts(name, FIRST.replace("S1", name))
        os.utime(scene.folder / name, (1_700_000_000 + age, 1_700_000_000 + age))
    assert [arrived.file for arrived in scene.settle()] == ["c.csv", "a.csv", "b.csv"]


def test_a_folder_that_is_not_there_is_a_sentence(scene, tmp_path):
    with pytest.raises(ArgumentError, match="no such folder to watch"):
        Watch(tmp_path / "nowhere", 500)
    scene.folder.rmdir()
    with pytest.raises(FileError, match="watched folder cannot be read"):
        scene.look()
    scene.folder.mkdir()
    scene.puts("march.csv", FIRST)
    assert len(scene.settle()) == 1


@pytest.mark.parametrize("name", [b"m\xe4rz.csv", b"m\nrz.csv", b"m\x1brz.csv", "m\u0085rz.csv".encode()])
def test_a_name_that_is_no_text_comes_in_under_one_that_is(scene, name):
    (scene.folder / os.fsdecode(name)).write_text(FIRST, "utf-8")
    (arrived,) = scene.settle()
    assert arrived.file == "m\ufffdrz.csv"
    assert scene.imported == ["m\ufffdrz.csv"]


def test_a_file_that_may_not_be_read_is_refused_once_and_comes_in_when_it_may(scene, monkeypatch):
    scene.puts("locked.csv", FIRST)
    opened = os.open

    def locked(path, *flags, **more):
        if str(path).endswith("locked.csv"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *flags, **more)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", locked)  # whoever runs the tests may be root, who may read everything
        (arrived,) = scene.settle()
        assert arrived.refusal == "locked.csv: cannot be read (Permission denied). Check the permissions."
        scene.start()
        assert scene.settle() == []
    (scene.folder / "locked.csv").chmod(0o600)
    assert [arrived.result.accepted for arrived in scene.settle()] == [1]
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
