"""Which store is this? How two programs of one machine make sure that they mean the same one."""

import hashlib
import hmac
import socket
from pathlib import Path


def proof_of(path: Path, token: str, challenge: str) -> str:
    """What only a program can say that knows the token, and is on the same machine with the same file (hexadecimal).

    The challenge is new each time, so that an answer overheard proves nothing later. Raises OSError where there is no
    such file."""
    status = path.stat()
    store = f"{challenge}\n{socket.gethostname()}\n{path.resolve()}\n{status.st_dev}:{status.st_ino}"
    return hmac.new(token.encode(), store.encode(), hashlib.sha256).hexdigest()
