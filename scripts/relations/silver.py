"""Which real sentences name two sides, and what ramify's rules read between them.

Writes `data/silver.csv`: a treebank's sentence id, the spans of the two sides and of the word that
tells, and the class that the rules give; NONE for words of which they read nothing, in sentences of
no act or beside another act of the same two. Words that a second reader would be asked about are
left out there: nobody knows. The text itself stays in the treebank.
Run from the repository: `python -m scripts.relations.silver TREEBANKS`.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from ramify.reading import rules
from ramify.reading.actors.acts import Act
from ramify.reading.events.event_date import Context
from ramify.reading.second_reader.candidates import candidates, names_deed
from ramify.reading.second_reader.pairs import Pair, marked
from ramify.reading.second_reader.second_opinion import Classifier, Seconded
from ramify.reading.statements import Document, Unused
from ramify.reading.syntax.clauses import is_predicate
from ramify.reading.syntax.sentence import Sentence
from ramify.record.events import Event
from ramify.record.ontology import action
from ramify.world.world import World

from .treebanks import TABLE, sentences

ON = date(2008, 1, 1)
"""About when the treebanks' texts were written."""
Span = tuple[int, int]
Row = tuple[Span, Span, Span | None, str]


class Seen:
    """What the rules told of a document, and what a second reader would be asked."""

    def __init__(self) -> None:
        self.told: Sequence[tuple[Act, Event]] = ()
        self.asked: list[Pair] = []
        self.sentences: Sequence[Sentence] = ()

    def __call__(
        self,
        told: Sequence[tuple[Act, Event]],
        unused: Sequence[Unused],
        context: Context,
        load: Callable[[], Classifier | None],
        tell: Callable[[Act], Iterable[Event]],
    ) -> Seconded:
        self.told, self.sentences = told, context.sentences
        self.asked = [p for n in range(len(context.sentences)) for p in candidates(context, n)]
        return Seconded(tuple(told))


def named(text: str, world: World) -> list[tuple[str, Span]]:
    """The actors that a sentence names without doubt, each with its first mention's span."""
    found: dict[str, Span] = {}
    for mention in world.gazetteer.find(text, ON):
        if len(mention.candidates) == 1:
            found.setdefault(mention.candidates[0], (mention.start, mention.end))
    return list(found.items())


def told_by_rules(seen: Seen) -> Iterator[Row]:
    """The acts of the rules whose sides stand apart, by the word that tells them."""
    for act, event in seen.told:
        one = next((s for s in act.actors if s.id == event.actor), None)
        two = next((s for s in act.targets if s.id == event.target), None)
        sentence = seen.sentences[act.number]
        item = marked(one, two, sentence, act.i) if one and two else None
        label = action(event.action).plover
        if item and label:
            yield (
                _in_text(sentence, item[1]),
                _in_text(sentence, item[2]),
                _at(sentence, act.i),
                label,
            )


def told_by_none(
    seen: Seen, sides: Sequence[tuple[str, Span]], rng: random.Random
) -> Iterator[Row]:
    """Two named sides and a word of which the rules read nothing and nobody is asked."""
    used = {(a.number, w) for a, _ in seen.told for w in (a.i, *a.words)}
    used |= {(p.act.number, p.act.i) for p in seen.asked}
    words = [
        _at(sentence, t.i)
        for number, sentence in enumerate(seen.sentences)
        for t in sentence.tokens
        if (number, t.i) not in used and (is_predicate(sentence, t.i) or names_deed(sentence, t.i))
    ]
    for (_, a), (_, b) in combinations(sides, 2):
        one, two = (a, b) if rng.random() < 0.5 else (b, a)
        free = [w for w in words if all(w[1] <= s or e <= w[0] for s, e in (a, b))]
        if free:
            yield one, two, rng.choice(free), "NONE"
        elif not seen.told and not seen.asked:
            yield one, two, None, "NONE"


def _at(sentence: Sentence, i: int) -> Span:
    return sentence.tokens[i].start, sentence.tokens[i].end


def _in_text(sentence: Sentence, span: Span) -> Span:
    return span[0] + sentence.start, span[1] + sentence.start


def main(folder: Path) -> None:
    world, reader = World.packaged(), rules.RulesReader()
    rng = random.Random(1)
    rows: list[tuple[str, Row]] = []
    seen = Seen()
    rules.seconded = seen  # what is asked and told is wanted here, not what comes of it
    for sent, text in sentences(folder):
        sides = named(text, world)
        if not 2 <= len(sides) <= 4 or len(text) > 400:
            continue
        reader.read(Document(id="0" * 16, name=sent, text=text), world)
        rows += [(sent, row) for row in dict.fromkeys(told_by_rules(seen))]
        rows += [(sent, row) for row in told_by_none(seen, sides, rng)]
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        spans = [f"{name}_{end}" for name in ("one", "two", "word") for end in ("start", "end")]
        writer.writerow(("sentence", *spans, "label"))
        for sent, (one, two, word, label) in rows:
            writer.writerow((sent, *one, *two, *(word or ("", "")), label))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
