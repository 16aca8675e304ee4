"""Scores what is read on real pages against what a careful person read there.

    python scripts/score_pages.py TEXTS [--misses]
        [--set tune|held-out|opened|fresh|opened-last|unread|own-open|own-shut
            |claims-open|claims-shut|claims-later
            |plain-open|plain-shut]
    python scripts/score_pages.py TEXTS --base-url http://localhost:8080/v1 --model NAME
    python scripts/score_pages.py tests/reading/own_pages/texts --gold tests/reading/own_pages \
        --set own-open

TEXTS is the folder of the pages' texts, which the project does not hold unless they are made
up; the annotations stand in `tests/reading/pages`, whose README says what they mean, or in the
folder that `--gold` names.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, cast, get_args

from pydantic import Field, ValidationError

sys.path.insert(0, str(Path(__file__).parent.parent))

from ramify import Claim, Event, read
from ramify._errors import InputError
from ramify._value import Value, first_problem
from ramify.commands.reading.readers import Choice, chosen
from ramify.reading.evaluation.gold import Alignment, Span, letters
from ramify.reading.intake import documents
from ramify.reading.library import Reader
from ramify.reading.statements import ClaimKind, Modality, Reading
from ramify.record.evidence import TextEvidence
from ramify.record.ontology import Plover, action
from ramify.world.when import When
from tests.reading.gold.positions import sentences

GOLD = Path(__file__).parent.parent / "tests" / "reading" / "pages"
COOPERATION = frozenset(get_args(Plover)[:7])
Status = Literal["happened", "alleged", "denied", "planned"]
Part = Literal[
    "tune",
    "held-out",
    "opened",
    "fresh",
    "opened-last",
    "unread",
    "own-open",
    "own-shut",
    "claims-open",
    "claims-shut",
    "claims-later",
    "plain-open",
    "plain-shut",
]
Told = tuple[str, str]
"""The digest of a sentence, and the words in it that tell."""


def digest(sentence: str) -> str:
    """What a sentence is known by: 12 hex digits over its letters alone.

    >>> digest("It rained.") == digest("it  rained")
    True
    """
    return hashlib.sha256(letters(sentence)[0].encode()).hexdigest()[:12]


class Row(Value):
    """What every annotation has."""

    told: tuple[Told, ...] = Field(min_length=1)
    optional: bool = False
    """Neither asked for nor wrong."""

    @property
    def where(self) -> set[str]:
        return {sentence for sentence, _ in self.told}


class GoldEvent(Row):
    """Something told: what kind, between whom, when, and whether it is said to have happened."""

    classes: tuple[Plover, ...] = Field(alias="class", min_length=1)
    code: str | None = None
    actor: tuple[str, ...] = Field(min_length=1)
    target: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Targets that one may add; `-` where none is as good as those of `target`."""
    mutual: bool = False
    when: When | None = None
    undated: bool = False
    """Whether no date, or the page's own day, is as good as `when`."""
    status: tuple[Status, ...] = ("happened",)
    holder: tuple[str, ...] = ()

    def between(self, actor: str | None, target: str | None) -> bool:
        """Whether these are the two sides."""
        doers, targets = map(_ids, (self.actor, self.target))
        if self.mutual and actor in targets and target in {*doers, None}:
            return target is not None or not targets
        bare = not self.target or "-" in self.also
        return actor in doers and (target in {*targets, *_ids(self.also)} or (not target and bare))

    def tells(self, event: Event) -> bool:
        """Whether class and both sides are right."""
        return plover(event) in self.classes and self.between(event.actor, event.target)

    def one_side(self, actor: str | None, target: str | None) -> bool:
        """Whether at least one of them is right."""
        doers, targets = _ids(self.actor), _ids((*self.target, *self.also))
        if self.mutual:
            return bool({actor, target} & (doers | targets))
        return actor in doers or target in targets

    def same_pair(self, actor: str | None, target: str | None) -> bool:
        """Whether these are the two sides, whoever acts on whom."""
        return bool(target) and (self.between(actor, target) or self.between(target, actor))

    def dated(self, when: When | None, day: When | None) -> bool:
        """Whether a date is as good as the text allows."""
        if when is None:
            return self.undated
        return when == self.when or (self.undated and when == day)


class GoldClaim(Row):
    """Something held: of what kind, by whom, how surely."""

    kind: tuple[ClaimKind, ...] = Field(min_length=1)
    holder: tuple[str, ...] = Field(min_length=1)
    """Ids, or `author`, `scholars`, `reports`, `unnamed`; `*` for an actor without an id."""
    modality: tuple[Modality, ...] = ("unstated",)
    denied: bool = False

    def held_by(self, claim: Claim) -> bool:
        holder = claim.holder
        if holder.kind != "actor":
            return holder.kind in self.holder
        return "*" in self.holder or holder.actor in self.holder


