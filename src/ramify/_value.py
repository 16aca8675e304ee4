"""The base of ramify's values: frozen, validated when built, JSON in and out."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from ramify._errors import InputError
from ramify._print import one_line

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

Line = Annotated[str, BeforeValidator(one_line)]
"""A text from outside that is shown on one line: a path, a name, a reason."""

_set_fields, _set_names, _set_extra, _set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in (
        "__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__",
    )
)  # fmt: skip
"""What sets the four things that a value of pydantic holds, faster than `object.__setattr__`."""


class Value(BaseModel):
    """A frozen value. An illegal one never exists: building it raises.

    >>> class Pair(Value):
    ...     a: int
    ...     b: int
    >>> Pair.from_json(Pair(a=1, b=2).to_json()) == Pair(a=1, b=2)
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The schema with what is written below each field."""
        made = handler(schema)
        fields = handler.resolve_ref_schema(made).get("properties", {})
        for name, words in described(cls).items():
            if name in fields:
                fields[name].setdefault("description", words)
        return made

    @classmethod
    def trusted(cls, fields: dict[str, Any]) -> Self:
        """A value of fields that are known to be right: all given, in order, and not checked.

        For inner loops that put together what was validated before; `model_construct`, which
        also looks for aliases and defaults, is slower than validating.

        >>> class Pair(Value):
        ...     a: int
        ...     b: int
        >>> Pair.trusted({"a": 1, "b": 2}) == Pair(a=1, b=2)
        True
        """
        value = object.__new__(cls)
        _set_fields(value, fields)
        _set_names(value, _names(cls))
        _set_extra(value, None)
        _set_private(value, None)
        return value

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


def described(of: type) -> dict[str, str]:
    """What is written below the fields of a class and of those that it is made from.

    >>> described(Value)
    {}
    """
    kinds = (kind for kind in reversed(of.__mro__) if issubclass(kind, Value))
    return {name: words for kind in kinds for name, words in _described(kind).items()}


@cache
def _described(of: type) -> dict[str, str]:
    """What is written below the fields of a class itself.

    Read from its source when a schema is asked for: pydantic, told to use such texts, reads the
    source of every class as it is made, which was a twentieth of the time of a brief.
    """
    try:
        [node] = ast.parse(textwrap.dedent(inspect.getsource(of))).body
    except (OSError, TypeError):  # no source, or no class of Python's
        return {}
    body = node.body if isinstance(node, ast.ClassDef) else []
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
        if isinstance(text.value.value, str)
    }


@cache
def _names(of: type[Value]) -> set[str]:
    """The names of all fields; one set for all, since nothing changes it in a frozen value."""
    return set(of.model_fields)


def first_problem(error: ValidationError) -> str:
    """The first thing that is wrong, as `field: message`."""
    problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(part) for part in problem["loc"])
    message = problem["msg"].removeprefix("Value error, ")
    return f"{field}: {message}" if field else message
