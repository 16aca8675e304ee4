"""Corrections: what a person says of statements as read, kept in a file, held against the reader.

A correction names the sentence by its own words and the statement in one line:

    [[statement]]
    name = "treaty.txt"
    document = "3b1f0c9a44d2e871"
    sentence = "Norland and Sundria signed a treaty on 3 May 2024."
    read = "event NOR 057 SUN 2024-05-03"
    verdict = "wrong"              # right, wrong, changed, missing or unchecked
    should = ""                    # for changed and missing: the statement as it should be

An event is written `event ACTOR CODE TARGET DATE`, `-` for what there is not; a claim
`claim KIND MODALITY [not] HOLDER: its words`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

from pydantic import Field, ValidationError, model_validator

from ramify._errors import InputError, UnknownName
from ramify._value import Value, first_problem
from ramify.reading.statements import Claim, ClaimKind, Document, Holder, Modality, Reading
from ramify.record.events import Event
from ramify.record.evidence import TextEvidence
from ramify.record.ontology import action, actions

if TYPE_CHECKING:
    from ramify.world.world import World

Verdict = Literal["unchecked", "right", "wrong", "changed", "missing"]
Statement = Event | Claim

_EVENT = re.compile(r"event (\S+) (\d+) (\S+) (\S+)$")
_MODALITIES = "|".join(sorted(get_args(Modality), key=len, reverse=True))
_CLAIM = re.compile(
    rf"claim ({'|'.join(get_args(ClaimKind))}) ({_MODALITIES}) (not )?([^:]+): (.+)$", re.DOTALL
)
_HEAD = """\
# What ramify read. Set each verdict: right, wrong, or changed with `should` as it should be.
# For what was missed add a [[statement]] with verdict = "missing", its sentence and `should`.
# An event is "event ACTOR CODE TARGET DATE", - for what there is not;
# a claim is "claim KIND MODALITY [not] HOLDER: its words".
"""


class Correction(Value):
    """What a person says of one statement, or of one that is missing."""

    document: str
    """Id of the document."""
    name: str = ""
    sentence: str = Field(min_length=1)
    """Words of the document that bear the statement, verbatim."""
    verdict: Verdict = "unchecked"
    read: str = ""
    """The statement as it was read; empty if it is missing."""
    should: str = ""
    """The statement as it should be, if it is changed or missing."""

    @model_validator(mode="after")
    def _says_what_it_must(self) -> Self:
        if self.verdict in ("changed", "missing") and not (
            _EVENT.match(self.should) or _CLAIM.match(self.should)
        ):
            raise ValueError(
                f"{self.verdict} needs `should`: 'event ACTOR CODE TARGET DATE' or "
                "'claim KIND MODALITY HOLDER: words'"
            )
        if self.verdict in ("right", "wrong", "changed") and not self.read:
            raise ValueError(f"{self.verdict} needs `read`")
        return self


class CorrectionOutcome(Value):
    """How the reader does on one correction now."""

    correction: Correction
    met: bool
    why: str


class Corrections(Value):
    """The corrections of one file."""

    statement: tuple[Correction, ...] = ()


def line_of(statement: Statement) -> str:
    """A statement in one line, as a file of corrections has it.

    >>> line_of(Event(when="2024-06", actor="RUS", action="042", target="PRK"))
    'event RUS 042 PRK 2024-06'
    """
    if isinstance(statement, Event):
        target, when = statement.target or "-", statement.when or "-"
        return f"event {statement.actor} {statement.action} {target} {when}"
    denied = "" if statement.affirmed else "not "
    holder = statement.holder.name.replace(":", ",")
    about = f"{statement.kind} {statement.modality} {denied}{holder}"
    return f"claim {about}: {' '.join(statement.content.split())}"


def load(path: Path) -> Corrections:
    """Read a file of corrections, TOML or, by its suffix, JSON.

    Raises:
        InputError: missing, not TOML or JSON, or not a list of corrections.
    """
    where = str(path)
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
        return Corrections.model_validate(data)
    except OSError as error:
        raise InputError(
            str(error.strerror).lower(), where=where, repair="check the path"
        ) from None
    except ValidationError as error:
        raise InputError(first_problem(error), where=where, repair="mend that entry") from None
    except ValueError as error:
        raise InputError(f"cannot be read: {error}", where=where, repair="mend the file") from None


def template(readings: Iterable[Reading], *, as_json: bool = False) -> str:
    """A file of corrections with every statement as read, none checked yet."""
    listed = [_unchecked(s, reading) for reading in readings for s in statements(reading)]
    rows = [row.model_dump() for row in listed]
    if as_json:
        return json.dumps({"statement": rows}, indent=2, ensure_ascii=False) + "\n"
    parts = [_HEAD]
    for row in rows:
        lines = [f"{key} = {_toml(value)}" for key, value in row.items()]
        parts.append("\n".join(["[[statement]]", *lines, ""]))
    return "\n".join(parts)


def _toml(text: str) -> str:
    """A text as a TOML basic string: JSON's escapes, and the one sign that JSON leaves."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def statements(reading: Reading) -> list[Statement]:
    """Events and claims of a reading in the order of the text, each once."""
    listed: dict[tuple[int, int, str], Statement] = {}
    for statement in _all(reading):
        start, end = _spans(statement)[0] if _spans(statement) else (0, 0)
        listed.setdefault((start, end, line_of(statement)), statement)
    return [listed[key] for key in sorted(listed)]


def _all(reading: Reading) -> list[Statement]:
    found: list[Statement] = [*reading.events]
    return [*found, *reading.claims]


