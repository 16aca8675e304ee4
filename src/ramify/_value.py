"""The base of ramify's values: frozen, validated when built, JSON in and out."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from ramify._errors import InputError


class Value(BaseModel):
    """A frozen value. An illegal one never exists: building it raises.

    >>> class Pair(Value):
    ...     a: int
    ...     b: int
    >>> Pair.from_json(Pair(a=1, b=2).to_json()) == Pair(a=1, b=2)
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    def to_json(self, *, indent: int | None = None) -> str:
        """The value as JSON text; `from_json` gives an equal value back."""
        return self.model_dump_json(indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes, *, where: str | None = None) -> Self:
        """Read a value from JSON text.

        Raises:
            InputError: the text is not JSON, or not a valid value of this type.
        """
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise InputError(first_problem(error), where=where or cls.__name__) from None


def first_problem(error: ValidationError) -> str:
    """The first thing that is wrong, as `field: message`."""
    problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(part) for part in problem["loc"])
    message = problem["msg"].removeprefix("Value error, ")
    return f"{field}: {message}" if field else message
