"""The numbers that measures and signals rest on: dated and explained like rules, in TOML beside their SQL."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import Field, RootModel, ValidationError

from mentorship.errors import HandbookError
from mentorship.policy.timeline import Day, Strict

Value = int | float | str | tuple[str, ...]
Model = TypeVar("Model", bound=Strict)


class DatedValue(Strict):
    """One value, the day it is in force from, and why it is what it is."""

    value: Value
    in_force_from: Day
    because: str = Field(min_length=10)


class Parameter(RootModel[tuple[DatedValue, ...]]):
    """The values of one parameter. What is asked today goes by the value in force on the day of judging."""

    def on(self, when: date) -> Value:
        """The latest value that has begun, else the first. A tuple where it is a list."""
        begun = [each for each in self.root if each.in_force_from <= when]
        first = min(self.root, key=lambda each: each.in_force_from)
        return max(begun, key=lambda each: each.in_force_from, default=first).value


class Parameters(RootModel[dict[str, Parameter]]):
    """By name."""

    def on(self, when: date) -> dict[str, Any]:
        """Name → the value in force on a day, as SQL is given it."""
        found = {name: each.on(when) for name, each in self.root.items()}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def read_toml(file: Path, model: type[Model]) -> Model:
    """A file of ours as its model. Raises HandbookError for one that says something else."""
    try:
        return model.model_validate(tomllib.loads(file.read_text("utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(each) for each in first["loc"])
        raise HandbookError(file.name, where, repr(first["input"])[:80], first["msg"]) from None
