"""Page runs take turns: few at a time, in the order of their coming; a long one keeps nobody from theirs."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.parts.turns import Turns

SOON = 5


def test_few_are_at_work_at_a_time_and_all_get_their_turn():
    turns, at_work, most, lock = Turns(at_once=2, long=60), 0, 0, threading.Lock()

    def run(_):
        nonlocal at_work, most
        with turns.turn():
            with lock:
                at_work += 1
                most = max(most, at_work)
            time.sleep(0.01)
            with lock:
                at_work -= 1

    with ThreadPoolExecutor(20) as viewers:
        list(viewers.map(run, range(40)))
    assert (at_work, most) == (0, 2)


def test_whoever_comes_first_goes_first():
    turns, came = Turns(at_once=1, long=60), []

    def run(place):
        with turns.turn():
            came.append(place)

    with ThreadPoolExecutor(10) as viewers, turns.turn():
        for place in range(10):
            viewers.submit(run, place)
            waits_for(lambda place=place: len(turns._waiting) == place + 1)
    assert came == list(range(10))


def test_a_long_run_keeps_nobody_waiting():
    turns, came = Turns(at_once=1, long=0.05), threading.Event()

    def run():
        with turns.turn():
            came.set()

    with turns.turn():
        threading.Thread(target=run, daemon=True).start()
        assert came.wait(SOON), "it waits for the end of the long one"


def test_a_run_that_fails_leaves_its_turn():
    turns = Turns(at_once=1, long=60)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), turns.turn():
            raise ZeroDivisionError
    assert (len(turns._waiting), len(turns._begun)) == (0, 0)


def waits_for(is_so):
    until = time.monotonic() + SOON
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.001)
