"""What an installation may set, by environment variables (`MENTORSHIP_…`) or a `.env` file."""

import os
from datetime import date
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from mentorship.errors import SettingError
from mentorship.policy.loader import OUR_HANDBOOK
from mentorship.vocabulary import TimeZone
from mentorship.wording import nearest

_PREFIX, _FILE = "MENTORSHIP_", ".env"


class Settings(BaseSettings):
    """Where the store is, who may look, which handbook is in force. Raises pydantic's error on nonsense, SettingError
    for a name that is no setting: mistyped it would silently leave the default in force."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_file=_FILE, extra="ignore")

    #: The DuckDB file that holds everything.
    store: Path = Path("data/mentorship.duckdb")
    #: `local`: no sign-in, on this machine only. `oidc`: people sign in with the configured provider.
    access: Literal["local", "oidc"] = "local"
    #: Roles of people, by e-mail, for `oidc` (TOML). Who is in no role is a mentee or mentor by the people data.
    roles: Path = Path("roles.toml")
    #: For `oidc`: the provider vouches for every e-mail, though its tokens lack the claim `email_verified`.
    provider_verifies_emails: bool = False
    #: For `oidc`: how long a sign-in lasts. Not set: as long as the provider's token, at most 8 hours.
    sign_in_minutes: int | None = Field(default=None, ge=1, le=1440)
    #: Another handbook than the one that comes with the program.
    handbook: Path = OUR_HANDBOOK
    #: The day everything is judged as of; normally today.
    as_of: date | None = None
    #: A folder with profiles of one's own exports.
    profiles: Path = Path("data/profiles")
    #: The programme's time zone: moments that say their zone, themselves or by a profile, are moved into it.
    time_zone: TimeZone | None = None
    #: How much memory the database may take before it works from disk.
    memory_limit: str = "500MB"
    #: The largest file taken in, in megabytes.
    largest_file_mb: int = 500
    #: The largest JSON that is one value (NDJSON has no such limit), in megabytes.
    largest_json_mb: int = 100
    #: The most files in an archive, rows and columns of a table, and cells of a workbook, empty ones included.
    most_files: int = 200
    most_rows: int = 10_000_000
    most_columns: int = 10_000
    most_cells: int = 12_000_000

    @property
    def limits(self) -> dict[str, int]:
        """As `mentorship.intake.limits.Limits` takes them."""
        return {
            "file_mb": self.largest_file_mb, "json_mb": self.largest_json_mb, "files": self.most_files,
            "rows": self.most_rows, "columns": self.most_columns, "cells": self.most_cells,
        }  # fmt: skip

    #: A folder that the running app watches: what arrives in it is brought in by itself.
    watch: Path | None = None
    #: What another program must know to send files to the running app. Without it that entrance is closed.
    import_token: SecretStr = SecretStr("")
    #: Where the running app answers, for commands that find the store in use by it.
    app: str = "http://127.0.0.1:8501"

    def __init__(self, **values: Any) -> None:
        _refuse_unknown_names()
        super().__init__(**values)


def _refuse_unknown_names() -> None:
    """Raises SettingError for the first name with our prefix that means nothing."""
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields}
    named = [name for name in (*os.environ, *dotenv_values(_FILE)) if name.upper().startswith(_PREFIX)]
    for name in sorted(named):
        if name.upper() not in known:
            near = nearest(name.upper(), sorted(known))
            meant = f"Did you mean {near}? " if near else ""
            raise SettingError(
                f"{name} is not a setting of this program. {meant}Correct or remove it, then start again."
            )
