"""Pages opened over a store of their own, as somebody of a role, and put away again."""

import os
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from streamlit.testing.v1 import AppTest

from pages.parts import resources
from tests.conftest import ROOT

WAIT = 60


@contextmanager
def app_over(store: Path):
    """The app stands over a store file for as long as this lasts."""
    before = Path.cwd()
    os.chdir(ROOT)
    resources.settings.cache_clear()
    with patch.dict(os.environ, {"MENTORSHIP_STORE": str(store), "MENTORSHIP_ACCESS": "local"}):
        try:
            yield
        finally:
            resources.close()
            os.chdir(before)


def open_page(page, role, folds=(), **address):
    """A page as somebody opens it by an address, with some folds of it open (by key)."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=WAIT)
    app.query_params["view_as"] = role
    app.run()
    app.switch_page(f"pages/{page}.py")
    for name, value in {"view_as": role, **address}.items():
        app.query_params[name] = value
    for fold in folds:
        app.session_state[fold] = True
    return app.run()
