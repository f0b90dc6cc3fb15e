"""Files for a running app: it is trusted only when it has proved what it is, and every failure is a sentence.

What a real app answers is in `tests/browser/test_entrance.py`.
"""

import hashlib
import json
import threading
from contextlib import contextmanager
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from mentorship.errors import ArgumentError, FileError, MentorshipError
from mentorship.import_client import AppDestination, RunningApp, app_holding
from mentorship.import_request import ImportRequest
from mentorship.import_signing import Requests, answer
from mentorship.intake.options import ImportOptions
from mentorship.settings import Settings

TOKEN = "for these tests only, and long enough"
REQUEST = ImportRequest.of("s.csv", ImportOptions())
RESULT = {
    "import_id": "1", "kind": "sessions", "profile": "canonical", "rows": 1, "accepted": 0, "replaced": 0,
    "unchanged": 0,
    "problems": [{"file": "s.csv", "row": 2, "column": "minutes", "read": "x", "expected": "y", "message": "z"}],
}  # fmt: skip


@contextmanager
def answering(status, body, store=None):
    """A server that gives one answer to everything; with a store it first proves that it is the app which has it.
    Yields its address and what it was asked: path, `Authorization`, body."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # what is sent goes over the connection on which it proved itself

        def do_POST(self):
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, self.headers["Authorization"], sent))
            self._answer(status, body)

        def do_GET(self):
            asked.append((self.path, self.headers["Authorization"], b""))
            if store is None:
                self._answer(status, body)
            else:
                (challenge,) = parse_qs(urlsplit(self.path).query)["challenge"]
                at = f"127.0.0.1 {server.server_port}"
                self._answer(200, asdict(answer(store, TOKEN, challenge, at)))

        def _answer(self, status, body):
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def store(tmp_path):
    """The file of a store that an app could have open."""
    (tmp_path / "s.duckdb").write_bytes(b"")
    return tmp_path / "s.duckdb"


@pytest.fixture
def file(tmp_path):
    (tmp_path / "s.csv").write_bytes(b"held_on\n2025-03-03\n")
    return tmp_path / "s.csv"


def test_a_file_is_sent_as_the_body_with_a_signature_and_never_the_token(file, store):
    with answering(200, RESULT, store) as (address, asked):
        result = RunningApp(address, TOKEN, store).import_file(file, ImportOptions(dates="day-first"), dry_run=True)
        at = address.removeprefix("http://").replace(":", " ")
    (path, header, body), target = asked[-1], "/api/imports?name=s.csv&dates=day-first&dry_run=yes"
    assert (path, body) == (target, file.read_bytes())
    assert Requests().digest_of(header, TOKEN, at, target) == hashlib.sha256(body).hexdigest()
    assert not any(TOKEN in str(each) for each in asked)
    assert (result.rows, result.problems[0].column, result.as_json()) == (1, "minutes", RESULT)


def test_nothing_is_sent_to_another_app(file, store, tmp_path):
    (tmp_path / "other.duckdb").write_bytes(b"")
    with (
        answering(200, RESULT, tmp_path / "other.duckdb") as (address, asked),
        pytest.raises(MentorshipError, match=r"no longer at http://127\.0\.0\.1"),
    ):
        RunningApp(address, TOKEN, store).send(file, REQUEST)
    assert [body for _, _, body in asked] == [b""]


@pytest.mark.parametrize(
    ("status", "body", "error", "sentence"),
    [
        (422, {"error": "s.csv: the file is empty."}, FileError, "s.csv: the file is empty."),
        (413, {"error": "s.csv: too large."}, FileError, "s.csv: too large."),
        (401, {"error": "The token is wrong."}, MentorshipError, "The token is wrong."),
        (404, b"<html>", MentorshipError, "is not this program (status 404)"),
        (500, {"detail": "x"}, MentorshipError, "is not this program (status 500)"),
        (200, b"[1]", MentorshipError, "is not this program (status 200)"),
    ],
)
def test_an_answer_that_is_no_result_is_a_sentence(file, store, status, body, error, sentence):
    with answering(status, body, store) as (address, _), pytest.raises(MentorshipError) as caught:
        RunningApp(address, TOKEN, store).send(file, REQUEST)
    assert type(caught.value) is error
    assert sentence in caught.value.message


def test_a_file_that_is_not_there_is_a_sentence(tmp_path, store):
    with pytest.raises(FileError, match=r"s\.csv: cannot be opened"):
        RunningApp("http://127.0.0.1:9", TOKEN, store).send(tmp_path / "nowhere.csv", REQUEST)


def test_an_app_that_is_gone_is_a_sentence(file, store):
    with pytest.raises(MentorshipError, match="importing a file twice changes nothing"):
        RunningApp("http://127.0.0.1:9", TOKEN, store).send(file, REQUEST)


def test_files_of_a_watched_folder_are_known_refused_or_imported(file, store):
    for body, status, expected in (
        ({"known": True}, 200, None), ({"error": "s.csv: no."}, 422, "s.csv: no."), (RESULT, 200, 1),
    ):  # fmt: skip
        with answering(status, body, store) as (address, asked):
            arrival = AppDestination(RunningApp(address, TOKEN, store), ImportOptions(), "/in").take_in(file, "s.csv")
        assert asked[-1][0] == "/api/imports?name=s.csv&watched=%2Fin"
        assert (arrival is None) == (expected is None)
        if arrival is not None:
            assert (arrival.refusal or (arrival.result and arrival.result.rows)) == expected


def settings(**given):
    return Settings(_env_file=None, **given)


def test_the_token_is_shown_only_to_an_app_that_knows_it(store):
    """Whatever answers without the proof is not asked again, and never sees the token."""
    for body in ({"store": "0" * 64}, {"other": 1}, [1], b"<html>"):
        with answering(200, body) as (address, asked):
            assert app_holding(store, settings(import_token=TOKEN, app=address)) is None
        assert [(token, sent) for _, token, sent in asked] == [(None, b"")]


def test_without_a_good_token_nobody_is_asked(tmp_path):
    with answering(200, {}) as (address, asked):
        for token in ("", "too short"):
            assert app_holding(tmp_path / "s.duckdb", settings(import_token=token, app=address)) is None
    assert asked == []


@pytest.mark.parametrize("address", ["http://example.org", "ftp://127.0.0.1", "http://[::1", "nonsense"])
def test_an_address_over_which_others_could_read_is_refused(tmp_path, address):
    with pytest.raises(ArgumentError, match="MENTORSHIP_APP"):
        app_holding(tmp_path / "s.duckdb", settings(import_token=TOKEN, app=address))
