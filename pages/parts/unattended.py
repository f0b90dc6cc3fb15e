"""The folder that the running app watches (`MENTORSHIP_WATCH`): it begins and ends with the server."""

import logging
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import anyio
from pydantic import ValidationError

from mentorship.errors import MentorshipError
from mentorship.intake.mapping import How
from mentorship.intake.watching import EVERY, StoreDesk, Watch
from pages.parts import shelf
from pages.parts.entrance import aside, how_here

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
        return shelf.settings().watch
    except ValidationError:  # every page says so
        return None


async def _look_for_ever(folder: Path) -> None:
    watch: Watch | None = None
    while True:
        try:
            watch = watch or Watch(folder, shelf.limits())
            await aside(lambda watch=watch: watch.look(lambda: _desk(watch)))
        except MentorshipError:
            pass  # the page says what is wrong with the folder, or the store
        except Exception as error:
            # The place, never the message: it may hold somebody's data.
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("watching failed: %s at %s:%s", type(error).__name__, Path(place.filename).name, place.lineno)
        await anyio.sleep(EVERY)


@contextmanager
def _desk(watch: Watch) -> Iterator[StoreDesk]:
    yield StoreDesk(shelf.store(), shelf.policy(), how_here(How(), "watched folder"), str(watch.folder))
