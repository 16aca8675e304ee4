"""Loading: files of event feeds into a record, one transaction a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import InputError
from ramify._files import scratch
from ramify.record import stata
from ramify.record.account import Account
from ramify.record.feeds.quadruples import VOCABULARIES, is_quadruple_folder
from ramify.record.feeds.registry import Sniffed
from ramify.record.feeds.vetoes import casts, is_vetoes
from ramify.record.fetch import manifest
from ramify.record.loading import merging, naming
from ramify.record.loading.intake import Unpacked, fingerprint, rewritten, unpacked
from ramify.record.loading.mentions import raise_counts
from ramify.record.loading.sniffing import sniffed
from ramify.record.loading.staging import Staged, stage, stage_many
from ramify.record.names.resolver import NameResolver

if TYPE_CHECKING:
    from ramify.record.store import Record
    from ramify.world.world import World

_MENTIONS = "gdelt2-mentions"
_SMALL = 8 << 20
"""Bytes below which files of one layout are read together, since each read has its cost."""
_TOGETHER = 64
_NAMED = 12
"""Files at most that a refusal names."""
_SKIPPED = (".part", ".tmp", ".md5", ".sha256")


@dataclass(frozen=True)
class _Load:
    """What one load works with."""

    record: Record
    resolver: NameResolver
    mapping: Path | None
    scratch: Path
    named: frozenset[Path]
    refused: list[InputError] = field(default_factory=list)


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
            before it is loaded, and loading again goes on from there. Of a folder all that can
            be loaded is, before those that were refused are named.
    """
    from ramify.world.world import World

    given = [Path(path) for path in paths]
    resolver = NameResolver(world or World.packaged())
    accounts = []
    with scratch("load") as folder:
        work = _Load(record, resolver, mapping, folder, frozenset(given))
        for account in _accounts(work, found(given)):
            accounts.append(account)
            if told:
                told(account)
        _leave_gaps(record, given)
    if work.refused:
        raise _refusal(work.refused)
    return tuple(accounts)


def _refusal(refused: list[InputError]) -> InputError:
    """What is said of files in folders that are not loaded."""
    if len(refused) == 1:
        return refused[0]
    told = "; ".join(f"{e.where}: {e.what}" for e in refused[:_NAMED])
    more = f"; and {len(refused) - _NAMED:,} more" if len(refused) > _NAMED else ""
    repairs = {error.repair for error in refused}
    repair = repairs.pop() if len(repairs) == 1 else None
    return InputError(f"{len(refused):,} files were not loaded: {told}{more}", repair=repair)


def _leave_gaps(record: Record, paths: Iterable[str | Path]) -> None:
    """Put what a fetch did not get into the coverage, once; what came since is no gap."""
    for folder in (Path(path) for path in paths if Path(path).is_dir()):
        kept = manifest.read(folder)
        if kept is None:
            continue
        rows = [(kept.source, gap.since, gap.until, gap.outcome) for gap in kept.gaps()]
        with record.transaction():
            connection = record.connection
            connection.execute(
                "DELETE FROM coverage WHERE source = ? AND state IN ('missing on the server', "
                "'failed') AND since IN (SELECT since::TIMESTAMP FROM "
                "(SELECT unnest(?::VARCHAR[]) AS since))",
                [kept.source, [file.since for file in kept.files if file.since]],
            )
            if rows:
                connection.executemany(
                    "INSERT INTO coverage VALUES (?, ?::TIMESTAMP, ?::TIMESTAMP, ?, NULL)", rows
                )


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
    if path.name.startswith(".") or path.suffix in _SKIPPED:
        return False
    vocabulary = path.name.partition(".")[0] in VOCABULARIES
    return not (vocabulary and is_quadruple_folder(path.parent))


@dataclass(frozen=True)
class _File:
    """A file that is to be loaded, with what the ledger says of it."""

    unpacked: Unpacked
    sniffed: Sniffed
    size: int
    sha256: str

    @property
    def small(self) -> bool:
        """Whether it is worth taking together with others of its layout."""
        return self.unpacked.path.stat().st_size < _SMALL and not self.sniffed.layout.revises


def _accounts(work: _Load, paths: Iterable[Path]) -> Iterator[Account]:
    """Accounts in the order of the files; small files of one layout go together."""
    batch: list[_File] = []
    try:
        for file in (file for path in paths for file in _taken(work, path)):
            fits = isinstance(file, _File) and file.small and len(batch) < _TOGETHER
            if batch and not (fits and file.sniffed == batch[0].sniffed):  # type: ignore[union-attr]
                full, batch = batch, []
                yield from _load_batch(work, full)
            if isinstance(file, Account):
                yield file
            elif file.small:
                batch.append(file)
            else:
                yield from _load_each(work, [file])
    except InputError:
        if batch:  # A file that is refused takes none of those before it with it.
            yield from _load_batch(work, batch)
        raise
    if batch:
        yield from _load_batch(work, batch)


