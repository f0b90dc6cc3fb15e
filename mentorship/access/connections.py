"""Which connections a server takes: judged by the connection itself, never by a setting that may not describe it.

Without sign-in everybody who gets through sees everything. So nothing may come from another machine, by way of a proxy,
under a name that a foreign page could have made point here, or from a page of another address of this machine.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

#: What proxies tell of whom they speak for. Each value must be of this machine, too.
FORWARDING = (
    "forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-server", "x-real-ip", "x-client-ip",
    "x-cluster-client-ip", "true-client-ip", "cf-connecting-ip", "fastly-client-ip", "x-original-host",
)  # fmt: skip
#: Headers that nobody but a proxy sends, whatever they say.
_OF_A_PROXY = ("via", "x-forwarded-by", "x-envoy-external-address")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?", re.IGNORECASE)
_FORWARDED_PART = re.compile(r"(for|host|by)\s*=\s*(\"[^\"]*\"|[^;,\s]+)", re.IGNORECASE)
_USUAL_PORT = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Connection:
    """How a request got here: the address at the other end (None where there is none), the port of ours it came to,
    and its headers, by lower-case name, every value of each."""

    peer: str | None
    port: int | None
    is_encrypted: bool = False
    headers: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def scheme(self) -> str:
        return "https" if self.is_encrypted else "http"


def why_not_local(connection: Connection, needs_origin: bool = False) -> str | None:
    """Why a connection is refused by a server without sign-in, in a sentence; None where it is taken.

    `needs_origin`: whether a browser would name the page that asks; who names none is refused, too."""
    if not is_of_this_machine(connection.peer):
        return "Without sign-in this app answers on this machine only."
    if _forwards_from_elsewhere(connection):
        return "Without sign-in this app is not to be reached by way of a proxy. Set up sign-in first."
    host = _host(connection)
    if host is None or not is_of_this_machine(host[0]) or host[1] != connection.port:
        here = f"{connection.scheme}://127.0.0.1:{connection.port}"
        return f"Without sign-in this app answers to the names of this machine only. Open it at {here}."
    (named,) = connection.headers["host"]
    return _why_not_origin(connection, f"{connection.scheme}://{named}", needs_origin)


def why_not_public(connection: Connection, origin: str, needs_origin: bool = False) -> str | None:
    """The same for a server with sign-in, which is `origin` (`https://…`) to everybody, and answers to that alone."""
    place = urlsplit(origin)
    own = (place.hostname or "", place.port or _USUAL_PORT.get(place.scheme))
    host = _host(connection, _USUAL_PORT.get(place.scheme))
    if host != own:
        return f"This app answers at {origin} only."
    return _why_not_origin(connection, origin, needs_origin)


def origin_of(address: str) -> str | None:
    """Scheme, name and port of an address, as browsers name a page's origin; None where it is no such address."""
    try:
        place = urlsplit(address)
        port = place.port
    except ValueError:
        return None
    if place.scheme not in _USUAL_PORT or not place.hostname:
        return None
    name = f"[{place.hostname}]" if ":" in place.hostname else place.hostname
    is_usual = port is None or port == _USUAL_PORT[place.scheme]
    return f"{place.scheme}://{name}" + ("" if is_usual else f":{port}")


def is_of_this_machine(name: str | None) -> bool:
    """Whether an address or a name is this machine to itself: 127.0.0.1, ::1, localhost."""
    if name is None:
        return False
    bare = name.strip().strip("[]").lower()
    try:
        address = ip_address(bare)
    except ValueError:
        return bare == "localhost"
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _host(connection: Connection, usual_port: int | None = None) -> tuple[str, int | None] | None:
    """The name and port that a request asks for; None where it names none, or more than one."""
    named = connection.headers.get("host", ())
    found = _HOST.fullmatch(named[0]) if len(named) == 1 else None
    if not found:
        return None
    port = int(found[2]) if found[2] else usual_port or _USUAL_PORT[connection.scheme]
    return found[1].strip("[]").lower(), port


def _why_not_origin(connection: Connection, own: str, needs_origin: bool) -> str | None:
    """A page of another origin may not ask, nor one that hides where it is from."""
    refused = "Another page asked for this. Open the app itself."
    origins = connection.headers.get("origin", ())
    if not origins and needs_origin:
        return refused
    if any(each.lower() != own.lower() for each in origins):
        return refused
    return refused if _is_part_of_another_page(connection) else None


def _is_part_of_another_page(connection: Connection) -> bool:
    """Whether the browser says that a page of elsewhere embeds this; following a link from there is no such thing."""
    sites = connection.headers.get("sec-fetch-site", ())
    if all(each in ("same-origin", "none") for each in sites):
        return False
    follows = (connection.headers.get("sec-fetch-mode"), connection.headers.get("sec-fetch-dest"))
    return [list(each or ()) for each in follows] != [["navigate"], ["document"]]


def _forwards_from_elsewhere(connection: Connection) -> bool:
    """Whether a proxy says that it speaks for another machine, or for nobody that it names."""
    headers = connection.headers
    if any(name in headers for name in _OF_A_PROXY):
        return True
    return any(not _speaks_for_this_machine(name, value) for name in FORWARDING for value in headers.get(name, ()))


def _speaks_for_this_machine(header: str, value: str) -> bool:
    if header == "forwarded":
        named = [each[1].strip('"') for each in _FORWARDED_PART.findall(value)]
    else:
        named = [each.strip() for each in value.split(",")]
    return bool(named) and all(is_of_this_machine(_without_port(each)) for each in named)


def _without_port(named: str) -> str:
    found = _HOST.fullmatch(named)
    return found[1] if found else named
