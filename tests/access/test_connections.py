"""Which connections are taken: what a browser of this machine sends, and what anybody else could make up."""

import pytest

from mentorship.access.connections import Connection, is_of_this_machine, origin_of, why_not_local, why_not_public

pytestmark = pytest.mark.slow

OWN = "127.0.0.1:8501"


def local(peer="127.0.0.1", port=8501, needs_origin=False, is_encrypted=False, **headers):
    sent = {name.replace("_", "-"): [value] if isinstance(value, str) else value for name, value in headers.items()}
    return why_not_local(Connection(peer, port, is_encrypted, {"host": [OWN]} | sent), needs_origin)


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"host": "localhost:8501"}, {"host": "[::1]:8501", "peer": "::1"}, {"host": "LOCALHOST:8501"},
        {"peer": "::ffff:127.0.0.1"}, {"origin": "http://127.0.0.1:8501"}, {"host": "127.0.0.1", "port": 80},
        {"host": "localhost:8501", "origin": "http://localhost:8501", "needs_origin": True},
        {"origin": "https://127.0.0.1:8501", "is_encrypted": True},
        {"x_forwarded_for": "127.0.0.1", "x_forwarded_host": "localhost:8501"},
        {"forwarded": 'for="[::1]:4711";host=localhost;proto=http'},
        {"sec_fetch_site": "same-origin"}, {"sec_fetch_site": "none"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"},
    ],
)  # fmt: skip
def test_without_sign_in_this_machine_gets_through(sent):
    assert local(**sent) is None


@pytest.mark.parametrize(
    ("sent", "because"),
    [
        ({"peer": "192.168.1.7"}, "this machine only"), ({"peer": "::ffff:10.0.0.1"}, "this machine only"),
        ({"peer": None}, "this machine only"), ({"peer": "testclient"}, "this machine only"),
        ({"host": "evil.example:8501"}, "names of this machine"), ({"host": "127.0.0.1:9000"}, "names of this machine"),
        ({"host": "localhost.evil.example:8501"}, "names of this machine"), ({"host": "0.0.0.0:8501"}, "names of"),
        ({"host": "localhost.:8501"}, "names of"), ({"host": "user@127.0.0.1:8501"}, "names of"),
        ({"host": "127.0.0.1:8501/"}, "names of"), ({"host": ""}, "names of"), ({"host": []}, "names of"),
        ({"host": [OWN, OWN]}, "names of"), ({"host": [OWN, "evil.example"]}, "names of"),
        ({"host": "127.0.0.1:8501, evil.example"}, "names of"), ({"host": "2130706433:8501"}, "names of"),
        ({"host": "192.168.1.7:8501"}, "names of"), ({"host": "app.localhost:8501"}, "names of"),
        ({"origin": "http://evil.example"}, "Another page"), ({"origin": "null"}, "Another page"),
        ({"origin": "http://127.0.0.1:9000"}, "Another page"), ({"origin": "http://localhost:8501"}, "Another page"),
        ({"origin": "https://127.0.0.1:8501"}, "Another page"), ({"origin": ""}, "Another page"),
        ({"origin": ["http://127.0.0.1:8501", "http://evil.example"]}, "Another page"),
        ({"origin": "http://127.0.0.1:8501.evil.example"}, "Another page"),
        ({"needs_origin": True}, "Another page"),
        ({"sec_fetch_site": "cross-site"}, "Another page"), ({"sec_fetch_site": "same-site"}, "Another page"),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "iframe"}, "Another page"),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors", "sec_fetch_dest": "script"}, "Another page"),
        ({"x_forwarded_for": "203.0.113.7"}, "proxy"), ({"x_forwarded_for": "127.0.0.1, 203.0.113.7"}, "proxy"),
        ({"x_forwarded_host": "mentorship.example.org"}, "proxy"), ({"x_real_ip": "203.0.113.7"}, "proxy"),
        ({"forwarded": "for=203.0.113.7"}, "proxy"), ({"forwarded": "for=_hidden"}, "proxy"),
        ({"forwarded": "proto=https"}, "proxy"), ({"via": "1.1 proxy"}, "proxy"), ({"x_forwarded_for": ""}, "proxy"),
        ({"x_forwarded_for": ["127.0.0.1", "203.0.113.7"]}, "proxy"), ({"cf_connecting_ip": "203.0.113.7"}, "proxy"),
    ],
)  # fmt: skip
def test_without_sign_in_nobody_else_does(sent, because):
    assert because in (local(**sent) or "taken")


ORIGIN = "https://mentorship.example.org"


def public(needs_origin=False, **headers):
    sent = {name.replace("_", "-"): [value] for name, value in headers.items()}
    return why_not_public(Connection("10.0.0.1", 8501, headers=sent), ORIGIN, needs_origin)


@pytest.mark.parametrize(
    ("sent", "is_taken"),
    [
        ({"host": "mentorship.example.org"}, True), ({"host": "mentorship.example.org:443"}, True),
        ({"host": "MENTORSHIP.example.org", "origin": ORIGIN}, True), ({"host": "127.0.0.1:8501"}, False),
        ({"host": "evil.example"}, False), ({"host": "mentorship.example.org:8501"}, False), ({}, False),
        ({"host": "mentorship.example.org", "origin": "http://mentorship.example.org"}, False),
        ({"host": "mentorship.example.org", "origin": "https://evil.example"}, False),
        ({"host": "mentorship.example.org", "needs_origin": True}, False),
        ({"host": "app.example.org:8443", "origin": "http://app.example.org:8443"}, False),
    ],
)  # fmt: skip
def test_with_sign_in_the_app_answers_to_the_name_it_was_set_up_with(sent, is_taken):
    assert (public(**sent) is None) == is_taken


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://m.example.org/oauth2callback", "https://m.example.org"), ("http://127.0.0.1:8501/x", "http://127.0.0.1:8501"),
        ("https://m.example.org:443/x", "https://m.example.org"), ("http://[::1]:8501/x", "http://[::1]:8501"),
        ("ftp://m.example.org", None), ("", None), ("m.example.org", None), ("http://x:99999/", None),
    ],
)  # fmt: skip
def test_the_origin_of_an_address(address, origin):
    assert origin_of(address) == origin


def test_names_of_this_machine():
    assert all(map(is_of_this_machine, ("127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost", " LocalHost ")))
    assert not any(
        map(is_of_this_machine, (None, "", "localhost.", "0.0.0.0", "::", "127.0.0.1.evil.example", "127.1"))
    )