def _taken(work: _Load, path: Path) -> Iterator[_File | Account]:
    """What a path holds; a file that is refused holds up the others only if it was named."""
    try:
        yield from _files(work, path)
    except InputError as error:
        if path in work.named:
            raise
        work.refused.append(error)


def _files(work: _Load, path: Path) -> Iterator[_File | Account]:
    """What a path holds: files to load, or the accounts of those that were loaded before."""
    size, sha256 = fingerprint(path)
    known = [a for a in work.record.files() if a.sha256 == sha256]
    if known and all("!" not in account.path for account in known):
        yield known[0].model_copy(update={"known": True})
        return
    for file in unpacked(path, work.scratch):
        again = [a for a in known if a.path == file.shown]
        if again:
            yield again[0].model_copy(update={"known": True})
        else:
            file = _as_table(file, work.scratch)
            what = sniffed(work.record.connection, file, path, work.mapping)
            yield _File(file, what, size, sha256)


def _as_table(file: Unpacked, scratch: Path) -> Unpacked:
    """A file as DuckDB reads it: a row an event, and Stata's as Parquet."""
    if file.head.startswith(stata.MARK):
        return rewritten(file, lambda into: stata.to_parquet(file.path, into, file.shown), scratch)
    if is_vetoes(file.head):
        return rewritten(file, lambda into: casts(file.path, into), scratch)
    return file


def _load_batch(work: _Load, batch: list[_File]) -> list[Account]:
    """Load small files in one transaction; if one has a row to set aside, one by one."""
    if len(batch) == 1 or batch[0].sniffed.layout.name == _MENTIONS:
        return _load_each(work, batch)
    sniffed, connection = batch[0].sniffed, work.record.connection
    rows = stage_many(connection, [file.unpacked for file in batch], sniffed)
    if rows is None:
        return _load_each(work, batch)
    try:
        with work.record.transaction():
            staged = [Staged(count, ()) for count in rows]
            accounts = _enter(work, batch, staged)
    except merging.OneByOne:
        return _load_each(work, batch)
    return _dropped(batch, accounts)


def _load_each(work: _Load, files: list[_File]) -> list[Account]:
    accounts: list[Account] = []
    for file in files:
        # Staged before the transaction, since rows of a table get their final order on commit.
        staged = stage(work.record.connection, file.unpacked, file.sniffed, work.scratch)
        with work.record.transaction():
            accounts += _enter(work, [file], [staged])
    return _dropped(files, accounts)


def _dropped(files: list[_File], accounts: list[Account]) -> list[Account]:
    """The accounts, once the unpacked copies of their files are gone."""
    for file in files:
        if file.unpacked.temporary:
            file.unpacked.path.unlink(missing_ok=True)
    return accounts


def _enter(work: _Load, files: list[_File], staged: list[Staged]) -> list[Account]:
    """Merge what is staged, and write the ledger's rows."""
    connection, sniffed = work.record.connection, files[0].sniffed
    sniffed = replace(sniffed, layout=sniffed.layout.cast)
    number = merging.next_file(connection)
    release = merging.release_of(files[0].unpacked.shown)
    if sniffed.layout.name == _MENTIONS:
        done = [raise_counts(connection, files[0].unpacked, sniffed)]
    else:
        naming.resolve_names(connection, sniffed.layout, work.resolver)
        texts = [file.unpacked for file in files]
        done = merging.merge(connection, texts, sniffed, number, release)
    accounts = [_account(f, s, d) for f, s, d in zip(files, staged, done, strict=True)]
    for n, (account, one, merged) in enumerate(zip(accounts, staged, done, strict=True)):
        merging.enter(connection, number + n, account, one.aside + merged.aside)
    return accounts


def _account(file: _File, staged: Staged, done: merging.Merged) -> Account:
    reasons = Counter(reason for _, reason, _ in staged.aside + done.aside)
    return Account(
        path=file.unpacked.shown,
        size=file.size,
        sha256=file.sha256,
        source=file.sniffed.layout.feed.name,
        layout=file.sniffed.layout.name,
        release=merging.release_of(file.unpacked.shown),
        rows=staged.rows,
        stored=done.stored,
        revised=done.revised,
        duplicates=done.duplicates,
        reasons=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
    ).close()
