"""Loading: files of event feeds into a record, one transaction a file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify.record import merging, naming
from ramify.record.account import Account
from ramify.record.feeds.layout import Layout
from ramify.record.feeds.own import mapped
from ramify.record.feeds.registry import Sniffed, sniff, table_of
from ramify.record.intake import Unpacked, fingerprint, unpacked
from ramify.record.mentions import raise_counts
from ramify.record.names.resolver import Resolver
from ramify.record.staging import Staged, stage

if TYPE_CHECKING:
    from ramify.record.store import Record
    from ramify.world.world import World

_SKIPPED = (".part", ".tmp", ".md5", ".sha256")


@dataclass(frozen=True)
class _Load:
    """What one load works with."""

    record: Record
    resolver: Resolver
    mapping: Path | None
    scratch: Path


def load(
    record: Record,
    paths: Iterable[str | Path],
    *,
    world: World | None = None,
    mapping: Path | None = None,
    told: Callable[[Account], None] | None = None,
) -> tuple[Account, ...]:
    """Load files and folders of files; `Record.load` says what is done.

    Raises:
        InputError: a path is not there, or a file is of no layout that is known; what came
            before it is loaded, and loading again goes on from there.
    """
    from ramify.world.world import World

    resolver = Resolver(world or World.packaged())
    accounts = []
    with tempfile.TemporaryDirectory(prefix="ramify-") as scratch:
        work = _Load(record, resolver, mapping, Path(scratch))
        for path in found(paths):
            for account in _load_file(work, path):
                accounts.append(account)
                if told:
                    told(account)
    return tuple(accounts)


def found(paths: Iterable[str | Path]) -> list[Path]:
    """The files that paths mean: themselves, or all files in a folder, in order of name.

    Raises:
        InputError: there is no such path, or nothing in it.
    """
    files: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.is_file() and _is_data(p)]
            if not inside:
                raise InputError("has no files in it", where=str(path))
            files += inside
        elif path.exists():
            files.append(path)
        else:
            raise InputError("no such file", where=str(path))
    return files


def _is_data(path: Path) -> bool:
    return not path.name.startswith(".") and path.suffix not in _SKIPPED


def _load_file(work: _Load, path: Path) -> Iterator[Account]:
    if not os.access(path, os.R_OK):
        raise InputError("cannot be read: permission denied", where=str(path))
    size, sha256 = fingerprint(path)
    known = [a for a in work.record.files() if a.sha256 == sha256]
    if known and all("!" not in account.path for account in known):
        yield known[0].model_copy(update={"known": True})
        return
    with unpacked(path) as files:
        for file in files:
            again = [a for a in known if a.path == file.shown]
            if again:
                yield again[0].model_copy(update={"known": True})
            else:
                yield _load_one(work, file, size, sha256)


def _load_one(work: _Load, file: Unpacked, size: int, sha256: str) -> Account:
    sniffed = _sniffed(file, work.mapping)
    layout = sniffed.layout
    connection = work.record.connection
    # Staged before the transaction, since rows of a table get their final order on commit.
    staged = stage(connection, file, sniffed, work.scratch)
    with work.record.transaction():
        number = merging.next_file(connection)
        release = merging.release_of(file.shown)
        if layout.name == "gdelt2-mentions":
            done = raise_counts(connection, file, sniffed)
        else:
            naming.resolve_names(connection, layout, work.resolver)
            done = merging.merge(connection, file, sniffed, number, release)
        account = _account(file, layout, staged, done, (size, sha256, release))
        merging.enter(connection, number, account, staged.aside + done.aside)
    return account


def _sniffed(file: Unpacked, mapping: Path | None) -> Sniffed:
    if mapping is None:
        return sniff(file.head, file.shown)
    delimiter, columns, names = table_of(file.head, file.shown)
    layout = mapped(mapping, columns, names)
    quote = "" if delimiter == "\t" else '"'
    return Sniffed(layout, delimiter, quote, 1, columns)


def _account(
    file: Unpacked,
    layout: Layout,
    staged: Staged,
    done: merging.Merged,
    file_facts: tuple[int, str, str | None],
) -> Account:
    size, sha256, release = file_facts
    reasons: dict[str, int] = {}
    for _, reason, _ in staged.aside + done.aside:
        reasons[reason] = reasons.get(reason, 0) + 1
    return Account(
        path=file.shown,
        size=size,
        sha256=sha256,
        source=layout.feed.name,
        layout=layout.name,
        release=release,
        rows=staged.rows,
        stored=done.stored,
        revised=done.revised,
        duplicates=done.duplicates,
        reasons=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
    ).close()
