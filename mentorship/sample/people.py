"""Invented people: mentees, mentors and therapists of many countries. Every name and address is made up."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

#: Country → (currency, usual price of an hour, first names, last names).
COUNTRIES: dict[str, tuple[str, int, str, str]] = {
    "United States": (
        "USD",
        110,
        "Ashley Brian Carol Dana Erin Frank Grace Heather Ian Jill Keith Laura Marcus Nina",
        "Adler Barnes Collins Duarte Ellison Foster Garrett Hayes Iverson Jennings Keller Lawson",
    ),
    "Canada": (
        "CAD",
        120,
        "Amélie Bruce Claire Dylan Élise Fiona Gabriel Holly",
        "Arsenault Bouchard Cloutier Dufour Fraser Gagnon",
    ),
    "Germany": (
        "EUR",
        90,
        "Anke Bernd Claudia Dieter Elke Friederike Günter Heike Ines Jürgen",
        "Albrecht Böhm Cordes Dörfler Eichholz Fröhlich Großmann",
    ),
    "United Kingdom": (
        "GBP",
        75,
        "Alison Bethan Callum Deborah Euan Fenella Graham Imogen",
        "Atherton Blackwood Cartwright Davies Ellwood O'Brien",
    ),
    "Australia": ("AUD", 130, "Bronwyn Cameron Darcy Kylie Lachlan Megan", "Abbott Brannigan Cavanagh Doyle McKenzie"),
    "Spain": ("EUR", 65, "Alba Beatriz Carmen Diego Elena Íñigo Lucía", "Aguilar Benítez Castaño Domínguez Núñez"),
    "France": (
        "EUR",
        80,
        "Aurélie Benoît Chloé Françoise Jérôme Maëlle",
        "Aubert Beaulieu Chevalier Delacroix Lefèvre",
    ),
    "Brazil": ("BRL", 220, "Ana Bruna João Luíza Rafael Thaís", "Araújo Barbosa Conceição Figueiredo Guimarães"),
    "Japan": ("JPY", 12000, "Akiko Daichi Emi Haruto Keiko Naoko", "Fujimoto Hayashi Ishikawa Nakamura Watanabe"),
    "Netherlands": ("EUR", 85, "Anouk Bram Femke Joost Marijke", "de Vries Jansen van-der-Meer Visser"),
    "Switzerland": ("CHF", 130, "Beat Corinne Reto Ursina Zoé", "Aebischer Brunner Favre Zürcher"),
    "New Zealand": ("NZD", 115, "Aroha Hemi Kirsty Tane", "Harris Ngata Parata Wilson"),
    "Ireland": ("EUR", 80, "Aoife Ciarán Niamh Seán", "Byrne Gallagher Ní-Bhriain Ó-Súilleabháin"),
    "Mexico": ("MXN", 900, "Alejandra Itzel Joaquín Ximena", "Hernández Ibáñez Quiñones Zárate"),
    "Austria": ("EUR", 90, "Franziska Leopold Sieglinde", "Gruber Hofstätter Pichler"),
    "Italy": ("EUR", 70, "Chiara Giulia Matteo Niccolò", "Bellini D'Angelo Ricci"),
}

WEIGHTS = (30, 9, 11, 8, 6, 5, 5, 5, 4, 4, 4, 3, 2, 2, 2, 2)
LANGUAGES = {
    "Germany": "German",
    "Austria": "German",
    "Switzerland": "German;French",
    "Spain": "Spanish",
    "Mexico": "Spanish",
    "France": "French",
    "Brazil": "Portuguese",
    "Japan": "Japanese",
    "Netherlands": "Dutch",
    "Italy": "Italian",
    "Canada": "French",
}
COURSES = ("CST I", "CST II", "SomatoEmotional Release I", "SomatoEmotional Release II", "Advanced CST", "CSIR")


@dataclass
class Person:
    """One row of people.csv."""

    person: str
    name: str
    country: str
    email: str
    registered_on: date | None = None
    mentor_since: date | None = None
    mentor_until: date | None = None
    techniques: date | None = None
    diplomate: date | None = None
    examiner: bool = False
    courses: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)

    @property
    def currency(self) -> str:
        return COUNTRIES[self.country][0]

    @property
    def price(self) -> int:
        return COUNTRIES[self.country][1]

    @property
    def languages(self) -> str:
        own = LANGUAGES.get(self.country)
        return f"English;{own}" if own else "English"

    @property
    def contact(self) -> str:
        """How a mentor allows to be reached; about every other one says it."""
        return self.email if self.mentor_since and int(self.person[2:]) % 2 else ""


def email_of(name: str, number: int) -> str:
    """An address at a domain that is reserved for examples."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    letters = "".join(letter if letter.isalnum() else "." for letter in plain)
    return ".".join(part for part in letters.split(".") if part) + f".{number}@example.org"


class Registry:
    """Hands out people with numbers of their own."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.people: list[Person] = []
        self._taken: set[str] = set()

    def new(self, name: str | None = None, country: str | None = None) -> Person:
        country = country or self.random.choices(list(COUNTRIES), WEIGHTS)[0]
        _, _, first, last = COUNTRIES[country]
        name = name or self._free(first.split(), last.split())
        number = 1001 + len(self.people)
        person = Person(f"P-{number}", name, country, email_of(name, number))
        self.people.append(person)
        self._taken.add(name)
        return person

    def _free(self, first: list[str], last: list[str]) -> str:
        """A name that nobody has yet, as long as there are any."""
        names = [f"{one} {other.replace('-', ' ')}" for one in first for other in last]
        start = first.index(self.random.choice(first)) * len(last) + last.index(self.random.choice(last))
        in_turn = names[start:] + names[:start]
        return next((name for name in in_turn if name not in self._taken), in_turn[0])

    def mentor(self, since: date, **given: str) -> Person:
        """A mentor is a diplomate of some years, and often treats as well."""
        person = self.new(**given)
        person.diplomate = since - timedelta(days=self.random.randint(200, 2000))
        person.techniques = person.diplomate - timedelta(days=self.random.randint(300, 1500))
        person.mentor_since = since
        person.examiner = self.random.random() < 0.3
        person.courses = list(COURSES)
        person.offers = ["virtual", "one_to_one"] + [
            each
            for each, share in (("in_person", 0.7), ("small_group", 0.6), ("large_group", 0.2))
            if self.random.random() < share
        ]
        return person

    def therapist(self) -> Person:
        """A certified therapist who gives treatments and does not mentor."""
        person = self.new()
        person.techniques = date(2006, 1, 1) + timedelta(days=self.random.randint(0, 3500))
        if self.random.random() < 0.4:
            person.diplomate = person.techniques + timedelta(days=self.random.randint(400, 2500))
        person.courses = list(COURSES[:4])
        return person
