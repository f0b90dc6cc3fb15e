"""Every page, with an empty store and with the sample, for every role: an answer, no failure, nothing of others."""

import json
import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from mentorship.access import Role
from mentorship.store.connection import open_store
from pages.parts import foot, menu, resources
from pages.parts.notices import escape
from tests.conftest import ROOT
from tests.support.who_sees_what import TABLE

pytestmark = pytest.mark.slow

PAGES = sorted(file.stem for file in (ROOT / "pages").glob("[a-z]*.py"))
#: Who may open which page; everybody else reads a sentence.
FOR = {page: {Role(role) for role in roles} for page, roles in TABLE["pages"].items()}
#: The ombudsman sees nobody before somebody is chosen: a search comes first.
FOR_ONE_PERSON = ("my_progress", "credit_what_if", "mentor_dossier")
PERSON = {Role.MENTEE: "P-1051", Role.MENTOR: "P-1003"}
WAIT = 60


@pytest.fixture
def at_home(monkeypatch):
    """Runs the app over a store file, and puts everything back as it was."""
    monkeypatch.chdir(ROOT)
    resources.settings.cache_clear()

    def start(store: Path, access: str = "local") -> None:
        monkeypatch.setenv("MENTORSHIP_STORE", str(store))
        monkeypatch.setenv("MENTORSHIP_ACCESS", access)

    yield start
    resources.close()


@pytest.fixture
def sample_copy(sample_file, tmp_path):
    return Path(shutil.copy(sample_file, tmp_path / "sample.duckdb"))


def opened(page: str, role: Role, person: str | None = None) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=WAIT)
    app.query_params["view_as"] = role
    if person:
        app.query_params["person"] = person
    app.run()
    app.switch_page(f"pages/{page}.py")
    app.query_params["view_as"] = role
    if person:
        app.query_params["person"] = person
    return app.run()


def everything(app: AppTest) -> str:
    """All that went to the browser: texts, tables, charts, options of widgets."""

    def walk(node) -> bytes:
        own = node.proto.SerializeToString() if getattr(node, "proto", None) is not None else b""
        return own + b" ".join(walk(child) for child in getattr(node, "children", {}).values())

    return walk(app._tree).decode("utf-8", "ignore")


def said(app: AppTest) -> str:
    return " ".join(
        str(each.value) for each in [*app.title, *app.markdown, *app.info, *app.error, *app.warning, *app.caption]
    )


def test_every_page_file_is_known_to_the_tests_and_to_the_frame():
    assert set(PAGES) == set(FOR) == set(menu.ENTRIES)
    assert all(set(menu.ENTRIES[page].roles) <= roles for page, roles in FOR.items()), "no menu has a closed page"


@pytest.mark.parametrize("role", list(Role))
def test_pages_with_the_sample(at_home, sample_copy, role):
    at_home(sample_copy)
    for page in PAGES:
        app = opened(page, role, PERSON.get(role))
        assert not app.exception, page
        if role in FOR[page]:
            assert not app.error, (page, said(app))
            assert len(app.title) == 1
            assert app.markdown[0].value.startswith("#### ") or page in FOR_ONE_PERSON
            assert "Up to 15 Nov 2026" in said(app), page
            assert "Sample data" in said(app), page
        else:
            assert [title.value for title in app.title] == ["Not for this role"], page


@pytest.mark.parametrize("role", list(Role))
def test_pages_with_an_empty_store(at_home, tmp_path, role):
    at_home(tmp_path / "empty.duckdb")
    for page in PAGES:
        app = opened(page, role)
        assert not app.exception, page
        if role in (Role.MENTEE, Role.MENTOR):
            assert [title.value for title in app.title] == [f"View as which {role}?"], page
            assert f"No {role}s are on record yet" in said(app), page
        elif role in FOR[page]:
            assert not app.error, (page, said(app))
            assert app.info or page in ("rules_in_force", "session_exports", "who_is_who"), page
        else:
            assert [title.value for title in app.title] == ["Not for this role"], page


