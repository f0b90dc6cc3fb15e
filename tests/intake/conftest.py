"""An empty store, and the same sessions in every format."""

import csv
import json
import zipfile

import duckdb
import pytest

from mentorship.store.connection import open_store
from tests.conftest import SAMPLE


@pytest.fixture
def store():
    opened = open_store(None)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def formats(tmp_path_factory):
    """A folder with the sample's first sessions as CSV, JSON, NDJSON and Parquet, and a ZIP of them and the people."""
    folder = tmp_path_factory.mktemp("formats")
    with (SAMPLE / "sessions.csv").open(encoding="utf-8", newline="") as opened:
        records = list(csv.DictReader(opened))[:300]
    with (folder / "s.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    (folder / "s.json").write_text(json.dumps(records), "utf-8")
    (folder / "wrapped.json").write_text(json.dumps({"exported": "today", "sessions": records}), "utf-8")
    (folder / "s.ndjson").write_text("\n".join(map(json.dumps, records)), "utf-8")
    duckdb.connect().execute(f"copy (from read_csv('{folder}/s.csv')) to '{folder}/s.parquet' (format parquet)")
    with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(folder / "s.csv", "exports/sessions.csv")
        packed.write(SAMPLE / "people.csv", "exports/people.csv")
        packed.writestr("__MACOSX/exports/._people.csv", b"\0\0")
        packed.writestr("readme.md", "two files")
    return folder
