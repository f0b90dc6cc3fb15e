"""Files that were made to do harm, or look as if they were: each is refused in a sentence, or read for what it says, in
bounded memory. They are read in a process of their own, since the worst of them would end it."""

import io
import json
import os
import resource
import stat
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from struct import pack

import duckdb
import openpyxl
import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

HEADINGS = "held_on,mentee,activity,modality,minutes,mentor,notes"
GOOD = "2025-03-03,ada,one_to_one,virtual,60,mia,"
TABLE = f"{HEADINGS}\n{GOOD}\n"
#: What the process may take of memory, in megabytes, and what it must do with all of these files together.
ADDRESSES, PEAK = 6_000, 1_000

READER = """
import json, resource, sys
from pathlib import Path
from struct import pack
from mentorship.errors import MentorshipError
from mentorship.intake.importer import import_file
from mentorship.policy.loader import read_handbook
from mentorship.store.connection import open_store

policy = read_handbook()
for name in sys.argv[1:]:
    store = open_store(None)
    try:
        result = import_file(store, Path(name), policy)
        said = f"{result.accepted} taken, {len(result.problems)} problems"
    except MentorshipError as error:
        said = error.message
    store.close()
    print(json.dumps([Path(name).name, said, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]), flush=True)
"""


def zipped(members: Iterable[tuple[str | zipfile.ZipInfo, bytes | str]]) -> bytes:
    data = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        warnings.simplefilter("ignore")  # names that stand twice are meant
        for name, content in members:
            packed.writestr(name, content)
    return data.getvalue()


def workbook(
    sheet: bytes | None = None, also: dict[str, bytes] | None = None, **replaced: Callable[[bytes], bytes]
) -> bytes:
    """A workbook with one good row; its sheet, or other parts of it, replaced."""
    book = openpyxl.Workbook()
    book.active.append(HEADINGS.split(","))
    book.active.append(GOOD.split(","))
    saved = io.BytesIO()
    book.save(saved)
    parts = {name: zipfile.ZipFile(saved).read(name) for name in zipfile.ZipFile(saved).namelist()}
    if sheet is not None:
        parts["xl/worksheets/sheet1.xml"] = sheet
    for name, change in replaced.items():
        (part,) = [each for each in parts if each.endswith(f"{name}.xml")]
        parts[part] = change(parts[part])
    return zipped({**parts, **(also or {})}.items())


def sheet_of(rows: bytes, prefix: bytes = b"") -> bytes:
    space = b' xmlns%s="http://schemas.openxmlformats.org/spreadsheetml/2006/main"' % (b":x" if prefix else b"")
    return b"<%(p)sworksheet%(s)s><%(p)ssheetData>%(r)s</%(p)ssheetData></%(p)sworksheet>" % {
        b"p": prefix, b"s": space, b"r": rows,
    }  # fmt: skip


FAR = b'<row r="1"><c r="A1"><v>0</v></c></row><row r="1048576"><c %s><v>1</v></c></row>'


def with_many_sheets(workbook_part: bytes) -> bytes:
    """A hundred sheets, all of them the same far-reaching part."""
    begin, end = workbook_part.index(b"<sheets>"), workbook_part.index(b"</sheets>")
    sheet = workbook_part[begin + 8 : end]
    many = b"".join(
        sheet.replace(b'name="Sheet"', b'name="s%d"' % n).replace(b'sheetId="1"', b'sheetId="%d"' % n)
        for n in range(1, 101)
    )
    return workbook_part[: begin + 8] + many + workbook_part[end:]


def ods(rows: str, also: Iterable[tuple[str, bytes | str]] = ()) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="S">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"></manifest:manifest>'
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped([("mimetype", mime), ("META-INF/manifest.xml", manifest), ("content.xml", content), *also])


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


def parquet(query: str) -> bytes:
    file = Path(os.environ.get("TMPDIR", "/tmp")) / f"unfriendly-{os.getpid()}.parquet"
    duckdb.execute(f"copy ({query}) to '{file}' (format parquet, compression zstd)")
    try:
        return file.read_bytes()
    finally:
        file.unlink()


def one_row(count: int) -> str:
    return (
        "select '2025-03-03' as held_on, 'ada' as mentee, 'one_to_one' as activity, 'virtual' as modality, "
        f"60 as minutes, 'mia' as mentor from range({count})"
    )


