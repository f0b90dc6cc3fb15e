"""Who gets through to the app at all: stands before every route and the socket, whoever started the server and how."""

from pages.parts.guard.middleware import Guard

__all__ = ["Guard"]
