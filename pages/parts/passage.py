"""The mark that the guard leaves on a connection it let through, so that a page knows it was not started without one.

Streamlit can run each page file by itself, and finds the server around the app by reading its source: a page that
trusted the guard to be there would be open to everybody the day it is not.
"""

import secrets
from collections.abc import Iterable, Mapping

Header = tuple[bytes, bytes]
_NAME, _MARK = "x-passed-the-guard", secrets.token_hex(16)


def marked(headers: Iterable[Header]) -> list[Header]:
    """The headers of a connection with the mark."""
    kept = [each for each in headers if each[0].lower() != _NAME.encode()]
    return [*kept, (_NAME.encode(), _MARK.encode())]


def has_passed(headers: Mapping[str, str]) -> bool:
    """Whether whoever looks came by way of the guard; where there are no headers at all, nobody came over a network."""
    return not headers or secrets.compare_digest(headers.get(_NAME) or "", _MARK)
