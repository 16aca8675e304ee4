"""Sentences from what others wrote down and may ship: dictionaries, verb lists, the chronicle.

Each source gives core clauses with the letters A and B; `generate.Writer` puts actors in and
words around them. PETRARCH-2's dictionaries are under the MIT licence, whose notice
`ATTRIBUTION.md` of the package carries.
"""

from __future__ import annotations

import csv
import gzip
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .generate import NONE, Writer
from .inflection import gerund, participle, past, present
from .marks import Item, tells

_SIDED = re.compile(r"(?<!\w)[AB](?!\w)")


@dataclass(frozen=True, slots=True)
class Core:
    """A clause with the letters A and B, the kind of actor A is, and its CAMEO code."""

    text: str
    code: str
    who: str = "official"


def rendered(cores: list[Core], classes: dict[str, str], count: int, seed: int) -> Iterator[Item]:
    """`count` items from cores drawn by class, so that no class crowds out the others."""
    writer = Writer(seed)
    by_class: dict[str, list[Core]] = {}
    for core in cores:
        by_class.setdefault(classes.get(core.code) or NONE, []).append(core)
    for number in range(count):
        label = sorted(by_class)[number % len(by_class)]
        core = writer.rng.choice(by_class[label])
        yield writer.dress(core.who, core.text, label, "patterns")


def codes(path: Path) -> dict[str, str]:
    """CAMEO code to PLOVER class; public statements have none."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["plover"] or NONE for row in csv.DictReader(file)}


def from_verb_list(path: Path, rng: random.Random) -> Iterator[Core]:
    """ramify's own verb list: each verb with some of its objects and prepositions."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for verb in row["verbs"].split("|"):
                for _ in range(3):
                    text = _clause(verb, row, rng)
                    if text and "reverse" in (row["note"] or "").split():
                        text = text.translate(str.maketrans("AB", "BA"))
                    if text:
                        who = "crowd" if "by people" in (row["note"] or "") else "official"
                        yield Core(text, row["code"], who)


def _clause(verb: str, row: dict[str, str], rng: random.Random) -> str | None:
    things = [t for t in row["object"].split("|") if t and t != "-"]
    prepositions = [p for p in row["target"].split("|") if p and p not in ("-", "subject")]
    thing = rng.choice(things) if things else ""
    where = rng.choice(prepositions) if prepositions else "obj"
    first, _, particle = verb.partition(" ")
    form = rng.choice([past(first), past(first), f"has {participle(first)}", present(first)])
    *before, last = form.split(" ")
    said = " ".join(["A", *before, tells(last), particle])
    if thing.startswith("@") and where != "obj":
        return None
    if where == "obj" or thing.startswith("@"):
        needs = re.search(r"needs ([\w|' -]+)", row["note"] or "")
        after = f"over the {needs[1].split('|')[0]}" if needs and rng.random() < 0.8 else ""
        return f"{said} {'B' if thing.startswith('@') or not thing else 'B ' + thing} {after}"
    if where == "poss":
        return f"{said} B's {thing}" if thing else f"{said} B"
    if where in ("on group", "from group", "by group"):
        return None
    article = rng.choice(["the", "its", "a"]) if thing else ""
    return f"{said} {article} {thing} {where} B"


