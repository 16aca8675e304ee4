"""The ontology against the codebook's counts and the published tables."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from ramify import _errors
from ramify.record import ontology
from ramify.record.ontology import action, actions

CODEBOOK_COUNTS = {
    "01": 10, "02": 27, "03": 28, "04": 7, "05": 8, "06": 5, "07": 6, "08": 25, "09": 5,
    "10": 27, "11": 12, "12": 26, "13": 22, "14": 26, "15": 6, "16": 13, "17": 13, "18": 14,
    "19": 9, "20": 7,
}  # fmt: skip
"""Codes below each root in the codebook, version 1.1b3."""
BEYOND_CODEBOOK = {"1213", "1214"}
WITHOUT_PUBLISHED_VALUE = {"155", "176", "1834", "1951", "1952", "1214"}
ICEWS_DIFFERS = {"016": -5.0, "022": 3.4, "164": -6.5}
"""ICEWS departs from the scale that GDELT carries in these three, without a stated reason."""
PLOVER_DIFFERS = {"163": "COERCE"}
"""The table has sanctions under COERCE; PLOVER's manual names them under SANCTION."""


def test_has_every_code_of_the_codebook() -> None:
    below = Counter(a.root for a in actions() if a.parent and a.code not in BEYOND_CODEBOOK)
    assert below == CODEBOOK_COUNTS


def test_codes_are_a_tree() -> None:
    for a in actions():
        assert a.parent is None or action(a.parent).root == a.root
    assert [a.code for a in actions()] == sorted({a.code for a in actions()})


def test_labels_are_distinct_and_end_without_a_stop() -> None:
    labels = [a.label for a in actions()]
    assert len(set(labels)) == len(labels)
    assert all(label == label.strip().rstrip(".") and label[0].islower() for label in labels)


def test_every_class_is_used_and_only_statements_have_none() -> None:
    assert {a.plover for a in actions() if a.plover} == set(get_args(ontology.Plover))
    assert {a.root for a in actions() if a.plover is None} == {"01"}
    assert all(ontology.meaning(name) for name in get_args(ontology.Plover))


def test_values_are_on_the_scale_and_agree_in_sign_with_the_quad() -> None:
    assert all(-10 <= a.goldstein <= 10 for a in actions())
    wrong = [a.code for a in actions() if "conflict" in a.quad and a.goldstein > 0]
    assert wrong == []


def test_reverse_is_mutual() -> None:
    for a in actions():
        if a.reverse:
            assert action(a.reverse).reverse == a.code
    assert {a.code for a in actions() if a.symmetric} >= {"041", "044", "046", "057"}
    assert not action("036").symmetric
    assert action("042").reverse == "043"


@pytest.mark.parametrize(
    ("code", "near"),
    [("57", "057"), ("0999", "09"), ("19510", "1951"), ("", ""), ("abc", ""), (" 057", "057")],
)
def test_an_unknown_code_names_near_ones(code: str, near: str) -> None:
    with pytest.raises(_errors.UsageError, match="unknown CAMEO code") as caught:
        action(code)
    assert near in str(caught.value)


def test_import_reads_nothing() -> None:
    code = (
        "import sys, ramify.record.ontology as o; assert not o._actions.cache_info().currsize; "
        "assert 'duckdb' not in sys.modules and 'pyarrow' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.shared
def test_values_equal_the_published_table_but_for_the_argued_ones(shared: Path) -> None:
    with (shared / "data/events/cameo_goldstein.csv").open(encoding="utf-8") as lines:
        published = {row["code"]: float(row["goldstein"]) for row in csv.DictReader(lines)}
    ours = {a.code: a.goldstein for a in actions()}
    assert set(ours) - set(published) == WITHOUT_PUBLISHED_VALUE
    assert set(published) <= set(ours)
    assert {c: v for c, v in published.items() if ours[c] != v} == ICEWS_DIFFERS
    for code in WITHOUT_PUBLISHED_VALUE:
        assert ours[code] == ours[action(code).parent or ""]
        assert "no published value" in (action(code).note or "")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["gdelt1_58col.export.CSV", "gdelt2_20151027_events.export.CSV"])
def test_values_equal_those_of_gdelt(shared: Path, name: str) -> None:
    text = (shared / "data/events" / name).read_text(encoding="utf-8", errors="replace")
    rows = [line.split("\t") for line in text.splitlines()]
    seen = {(row[26], float(row[30])) for row in rows if row[30] and row[26].isdigit()}
    assert len(seen) > 50
    assert [(code, v) for code, v in seen if action(code).goldstein != v] == []


@pytest.mark.shared
def test_classes_equal_the_conversion_table_but_for_the_argued_ones(shared: Path) -> None:
    text = (shared / "data/events/cameo_to_plover.txt").read_text(encoding="utf-8")
    table = dict(re.findall(r"^(\d{3,4}): *([A-Z]+)", text, re.MULTILINE))
    differing = {c: p for c, p in table.items() if action(c).plover != p}
    assert differing == PLOVER_DIFFERS
    later_than_the_table = {"155", "176", "1834", "1951", "1952"}
    missing = {a.code for a in actions() if a.parent and a.root not in ("01", "02")} - set(table)
    assert missing == later_than_the_table
