"""A watched folder: files that arrive slowly, twice, under odd names, or not at all."""

import os
from contextlib import contextmanager

import pytest

from mentorship.errors import ArgumentError, FileError
from mentorship.intake.limits import Limits
from mentorship.intake.watching import Watch, is_unfinished, watch
from tests.support.watched_folder import FIRST, SECOND, Scene

pytestmark = pytest.mark.slow


@pytest.fixture
def scene(tmp_path, policy):
    scene = Scene(tmp_path, policy)
    yield scene
    scene.store.close()


def files(look):
    assert not isinstance(look, str), look
    return [arrival.file for arrival in look]


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


def test_nothing_to_do_leaves_the_store_alone(scene):
    scene.puts("march.csv", FIRST)
    scene.settle()
    before = scene.opened
    scene.settle()
    assert scene.opened == before == 1


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
        with scene.destination() as destination:
            yield destination

    assert scene.watch.look(swapping) == []
    assert scene.settle() == []
    assert (scene.imported, scene.refused) == ([], {})


def test_files_come_in_the_order_in_which_they_were_written(scene):
    for age, name in enumerate(["c.csv", "a.csv", "b.csv"]):
        scene.puts(name, FIRST.replace("S1", name))
        os.utime(scene.folder / name, (1_700_000_000 + age, 1_700_000_000 + age))
    assert [arrived.file for arrived in scene.settle()] == ["c.csv", "a.csv", "b.csv"]


def test_a_folder_that_is_not_there_is_a_sentence(scene, tmp_path):
    with pytest.raises(ArgumentError, match="no such folder to watch"):
        Watch(tmp_path / "nowhere", Limits())
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


def test_watching_goes_on_when_a_look_brings_nothing_but_a_sentence(scene):
    scene.puts("march.csv", FIRST)
    looks = watch(scene.watch, scene.destination, every=0)
    assert next(looks) == []
    scene.folder.rename(scene.folder.with_name("away"))
    assert "the watched folder cannot be read" in next(looks)
    scene.folder.with_name("away").rename(scene.folder)
    assert files(next(looks)) == ["march.csv"]


def test_watching_once_is_two_looks(scene):
    scene.puts("march.csv", FIRST)
    first, second = watch(scene.watch, scene.destination, every=0, once=True)
    assert (first, files(second)) == ([], ["march.csv"])
