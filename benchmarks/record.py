"""How fast a feed is loaded, beside DuckDB's own scan of the same file, in one run.

Usage: python benchmarks/record.py [--rows 1000000] [--folder DIR] [--repeat 1]

Files are made in the shape of GDELT 2.0 (61 columns, real widths and vocabularies, addresses
that do not repeat). Times are CPU seconds of this process, so that other work on the machine
matters less; what counts are the ratios.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from ramify.record.feeds.gdelt import EVENTS2
from ramify.record.loading.load import load
from ramify.record.schema import STORAGE
from ramify.record.store import Record

_STATES = ("USA", "RUS", "CHN", "GBR", "FRA", "DEU", "UKR", "ISR", "IRN", "IND", "TUR", "JPN",
           "SYR", "EGY", "AUS", "CAN", "PAK", "KOR", "PRK", "SAU")  # fmt: skip
_TYPES = ("", "", "GOV", "MIL", "COP", "CVL", "BUS", "MED", "EDU", "OPP", "REB", "LEG")
_PLACES = (("Paris, Île-de-France, France", "FR", "48.8667", "2.33333"),
           ("Washington, District of Columbia, United States", "US", "38.8951", "-77.0364"),
           ("Beijing, Beijing, China", "CH", "39.9289", "116.388"),
           ("Kyiv, Kyyiv, Misto, Ukraine", "UP", "50.4333", "30.5167"),
           ("Australia", "AS", "-27", "133"), ("", "", "", ""))  # fmt: skip
_CODES = ("010", "020", "036", "040", "042", "043", "046", "051", "057", "061", "071", "090", "111",
          "112", "120", "130", "141", "173", "190", "193", "1621")  # fmt: skip


def make(path: Path, rows: int, seed: int = 1) -> None:
    """A file of so many rows; rows of a file have ids of their own, in order."""
    rng = random.Random(seed)
    with path.open("w", encoding="utf-8") as out:
        for n in range(rows):
            out.write("\t".join(_row(n, rng)) + "\n")


def _row(n: int, rng: random.Random) -> list[str]:
    cells = dict.fromkeys(EVENTS2.columns, "")
    day = 1 + n * 28 // 12_000_000 % 28
    for side in (1, 2):
        state, kind = rng.choice(_STATES), rng.choice(_TYPES)
        if rng.random() < 0.7:
            cells |= {
                f"Actor{side}Code": state + kind, f"Actor{side}Name": f"{state} {kind}",
                f"Actor{side}CountryCode": state, f"Actor{side}Type1Code": kind,
            }  # fmt: skip
    code = rng.choice(_CODES)
    for who in ("Actor1", "Actor2", "Action"):
        name, country, lat, long = rng.choice(_PLACES)
        cells |= {
            f"{who}Geo_Type": "4" if name else "0", f"{who}Geo_FullName": name,
            f"{who}Geo_CountryCode": country, f"{who}Geo_Lat": lat, f"{who}Geo_Long": long,
            f"{who}Geo_ADM1Code": country and f"{country}{n % 40:02}",
            f"{who}Geo_FeatureID": str(-rng.randrange(2_000_000)) if name else "",
        }  # fmt: skip
    mentions = str(1 + int(rng.expovariate(0.2)))
    cells |= {
        "GLOBALEVENTID": str(900_000_000 + n), "SQLDATE": f"202406{day:02}",
        "MonthYear": "202406", "Year": "2024", "FractionDate": f"2024.{4100 + day}",
        "IsRootEvent": str(n % 2), "EventCode": code, "EventBaseCode": code[:3],
        "EventRootCode": code[:2], "QuadClass": str(1 + n % 4),
        "GoldsteinScale": f"{rng.uniform(-10, 10):.1f}", "NumMentions": mentions,
        "NumSources": "1", "NumArticles": mentions, "AvgTone": f"{rng.gauss(-2, 4):.14f}",
        "DATEADDED": f"202406{day:02}{n // 2000 % 24:02}{n // 500 % 4 * 15:02}00",
        "SOURCEURL": f"https://www.example-{n % 997}.org/world/2024/{day}/{rng.getrandbits(64):x}/"
                     f"{rng.getrandbits(96):x}",
    }  # fmt: skip
    return list(cells.values())


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of all threads of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def scan(path: Path, columns: tuple[str, ...], into: Path) -> None:
    """DuckDB's own scan of columns of a file, all as text, into a table of a new database."""
    into.unlink(missing_ok=True)
    given = ", ".join(f"'{c}': 'VARCHAR'" for c in EVENTS2.columns)
    config = {"storage_compatibility_version": STORAGE, "memory_limit": "1GB"}
    with duckdb.connect(str(into), config=config) as connection:
        connection.execute(
            f"CREATE TABLE event AS SELECT {', '.join(columns)} FROM read_csv('{path}', "
            f"columns = {{{given}}}, delim = '\t', quote = '', escape = '', header = false, "
            "auto_detect = false)"
        )
    into.unlink()


def ours(path: Path, into: Path) -> None:
    """The same file into a record."""
    into.unlink(missing_ok=True)
    with Record.open(into) as record:
        load(record, [path])


def again(path: Path, into: Path) -> None:
    """The file once more into the record that has it."""
    with Record.open(into) as record:
        assert load(record, [path])[0].known


def main() -> None:
    """Print one line of times and ratios for each number of rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--folder", type=Path, default=Path())
    given = parser.parse_args()
    for rows in given.rows:
        path, record = given.folder / f"gdelt-{rows}.CSV", given.folder / "bench.ramify"
        if not path.exists():
            make(path, rows)
        whole = timed(lambda p=path: scan(p, EVENTS2.columns, given.folder / "scan.duckdb"))
        kept = timed(lambda p=path: scan(p, EVENTS2.used, given.folder / "scan.duckdb"))
        own = timed(lambda p=path, r=record: ours(p, r))
        known = timed(lambda p=path, r=record: again(p, r))
        with Record.open(record, read_only=True) as store:
            pair = {"actor": "RUS", "target": "UKR"}
            store.count(**pair)
            start = time.perf_counter()
            found = store.history("RUS", "UKR").num_rows
            asked = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{rows:,} rows: scan of 61 columns {whole:.1f} s, of {len(EVENTS2.used)} kept "
            f"{kept:.1f} s, load {own:.1f} s ({rows / own:,.0f} rows a CPU second); "
            f"61 columns / load {whole / own:.2f}, kept / load {kept / own:.2f}; "
            f"again {known / own:.1%}; a pair's {found:,} events in {asked * 1000:.0f} ms; "
            f"peak {peak:,.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
