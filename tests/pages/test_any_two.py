"""Any two records, chosen by hand: found by name on the server, told what merging them would do."""

import pytest

from mentorship.access import Role
from pages.parts.notices import escape
from tests.pages.test_pages import at_home, everything, opened, said, sample_copy

pytestmark = pytest.mark.slow

__all__ = ["at_home", "sample_copy"]


def with_two(one, other):
    app = opened("who_is_who", Role.OMBUDSMAN)
    for name, person in (("one", one), ("other", other)):
        if person:
            app.query_params[name] = person
    return app.run()


def test_two_of_the_address_show_what_merging_them_would_do(at_home, sample_copy):
    at_home(sample_copy)
    shown = said(with_two("P-1051", "P-1003"))
    one, other = escape("P-1051"), escape("P-1003")
    assert f"**{one}** and **{other}** are two people now. As one person:" in shown


def test_one_is_found_by_name_and_nobody_else_is_sent(at_home, sample_copy):
    at_home(sample_copy)
    app = with_two("P-1051", None)
    assert "are two people now" not in said(app)
    before = everything(app)
    app = next(each for each in app.text_input if each.key == "search_other").input("Okafor").run()
    assert "Rosalind Okafor" in everything(app)
    assert "Rosalind Okafor" not in before


def test_the_same_record_twice_and_an_unknown_one_are_said(at_home, sample_copy):
    at_home(sample_copy)
    assert "That is the same record twice." in said(with_two("P-1051", "P-1051"))
    assert escape("There is no second record P-9999 in the data.") in said(with_two("P-1051", "P-9999"))
