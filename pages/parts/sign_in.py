"""Sign-in mode: whom the provider vouches for, for how long, and in which roles the roles file and the people data know
them."""

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.auth_util import get_redirect_uri, get_secrets_auth_section

from mentorship.access import Viewer, viewers_of
from mentorship.access.connections import origin_of
from mentorship.access.sign_ins import SignIns
from mentorship.errors import AccessError, MentorshipError
from mentorship.store.connection import Cursor
from pages.parts import notices, resources, sign_in_cookies

#: Everybody who is signed in to this server now. A restart ends them all.
SIGN_INS = SignIns()
LOCAL = "local"
#: In which roles somebody is known, by e-mail, version of the data and of the roles file; for how many that is found
#: out before a change is seen.
_known: OrderedDict[tuple[str, int, int], tuple[Viewer, ...]] = OrderedDict()
MOST_KNOWN, MOST_AHEAD = 4096, 200
#: The browser comes by to sign out properly; if it does not within so many seconds, the sign-in ends all the same.
_AT_LATEST = 5.0
#: How often secrets.toml is looked at, in seconds: it is asked for with every request.
_READ_EVERY = 5


def is_signed_in() -> bool:
    """Whether whoever looks at this page run is signed in, and still."""
    return bool(getattr(st.user, "is_logged_in", False)) and bool(key_of(st.context.cookies.to_dict()))


def notice() -> None:
    """What somebody sees who has not signed in: nothing but the way in."""
    st.title("Please sign in", anchor=False)
    st.write("Mentorship records are shown only to the people they concern.")
    if hasattr(st.user, "is_logged_in"):
        st.button("Sign in", on_click=st.login, type="primary", icon=":material/login:")
    else:
        notices.trouble(
            "Sign-in is not set up: .streamlit/secrets.toml lacks the section [auth]. See docs/settings.md."
        )


def sign_out() -> None:
    """End the sign-in, with all pages that are open under it."""
    key = key_of(st.context.cookies.to_dict())
    st.logout()
    at_latest = threading.Timer(_AT_LATEST, ended, [key])
    at_latest.daemon = True
    at_latest.start()


def viewer() -> Viewer:
    """Whoever is signed in, in the role they chose. Raises AccessError for somebody nobody knows."""
    known = viewers()
    if not known:
        raise AccessError("You are signed in, but this e-mail is not on record here. Ask the ombudsman to add it.")
    wanted = st.session_state.get("look_as")
    return next((each for each in known if each.role == wanted), known[0])


def viewers() -> tuple[Viewer, ...]:
    """Every role of whoever is signed in. Raises AccessError where the provider has not verified the e-mail."""
    return viewers_of_claims(st.user)


def viewers_of_claims(claims: Mapping[str, Any]) -> tuple[Viewer, ...]:
    """Every role of whomever the provider vouches for. Raises AccessError where it has not verified the e-mail."""
    email, claim = claims.get("email"), claims.get("email_verified")
    # Some providers send the claim as text. One that sends none is trusted only where the settings say so.
    verified = resources.settings().provider_verifies_emails if claim is None else str(claim).lower() == "true"
    if not isinstance(email, str) or "@" not in email or not verified:
        raise AccessError("Your sign-in provider has not verified your e-mail. Confirm it there, then sign in again.")
    file = resources.settings().roles
    changed = file.stat().st_mtime_ns if file.exists() else 0
    return _viewers_of(email, resources.store().version, changed)


def _viewers_of(email: str, version: int, changed: int) -> tuple[Viewer, ...]:
    """Asked once per change of the data or of the roles file."""
    if (found := _known.get((email, version, changed))) is not None:
        return found
    with resources.store().cursor() as cursor:
        return _know(cursor, email, version, changed)


def _know(cursor: Cursor, email: str, version: int, changed: int) -> tuple[Viewer, ...]:
    found = tuple(viewers_of(cursor, email, resources.settings().roles))
    _known[email, version, changed] = found
    while len(_known) > MOST_KNOWN:
        with contextlib.suppress(KeyError):  # another thread was quicker
            _known.popitem(last=False)
    return found


def _know_again(cursor: Cursor, version: int) -> None:
    """Those who came last, at the version to come."""
    for email, before, changed in list(_known)[-MOST_AHEAD:]:
        if before == resources.store().version:
            _know(cursor, email, version, changed)


resources.also_ahead.append(_know_again)


def owner_of_run() -> str:
    """By what the viewer of this page run is recognised when a file is asked for."""
    return LOCAL if resources.settings().access == "local" else key_of(st.context.cookies.to_dict())


def may_have(owner: str, viewer: Viewer, cookies: Mapping[str, str]) -> bool:
    """Whether a request comes from whoever a file was offered to, and they still are who they were."""
    if resources.settings().access == "local":
        return owner == LOCAL
    if not owner or owner != key_of(cookies):
        return False
    return viewer in known_as(sign_in_cookies.claims_of(cookies))()


# --- the list of those who are signed in ---------------------------------------------------------------------


def key_of(cookies: Mapping[str, str]) -> str:
    """What a sign-in that holds is known by; empty where nobody is signed in, or no longer."""
    key = sign_in_cookies.key_of(cookies)
    return key if key and SIGN_INS.ends_at(key) else ""


def began(key: str, claims: Mapping[str, Any]) -> float | None:
    """Somebody came back from the provider. Returns until when (seconds since 1970); None where the token is over."""
    minutes = resources.settings().sign_in_minutes
    return SIGN_INS.begin(key, claims.get("exp"), minutes * 60 if minutes else None) if key else None


def known_as(claims: Mapping[str, Any]) -> Callable[[], tuple[Viewer, ...]]:
    """A way to ask in which roles whoever signed in is known now; in none where the e-mail is not to be trusted."""

    def now() -> tuple[Viewer, ...]:
        try:
            return viewers_of_claims(claims)
        except MentorshipError:
            return ()

    return now


def ended(key: str) -> None:
    """Somebody signed out."""
    if key:
        SIGN_INS.end(key)


# --- how sign-in is set up ------------------------------------------------------------------------------------


def origin() -> str | None:
    """Where this server is to everybody, by what is set up for the provider; None without sign-in."""
    return None if resources.settings().access == "local" else _set_up()[1]


def is_served_encrypted() -> bool:
    """Whether browsers reach this server by https, be it by way of a proxy."""
    return (origin() or "").startswith("https:")


def contradiction() -> str | None:
    """What is wrong where sign-in is set up but not switched on: something is mistyped. None where all is well."""
    if resources.settings().access == "oidc" or not _set_up()[0]:
        return None
    return (
        "Sign-in is set up in .streamlit/secrets.toml, but not switched on, so nothing is shown. "
        "Set MENTORSHIP_ACCESS=oidc, or remove the section [auth], then start the app again."
    )


def _set_up() -> tuple[bool, str | None]:
    """Whether secrets.toml describes sign-in, and at which origin."""
    return _read(int(time.monotonic() // _READ_EVERY))


@lru_cache(maxsize=1)
def _read(_now: int) -> tuple[bool, str | None]:
    section = get_secrets_auth_section()
    return bool(section), origin_of((get_redirect_uri(section) or "") if section else "")
