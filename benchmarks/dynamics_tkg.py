"""Run the temporal-knowledge-graph protocol on a folder of quadruples and print the table.

python benchmarks/dynamics_tkg.py ../shared/bench/icews14 --split valid
python benchmarks/dynamics_tkg.py ../shared/bench/icews14 --without "kin of both"
"""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from ramify.reasoning.dynamics.partner_model import PartnerSettings
from ramify.reasoning.dynamics.ranking import bench_tkg


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="test")
    parser.add_argument("--without", action="append", default=[], help="leave a pattern out")
    parser.add_argument("--set", action="append", default=[], help="a setting, as name=number")
    args = parser.parse_args()
    settings = PartnerSettings()
    kept = tuple(r for r in settings.readings if r.name not in args.without)
    settings = dataclasses.replace(settings, readings=kept)
    for pair in args.set:
        name, _, value = pair.partition("=")
        kind = type(getattr(settings, name))
        settings = dataclasses.replace(settings, **{name: kind(value)})
    print("\n".join(bench_tkg(args.folder, split=args.split, settings=settings).lines()))


if __name__ == "__main__":
    main()