def macro_and_links() -> bytes:
    """A workbook with a macro, a link to another one, and a formula that would start a program: its values count."""
    row = b'<row r="3"><c r="A3" t="str"><f>[1]S!$A$1</f><v>2025-03-04</v></c><c r="B3" t="str">' \
          b"<f>cmd|' /C calc'!A0</f><v>ben</v></c>" + b"".join(
        b'<c r="%c3" t="str"><v>%s</v></c>' % pair
        for pair in zip(b"CDEF", [b"one_to_one", b"virtual", b"60", b"mia"], strict=True)
    ) + b"</row></sheetData>"  # fmt: skip
    also = {"xl/vbaProject.bin": b"\0" * 99, "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    return workbook(also=also, sheet1=lambda part: part.replace(b"</sheetData>", row))


CELL = (
    '<table:table-cell office:value-type="string" table:number-columns-repeated="{}">'
    "<text:p>x</text:p></table:table-cell>"
)
ROW = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'

#: Name → its content, and what is said of it.
FILES: dict[str, tuple[Callable[[], bytes | str], str]] = {
    "million_headings.csv": (lambda: f"{HEADINGS}{',' * 2_000_000}\n{GOOD}\n", "it has 2,000,007 columns"),
    "million_cells.csv": (lambda: f"{TABLE}{GOOD}{',x' * 1_500_000}\n", "row 3: it has 1,500,007 columns"),
    "long_cell.csv": (lambda: TABLE + GOOD + "x" * 3_000_000, "row 3: a cell is longer"),
    "long_cell.json": (lambda: json.dumps([{"mentee": "x" * 3_000_000, "held_on": "", "activity": "", "modality": ""}]),
                       "a cell is longer"),
    "long_cell.xlsx": (lambda: workbook(sheet1=lambda part: part.replace(b"mia", b"m" * 3_000_000)),
                       "row 2: a cell is longer"),
    "long_line.ndjson": (lambda: '{"mentee": "a"}\n{"mentee": "' + "x" * 12_000_000 + '"}\n',
                         "row 2: the line is longer"),
    "deep.json": (lambda: "[" * 100_000, "not valid JSON"),
    "deep_cell.json": (lambda: json.dumps([dict(zip(HEADINGS.split(","), GOOD.split(","), strict=True))])[:-4]
                       + "[" * 950 + "]" * 950 + "}]", "lists are too deeply nested"),
    "zeros.csv": (lambda: TABLE + "\0" * 3_000_000, "not a table of text"),
    # A cell far out, as every way of writing it says.
    "far.xlsx": (lambda: workbook(sheet_of(FAR % b'r="XFD1048576"')), "1,048,576 rows and 16,384 columns"),
    "far_style_first.xlsx": (lambda: workbook(sheet_of(FAR % b's="0" r="XFD1048576"')), "1,048,576 rows and 16,384"),
    "far_quotes.xlsx": (lambda: workbook(sheet_of(FAR % b"r = 'xfd1048576'")), "1,048,576 rows and 16,384 columns"),
    "far_prefixed.xlsx": (
        lambda: workbook(sheet_of((FAR % b'r="XFD1048576"').replace(b"</", b"</x:").replace(b"<c", b"<x:c")
                                  .replace(b"<r", b"<x:r").replace(b"<v", b"<x:v"), b"x:")),
        "1,048,576 rows and 16,384 columns"),
    "far_elsewhere.xlsx": (lambda: workbook(also={"xl/other/s.xml": sheet_of(FAR % b'r="XFD1048576"')}),
                           "1,048,576 rows"),
    "far_in_a_zip.zip": (lambda: zipped([("s.xlsx", workbook(sheet_of(FAR % b'r="XFD1048576"')))]), "1,048,576 rows"),
    "wide_without_places.xlsx": (lambda: workbook(sheet_of(b"<row>" + b"<c><v>1</v></c>" * 3_000_000 + b"</row>")),
                                 "more than 16,384 columns"),
    "many_texts.xlsx": (
        lambda: workbook(also={"xl/more.xml": b"<sst>" + b"<si><t>x</t></si>" * 5_100_000 + b"</sst>"}),
        "more than 5,000,000 texts"),
    "many_sheets.xlsx": (
        lambda: workbook(sheet_of(b'<row><c r="A1"><v>0</v></c></row><row><c r="J900000"><v>1</v></c></row>'),
                         workbook=with_many_sheets),
        "more than 12,000,000 cells together"),
    "binary.xlsb": (lambda: zipped([("[Content_Types].xml", "<Types/>"), ("xl/workbook.bin", b"\0")]),
                    "binary workbook"),
    "macro.xlsm": (macro_and_links, "2 taken, 0 problems"),
    "rows.ods": (lambda: ods(ROW.format(2_000_000_000, CELL.format(1))), "rows.ods"),
    "columns.ods": (lambda: ods(ROW.format(1, CELL.format(2_000_000_000))), "columns.ods"),
    "both.ods": (lambda: ods(ROW.format(1_000_000, CELL.format(100_000))), "both.ods"),
    "locked.ods": (
        lambda: zipped([
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml",
             '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
             '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
             "</manifest:file-entry></manifest:manifest>"),
            ("content.xml", bytes(range(256))),
        ]),
        "locked with a password"),
    "rows.parquet": (lambda: parquet(one_row(10_000_001)), "10,000,001 rows, more than the 10,000,000"),
    "footer.parquet": (lambda: parquet(one_row(9))[:-8] + pack("<I", 2**31 - 1) + b"PAR1", "cannot be read"),
    "middle.parquet": (lambda: (whole := parquet(one_row(9)))[:60] + b"\0" * 60 + whole[120:], "Parquet file"),
    "members.zip": (lambda: zipped((f"{number}.csv", "a") for number in range(10_000)), "10,000 files"),
    "nested.zip": (lambda: zipped([("s.csv", zipped([("s.csv", TABLE)]))]), "an archive within an archive"),
    "link.zip": (lambda: zipped([(link("s.csv"), "/etc/passwd")]), "a link to another file"),
    "folder_link.zip": (lambda: zipped([(link("d"), "/etc"), ("d/s.csv", TABLE)]), "a link to another file"),
    "drive.zip": (lambda: zipped([("C:\\s.csv", TABLE)]), "leads out of it"),
    "twice.zip": (lambda: zipped([("s.csv", TABLE), ("s.csv", TABLE.replace("ada", "ben"))]), "2 taken, 0 problems"),
    "liar.zip": (lambda: zipped([("s.csv", b"0" * 3_000_000)]).replace(pack("<I", 3_000_000), pack("<I", 9)),
                 "this part of the archive is damaged"),
    "workbook.csv": (workbook, "1 taken, 0 problems"),
    "text.xlsx": (lambda: TABLE, "1 taken, 0 problems"),
    "text.parquet": (lambda: TABLE, "1 taken, 0 problems"),
}  # fmt: skip


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, tuple[str, int]]:
    """Every file read, one after the other, in one process: what was said, and the memory taken until then."""
    folder = tmp_path_factory.mktemp("unfriendly")
    for name, (content, _) in FILES.items():
        made = content()
        (folder / name).write_bytes(made.encode() if isinstance(made, str) else made)
    with (folder / "sparse.csv").open("wb") as opened:
        opened.truncate(2_000_000_000)
    os.mkfifo(folder / "pipe.csv")
    (folder / "folder.csv").mkdir()
    limit = ADDRESSES * 1_000_000
    done = subprocess.run(
        [sys.executable, "-c", READER, *map(str, sorted(folder.iterdir())), "/dev/zero"],
        check=False, capture_output=True, text=True, timeout=240, cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )  # fmt: skip
    assert done.returncode == 0, f"ended after {done.stdout[-300:]}: {done.stderr[-500:]}"
    assert done.stderr == ""
    return {name: (said, peak) for name, said, peak in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", FILES)
def test_a_sentence_or_its_rows(outcomes, name):
    assert FILES[name][1] in outcomes[name][0]


@pytest.mark.parametrize(("name", "words"), [
    ("sparse.csv", "2,000 MB, more than the 500 MB"), ("pipe.csv", "a device or a pipe"), ("folder.csv", "a folder"),
    ("zero", "a device or a pipe"),
])  # fmt: skip
def test_what_is_no_file_to_be_read(outcomes, name, words):
    assert words in outcomes[name][0]


def test_none_of_them_takes_much_memory(outcomes):
    assert max(peak for _, peak in outcomes.values()) < PEAK
