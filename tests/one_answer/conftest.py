"""The places that are asked: the app over a store that tells answers apart, and the commands beside it."""

import shutil
from pathlib import Path

import pytest

from mentorship.sample.held import EXPORTED_ON
from tests.support.full_sample import files_in, full_sample
from tests.support.opened_pages import app_over
from tests.support.places import Places


@pytest.fixture(scope="package")
def places(tmp_path_factory, sample_file, policy):
    """Every place that answers, over the same records; each page and command is asked once for all tests."""
    folder = tmp_path_factory.mktemp("places")
    own = full_sample(sample_file, folder, policy)
    of_commands = Path(shutil.copy(own, folder / "commands.duckdb"))
    with app_over(own), pytest.MonkeyPatch.context() as patch:
        patch.setenv("MENTORSHIP_AS_OF", EXPORTED_ON.isoformat())
        yield Places(of_commands, files_in(folder), EXPORTED_ON)
