"""What is installed: named where it is used, pinned with everything it brings along, and known by its hashes."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.conftest import ROOT

_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", re.M)


def pins(name):
    """Package → versions, as a file of requirements says."""
    found: dict[str, set[str]] = {}
    for package, version in _PIN.findall((ROOT / name).read_text("utf-8")):
        found.setdefault(re.sub(r"[-_.]+", "-", package).lower(), set()).add(version)
    return found


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_package_is_known_by_its_hashes(name):
    text = (ROOT / name).read_text("utf-8")
    without = [
        block.split()[0] for block in re.split(r"\n(?=\S)", text) if "==" in block and "--hash=sha256:" not in block
    ]
    assert without == []
    assert len(pins(name)) > 60


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_what_is_asked_for_is_what_is_pinned(name):
    """After a change of the one the other is made anew: `make lock`."""
    locked = pins(f"{name}.lock")
    assert {
        package: versions for package, versions in pins(f"{name}.txt").items() if versions != locked.get(package)
    } == {}


def test_both_pin_the_same_versions():
    ours, theirs = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {
        name: (ours[name], theirs[name]) for name in ours.keys() & theirs.keys() if not theirs[name] <= ours[name]
    } == {}


def test_packages_are_installed_by_their_hashes_alone():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "--require-hashes -r requirements.lock -r requirements-dev.lock" in makefile
    assert "--no-build-isolation" in makefile, "what builds the package would come without"


def test_every_library_that_the_program_uses_is_asked_for():
    """Not brought along by chance by another one."""
    asked = set(pins("requirements.txt"))
    known = packages_distributions()
    used: dict[str, str] = {}
    for file in [ROOT / "app.py", *(ROOT / "mentorship").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            used |= {name.partition(".")[0]: file.name for name in names}
    ours = {"mentorship", "pages", *sys.stdlib_module_names}
    # Parts of Streamlit's own server, with which ours is one.
    of_streamlit = {"starlette", "anyio", "google", "numpy", "pandas"}
    unknown = {
        module: file
        for module, file in used.items()
        if module not in ours | of_streamlit
        and not {re.sub(r"[-_.]+", "-", each).lower() for each in known.get(module, [])} & asked
    }
    assert unknown == {}