class Forbidden(Row):
    """What a careless reader would take for an act."""

    classes: tuple[Plover, ...] = Field(alias="class", min_length=1)
    why: str


class Page(Value):
    """All that a page's annotator wrote down."""

    address: str
    outlet: str
    title: str
    kind: str
    set: Part
    day: When | None = None
    day_from: Literal["page", "address"] | None = None
    event: tuple[GoldEvent, ...] = ()
    claim: tuple[GoldClaim, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()

    @property
    def claims_alone(self) -> bool:
        """Whether only claims were annotated, so that nothing is known of events."""
        return bool(self.claim) and not (self.event or self.forbidden)


def load(path: Path) -> Page:
    """One page's annotations.

    Raises:
        InputError: they are no TOML, or not of this form.
    """
    try:
        return Page.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"not TOML: {error}", where=str(path)) from None
    except ValidationError as error:
        raise InputError(first_problem(error), where=str(path)) from None


def _ids(names: Iterable[str]) -> set[str]:
    return {name.partition(":")[0] for name in names} - {"-"}


class Sheet:
    """Which annotated sentences each statement of a reading stands in."""

    def __init__(self, page: Page, text: str, reading: Reading) -> None:
        self._cut = [(span, digest(text[slice(*span)])) for span in sentences(text)]
        titled = bool(page.title) and text.startswith(page.title)
        self._titles = {self._cut[0][1]} if titled else set()
        self._alignment = Alignment(reading.document.text, text)
        known = {sentence for _, sentence in self._cut}
        rows: tuple[Row, ...] = (*page.event, *page.claim, *page.forbidden)
        for words in (words for row in rows for at, words in row.told if at not in known):
            what = f"no sentence here is the one annotated with {words!r}"
            raise InputError(what, where=page.address, repair="annotate the changed text anew")

    def where(self, statement: Event | Claim) -> set[str]:
        found = (one for one in statement.evidence if isinstance(one, TextEvidence))
        spans = (self._alignment.span(one.start, one.end) for one in found)
        return {at for span in spans if span for at in self._under(span)} - self._titles

    def _under(self, span: Span) -> Iterator[str]:
        for (start, end), sentence in self._cut:
            shared = min(end, span[1]) - max(start, span[0])
            if end > start and shared >= min(end - start, span[1] - span[0]) / 2:
                yield sentence


def plover(event: Event) -> str | None:
    return action(event.action).plover


def status(event: Event) -> str:
    """What the reader says of it; a reader that gives no status says that all happened."""
    said = getattr(event, "status", "happened")
    return str(getattr(said, "kind", said))


def opposite(event: Event, rows: list[GoldEvent]) -> bool:
    """Whether the sentence tells of the same two sides, but never with this sign."""
    pairs = [row for row in rows if row.same_pair(event.actor, event.target)]
    signs = {one in COOPERATION for row in pairs for one in row.classes}
    return bool(pairs) and (plover(event) in COOPERATION) not in signs


def verdict(event: Event, rows: list[GoldEvent]) -> str:
    """`right`, `partly` or `wrong`, by the annotations of the sentence it stands in."""
    sides = (event.actor, event.target)
    matching = [row for row in rows if row.tells(event)]
    if any(status(event) in row.status for row in matching):
        return "right"
    kind = any(plover(event) in row.classes and row.one_side(*sides) for row in rows)
    pair = any(row.between(*sides) for row in rows) and not opposite(event, rows)
    return "partly" if matching or kind or pair else "wrong"


def score(page: Page, text: str, reading: Reading, misses: list[str]) -> Counter[str]:
    """What was found and what was given, counted."""
    sheet = Sheet(page, text, reading)
    claims = _claims(page, sheet, reading, misses)
    if page.claims_alone:
        return claims
    found = _found_events(page, sheet, reading, misses)
    return found + _given_events(page, sheet, reading, misses) + claims


def _found_events(page: Page, sheet: Sheet, reading: Reading, misses: list[str]) -> Counter[str]:
    n: Counter[str] = Counter()
    for row in (row for row in page.event if not row.optional):
        near = [one for one in reading.events if sheet.where(one) & row.where]
        found = [one for one in near if row.tells(one)]
        otherwise = "" if "happened" in row.status else " otherwise"
        n[f"asked{otherwise}"] += 1
        if not found:
            sides = f"{row.actor} {row.target}"
            misses.append(f"missed {'/'.join(row.classes)} {sides}: {row.told[0][1]}")
            continue
        n[f"found{otherwise}"] += 1
        n["status right"] += any(status(one) in row.status for one in found)
        kind = "undated" if row.undated else "dated"
        n[kind] += 1
        n[f"{kind} right"] += any(row.dated(one.when, page.day) for one in found)
        n["datable"] += row.when is not None
        n["dates told"] += row.when is not None and any(one.when == row.when for one in found)
    return n


