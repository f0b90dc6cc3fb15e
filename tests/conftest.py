"""What several test files need: the rules, and a store with the sample in it."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from mentorship.credit.refresh import refresh
from mentorship.intake.importer import import_file
from mentorship.oversight.refresh import refresh_signals
from mentorship.policy.loader import read_handbook
from mentorship.sample.held import EXPORTED_ON
from mentorship.store import connection
from mentorship.store.connection import open_store

if "PYTEST_XDIST_WORKER" in os.environ:
    connection.THREADS = 1  # the workers keep all processors busy: more threads would only wait for each other

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "data" / "sample"


@pytest.fixture(scope="session")
def policy():
    return read_handbook()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory, policy):
    """A store file with the sample, assessed. Copy it before you write to it."""
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    store = open_store(path)
    for kind in ("people", "sessions", "contacts"):
        import_file(store, SAMPLE / f"{kind}.csv", policy, is_sample=True)
    refresh(store, policy, EXPORTED_ON)
    refresh_signals(store, policy, EXPORTED_ON)
    with store.cursor() as cursor:  # what leadership sees is then the same in every run
        cursor.execute("update blurring set salt = 'of the sample'")
    store.close()
    return path


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory, sample_file):
    """An open store with the sample, for reading."""
    copy = shutil.copy(sample_file, tmp_path_factory.mktemp("store") / "sample.duckdb")
    store = open_store(Path(copy))
    yield store
    store.close()


def lacks(tool: str) -> NoReturn:
    """Skip for lack of a tool; fail instead where every check must run."""
    if os.environ.get("TESTS_NEED_EVERY_TOOL"):
        pytest.fail(f"{tool} is needed for this check and was not found.")
    pytest.skip(f"{tool} was not found")
