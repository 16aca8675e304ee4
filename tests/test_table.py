"""Results as tables: the same rows in memory, in a frame, in a file and on a page."""

from __future__ import annotations

import csv
import io
import pickle
import sys
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pytest

from ramify import Attack, World, obligations
from ramify._errors import InputError, MissingExtra, UsageError
from ramify._table import Table, Tabular
from ramify.reading.reader import read
from ramify.reasoning.compliance import of_pact
from ramify.reasoning.obligations import compare_pacts, survey
from ramify.world.when import When
from tests.conftest import ROOT

WORLD = World.packaged()
SYSTEM = WORLD.at("2025-01-15")


class Row(NamedTuple):
    name: str
    number: int | None
    share: float | None
    right: bool
    on: date
    when: When | None
    several: tuple[str, ...]


ROWS = (
    Row("a", 1, 0.5, True, date(2024, 6, 20), When("2024-06"), ("x", "y")),
    Row('=cmd|"/C calc"', None, None, False, date(1900, 1, 1), None, ()),
)
MIXED = Table(ROWS, Row)


def _checked() -> Tabular:
    from ramify.reading.factcheck.events import Checked, CheckedDocument, check

    library = read([str(ROOT / "examples" / "summit-2024")], world=WORLD)
    one = library.readings[0]
    made = CheckedDocument(document=one.document.name, checks=check(one, WORLD))
    return Checked(documents=(made,))


RESULTS = {
    "mixed": lambda: MIXED,
    "answer": lambda: obligations(SYSTEM, Attack(attacker="PRK", victim="KOR", on=SYSTEM.on)),
    "survey": lambda: survey(SYSTEM, [("PRK", "KOR"), ("RUS", "FIN")]),
    "compliance": lambda: of_pact(WORLD.pact("prk-rus-2024"), SYSTEM.on, WORLD.regimes),
    "pacts": lambda: SYSTEM.pacts("PRK"),
    "members": lambda: SYSTEM.members("NATO"),
    "groups": lambda: SYSTEM.groups("FIN"),
    "leaders": lambda: SYSTEM.leaders("USA"),
    "neighbours": lambda: SYSTEM.neighbours("RUS"),
    "wars": lambda: SYSTEM.wars,
    "at war": lambda: SYSTEM.at_war("RUS", "UKR"),
    "territories": lambda: SYSTEM.territories,
    "changes": lambda: SYSTEM.changes(WORLD.at("2023-01-01")),
    "difference": lambda: compare_pacts(WORLD.pact("prk-rus-2024"), WORLD.pact("prk-sun-1961"))[0],
    "library": lambda: read([str(ROOT / "examples" / "summit-2024")], world=WORLD),
    "checked": _checked,
}


@pytest.mark.parametrize("make", RESULTS.values(), ids=RESULTS)
def test_a_result_is_the_same_table_everywhere(make: Any) -> None:
    result = make()
    rows = list(result.rows)
    assert rows and all(len(row) == len(result.columns) for row in rows)
    table = pa.table(result)
    assert (table.num_rows, table.column_names) == (len(rows), list(result.columns))
    written = list(csv.reader(io.StringIO(result.to_csv())))
    assert written[0] == list(result.columns)
    assert len(written) == len(rows) + 1
    assert result.to_markdown().count("\n") == len(rows) + 2
    assert result.to_html().count("<tr>") == len(rows) + 1
    for number, name in enumerate(result.columns):
        for row, cell in zip(rows, table[name].to_pylist(), strict=True):
            assert (row[number] is None) == (cell is None)


def test_a_library_has_a_table_of_events_and_one_of_claims() -> None:
    library = RESULTS["library"]()
    assert len(library.events) == sum(len(r.events) for r in library.readings)
    assert len(library.claims) == sum(len(r.claims) for r in library.readings)
    assert len(library.rows) == len(library.events) + len(library.claims)
    row = library.events.rows[0]
    text = next(r.document.text for r in library.readings if r.document.name == row[0])
    assert row[-1] in text


def test_rows_keep_their_types_and_what_leaves_is_plain() -> None:
    assert MIXED.rows[0][5] == When("2024-06")
    table = pa.table(MIXED)
    assert table.schema.types == [
        pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32(), pa.string(),
        pa.list_(pa.string()),
    ]  # fmt: skip
    assert table.to_pylist()[0]["when"] == "2024-06"
    assert table.to_pylist()[1]["several"] == []


def test_a_table_without_rows_has_the_same_columns_and_types() -> None:
    assert pa.table(Table((), Row)).schema == pa.table(MIXED).schema
    assert Table((), Row).to_csv() == "name,number,share,right,on,when,several\n"


def test_text_in_a_file_is_never_a_formula_and_on_a_page_never_markup() -> None:
    text = MIXED.to_csv() or ""
    assert list(csv.reader(io.StringIO(text)))[2][0] == '\'=cmd|"/C calc"'
    assert "x; y" in text and ",true," in text
    hostile = Table([ROWS[0]._replace(name="<script>|\x1b[31m`*")], Row)
    assert "<script" not in hostile._repr_html_()
    assert "\x1b" not in hostile.to_html() + hostile.to_markdown() + (hostile.to_csv() or "")
    assert "\\<script\\>\\|" in hostile.to_markdown()


def test_a_notebook_counts_the_rows_it_does_not_show() -> None:
    many = Table(ROWS * 40, Row)
    assert many._repr_html_().count("<tr>") == 51
    assert "and 30 more rows" in many._repr_html_()


def test_a_table_of_values_goes_on_as_a_tuple_did() -> None:
    members = SYSTEM.members("NATO")
    assert len(members) == 32
    assert members[0] in members
    assert members == tuple(members)
    assert SYSTEM.members("YUG") == ()
    assert not SYSTEM.members("YUG")


def test_a_table_goes_to_another_process() -> None:
    members = SYSTEM.members("NATO")
    assert pickle.loads(pickle.dumps(members)) == members
    assert pickle.loads(pickle.dumps(members)).rows == members.rows


def test_csv_goes_to_a_file_or_says_why_not(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    assert MIXED.to_csv(path) is None
    assert path.read_text(encoding="utf-8") == MIXED.to_csv()
    with pytest.raises(InputError, match="no such folder"):
        MIXED.to_csv(tmp_path / "absent" / "rows.csv")


@pytest.mark.parametrize(
    ("ask", "library", "repair"),
    [
        (lambda table: table.to_pandas(), "pandas", "pip install pandas"),
        (lambda table: table.to_polars(), "polars", "pip install polars"),
        (lambda table: pa.table(table), "pyarrow", "pip install 'ramify[record]'"),
    ],
)
def test_what_is_not_installed_is_named_with_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, ask: Any, library: str, repair: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)  # importing it fails, as where it is not there
    with pytest.raises((UsageError, MissingExtra), match=library) as error:
        ask(MIXED)
    assert repair in str(error.value)


def test_a_frame_of_pandas_holds_the_rows() -> None:
    pytest.importorskip("pandas")
    frame = MIXED.to_pandas()
    assert list(frame.columns) == list(Row._fields)
    assert frame["when"].tolist()[0] == "2024-06"
    assert frame["share"].iloc[0] == 0.5


def test_a_frame_of_polars_holds_the_rows() -> None:
    polars = pytest.importorskip("polars")
    frame = MIXED.to_polars()
    assert frame.columns == list(Row._fields)
    assert frame.equals(polars.DataFrame(MIXED))
