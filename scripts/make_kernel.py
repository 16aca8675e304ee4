"""Make the packaged kernel: a process fitted to canonical actors and CAMEO actions.

    python scripts/make_kernel.py ../shared/bench/icews18 \
        --texts ../shared/data/events/icews_2018_sample.tab -o kernel.npz

ICEWS names become country ids and sectors (`Police (India)` → `IND COP`), event texts become
CAMEO codes by a table that holds both. Whatever does not resolve is left out and counted.
The model is calibrated by fitting the same process before each origin and forecasting from
there; what came of those forecasts, and the map learned from them, is kept in the file.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from ramify.reasoning.dynamics.describe import describe_verdicts
from ramify.reasoning.dynamics.evaluation.calibrate import calibrate
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.process.fit import fit
from ramify.reasoning.dynamics.process.model import Fitted
from ramify.reasoning.dynamics.process.relations import of_world
from ramify.reasoning.dynamics.settings import Settings
from ramify.reasoning.dynamics.source import class_of
from ramify.reasoning.dynamics.stream import STATE, Stream, name_parts
from ramify.world.world import World

RELATIONS = ("neighbour",)
SECTOR_WORDS = {
    "COP": ("police",),
    "MIL": ("military", "army", "navy", "air force", "armed forces", "defense", "soldier"),
    "JUD": ("court", "judge", "attorney", "prosecutor", "lawyer"),
    "LEG": ("lawmaker", "parliament", "senate", "congress", "legislat", "member of"),
    "REB": ("rebel", "insurgent", "militant", "separatist", "terrorist", "combatant"),
    "OPP": ("opposition", "protester", "activist", "dissident"),
    "CRM": ("criminal", "gang", "thief", "drug", "attacker", "trafficker"),
    "MED": ("media", "journalist", "news", "broadcast"),
    "BUS": ("business", "company", "bank", "industry", "corporation"),
    "EDU": ("student", "education", "university", "professor", "teacher"),
    "LAB": ("worker", "labor", "union", "employee", "farmer"),
    "REF": ("refugee", "migrant", "displaced"),
    "REL": ("religio", "cleric", "muslim", "christian", "monk", "bishop"),
    "GOV": (
        "government", "minist", "head of", "president", "governor", "foreign affairs",
        "cabinet", "mayor", "official", "representative", "envoy", "ambassador", "secretary",
        "administrat", "city", "authority",
    ),
    "CVL": ("citizen", "population", "civilian", "women", "men", "child", "villager", "resident"),
}  # fmt: skip


def sector_of(words: str) -> str:
    """The sector that an ICEWS sector text names; CVL words come last, UNK if none fits.

    >>> sector_of("High Ranking Military Personnel")
    'MIL'
    """
    lower = words.lower()
    for code, keys in SECTOR_WORDS.items():
        if any(key in lower for key in keys):
            return code
    return "UNK"


def actor_ids(names: tuple[str, ...], world: World, on: date) -> list[str | None]:
    """The canonical id of every name (`IND COP`), None where the country does not resolve."""
    country, sector = name_parts(names)
    known: dict[str, str | None] = {}
    for name in set(country):
        meant = world.gazetteer.resolve(name, on)
        known[name] = meant[0] if len(meant) == 1 else None
    found: list[str | None] = []
    for place, part in zip(country, sector, strict=True):
        id_ = known[place]
        if id_ is None or part == STATE or place == part:
            found.append(id_)
        else:
            found.append(f"{id_} {sector_of(part)}" if part != "OTHER" else id_)
    return found


def action_codes(path: Path) -> dict[str, str]:
    """CAMEO code of every event text in a tab-separated ICEWS file."""
    with path.open(encoding="utf8", errors="replace", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["Event Text"].lower(): row["CAMEO Code"] for row in rows if row["CAMEO Code"]}


def canonical(bench: Benchmark, texts: dict[str, str], on: date) -> tuple[Stream, Counter[str]]:
    """The benchmark's events between canonical actors, and what was left out."""
    stream = bench.known(list(bench.splits)[-1])
    ids = actor_ids(stream.actors, World.packaged(), on)
    codes = [texts.get(name.replace("_", " ").lower()) for name in stream.actions]
    actors = sorted({i for i in ids if i})
    actions = sorted({c for c in codes if c})
    a = np.array([actors.index(i) if i else -1 for i in ids])
    k = np.array([actions.index(c) if c else -1 for c in codes])
    table = stream.table
    left = Counter(events=len(table))
    named = (a[table[:, 0]] >= 0) & (a[table[:, 2]] >= 0)
    coded = k[table[:, 1]] >= 0
    left["actor not resolved"] = int((~named).sum())
    left["action without a code"] = int((named & ~coded).sum())
    table = table[named & coded]
    rows = np.stack([a[table[:, 0]], k[table[:, 1]], a[table[:, 2]], table[:, 3]], axis=1)
    rows = rows[rows[:, 0] != rows[:, 2]]
    made = Stream.from_quadruples(
        rows,
        actors=actors,
        actions=actions,
        country=[i.split(" ")[0] for i in actors],
        sector=[i.split(" ")[1] if " " in i else STATE for i in actors],
        epoch=on,
    )
    return made, left


def learned(stream: Stream) -> Fitted:
    """The process of the packaged kernel, with the neighbours of its last day."""
    settings = Settings(relations=RELATIONS)
    return fit(stream, settings, standing=of_world(RELATIONS, stream), source="ICEWS")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--epoch", type=date.fromisoformat, default=date(2018, 1, 1))
    parser.add_argument(
        "--origins", type=int, nargs="+", default=[120, 150, 180, 210, 240],
        help="days from which held-out forecasts start",
    )  # fmt: skip
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    bench = Benchmark.read(args.folder)
    stream, left = canonical(bench, action_codes(args.texts), args.epoch)
    print(dict(left), f"kept {len(stream)} events, {len(stream.actors)} actors")
    calibration = calibrate(stream, args.origins, learned, class_of=class_of)
    print("\n".join(describe_verdicts([c.verdict for c in calibration])))
    model = replace(learned(stream), calibration=calibration)
    model.save(args.output)
    for row in model.patterns_by_weight():
        print(f"{row.name:14} {row.events:10.0f} {row.share:6.1%}")
    print(f"branching ratio {model.branching_ratio:.3f}, {args.output.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
