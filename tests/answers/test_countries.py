"""Countries in their usual spellings and languages."""

import re

import pytest

from mentorship.answers.countries import FILE, country, regions

#: As the FAQ lists them.
AFFILIATES = """Argentina|Australia|Austria|Belarus|Belgium|
Bolivia, Plurinational State of|Brazil|Canada|Chile|China|Colombia|
Costa Rica|Croatia|Cyprus|Czech Republic|Denmark|Ecuador|Estonia|Finland|Germany|Greece|Hong Kong|Hungary|Iceland|India|
Ireland|Israel|Italy|Japan|Kazakhstan|Korea, Republic of|Latvia|Lithuania|Mexico|
Netherlands|New Zealand|Norway|Panama|Peru|
Poland|Portugal|Puerto Rico|Romania|Russian Federation|Serbia|Singapore|Slovakia|Slovenia|South Africa|Spain|Sri Lanka|
Sweden|Switzerland|Taiwan|Thailand|Turkey|Ukraine|United Kingdom|Uruguay|Venezuela, Bolivarian Republic of"""


@pytest.mark.parametrize("name", [each.strip() for each in AFFILIATES.split("|")])
def test_every_affiliate_is_known(name):
    assert country(name) is not None
    assert country(f" {name.upper()} ") == country(name)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Deutschland", "Germany"), ("Allemagne", "Germany"), ("de", "Germany"), ("DEU", "Germany"),
        ("USA", "United States"), ("u.s.a.", "United States"), ("Estados Unidos", "United States"),
        ("España", "Spain"), ("Espana", "Spain"), ("日本", "Japan"), ("Россия", "Russia"), ("Ελλάδα", "Greece"),
        ("Schweiz", "Switzerland"), ("Suisse", "Switzerland"), ("England", "United Kingdom"),
        ("The Netherlands", "Netherlands"), ("Pays-Bas", "Netherlands"), ("Österreich", "Austria"),
        ("대한민국", "South Korea"), ("ישראל", "Israel"),
    ],
)  # fmt: skip
def test_other_spellings_and_languages_are_known(written, meant):
    found = country(written)
    assert found is not None and found.name == meant


def test_what_is_not_known_is_not_guessed():
    assert country("Atlantis") is None
    assert country("") is None


def test_every_country_has_a_region():
    text = FILE.read_text("utf-8")
    assert len(re.findall(r"^\[\w\w\]$", text, re.M)) >= 60
    assert {"Europe", "Asia", "Oceania", "Africa", "North America", "Latin America"} == set(regions())
