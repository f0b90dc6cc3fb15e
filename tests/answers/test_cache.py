"""Answers worked out once: one viewer works them out, whoever asks meanwhile waits for that."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from mentorship.access import Viewer
from mentorship.answers.cache import AnswerCache
from mentorship.errors import AccessError
from mentorship.sample.held import EXPORTED_ON
from tests.support.asking import request_to

VIEWERS = 8


def ask_at_once(sample_store, policy, report):
    """What several viewers get who ask the same at the same moment; an exception where they get one."""
    remembered, together = AnswerCache(), threading.Barrier(VIEWERS)

    def ask(_):
        with request_to(sample_store, policy, EXPORTED_ON) as request:
            together.wait()
            try:
                return remembered.once(request, report, mentee="P-1")
            except LookupError as error:
                return error

    with ThreadPoolExecutor(VIEWERS) as viewers:
        return list(viewers.map(ask, range(VIEWERS)))


def test_what_several_ask_at_once_is_worked_out_once(sample_store, policy):
    asked = []

    def slow(request, mentee):
        asked.append(mentee)
        time.sleep(0.2)
        return [mentee, len(asked)]

    answers = ask_at_once(sample_store, policy, slow)
    assert asked == ["P-1"]
    assert answers == [["P-1", 1]] * VIEWERS


def test_what_fails_is_tried_by_the_next_who_waits(sample_store, policy):
    asked = []

    def first_fails(request, mentee):
        asked.append(mentee)
        time.sleep(0.1)
        if len(asked) == 1:
            raise LookupError("not yet")
        return "found"

    answers = ask_at_once(sample_store, policy, first_fails)
    assert len(asked) == 2
    assert sorted(map(str, answers)) == ["found"] * (VIEWERS - 1) + ["not yet"]


@pytest.mark.parametrize("mentee", ["P-1", "P-2"])
def test_an_answer_is_for_what_was_asked(sample_store, policy, mentee):
    remembered = AnswerCache()
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        for each in ("P-1", "P-2", mentee):
            assert remembered.once(request, lambda request, mentee: mentee, mentee=each) == each


TAKES = {"P-1": 0.1, "P-2": 0.0, "P-3": 0.05}
asked: list[tuple[int, Viewer, str]] = []


def of(request, mentee):
    time.sleep(TAKES[mentee])
    asked.append((request.version, request.viewer, mentee))
    if mentee == "P-3" and len(asked) > len(TAKES):
        raise AccessError("There is no such mentee.")
    return mentee


def asked_again(sample_store, policy, asked_at, until=float("inf"), report=of):
    """Who of three mentees is asked about again, one of them unknown by then; and whether the second has to be."""
    remembered = AnswerCache()
    asked.clear()
    with request_to(sample_store, policy, EXPORTED_ON) as request:
        for mentee in TAKES:
            remembered.once(request, report, mentee=mentee)
        later = replace(request, version=request.version + 1)
        since = time.monotonic() + asked_at
        remembered.ask_again(request.version, lambda viewer: replace(later, viewer=viewer), since, until)
        found = asked[len(TAKES) :]
        remembered.once(later, report, mentee="P-2")
    assert {each[:2] for each in found} <= {(later.version, request.viewer)}
    return [mentee for _, _, mentee in found], [mentee for _, _, mentee in asked[len(TAKES) + len(found) :]]


def test_what_was_asked_of_late_is_asked_of_the_next_version_what_is_soonest_answered_first(sample_store, policy):
    assert asked_again(sample_store, policy, asked_at=-60) == (["P-2", "P-3", "P-1"], [])


def test_what_was_asked_long_ago_is_left_to_whoever_asks(sample_store, policy):
    assert asked_again(sample_store, policy, asked_at=60) == ([], ["P-2"])


def test_it_ends_in_time(sample_store, policy):
    assert asked_again(sample_store, policy, asked_at=-60, until=0) == ([], ["P-2"])


def test_what_belongs_to_one_page_run_is_left_to_the_next(sample_store, policy):
    def of_this_run(request, mentee):
        return of(request, mentee)

    assert asked_again(sample_store, policy, asked_at=-60, report=of_this_run) == ([], ["P-2"])
