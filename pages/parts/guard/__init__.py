"""Who gets through to the app at all: it stands before every route and the socket, however the server was started."""

from pages.parts.guard.middleware import Guard

__all__ = ["Guard"]
