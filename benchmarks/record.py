"""How fast a feed is loaded, beside DuckDB's own scan of the same file, in one run.

Usage: python benchmarks/record.py [--rows 1000000 …] [--folder DIR] [--load-only] [--repeats 1]

Files are made in the shape of GDELT 2.0 (61 columns, real widths and vocabularies, addresses
that do not repeat). Times are CPU seconds of this process, so that other work on the machine
matters less; what counts are the ratios. With repeats, scans and loads take turns and the least
of each counts.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from functools import partial
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
_FIELDS = ("name", "country", "lat", "long")
_CODES = ("010", "020", "036", "040", "042", "043", "046", "051", "057", "061", "071", "090", "111",
          "112", "120", "130", "141", "173", "190", "193", "1621")  # fmt: skip


def make(path: Path, rows: int, seed: float = 0.5) -> None:
    """A file of so many rows; rows of a file have ids of their own, in order."""
    with duckdb.connect(config={"threads": 1, "memory_limit": "1GB"}) as connection:
        connection.execute("SELECT setseed(?)", [seed])
        cells = ", ".join(f"{_cells().get(c, 'NULL')} AS {c}" for c in EVENTS2.columns)
        connection.execute(
            f"COPY (SELECT {cells} FROM ({_drawn(rows)})) TO '{path}' "
            "(FORMAT csv, DELIMITER '\t', HEADER false, QUOTE '', ESCAPE '')"
        )


def _drawn(rows: int) -> str:
    """What chance decides of each row, as a query."""
    sides = ", ".join(
        f"random() < 0.7 AS named{n}, {_one_of(_STATES)} AS state{n}, {_one_of(_TYPES)} AS type{n}"
        for n in (1, 2)
    )
    places = ", ".join(f"{_one_of(_PLACES)} AS {who}" for who in ("Actor1", "Actor2", "Action"))
    return (
        f"SELECT range AS n, lpad((1 + n * 28 // 12_000_000 % 28)::VARCHAR, 2, '0') AS day, "
        f"{sides}, {places}, {_one_of(_CODES)} AS code, 1 + floor(-5 * ln(1 - random()))::INT "
        f"AS mentions, md5(random()::VARCHAR) AS page FROM range({rows})"
    )


def _one_of(values: Sequence[object]) -> str:
    def written(value: object) -> str:
        if not isinstance(value, tuple):
            return f"'{value}'"
        named = (f"{key}: {written(v)}" for key, v in zip(_FIELDS, value, strict=True))
        return f"{{{', '.join(named)}}}"

    listed = ", ".join(map(written, values))
    return f"[{listed}][1 + floor(random() * {len(values)})::INT]"


def _cells() -> dict[str, str]:
    """The columns of GDELT that are filled, each as an expression over what was drawn."""
    cells = {
        "GLOBALEVENTID": "900_000_000 + n", "SQLDATE": "'202406' || day", "MonthYear": "202406",
        "Year": "2024", "FractionDate": "'2024.41' || day", "IsRootEvent": "n % 2",
        "EventCode": "code", "EventBaseCode": "code[:3]", "EventRootCode": "code[:2]",
        "QuadClass": "1 + n % 4", "GoldsteinScale": "round(random() * 20 - 10, 1)",
        "NumMentions": "mentions", "NumSources": "1", "NumArticles": "mentions",
        "AvgTone": "round(random() * 16 - 10, 14)",
        "DATEADDED": "'202406' || day || lpad((n // 2000 % 24)::VARCHAR, 2, '0') "
                     "|| lpad((n // 500 % 4 * 15)::VARCHAR, 2, '0') || '00'",
        "SOURCEURL": "'https://www.example-' || n % 997 || '.org/world/2024/' || day || '/' "
                     "|| page[:16] || '/' || page[9:]",
    }  # fmt: skip
    for side in (1, 2):
        for column, value in {
            "Code": f"state{side} || type{side}", "Name": f"state{side} || ' ' || type{side}",
            "CountryCode": f"state{side}", "Type1Code": f"type{side}",
        }.items():  # fmt: skip
            cells[f"Actor{side}{column}"] = f"CASE WHEN named{side} THEN {value} END"
    for who in ("Actor1", "Actor2", "Action"):
        cells |= {
            f"{who}Geo_Type": f"if({who}.name = '', '0', '4')",
            f"{who}Geo_FullName": f"{who}.name", f"{who}Geo_CountryCode": f"{who}.country",
            f"{who}Geo_Lat": f"{who}.lat", f"{who}Geo_Long": f"{who}.long",
            f"{who}Geo_ADM1Code": f"if({who}.name = '', '', {who}.country || n % 40)",
            f"{who}Geo_FeatureID": f"if({who}.name = '', NULL, -floor(random() * 2_000_000)::INT)",
        }  # fmt: skip
    return cells


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of all threads of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def scan(path: Path, columns: tuple[str, ...]) -> None:
    """DuckDB's own scan of columns of a file, all as text, into a table of a new database."""
    into = path.with_name("scan.duckdb")
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
    parser.add_argument("--load-only", action="store_true", help="leave DuckDB's scans out")
    parser.add_argument("--folder", type=Path, default=Path())
    parser.add_argument("--repeats", type=int, default=1)
    given = parser.parse_args()
    for rows in given.rows:
        path, record = given.folder / f"gdelt-{rows}.CSV", given.folder / "bench.ramify"
        if not path.exists():
            make(path, rows)
        scans = [] if given.load_only else [EVENTS2.columns, EVENTS2.used]
        works = [partial(scan, path, columns) for columns in scans] + [partial(ours, path, record)]
        turns = [[timed(work) for work in works] for _ in range(given.repeats)]
        *took, own = map(min, zip(*turns, strict=True))
        known = timed(lambda p=path, r=record: again(p, r))
        with Record.open(record, read_only=True) as store:
            store.count(actor="RUS", target="UKR")
            asked = [timed(lambda s=store: s.history("RUS", "UKR")) for _ in range(3)]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        told = [f"load {own:.1f} s ({rows / own:,.0f} rows a CPU second)"]
        for columns, seconds in zip(scans, took, strict=True):
            told.append(f"scan of {len(columns)} columns {seconds:.1f} s ({seconds / own:.2f})")
        told.append(f"again {known / own:.1%}")
        told.append("a pair's history in " + ", then ".join(f"{s * 1000:,.0f} ms" for s in asked))
        told.append(f"peak {peak:,.0f} MB")
        print(f"{rows:,} rows: {'; '.join(told)}", flush=True)


if __name__ == "__main__":
    main()
