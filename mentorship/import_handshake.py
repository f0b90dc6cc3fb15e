"""Before anything is sent: is it the app with our store that answers, and is it the one we are connected to?"""

import secrets
from pathlib import Path

import httpx

from mentorship.import_signing import Answer


def answered(client: httpx.Client, address: str, store: Path, token: str) -> Answer | None:
    """The answer of the app that has the store open; None where somebody else answers, or passes on what it says.
    Raises httpx.HTTPError, OSError."""
    challenge = secrets.token_hex(16)
    response = client.get(address, params={"challenge": challenge})
    try:
        said = response.json()
        found = Answer(str(said["at"]), str(said["number"]), str(said["store"]))
    except (ValueError, KeyError, TypeError):
        return None
    peer = response.extensions["network_stream"].get_extra_info("server_addr")
    # Over https the other end has shown whose it is; plainly it is known by where it is.
    asked_at = None if response.url.scheme == "https" else f"{peer[0]} {peer[1]}"
    return found if found.holds(store, token, challenge, asked_at) else None


def on_the_same_connection(event: str, _: object) -> None:
    """What is sent goes to whoever answered, on that connection or on none. Raises httpx.ConnectError."""
    if event == "connection.connect_tcp.started":
        raise httpx.ConnectError("the connection on which the app answered is over")
