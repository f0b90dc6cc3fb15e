"""Blurring: right on average, the same for the same people, and never a number below five."""

from itertools import pairwise
from statistics import mean

import pytest

from mentorship.access import Role, Viewer
from mentorship.answers.disclosure import amount_share_in_words, load_disclosure, share_in_words
from mentorship.store.connection import open_store

OMBUDSMAN, LEADERSHIP = Viewer(Role.OMBUDSMAN), Viewer(Role.LEADERSHIP)


@pytest.fixture(scope="module")
def cursor():
    store = open_store(None)
    with store.cursor() as cursor:
        cursor.execute("update blurring set salt = 'test'")
        load_disclosure(cursor)
        yield cursor
    store.close()


def shown(cursor, people, keys):
    return [
        row[0]
        for row in cursor.execute(
            "select shown('leadership', ?::integer, k::bigint) from (select unnest(?) as k)", [people, list(keys)]
        ).fetchall()
    ]


@pytest.mark.parametrize("people", range(5))
def test_fewer_than_five_are_not_shown(cursor, people):
    assert shown(cursor, people, range(50)) == [None] * 50


@pytest.mark.parametrize("people", [5, 7, 12, 34, 101, 1000])
def test_numbers_are_multiples_of_five_near_the_truth(cursor, people):
    found = shown(cursor, people, range(4000))
    assert all(number % 5 == 0 and number >= 5 for number in found)
    assert max(abs(number - people) for number in found) <= 9
    assert len(set(found)) >= 2
    if people > 12:
        assert mean(found) == pytest.approx(people, abs=0.25), "right on average"


def test_the_same_people_give_the_same_number_and_one_more_gives_another_noise(cursor):
    once, again = (
        cursor.execute(
            "select shown('leadership', 50, (select sum(person_key('p' || i))::bigint from range(50) as r(i)))"
        ).fetchone()
        for _ in range(2)
    )
    assert once == again
    noise = cursor.execute(
        "with r as (select unnest(range(40, 240)) as n) "
        "select shown('leadership', n::integer, "
        "(select sum(person_key('p' || i))::bigint from range(240) as s(i) where i < n)) - n from r"
    ).fetchall()
    steps = {b[0] - a[0] for a, b in pairwise(noise)}
    assert len(steps) >= 4, "what one person adds does not show"


def test_an_amount_moves_by_about_what_the_person_behind_most_of_it_gave(cursor):
    found = [
        row[0]
        for row in cursor.execute(
            "select shown_amount('leadership', 9, k::bigint, 60000, 6000, 300) from range(2000) as r(k)"
        ).fetchall()
    ]
    assert all(number % 300 == 0 for number in found)
    assert min(abs(number - 60000) for number in found) >= 1500
    assert max(abs(number - 60000) for number in found) <= 4500
    assert mean(found) == pytest.approx(60000, rel=0.005)


def test_the_ombudsman_sees_everything_as_it_is(cursor):
    assert cursor.execute(
        "select shown('ombudsman', 3, 77), shown_amount('ombudsman', 1, 77, 61, 61, 300)"
    ).fetchone() == (3, 61)


def test_shares_are_said_only_of_enough_people():
    assert share_in_words(OMBUDSMAN, 6, 19) is None
    assert share_in_words(OMBUDSMAN, 6, 20) == "30%"
    assert share_in_words(LEADERSHIP, 16, 20) is None, "the four who are left would be told"
    assert share_in_words(LEADERSHIP, 81, 100) == "about four in five"
    assert share_in_words(LEADERSHIP, 30, 100) in ("about a third", "about a quarter")
    assert amount_share_in_words(LEADERSHIP, 0.01) == "hardly any"


def test_another_store_has_another_noise():
    salts = set()
    for _ in range(2):
        store = open_store(None)
        with store.cursor() as cursor:
            salts.add(cursor.execute("select salt from blurring").fetchone())
        store.close()
    assert len(salts) == 2
