"""Published tables from elsewhere: numbers that are none are set aside row by row."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from ramify._errors import InputError
from ramify.commands.record.load import sources
from ramify.world.sources import table
from ramify.world.sources.folder import load
from ramify.world.sources.table import number, whole, year
from ramify.world.world import World

ODD = ("inf", "-inf", "nan", "1e400", "9" * 40, "9" * 5000, "0", "-1", "x", "", "1.5", "\x00", "٣")


@pytest.mark.parametrize(
    "kind", sorted(kind for kind, source in sources().items() if source.open is None)
)
@pytest.mark.parametrize("odd", ODD)
def test_a_table_of_odd_numbers_ends_in_a_clear_error(tmp_path: Path, kind: str, odd: str) -> None:
    source = sources()[kind]
    columns = sorted(source.columns)
    rows = [columns, *[[odd] * len(columns)] * 3, ["1"] * len(columns), ["2000"] * len(columns)]
    (file := tmp_path / "a.csv").write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    try:
        done = load(source, file, tmp_path / "world", World.packaged())
    except InputError as error:
        assert str(error)
    else:
        assert done.left or done.values


@pytest.mark.parametrize("text", ["inf", "nan", "1e400", "9" * 40])
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    for reads in (number, whole, year):
        with pytest.raises(ValueError, match=r"not a number|impossibly large|not a year"):
            reads(text)


@pytest.mark.parametrize("text", ["0", "-9", "10000", "1914.5"])
def test_a_year_is_one_of_the_calendar(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a year|not a whole number"):
        year(text)


def test_a_packed_table_is_unpacked_only_so_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "_MOST_BYTES", 1000)
    (file := tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"ccode,year\n" * 1000))
    with pytest.raises(InputError, match="unpacks to more than"):
        load(sources()["cow-nmc"], file, tmp_path / "world", World.packaged())
