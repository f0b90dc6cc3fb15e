"""All that changes the store, found in the code, for every role: whoever may not is refused, and nothing is changed."""

import importlib
import inspect
import pkgutil
import typing
from datetime import timedelta

import pytest

from mentorship import actions
from mentorship.access import Viewer
from mentorship.credit.rulings import Ruling
from mentorship.errors import AccessError, MentorshipError
from mentorship.intake.options import ImportOptions
from mentorship.intake.profiles import Profile
from mentorship.oversight.casework import Case, State, words
from mentorship.oversight.items import CaseKey
from mentorship.policy.amendments import Amendment
from mentorship.sample.held import EXPORTED_ON
from mentorship.store.connection import open_store
from mentorship.vocabulary import Kind
from tests.access.conftest import copied
from tests.conftest import SAMPLE
from tests.support.who_sees_what import OTHER, PERSON, ROLES, TABLE, viewer_of

pytestmark = pytest.mark.slow


def found():
    """Every public function of `mentorship.actions` that takes a viewer first."""
    functions = {}
    for module in pkgutil.iter_modules(actions.__path__):
        loaded = importlib.import_module(f"{actions.__name__}.{module.name}")
        for name, each in vars(loaded).items():
            own = inspect.isfunction(each) and each.__module__ == loaded.__name__ and not name.startswith("_")
            if own and [*inspect.signature(each).parameters][:2] == ["viewer", "store"]:
                assert typing.get_type_hints(each)["viewer"] is Viewer
                functions[f"{module.name}.{name}"] = each
    return functions


FOUND = found()


def test_every_action_is_in_the_table_and_every_entry_is_an_action():
    assert set(FOUND) == set(TABLE["actions"]), "add it to tests/access/who_sees_what.toml: who may do it?"


@pytest.fixture
def store(sample_file, tmp_path):
    opened = open_store(copied(sample_file, tmp_path))
    yield opened
    opened.close()


def arguments(action, mentee, policy, folder):
    """Something for each argument without a default, as somebody would give it who may."""
    name, reading = next(iter(policy.readings.items()))
    case = Case(CaseKey("records", mentor="P-1003"), (), (), State.NEW, woke=False)
    known = {
        "mentee": mentee, "tier": "first", "on": EXPORTED_ON, "name": "mine", "lines": "[]", "number": 1,
        "ruling": Ruling("person", "accept", person="P-1003"), "reason": "because", "handbook": policy,
        "reading": name, "answer": next(iter(reading.alternatives)), "one": "P-1001", "other": "P-1002",
        "path": SAMPLE / "people.csv", "policy": policy, "import_id": "1", "folder": folder, "file_name": "a.csv",
        "amendments": [Amendment("longer", "faq#credit", {})], "case": case, "found": "nothing", "said": "they met",
        "until": EXPORTED_ON + timedelta(days=7), "outcome": next(iter(words().outcomes)), "told": "One?",
        "mentor": "P-1003", "contacted_on": EXPORTED_ON, "channel": "phone", "summary": "", "contact_no": 1,
        "held_on": EXPORTED_ON, "note": "It lasted two hours.", "flag_no": 1, "import_no": 2, "row": 2,
        "options": ImportOptions(), "note_no": 1, "from_month": EXPORTED_ON.replace(day=1), "rebasing_no": 1,
        "profile": Profile(name="ours", label="Ours", kind=Kind.SESSIONS, columns={}), "text": "", "new": "other",
    }  # fmt: skip
    wanted = [each for each in list(inspect.signature(action).parameters.values())[2:]
              if each.default is each.empty and each.kind is not each.VAR_KEYWORD]  # fmt: skip
    unknown = [each.name for each in wanted if each.name not in known]
    assert not unknown, f"say in this test what to do it with: {unknown}"
    return {each.name: known[each.name] for each in wanted}


def state(store):
    """How many rows there are of everything."""
    with store.cursor() as cursor:
        tables = [name for (name,) in cursor.execute("select table_name from duckdb_tables()").fetchall()]
        return {name: cursor.execute(f'select count(*) from "{name}"').fetchone() for name in tables}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(FOUND))
def test_whoever_may_not_is_refused_and_nothing_changed(store, policy, tmp_path, name, role):
    may = TABLE["actions"].get(name, {}).get(role)
    before = state(store)
    for mentee in (PERSON["mentee"], OTHER):
        given = arguments(FOUND[name], mentee, policy, tmp_path)
        if may is None or (may == "own" and mentee == OTHER):
            with pytest.raises(AccessError):
                FOUND[name](viewer_of(role), store, **given)
            assert state(store) == before
        elif role != "ombudsman":
            try:
                FOUND[name](viewer_of(role), store, **given)
            except AccessError:
                pytest.fail("it refuses a role that may do it")
            except MentorshipError:
                pass  # there is nothing to do it to
            before = state(store)
