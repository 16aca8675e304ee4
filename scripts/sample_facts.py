"""Draw a sample of the packaged facts, to be checked by somebody against sources.

    python scripts/sample_facts.py --seed 17 --size 150

Each kind of fact gets a share of the sample by its number of facts, and at least five; the
commitments of pacts count one by one. The facts are printed one a line, with a number, in the
words that are to be checked. The same seed and the same facts give the same sample.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator

from ramify.record.chronicle import chronicle
from ramify.world.when import When
from ramify.world.world import World

LEAST = 5


def facts(world: World) -> dict[str, list[str]]:
    """Every fact of a world as a line of words, by kind."""
    return {
        "state": [f"{a.name}: {_days(a.start, a.end)}" for a in world.lives if a.kind == "state"],
        "leader": [
            f"{t.name}, {t.office} of {t.actor}: {_days(t.start, t.end)}" for t in world.tenures
        ],
        "membership": [
            f"{m.member} in {m.group} ({m.status}): {_days(m.start, m.end)}"
            for m in world.memberships
        ],
        "border": [
            f"{b.a} borders {b.b}, {b.km} km: {_days(b.start, b.end)}" for b in world.borders
        ],
        "partnership": [
            f"{p.a} and {p.b}, {p.level}: {_days(p.start, p.end)}" for p in world.partnerships
        ],
        "pact": list(_pacts(world)),
        "war": [
            f"{w.name}: {', '.join(w.attacker)} against {', '.join(w.victim)}, "
            f"{_days(w.start, w.end)}"
            for w in world.wars
        ],
        "control": [
            f"{world.called(c.territory)}: recognised {c.recognised}, held by "
            f"{c.administered or ', '.join(c.divided) or 'none'}, {_days(c.start, c.end)}"
            for c in world.control
        ],
        "veto": [f"{v.on}: {', '.join(v.by)} against {v.draft}, {v.about}" for v in world.vetoes],
        "sanction": [
            f"{r.target}: {m.resolution}, paragraph {m.paragraph}, {_days(m.start, m.end)}: "
            f"{m.says}"
            for r in world.regimes
            for m in r.measures
        ],
        "chronicle": [f"{e.when}: {e.summary}" for e in chronicle()],
    }


def _pacts(world: World) -> Iterator[str]:
    for pact in world.pacts.values():
        parties = ", ".join(party.actor for party in pact.parties[:6])
        yield f"{pact.short} ({parties}): signed {pact.signed}, force {pact.in_force}–{pact.end}"
        for article in pact.articles:
            for commitment in article.commitments:
                yield f"{pact.short}, article {article.ref}: {commitment.type}, {article.says}"


def _days(start: When | None, end: When | None) -> str:
    return f"{start or '?'} to {end or 'now'}"


def drawn(known: dict[str, list[str]], size: int, seed: int) -> Iterable[tuple[str, str]]:
    """A sample over the kinds, each by its number of facts but none by fewer than five."""
    chance = random.Random(seed)
    total = sum(map(len, known.values()))
    shares = {kind: max(LEAST, round(size * len(rows) / total)) for kind, rows in known.items()}
    while sum(shares.values()) > size:
        shares[max(shares, key=lambda kind: shares[kind])] -= 1
    while sum(shares.values()) < size:
        shares[max(known, key=lambda kind: len(known[kind]) / shares[kind])] += 1
    for kind, rows in known.items():
        for row in sorted(chance.sample(rows, min(shares[kind], len(rows)))):
            yield kind, row


def main() -> None:
    """Print a sample."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--size", type=int, default=150)
    asked = parser.parse_args()
    found = drawn(facts(World.packaged()), asked.size, asked.seed)
    for number, (kind, words) in enumerate(found, 1):
        print(f"{number:3} {kind:11} {words}")


if __name__ == "__main__":
    main()
