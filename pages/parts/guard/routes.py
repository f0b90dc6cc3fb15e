"""Every address of the server, and who may ask for it. What is not in this list is closed, or a page.

Paths are below the one that the app is served at (`server.baseUrlPath`).
"""

from dataclasses import dataclass
from enum import StrEnum

from mentorship.import_request import PATH as IMPORTS_PATH
from pages.parts import downloads


class Who(StrEnum):
    """Who may ask. Nothing here shows a record: those come over `/_stcore/stream`, by what each page lets its viewer
    see."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"
    UPLOADS = "whoever may import, from their own page"
    OWNER = "whoever it was made for"
    TOKEN = "whoever has the token"  # noqa: S105 - no secret
    PROVIDER = "whoever signs in or out"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Route:
    """A path, all that lies below it where it ends with a slash, and the methods that it answers to."""

    path: str
    who: Who
    methods: tuple[str, ...] = ("GET", "HEAD")

    def is_asked(self, path: str) -> bool:
        return path.startswith(self.path) if self.path.endswith("/") else path == self.path


SOCKET = Route("/_stcore/stream", Who.ANYBODY, ("WEBSOCKET",))
HEALTH = Route("/_stcore/health", Who.ANYBODY)
UPLOAD = Route("/_stcore/upload_file/", Who.UPLOADS, ("PUT", "DELETE"))
MEDIA = Route("/media/", Who.OWNER)
CALLBACK = Route("/oauth2callback", Who.PROVIDER, ("GET",))
LOG_IN = Route("/auth/login", Who.PROVIDER, ("GET",))
LOG_OUT = Route("/auth/logout", Who.PROVIDER, ("GET",))
IMPORTS = Route(IMPORTS_PATH, Who.TOKEN, ("GET", "POST"))
#: An address in the browser: an empty frame, which then opens the socket.
PAGE = Route("/", Who.ANYBODY)
#: The first that fits counts.
ROUTES = (
    SOCKET, HEALTH, UPLOAD, MEDIA, CALLBACK, LOG_IN, LOG_OUT, IMPORTS,
    Route("/_stcore/host-config", Who.ANYBODY),
    Route("/_stcore/bidi-components/", Who.SIGNED_IN),
    Route(f"{downloads.PATH}/", Who.OWNER, ("GET",)),
    Route("/static/", Who.ANYBODY),
    # Counts of what the server does, a way in for programs, components of an old kind: of no use here.
    Route("/_stcore/", Who.NOBODY, ()),
    Route("/component/", Who.NOBODY, ()),
    Route("/app/", Who.NOBODY, ()),
    PAGE,
)  # fmt: skip


def route_of(path: str) -> Route:
    """The route that a path is asked of."""
    return next(each for each in ROUTES if each.is_asked(path))