def _given_events(page: Page, sheet: Sheet, reading: Reading, misses: list[str]) -> Counter[str]:
    n: Counter[str] = Counter()
    for event in (one for one in reading.events if plover(one)):
        where = sheet.where(event)
        if not where:
            continue
        rows = [row for row in page.event if row.where & where]
        banned = {one for row in page.forbidden if row.where & where for one in row.classes}
        how = verdict(event, rows)
        n["given"] += 1
        n[how] += 1
        n["opposite"] += opposite(event, rows)
        n["forbidden"] += how != "right" and plover(event) in banned
        if how != "right":
            quote = cast(TextEvidence, event.evidence[0]).quote
            misses.append(f"{how} {plover(event)} {event.actor} > {event.target}: {quote[:90]}")
    return n


def _claims(page: Page, sheet: Sheet, reading: Reading, misses: list[str]) -> Counter[str]:
    n: Counter[str] = Counter()
    for row in (row for row in page.claim if not row.optional):
        near = [one for one in reading.claims if sheet.where(one) & row.where]
        found = [one for one in near if one.kind in row.kind]
        n["claims asked"] += 1
        if not found:
            misses.append(f"missed {'/'.join(row.kind)} of {row.holder}: {row.told[0][1]}")
            continue
        n["claims found"] += 1
        n["holder right"] += any(map(row.held_by, found))
        n["modality right"] += any(one.modality in row.modality for one in found)
        n["polarity right"] += any(one.affirmed is not row.denied for one in found)
    for claim in reading.claims:
        where = sheet.where(claim)
        n["claims given"] += bool(where)
        n["claims right"] += any(
            row.where & where and claim.kind in row.kind and row.held_by(claim)
            for row in page.claim
        )
    return n


EVENT_SHARES = [
    ("events found: class and both sides right", "found", "asked"),
    ("  of what did not happen, or is planned", "found otherwise", "asked otherwise"),
    ("  status right, of all found", "status right", ("found", "found otherwise")),
    ("  date right, where the page gives one", "dated right", "dated"),
    ("  no false date, where it gives none", "undated right", "undated"),
    ("  date told, wherever it can be known", "dates told", "datable"),
    ("events given: right", "right", "given"),
    ("  partly", "partly", "given"),
    ("  wrong", "wrong", "given"),
    ("  of the opposite sign", "opposite", "given"),
    ("  on the list of what is no act", "forbidden", "given"),
]
CLAIM_SHARES = [
    ("claims found, kind right", "claims found", "claims asked"),
    ("  holder right", "holder right", "claims found"),
    ("  modality right", "modality right", "claims found"),
    ("  polarity right", "polarity right", "claims found"),
    ("claims given: kind and holder right", "claims right", "claims given"),
]


def report(n: Counter[str]) -> Iterator[str]:
    """The shares, a line each; those of events only where events were scored."""
    of_events = n["asked"] + n["asked otherwise"] + n["given"]
    for label, part, whole in (EVENT_SHARES if of_events else []) + CLAIM_SHARES:
        total = sum(n[one] for one in ([whole] if isinstance(whole, str) else whole))
        share = f"{n[part] / total:.0%}" if total else "–"
        yield f"{label:44}{n[part]:4} of {total:<4} {share:>5}"


def _read(text: Path, reader: Reader) -> Reading:
    """What a reader makes of a page; nothing, which is said, where it cannot read it."""
    library = read(text, reader=reader)
    for refused in library.refused:
        print(f"{text.name}: not read, all of it missed: {refused.reason}", file=sys.stderr)
    unread = Reading(document=documents.load(text), reader=reader.name)
    return next(iter(library.readings), unread)


def main(words: list[str] | None = None) -> None:
    """Read the pages and print the shares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("texts", type=Path, help="folder of the pages' texts")
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of the annotations")
    parser.add_argument("--set", choices=get_args(Part), default="tune")
    parser.add_argument("--misses", action="store_true", help="list what differs, page by page")
    parser.add_argument("--base-url", help="endpoint of a language model that reads instead")
    parser.add_argument("--model", help="its name")
    asked = parser.parse_args(words)
    model = asked.base_url or asked.model
    choice = Choice("llm" if model else "rules", asked.base_url, asked.model)
    reader = chosen(choice, None).reader
    total: Counter[str] = Counter()
    for path in sorted(asked.gold.glob("*.toml")):
        page = load(path)
        if page.set != asked.set:
            continue
        text = asked.texts / f"{path.stem}.txt"
        misses: list[str] = []
        reading = _read(text, reader)
        total += score(page, text.read_text(encoding="utf-8"), reading, misses)
        if asked.misses:
            print(path.stem, *misses, sep="\n  ")
    print(f"{asked.set} pages", *report(total), sep="\n")


if __name__ == "__main__":
    main()