def test_nobody_is_told_to_do_what_only_somebody_else_can(at_home, tmp_path):
    """On an empty store the ombudsman is told to import; leadership, who cannot, when there will be something."""
    at_home(tmp_path / "empty.duckdb")
    for page in [page for page, roles in FOR.items() if Role.LEADERSHIP in roles]:
        told = said(opened(page, Role.LEADERSHIP))
        assert not [each for each in ("As ombudsman", "Import ", "Fewer than five", "Session exports") if each in told]
    assert "Import an export first" in said(opened("overview", Role.OMBUDSMAN))


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.MENTEE, Role.MENTOR])
def test_no_page_sends_the_names_of_others(at_home, sample_copy, role):
    """Nothing of anybody else reaches the browser: no text, no table, no chart. Certified mentors are no secret: the
    programme publishes their list, and one page shows it."""
    own = PERSON.get(role, "nobody")
    store = open_store(sample_copy)
    with store.cursor() as cursor:
        allowed = {own} | {
            name
            for (name,) in cursor.execute(
                "select p.name from decision as d join person as p"
                " on p.person = if(d.mentee = $own, d.mentor, d.mentee) where $own in (d.mentee, d.mentor)",
                {"own": own},
            ).fetchall()
        }
        rows = cursor.execute("select person, name, email from person").fetchall()
        mentors = cursor.execute("select person, name, email from person where mentor_since is not null").fetchall()
    store.close()
    certified = {word for row in mentors for word in row if word}
    others = {word for row in rows if own not in row for word in row if word} - allowed
    at_home(sample_copy)
    for page in PAGES:
        hidden = others - certified if page == "find_a_mentor" else others
        assert not _named(page, role, PERSON.get(role), hidden), page
    assert _named("mentee_progress", Role.OMBUDSMAN, None, others), (
        "the ombudsman sees names, so the test can find them"
    )


def _named(page, role, person, names):
    app = opened(page, role, person)
    sent = everything(app)
    return [name for name in names if name in sent or json.dumps(name)[1:-1] in sent]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_alone_shows_the_sign_in_notice(at_home, sample_copy, page):
    """Without app.py around it, as a deep link may run it."""
    at_home(sample_copy, access="oidc")
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=WAIT).run()
    assert not app.exception
    assert [title.value for title in app.title] == ["Please sign in"]
    assert not app.dataframe and not app.selectbox
    assert "P-10" not in everything(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_alone_in_local_mode_works(at_home, sample_copy, page):
    at_home(sample_copy)
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=WAIT).run()
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1


def test_without_sign_in_the_app_answers_on_this_machine_only(at_home, sample_copy):
    at_home(sample_copy)
    before = st.get_option("server.address")
    st.config.set_option("server.address", "0.0.0.0")
    try:
        app = opened("overview", Role.OMBUDSMAN)
        assert "answers on this machine only" in app.warning[0].value
        assert not app.title
    finally:
        st.config.set_option("server.address", before)


def test_a_setting_that_makes_no_sense_is_a_sentence(at_home, sample_copy, monkeypatch):
    at_home(sample_copy)
    monkeypatch.setenv("MENTORSHIP_AS_OF", "someday")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=WAIT).run()
    assert not app.exception
    assert "MENTORSHIP\\_AS\\_OF" in said(app) or "MENTORSHIP_AS_OF" in said(app).replace("\\", "")
    monkeypatch.delenv("MENTORSHIP_AS_OF")
    resources.settings.cache_clear()


def test_a_failure_is_a_sentence_and_no_traceback(at_home, sample_copy, monkeypatch, caplog):
    at_home(sample_copy)
    monkeypatch.setattr(foot, "day", lambda _: 1 / 0)
    app = opened("overview", Role.OMBUDSMAN)
    assert not app.exception
    assert "could not be shown" in app.error[0].value
    assert "ZeroDivisionError" in caplog.text


def test_a_mentee_cannot_choose_another_mentee_by_the_address(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("my_progress", Role.MENTEE, "P-1051")
    app.query_params["mentee"] = "P-1001"
    app.run()
    assert "to go to your" in said(app)
    assert said(app) == said(opened("my_progress", Role.MENTEE, "P-1051"))
    assert not [each.key for each in (*app.main.selectbox, *app.main.text_input) if not each.form_id], "no chooser"


@pytest.mark.parametrize(
    "text",
    ["**bold** _x_ `c`", "<img src=x onerror=alert(1)>", ":material/home: :red[x] :smile:", "$x^2$", "# head", "[a](http://b.c)",
     "www.example.com a@b.org", "a\n- b", "~~x~~ | y", "1. x"],
)  # fmt: skip
def test_escaped_text_keeps_every_word(text):
    escaped = escape(text)
    kept = escaped.replace("\\", "").replace("\u2060", "")
    assert kept == " ".join(text.split()) or kept == text.replace("\n", " ")
    assert "\n" not in escaped


def test_what_if_and_upload_pages_do_not_write_by_looking(at_home, sample_copy):
    at_home(sample_copy)
    opened("credit_what_if", Role.OMBUDSMAN)
    opened("session_exports", Role.OMBUDSMAN)
    with resources.store().cursor() as cursor:
        assert cursor.execute("select count(*) from import").fetchone() == (3,)


def test_removing_the_sample_empties_the_store(at_home, sample_copy):
    at_home(sample_copy)
    app = opened("session_exports", Role.OMBUDSMAN)
    next(button for button in app.button if button.label == "Undo the sample").click().run()
    assert [each.value for each in app.success] == [
        escape(f"The import of {name} is undone.") for name in ("contacts.csv", "sessions.csv", "people.csv")
    ]
    assert "Sample data" not in said(app)
    with resources.store().cursor() as cursor:
        assert cursor.execute("select count(*) from current_session").fetchone() == (0,)
