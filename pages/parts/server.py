"""The server around the app: its own routes, the guard before all of them, and what begins and ends with it."""

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.middleware import Middleware

from pages.parts import downloads, folder_watcher, import_api, resources
from pages.parts.guard import Guard

#: So many new objects are looked through for garbage at a time. A page run makes some thousands, nearly all of them
#: gone at its end; with Python's own 700 they are looked through many times a run, and everything else often with them.
NEW_OBJECTS = 50_000
#: And everything, shared answers with it, once those that have stayed a while were looked through so many times: it
#: takes half a second, in which nobody is answered.
STAYED_A_WHILE = 50


def around() -> dict[str, Any]:
    """What `st.App` is given: import API, downloads, the watched folder. Nothing reaches the app but by the guard."""
    return {
        "routes": [*import_api.routes(), *downloads.routes()],
        "middleware": [Middleware(Guard)],
        "lifespan": _lifespan,
    }


@asynccontextmanager
async def _lifespan(server: object) -> AsyncIterator[None]:
    """While the server runs the folder is watched; at its end the store is closed."""
    beforehand = threading.Thread(target=resources.prepare, name="prepare", daemon=True)
    beforehand.start()
    # What is loaded by now stays to the end: nobody need look through it while a viewer waits.
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, gc.get_threshold()[1], STAYED_A_WHILE)
    async with folder_watcher.watching(server):
        yield
    beforehand.join()
    resources.close()
