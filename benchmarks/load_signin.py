"""Signing in as a person does: the button on the page, the provider's form, and back with a cookie."""

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpx

from benchmarks.load_store import Person
from benchmarks.load_viewer import SIGN_IN, Tab

#: So many sign in at a time.
AT_ONCE = 4


@dataclass(frozen=True)
class Signed:
    """Somebody with the cookies of the app; a visitor without a role where there is no sign-in."""

    role: str = ""
    cookies: dict[str, str] = field(default_factory=dict)


async def sign_in_all(address: str, who: list[Person]) -> list[Signed]:
    """Everybody, in the same order. Raises RuntimeError for the first who does not get in."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(person: Person) -> Signed:
        async with gate:
            return await sign_in(address, person)

    return list(await asyncio.gather(*map(one, who)))


async def sign_in(address: str, person: Person) -> Signed:
    """Press the button, say who it is, come back. Raises RuntimeError."""
    async with httpx.AsyncClient(trust_env=False, verify=False, follow_redirects=True, timeout=60) as http:
        await http.get(f"{address}/_stcore/health")
        async with Tab(address, dict(http.cookies)) as tab:
            await tab.go("")
            if SIGN_IN not in tab.shown.buttons:
                raise RuntimeError(f"{address} shows no button to sign in.")
            await tab.change(tab.shown.buttons[SIGN_IN], {"trigger_value": True})
        form = await http.get(urljoin(address, tab.auth_redirect))
        claims = {"email": person.email, "email_verified": True}
        await http.put(urljoin(str(form.url), f"/users/{person.email}"), json=claims)
        await http.post(form.url, data={"sub": person.email})
        if "_streamlit_user" not in http.cookies:
            raise RuntimeError(f"The provider did not let {person.role} in, or the app did not take it.")
        return Signed(person.role, dict(http.cookies))
