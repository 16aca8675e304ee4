"""A source: a published data set, how its files are known, and how rows become values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ramify._errors import InputError
from ramify._value import Value
from ramify.world.sources.columns import ColumnTable
from ramify.world.sources.table import PublishedTable
from ramify.world.when import When
from ramify.world.world import World

if TYPE_CHECKING:
    import pyarrow as pa

Read = Callable[[Any, World], Iterator[Value]]
Fill = Callable[[ColumnTable, World], "pa.Table"]


@dataclass(frozen=True, kw_only=True)
class Source:
    """What `ramify load` needs to know of a data set.

    `names` are patterns of the file's name, to find it in a folder; `columns` must
    be in its header, under their own names or those that `aliases` maps onto them.
    """

    kind: str
    """The word for it on the command line."""
    title: str
    cite: str
    names: tuple[str, ...]
    columns: frozenset[str]
    read: Read | None = None
    """Gives the values of a table, where there are few enough to be values."""
    value: type[Value] | None = None
    fill: Fill | None = None
    """Gives all rows of a large table at once, as columns."""
    file: str
    """Name of the file it fills in a world folder; its ending says the format."""
    fact: str
    """What its values are, as `about.toml` names what the facts cover."""
    since: When
    """First day the data set covers."""
    through: When | Callable[[Any], When | None] | str
    """Last day it covers; or what gives the last day of a value, or the column that has it, where
    that differs by release."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    open: Callable[[Path], Any] | None = None
    """Opens a file that is no table, as the lists in XML."""

    def find(self, path: Path) -> Path:
        """The data set's file: the path itself, or the one in a folder that has its name.

        Raises:
            InputError: there is none, or several.
        """
        if not path.is_dir():
            return path
        wanted = [f"{name}{end}" for name in self.names for end in ("", ".gz")]
        found = sorted({hit for pattern in wanted for hit in path.glob(pattern)})
        if len(found) == 1:
            return found[0]
        if not found:
            raise InputError(
                f"no file of {self.title} here",
                where=str(path),
                repair=f"its name should be {' or '.join(self.names)}; or name the file",
            )
        several = ", ".join(hit.name for hit in found)
        raise InputError(f"several may be meant: {several}", where=str(path), repair="name one")

    def columns_of(self, path: Path) -> ColumnTable:
        """The columns of the data set at a path.

        Raises:
            InputError: it is not there, or not that data set.
        """
        return ColumnTable(self.find(path), self.columns, dict(self.aliases))

    def table(self, path: Path) -> Any:
        """The table of the data set at a path, or its entries if it is no table.

        Raises:
            InputError: it is not there, or not that data set.
        """
        found = self.find(path)
        return self.open(found) if self.open else PublishedTable(found, self.columns, self.aliases)
