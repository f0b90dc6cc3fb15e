"""ZIP archives: all their tables in one import, unfriendly ones refused."""

import zipfile

import pytest

from mentorship.errors import FileError, MappingError
from mentorship.intake.importer import import_file
from mentorship.intake.limits import Limits
from tests.conftest import SAMPLE
from tests.support.importing import take
from tests.support.stores import rows, undo

OURS = "held_on,mentee,activity,modality,minutes,mentor"


def test_an_archive_brings_all_its_files_in_as_one(store, policy, formats):
    result = import_file(store, formats / "all.zip", policy)
    assert result.problems == []
    with store.cursor() as cursor:
        found = cursor.execute("select file_name, kind from import order by import_no").fetchall()
        (people,) = cursor.execute("select count(*) from person").fetchone()
        assert people == len((SAMPLE / "people.csv").read_text("utf-8").splitlines()) - 1
    assert found == [("all.zip: people.csv", "people"), ("all.zip: sessions.csv", "sessions")]
    undo(store, str(result.import_id))
    assert rows(store) == []


def test_an_archive_with_one_bad_part_brings_nothing(store, policy, formats, tmp_path):
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as packed:
        packed.write(formats / "s.csv", "sessions.csv")
        packed.writestr("other.csv", "a,b\n1,2\n")
    with pytest.raises(MappingError, match=r"bad\.zip: other\.csv"):
        import_file(store, tmp_path / "bad.zip", policy)
    assert rows(store) == []


def _zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ([("../../outside.csv", "a")], "leads out of it"),
        ([("/etc/passwd.csv", "a")], "leads out of it"),
        ([(f"{n}.csv", "a") for n in range(201)], "more than 200"),
        ([("readme.md", "a")], "holds no table"),
        ([("big.csv", b"0" * 3_000_000)], "more than the 2 MB allowed"),
        ([("[Content_Types].xml", "x"), ("xl/worksheets/sheet1.xml", b"0" * 3_000_000)], "more than the 2 MB"),
    ],
)
def test_unfriendly_archives_are_refused(store, policy, tmp_path, members, words):
    with pytest.raises(FileError, match=words):
        import_file(store, _zipped(tmp_path / "x.zip", members), policy, limits=Limits(file_mb=2))


def test_parts_of_an_archive_with_one_name_are_all_taken(store, policy, tmp_path):
    row = "2025-03-0{},a,1x1,virtual,60,m"
    with zipfile.ZipFile(tmp_path / "years.zip", "w") as packed:
        packed.writestr("2024/s.csv", f"{OURS}\n{row.format(3)}\n")
        packed.writestr("2025/s.csv", f"{OURS}\n{row.format(4)}\n")
    assert import_file(store, tmp_path / "years.zip", policy).accepted == 2


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("name", ["s.csv", "[Content_Types].xml"])
def test_a_damaged_part_is_a_sentence_however_it_was_packed(tmp_path, packing, name):
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", packing) as archive:
        archive.writestr(name, "".join(f"{number},{number * 7919 % 1009}\n" for number in range(3000)))
    content = whole.read_bytes()
    for at in (len(name) + 40, len(content) // 3, len(content) // 2):
        torn = bytes(255 - byte for byte in content[at : at + 12])
        with pytest.raises(FileError, match="damaged"):
            take(tmp_path, content[:at] + torn + content[at + 12 :], "torn.zip")
