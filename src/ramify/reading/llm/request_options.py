"""What is sent beside a question: sampling, the length of the answer, and its shape.

Endpoints differ in what they know. What one refuses is left out or said in its own
words from then on, save the length of an answer, which is never given up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_LENGTH, _NEW_LENGTH = "max_tokens", "max_completion_tokens"
_SHAPES = ("schema", "schema without bounds", "any object", "text")


@dataclass
class RequestOptions:
    """The options that one endpoint is asked with, fewer with each that it refuses."""

    max_tokens: int
    sampling: dict[str, int] = field(default_factory=lambda: {"temperature": 0, "seed": 0})
    length: str = _LENGTH
    shape: str = _SHAPES[0]

    def body(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """The options as they are sent, for an answer of this schema.

        >>> RequestOptions(100, shape="any object").body({})["response_format"]
        {'type': 'json_object'}
        """
        sent: dict[str, Any] = {**self.sampling, self.length: self.max_tokens}
        if self.shape == "any object":
            return sent | {"response_format": {"type": "json_object"}}
        if self.shape == "text":
            return sent
        wanted = schema if self.shape == "schema" else _unbounded(schema)
        named = {"name": "statements", "strict": True, "schema": wanted}
        return sent | {"response_format": {"type": "json_schema", "json_schema": named}}

    def refused(self, status: int, said: str) -> bool:
        """Whether the endpoint refused an option that can be done without; it then is.

        >>> options = RequestOptions(100)
        >>> options.refused(400, "Unsupported: 'max_tokens'. Use 'max_completion_tokens'.")
        True
        >>> options.length
        'max_completion_tokens'
        """
        if status not in (400, 422):
            return False
        said = said.lower()
        if self.length == _LENGTH and _NEW_LENGTH in said:
            self.length = _NEW_LENGTH
            return True
        if self.shape == "schema" and "maxitems" in said:
            self.shape = "schema without bounds"
            return True
        if self.shape != "text" and re.search("response_format|json_schema|json_object", said):
            self.shape = "text" if self.shape == "any object" else "any object"
            return True
        dropped = [name for name in self.sampling if name in said]
        for name in dropped:
            del self.sampling[name]
        return bool(dropped)


def _unbounded(part: Any) -> Any:
    """A schema without the bounds of its lists, which some endpoints do not know."""
    if isinstance(part, list):
        return [_unbounded(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {key: _unbounded(value) for key, value in part.items() if key != "maxItems"}
