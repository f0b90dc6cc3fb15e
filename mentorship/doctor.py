"""What is here and what is wrong: versions, the store and its counts, the handbook."""

import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mentorship.errors import MentorshipError
from mentorship.policy.loader import read_handbook
from mentorship.store.connection import open_store
from mentorship.store.sql_files import run
from mentorship.store.upgrade import VERSION, program_version

SQL = Path(__file__).parent / "store"


def examine(store_path: Path, handbook: Path) -> dict[str, Any]:
    """Findings as plain data; `wrong` lists what needs a person, in sentences. Raises nothing."""
    findings: dict[str, Any] = {
        "program": program_version(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in ("duckdb", "streamlit", "plotly", "pydantic")},
        "store": str(store_path),
        "store_version": VERSION,
        "counts": {},
        "rules": None,
        "wrong": [],
    }
    try:
        policy = read_handbook(handbook.resolve())
        findings["rules"] = {"id": policy.id, "digest": policy.digest}
    except MentorshipError as error:
        findings["wrong"].append(error.message)
    if not store_path.exists():
        findings["store"] = f"{store_path} (not created yet)"
        return findings
    try:
        store = open_store(store_path)
    except MentorshipError as error:
        findings["wrong"].append(error.message)
        return findings
    with store.cursor() as cursor:
        found = run(cursor, SQL / "counts.sql")
        names = [column[0] for column in found.description or []]
        findings["counts"] = dict(zip(names, found.fetchone() or (), strict=True))
    store.close()
    return findings
