"""Servers to attack: without sign-in, and with it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browserless import sign_in
from tests.support.cold_servers import serving
from tests.support.signed_in_app import guarded_app, provider

TOKEN = "for these tests only, and long enough"
BOSS, LEADER, MENTEE = "boss@example.org", "lead@example.org", "callum.prior.1051@example.org"


def copied(sample_file: Path, folder: Path) -> Path:
    """A store of one's own with the sample."""
    return Path(shutil.copy(sample_file, folder / "sample.duckdb"))


@pytest.fixture(scope="session")
def provider_at() -> Iterator[str]:
    with provider() as address:
        yield address


@pytest.fixture(scope="module")
def local(sample_file, tmp_path_factory) -> Iterator[str]:
    """The app without sign-in, over the sample."""
    folder = tmp_path_factory.mktemp("local")
    with serving(copied(sample_file, folder), as_of="2026-11-15", import_token=TOKEN) as address:
        yield address


@pytest.fixture(scope="module")
def guarded(sample_file, tmp_path_factory, provider_at) -> Iterator[str]:
    """The app with sign-in, over the sample."""
    folder = tmp_path_factory.mktemp("guarded")
    store = copied(sample_file, folder)
    with guarded_app(store, folder / "run", provider_at, as_of="2026-11-15", import_token=TOKEN) as address:
        yield address


@pytest.fixture(scope="module")
def boss(guarded) -> dict[str, str]:
    """The cookies of the ombudsman, signed in."""
    return sign_in(guarded, BOSS)


@pytest.fixture(scope="module")
def mentee(guarded) -> dict[str, str]:
    """The cookies of a mentee, signed in."""
    return sign_in(guarded, MENTEE)
