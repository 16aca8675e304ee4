"""`--world DIR` stands on every command that asks the facts, and each goes by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from ramify import Event, Record
from ramify.cli import app
from tests.conftest import Run

WITHOUT = {
    "fetch": "asks a server, not the facts",
    "world check": "takes the folder as its argument",
    "bench reading": "scores the packaged reader on annotated texts",
    "bench tkg": "scores the process on quadruples, which know no facts",
}
"""Commands without `--world`, and why."""


def commands(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    command = command or get_command(app)
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))
    if not hasattr(command, "commands"):
        yield " ".join(path), command


def test_every_command_takes_a_world_or_has_its_reason() -> None:
    takes = {name: any("--world" in p.opts for p in found.params) for name, found in commands()}
    assert {name for name, has in takes.items() if not has} == set(WITHOUT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A state nobody else knows, in an alliance with Norway."""
    own = tmp_path / "own"
    (own / "pacts").mkdir(parents=True)
    (own / "states.csv").write_text(
        "id,name,official,start,adjectives,capital,source\n"
        "ZUB,Zubrowka,Republic of Zubrowka,1918-11-01,Zubrowkan,Lutz,my own list\n"
    )
    (own / "pacts" / "nor-zub-1950.toml").write_text(
        'id = "nor-zub-1950"\nname = "Treaty of defence"\nshort = "Lutz treaty"\n'
        'signed = "1950"\nin_force = "1950"\nsources = ["my own list"]\n'
        'parties = [{ actor = "NOR" }, { actor = "ZUB" }]\n[[articles]]\nref = "1"\n'
        'says = "Each defends the other."\n[[articles.commitments]]\ntype = "defense"\n'
        'trigger = { event = "armed attack" }\nstrength = "armed force"\n'
    )
    return own


@pytest.fixture
def record(tmp_path: Path) -> Path:
    file = tmp_path / "events.duckdb"
    with Record.open(file) as store:
        store.add(
            Event(when=f"2024-0{month}-01", actor=actor, action="042", target=target)
            for month in range(1, 7)
            for actor, target in (("RUS", "ZUB"), ("ZUB", "RUS"), ("RUS", "PRK"))
        )
    return file


ASKED = {
    "brief": ("--event", "2024-07-01 RUS 190 Zubrowka"),
    "obligations": ("--attack", "RUS:Zubrowka", "--on", "2024-07-01"),
    "compliance": ("shells", "--from", "Zubrowka", "--to", "PRK", "--on", "2024-07-01"),
    "exposed": ("--actor", "Zubrowka", "--on", "2024-07-01", "--without", "nor-zub-1950"),
    "forecast": ("RUS", "Zubrowka", "--on", "2024-07-01", "--record", "RECORD"),
    "explain": ("2024-07-01 RUS 042 Zubrowka", "--record", "RECORD"),
    "ramify": ("2024-07-01 RUS 042 Zubrowka", "--record", "RECORD", "--simulations", "10"),
    "precedents": ("2024-07-01 RUS 042 Zubrowka", "--record", "RECORD"),
    "system": ("2024-07-01", "--actor", "Zubrowka"),
    "pact list": ("--actor", "Zubrowka"),
    "pact show": ("nor-zub-1950",),
    "pact compare": ("nor-zub-1950", "nato"),
    "world show": ("ZUB",),
    "actors resolve": ("Zubrowka",),
    "record": ("RECORD", "--actor", "Zubrowka"),
}
"""A question to each command about what only the folder knows."""


@pytest.mark.parametrize("name", ASKED)
def test_a_command_goes_by_the_folder(name: str, run: Run, folder: Path, record: Path) -> None:
    asked = [str(record) if word == "RECORD" else word for word in ASKED[name]]
    without = run(*name.split(), *asked)
    assert without.code != 0 and "ramify: " in without.err, without.out
    with_it = run(*name.split(), *asked, "--world", str(folder))
    assert with_it.code == 0, with_it.err
    assert "Traceback" not in with_it.err


DOCUMENT = "Russia attacked Zubrowka on 1 July 2024. Zubrowkan troops fought back."
READS = {"read": (), "check": (), "brief": ("--on", "2024-07-02")}


@pytest.mark.parametrize("name", READS)
def test_documents_are_read_by_the_folder(
    name: str, run: Run, folder: Path, tmp_path: Path
) -> None:
    text = tmp_path / "a.txt"
    text.write_text(DOCUMENT)
    told = run(name, str(text), *READS[name], "--format", "json", "--world", str(folder))
    assert told.code == 0 and "ZUB" in told.out
    assert "ZUB" not in run(name, str(text), *READS[name], "--format", "json").out


def test_a_brief_counts_the_folders_pacts(run: Run, folder: Path) -> None:
    told = run("brief", *ASKED["brief"], "--world", str(folder))
    [fight] = [line for line in told.out.splitlines() if line.startswith("must fight")]
    assert "Norway" in fight and "Lutz treaty" in " ".join(told.out.split())


def test_load_names_actors_by_the_folder(run: Run, folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(
        "no,date,who,what,whom\n"
        + "".join(
            f"{m}{d},2024-0{m}-0{d},Zubrowka,042,RUS\n" for m in range(1, 7) for d in range(1, 9)
        )
    )
    mapping = tmp_path / "mine.toml"
    mapping.write_text(
        'source = "mine"\nnames = "country"\n[columns]\nkey = "no"\nfirst_day = "date"\n'
        'actor = "who"\naction = "what"\ntarget = "whom"\n'
    )
    file = tmp_path / "mine.duckdb"
    done = run(
        "load", str(table), "--record", str(file), "--mapping", str(mapping), "--world", str(folder)
    )
    assert done.code == 0, done.err
    with Record.open(file, read_only=True) as store:
        assert {event.actor for event in store.events()} == {"ZUB"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kim Jong Un", "kim-jong-un"), ("Hong Kong", "hong-kong"), ("NATOO", "NATO"),
        ("North Atlantic Treaty", "nato"), ("kor-usa-1935", "kor-usa-1953"),
    ],
)  # fmt: skip
def test_what_has_no_such_id_is_answered_with_the_id_it_has(
    run: Run, typed: str, meant: str
) -> None:
    done = run("world", "show", typed)
    assert (done.code, done.out) == (2, "")
    assert f"unknown id '{typed}'; did you mean {meant}" in done.err
