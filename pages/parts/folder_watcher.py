"""The folder that the running app watches (`MENTORSHIP_WATCH`): it begins and ends with the server."""

import logging
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path

import anyio
from pydantic import ValidationError

from mentorship.actions.imports import watched_folder
from mentorship.errors import MentorshipError, SettingError
from mentorship.intake.options import ImportOptions
from mentorship.intake.watching import EVERY, Destination, Watch
from pages.parts import resources
from pages.parts.import_api import WATCHED_FOLDER, aside, options_here

log = logging.getLogger("mentorship")


@asynccontextmanager
async def watching(_server: object) -> AsyncIterator[None]:
    """While the server runs, look into the folder every few seconds."""
    async with anyio.create_task_group() as tasks:
        if folder := _folder():
            tasks.start_soon(_look_for_ever, folder)
        yield
        tasks.cancel_scope.cancel()


def _folder() -> Path | None:
    try:
        return resources.settings().watch
    except (ValidationError, SettingError):  # every page says so
        return None


async def _look_for_ever(folder: Path) -> None:
    watch: Watch | None = None
    while True:
        try:
            watch = watch or Watch(folder, resources.limits())
            await aside(partial(watch.look, partial(_destination, watch)))
        except MentorshipError:
            pass  # the page says what is wrong with the folder, or the store
        except Exception as error:
            # The place, never the message: it may hold somebody's data.
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("watching failed: %s at %s:%s", type(error).__name__, Path(place.filename).name, place.lineno)
        await anyio.sleep(EVERY)


@contextmanager
def _destination(watch: Watch) -> Iterator[Destination]:
    options = options_here(ImportOptions())
    yield watched_folder(
        WATCHED_FOLDER, resources.store(), resources.policy(), options, str(watch.folder), resources.work_out_ahead
    )
