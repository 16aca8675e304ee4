"""Vetoes in the Security Council: a row a draft, as published, becomes a row a member who cast one.

Source: World Politics Data Lab, UN Security Council vetoes, 1946 to 2022.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from ramify.record.feeds.cells import Cell, digest, fixed, text
from ramify.record.feeds.layout import Feed, Layout, NameColumn

VETOES = Feed(
    "unsc-vetoes",
    "vetoes in the Security Council",
    "World Politics Data Lab, UN Security Council vetoes",
    "B",
    "vetoes alone, 1946 to 2022; drafts that were withdrawn for fear of one are not in it",
    ("12",),
)
_MEMBERS = ("member_veto1", "member_veto2", "member_veto3")
_KEPT = ("date", "draft", "meeting_record", "agenda_item", "crisis_topic")
_DAY = "TRY_STRPTIME(date, '%m/%d/%Y')::DATE"

CASTS = Layout(
    name="unsc-vetoes",
    feed=VETOES,
    columns=(*_KEPT, "cast_by", "nth"),
    key=digest("date", "draft", "meeting_record", "agenda_item", "cast_by", "nth"),
    values={
        "first_day": Cell(_DAY, f"{_DAY} IS NULL", "date is no day, month first"),
        "last_day": fixed(_DAY),
        "precision": fixed("'day'"),
        "actor_name": Cell("cast_by", "cast_by IS NULL", "names no member who cast it"),
        "target": fixed("'UNSC'"),
        "target_name": fixed("'Security Council'"),
        "native": fixed("'veto'"),
        "system": fixed("'UN'"),
        "object": text("draft"),
        "summary": text("agenda_item"),
        "url": text("meeting_record"),
        "status": fixed("'happened'"),
    },
    actor=NameColumn("cast_by", "country"),
    acts={"veto": "129"},
    delimiter=",",
    quote='"',
)  # fmt: skip
LAYOUTS = (CASTS,)


def is_vetoes(head: bytes) -> bool:
    """Whether a file is the published table, by its header."""
    line = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace")
    return {*_MEMBERS, *_KEPT} <= set(line.strip().split(","))


def casts(path: Path, into: Path) -> None:
    """Write a table with a row a member; a row with none stays, to be set aside."""
    met = Counter[tuple[str, ...]]()
    with (
        path.open(encoding="utf-8-sig", errors="replace", newline="") as table,
        into.open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(CASTS.columns)
        for row in csv.DictReader(table):
            told = tuple(row.get(column) or "" for column in _KEPT)
            for member in [m for c in _MEMBERS if (m := row.get(c))] or [""]:
                met[(*told, member)] += 1
                writer.writerow((*told, member, met[(*told, member)]))