def _unchecked(statement: Statement, reading: Reading) -> Correction:
    document = reading.document
    start, end = _spans(statement)[0]
    return Correction(
        document=document.id,
        name=document.name,
        sentence=document.text[start:end],
        read=line_of(statement),
    )


def _spans(statement: Statement) -> list[tuple[int, int]]:
    return [(e.start, e.end) for e in statement.evidence if isinstance(e, TextEvidence)]


def corrected(
    reading: Reading, corrections: Corrections, world: World
) -> tuple[Reading, tuple[CorrectionOutcome, ...]]:
    """The reading as a person wants it, and how the reader does on each correction.

    The outcomes are regression cases: all are met once the reader reads what the
    person says.

    Raises:
        InputError: a correction names an actor or a code that there is not.
    """
    mine = [c for c in corrections.statement if c.document == reading.document.id]
    outcomes = tuple(_outcome(c, reading) for c in mine if c.verdict != "unchecked")
    kept = _all(reading)
    for correction in mine:
        span = _place(correction, reading.document)
        if span is None or correction.verdict in ("unchecked", "right"):
            continue
        gone = [s for s in kept if _is(s, correction.read, span)]
        kept = [s for s in kept if s not in gone]
        if correction.should and not _reads(correction.should, span, kept):
            kept.append(_made(correction, span, reading.document, world, gone))
    update = {
        "events": tuple(s for s in kept if isinstance(s, Event)),
        "claims": tuple(s for s in kept if isinstance(s, Claim)),
    }
    return reading.model_copy(update=update), outcomes


def _place(correction: Correction, document: Document) -> tuple[int, int] | None:
    found = _find(correction.sentence, document.text)
    return found.span() if found else None


def _find(words: str, text: str) -> re.Match[str] | None:
    """Where words stand in a text, whatever the blanks between them."""
    return re.search(r"\s+".join(map(re.escape, words.split())), text)


def _is(statement: Statement, line: str, span: tuple[int, int]) -> bool:
    near = any(start < span[1] and span[0] < end for start, end in _spans(statement))
    return near and _unordered(line_of(statement)) == _unordered(line)


def _unordered(line: str) -> str:
    """The line with the sides of what both do in one order: who is named first means nothing."""
    match = _EVENT.match(line)
    if match is None or match[2] not in _mutual():
        return line
    first, second = sorted((match[1], match[3]))
    return f"event {first} {match[2]} {second} {match[4]}"


@cache
def _mutual() -> frozenset[str]:
    return frozenset(action.code for action in actions() if action.symmetric)


def _reads(line: str, span: tuple[int, int], read: Sequence[Statement]) -> bool:
    return any(_is(statement, line, span) for statement in read)


def _outcome(correction: Correction, reading: Reading) -> CorrectionOutcome:
    span = _place(correction, reading.document)
    if span is None:
        return CorrectionOutcome(
            correction=correction, met=False, why="its sentence is not in the document"
        )
    old, new = (_reads(line, span, _all(reading)) for line in (correction.read, correction.should))
    match correction.verdict:
        case "right":
            return CorrectionOutcome(
                correction=correction, met=old, why="read" if old else "no longer read"
            )
        case "wrong":
            return CorrectionOutcome(
                correction=correction, met=not old, why="still read" if old else "gone"
            )
        case _:
            why = "read as it should be" if new and not old else "not read as it should be"
            return CorrectionOutcome(correction=correction, met=new and not old, why=why)


def _made(
    correction: Correction,
    span: tuple[int, int],
    document: Document,
    world: World,
    gone: Sequence[Statement],
) -> Statement:
    """The statement as it should be; a claim keeps what its line does not say."""
    evidence = (_evidence(span, document),)
    try:
        if event := _EVENT.match(correction.should):
            return _event(event, evidence, world)
        old = next((statement for statement in gone if isinstance(statement, Claim)), None)
        return _claim(correction.should, evidence, old)
    except (UnknownName, ValueError) as error:
        what = first_problem(error) if isinstance(error, ValidationError) else str(error)
        raise InputError(
            f"{correction.should!r}: {what}", where="corrections", repair="mend `should`"
        ) from None


def _evidence(span: tuple[int, int], document: Document) -> TextEvidence:
    start, end = span
    return TextEvidence(
        document=document.id,
        name=document.name,
        start=start,
        end=end,
        quote=document.text[start:end],
        by="correction",
    )


def _event(match: re.Match[str], evidence: tuple[TextEvidence, ...], world: World) -> Event:
    actor, code, target, when = match.groups()
    for party in (actor, target):
        if party not in ("-", "---"):
            world.actor(party)
    told: dict[str, Any] = {
        "when": None if when == "-" else when,
        "actor": actor,
        "action": action(code).code,
        "target": None if target == "-" else target,
        "evidence": evidence,
    }
    return Event.model_validate(told)


def _claim(line: str, evidence: tuple[TextEvidence, ...], old: Claim | None) -> Claim:
    match = _CLAIM.match(line)
    assert match is not None
    kind, modality, denied, holder, content = match.groups()
    verbatim = _find(content, evidence[0].quote)
    if verbatim is None:
        raise ValueError("its words are not in the sentence")
    content = verbatim.group()
    update = {"kind": kind, "modality": modality, "affirmed": not denied, "content": content}
    if old is not None:
        kept = old.holder if old.holder.name == holder else Holder(name=holder, kind="unnamed")
        return old.model_copy(update=update | {"holder": kept, "evidence": evidence})
    who = Holder(name=holder, kind="author" if holder == "the author" else "unnamed")
    return Claim.model_validate(update | {"holder": who, "evidence": evidence})
