"""The server around the app: its own routes, the guard before all of them, and what begins and ends with it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.middleware import Middleware

from pages.parts import downloads, folder_watcher, import_api, resources
from pages.parts.guard import Guard


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
    async with folder_watcher.watching(server):
        yield
    resources.close()
