"""Quadruples as events: numbers into two vocabularies, and times counted from an origin.

A mapping file names the origin (`epoch`), how many times make a day (`step`), and the CAMEO codes
of the relations (`acts`). Exact repeats are one event, as everywhere in a record.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from ramify._errors import InputError
from ramify.record.feeds.cells import Cell, digest, fixed
from ramify.record.feeds.layout import Layout
from ramify.record.feeds.mapping import Mapped, acts_in
from ramify.record.feeds.quadruple_files import find, read_names
from ramify.record.feeds.registry import Sniffed
from ramify.record.ontology import actions

_SPLITS = ("train", "valid", "test")
VOCABULARIES = ("entity2id", "relation2id")
ACTS = "acts.csv"
"""A table of CAMEO codes that may stand beside the vocabularies, for questions by code."""
_COLUMNS = ("c_subject", "c_relation", "c_object", "c_time")


@dataclass(frozen=True)
class Vocabulary:
    """Names by their numbers, as a variable of DuckDB that a layout's SQL speaks of."""

    variable: str
    names: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path, stem: str) -> Vocabulary:
        """The vocabulary of a folder; underscores in names are blanks."""
        names = tuple(name.replace("_", " ") for name in read_names(folder, stem))
        told = hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
        return cls(f"{stem}_{told}", names)

    def of(self, column: str) -> str:
        """SQL for the name whose number a column has; NULL if there is none."""
        return f"getvariable('{self.variable}')[TRY_CAST({column} AS INTEGER) + 1]"


def relation_of(folder: Path, code: str) -> str:
    """The relation of a folder of quadruples that a CAMEO code means; its own names as they are.

    Raises:
        InputError: no relation is known to be this act.
    """
    names = read_names(folder, "relation2id")
    own = code.replace(" ", "_")
    labels = {a.code: a.label for a in actions()}
    if own in names or code not in labels:
        return own
    told = acts_in(folder / ACTS) if (folder / ACTS).is_file() else []
    meant = {_plain(name) for name, of in [*told, (labels[code], code)] if of == code}
    found = [name for name in names if _plain(name) in meant]
    if len(found) == 1:
        return found[0]
    raise InputError(
        f"no relation is known to be {code} ({labels[code]})",
        where=str(folder),
        repair=f"write a relation as in relation2id, or put {ACTS} there, with the columns name "
        "and code",
    )


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.replace("_", " ").lower()))


def is_quadruple_file(path: Path) -> bool:
    """Whether a file is a split of a folder of quadruples."""
    return path.name.partition(".")[0] in _SPLITS and is_quadruple_folder(path.parent)


def is_quadruple_folder(folder: Path) -> bool:
    """Whether a folder has both vocabularies of quadruples."""
    return all(find(folder, stem) for stem in VOCABULARIES)


def quadruples(
    head: bytes, path: Path, mapping: Path | None
) -> tuple[Sniffed, tuple[Vocabulary, ...]]:
    """The layout of a split, and the vocabularies it needs.

    Args:
        head: the first bytes of its text.
        path: where it is, beside its vocabularies.

    Raises:
        InputError: there is no mapping, or it names no epoch or acts.
    """
    if mapping is None:
        raise InputError(
            "holds quadruples, which count their days from an origin that nobody named",
            where=str(path),
            repair="name it in a `--mapping FILE`: epoch, step and acts; see docs/record.md",
        )
    mapped = Mapped.read(mapping)
    if mapped.epoch is None or mapped.acts is None:
        lacking = "epoch" if mapped.epoch is None else "acts"
        raise InputError(
            f"names no {lacking}, without which quadruples are no events",
            where=str(mapping),
            repair="see docs/record.md",
        )
    actors, relations = (Vocabulary.read(path.parent, stem) for stem in VOCABULARIES)
    line = head.decode("utf-8-sig", "replace").partition("\n")[0]
    delimiter = "\t" if "\t" in line else " "
    further = tuple(f"extra_{n}" for n in range(4, len(line.split(delimiter))))
    layout = _layout(mapped, actors, relations)
    sniffed = Sniffed(layout, delimiter, "", 0, (*_COLUMNS, *further))
    return sniffed, (actors, relations)


def _layout(mapped: Mapped, actors: Vocabulary, relations: Vocabulary) -> Layout:
    subject, relation, target = (
        vocabulary.of(column)
        for vocabulary, column in zip((actors, relations, actors), _COLUMNS, strict=False)
    )
    day = f"(DATE '{mapped.epoch}' + TRY_CAST(c_time AS INTEGER) // {mapped.step})"
    within = f"coalesce(TRY_CAST(c_time AS INTEGER) BETWEEN 0 AND {2_000_000 * mapped.step}, false)"
    return Layout(
        name=f"quadruples by {mapped.path.name}",
        feed=mapped.feed,
        columns=_COLUMNS,
        key=digest(f"{subject}", f"{relation}", f"{target}", f"{day}::VARCHAR"),
        values={
            "first_day": Cell(day, f"NOT {within}", "its time is no number of a day"),
            "last_day": fixed(day),
            "precision": fixed("'day'"),
            "actor_name": Cell(subject, f"{subject} IS NULL", "its subject is in no vocabulary"),
            "target_name": Cell(target, f"{target} IS NULL", "its object is in no vocabulary"),
            "native": Cell(relation, f"{relation} IS NULL", "its relation is in no vocabulary"),
            "system": fixed("'CAMEO'"),
            "status": fixed("'happened'"),
        },
        actor=mapped.side(subject),
        target=mapped.side(target),
        acts=mapped.acts,
    )