def from_chronicle(
    path: Path, names: dict[str, list[str]], classes: dict[str, str]
) -> Iterator[Item]:
    """The packaged chronicle's own summaries, where both sides are named in them."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = row["summary"]
            one, two = (_find(text, names.get(row[side], [])) for side in ("actor", "target"))
            label = classes.get(row["action"], NONE)
            if one and two and one != two:
                yield Item(text, one, two, label, "chronicle")


def _find(text: str, names: list[str]) -> tuple[int, int] | None:
    for name in sorted(names, key=len, reverse=True):
        if found := re.search(rf"\b{re.escape(name)}\b", text):
            return found.span()
    return None


def from_petrarch(folder: Path, rng: random.Random) -> list[Core]:
    """Verbs and patterns of both PETRARCH-2 files, as clauses."""
    found: list[Core] = []
    for name in ("CAMEO.2.0.txt.gz", "CAMEO.verbpatterns.150430.txt.gz"):
        with gzip.open(folder / name, "rt", encoding="utf-8", errors="replace") as file:
            found += _Dictionary(rng).cores(file.read().splitlines())
    return found


class _Dictionary:
    """One verb file: synonym sets, then blocks of verbs, each with its patterns."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._sets: dict[str, list[str]] = {}

    def cores(self, lines: list[str]) -> list[Core]:
        found: list[Core] = []
        verbs: list[str] = []
        default, current = "---", ""
        for raw in lines:
            line = raw.split("#")[0].split("<")[0].strip()
            if line.startswith("&"):
                current = line.split()[0]
            elif line.startswith("+") and not verbs:
                self._sets.setdefault(current, []).append(_plain(line[1:]))
            elif line.startswith("---"):
                code = re.search(r"\[([\d:-]+)\]", line)
                default, verbs = (code[1] if code else "---"), ["?"]
            elif line.startswith("-"):
                found += self._pattern(line, [v for v in verbs if v != "?"])
            elif line and verbs:
                code = re.search(r"\[([\d:-]+)\]", line)
                verb = _plain(re.sub(r"\{.*?\}|\[.*?\]|^\+|\{.*", "", line))
                verbs.append(verb)
                found += _bare(verb, code[1] if code else default)
        return found

    def _pattern(self, line: str, verbs: list[str]) -> Iterator[Core]:
        code = re.search(r"\[([\d]+)(:\d+)?\]", line)
        body = re.sub(r"\[.*", "", line[1:])
        if not code or "*" not in body or not verbs:
            return
        for verb in self._rng.sample(verbs, min(2, len(verbs))):
            text = self._opened(body, verb)
            if len(_SIDED.findall(text)) == 2 and len(text.split()) < 22:
                yield Core(text, code[1])

    def _opened(self, body: str, verb: str) -> str:
        passive = re.search(r"\b(?:WAS|WERE|BEEN|IS|ARE)\b[^*]*\*", body)
        form = participle if passive else self._rng.choice([past, past, past, present])
        form = gerund if re.search(r"\b(?:OF|BY|FOR|WITHOUT)\s*\*", body) else form
        first, _, rest = verb.partition(" ")
        said = " ".join(part for part in (tells(form(first)), rest) if part)
        words = [self._word(w, said) for w in re.sub(r"[{}()]", " ", body).split()]
        text = " ".join(w.replace("_", " ").strip() for w in words if w)
        if "A" not in text.split() and "A" not in re.findall(r"\w+", text):
            text = f"A {text}" if not passive else f"{text} by A"
        if "B" not in re.findall(r"\w+", text):
            near = re.split(r"(?<= )(?=to$|on$|with$|against$|of$|from$|in$)", text)
            text = (
                f"{text} B" if len(near) > 1 or text.endswith(said) else f"{text} {self._with()} B"
            )
        return text

    def _with(self) -> str:
        return self._rng.choice(["against", "to", "with", "of", "in", "from"])

    def _word(self, word: str, said: str) -> str:
        if word in ("*", "$", "+", "%", "^"):
            return {"*": said, "$": "A", "+": "B", "%": "A and B", "^": ""}[word]
        if word.startswith("&"):
            return self._rng.choice(self._sets.get(word, [_plain(word[1:])]))
        word = (
            word.replace("*", said + " ")
            .replace("$", "A")
            .replace("+", "B")
            .replace("%", "A and B")
        )
        return re.sub(r"[A-Z]{2,}", lambda m: m[0].lower(), word).strip()


def _bare(verb: str, code: str) -> Iterator[Core]:
    code = code.split(":")[0]
    if code.isdigit() and verb:
        first, _, rest = verb.partition(" ")
        for form in (tells(past(first)), f"has {tells(participle(first))}"):
            yield Core(f"A {form} {rest} B", code)


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").lower().split())
