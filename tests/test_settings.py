"""Settings: a name that means nothing is refused, since the default it leaves in force may be the unsafe one."""

import subprocess
import sys

import pytest

from mentorship.errors import SettingError
from mentorship.settings import Settings
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def no_settings(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("MENTORSHIP_ACESS", "MENTORSHIP_ACCESS"), ("mentorship_acces", "MENTORSHIP_ACCESS"),
     ("MENTORSHIP_IMPORT_TOKENS", "MENTORSHIP_IMPORT_TOKEN"), ("MENTORSHIP_STORES", "MENTORSHIP_STORE")],
)  # fmt: skip
def test_a_mistyped_setting_is_refused_with_the_nearest_known_one(monkeypatch, name, meant):
    monkeypatch.setenv(name, "oidc-and-secret")
    with pytest.raises(SettingError) as refused:
        Settings()
    assert refused.value.message.startswith(f"{name} is not a setting of this program. Did you mean {meant}?")
    assert "secret" not in refused.value.message


def test_so_is_one_in_the_file(tmp_path):
    (tmp_path / ".env").write_text("OTHER=1\nMENTORSHIP_ACESS=oidc\n", "utf-8")
    with pytest.raises(SettingError, match="MENTORSHIP_ACESS"):
        Settings()


def test_known_names_in_any_case_and_other_programs_names_are_taken(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("OTHER=1\nMENTORSHIP_ROLES=r.toml\n", "utf-8")
    monkeypatch.setenv("mentorship_access", "oidc")
    monkeypatch.setenv("MENTORSHIPS", "no prefix of ours")
    assert (Settings().access, str(Settings().roles)) == ("oidc", "r.toml")


def test_a_command_says_it_in_one_sentence(monkeypatch):
    monkeypatch.setenv("MENTORSHIP_ACESS", "oidc")
    command = [sys.executable, "-m", "mentorship", "doctor"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60, env=None, cwd=ROOT)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip().endswith("Did you mean MENTORSHIP_ACCESS? Correct or remove it, then start again.")
