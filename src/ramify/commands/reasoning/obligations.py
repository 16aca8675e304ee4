"""`ramify obligations`: who owes what to whom if force is used, and who does not and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ramify.commands.output import DAY, PAGE, PageFormatOption, Result, give, tried, way
from ramify.commands.reasoning.duties import (
    Parts,
    ToldRow,
    covered,
    heading,
    left,
    print_answer,
    told_rows,
)
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from rich.console import Console

    from ramify._errors import UsageError
    from ramify._table import Tabular
    from ramify.reasoning.obligations import Answer, Attack, Decision, Situation
    from ramify.world.world import World

Rows = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        callback=tried,
        help="Write to this file; with --survey its rows, to .csv, .json, .md or .parquet.",
    ),
]
Target = Literal[
    "territory", "forces", "ships", "aircraft", "networks", "satellites", "cables", "pipelines",
]  # fmt: skip


Attacks = Annotated[
    list[str] | None,
    typer.Option("--attack", help="Attacker and victim, as KOR:PRK; may be repeated."),
]
On = Annotated[str | None, typer.Option(help=f"The day: {DAY}.")]
SituationFile = Annotated[
    Path | None,
    typer.Option(
        "--situation", help="A TOML file of attacks and decisions, instead of --attack and --on."
    ),
]
Place = Annotated[str | None, typer.Option(help="Territory attacked; else the victim's own.")]
What = Annotated[Target, typer.Option(help="What is attacked.")]
Provoked = Annotated[
    bool | None,
    typer.Option("--provoked/--unprovoked", help="Whether the victim provoked it."),
]
Threat = Annotated[bool, typer.Option("--threat", help="It is only threatened.")]
With = Annotated[
    list[str] | None,
    typer.Option("--with", help='A pact to assume: FILE or "USA,JPN: defense".'),
]
Without = Annotated[
    list[str] | None, typer.Option(help="A pact to leave out, by id; may be repeated.")
]
Wars = Annotated[
    bool, typer.Option("--wars/--no-wars", help="Take the wars on file into account, or leave out.")
]
Why = Annotated[bool, typer.Option("--why", help="Say by which words and facts each duty binds.")]
Excused = Annotated[bool, typer.Option("--excused", help="Say who is not bound, and why not.")]
Rounds = Annotated[bool, typer.Option("--rounds", help="Say what follows if those bound join.")]
All = Annotated[bool, typer.Option("--all", help="Say everything, status by status.")]
EveryPair = Annotated[
    bool, typer.Option("--survey", help="Of --on, every state attacking every other.")
]


def obligations(
    attack: Attacks = None,
    on: On = None,
    situation: SituationFile = None,
    place: Place = None,
    target: What = "territory",
    provoked: Provoked = None,
    threat: Threat = False,
    with_: With = None,
    without: Without = None,
    wars: Wars = True,
    why: Why = False,
    excused: Excused = False,
    rounds: Rounds = False,
    all_: All = False,
    survey: EveryPair = False,
    output: Rows = None,
    folder: Folder = None,
    format: PageFormatOption = None,
) -> None:
    """Work out what the commitments in force require if one state attacks another."""
    from ramify._table import Table

    world = opened(folder)
    how = _how(place, target, provoked, threat=threat)
    if survey:
        alone = not any((attack, situation, how, with_, without))
        _survey(world, on, format, output, alone=alone, wars=wars, all_=all_)
        return
    out_way = way(format, output, PAGE)
    if situation is not None:
        if attack or on or how:
            raise _usage("--situation says who, when, where and how", "leave out the others")
        asked = _read_situation(situation, world)
    else:
        asked = _asked_situation(attack, on, how, world)
    answer, before = _answered(world, asked, with_ or (), without or (), wars=wars)
    parts = Parts(why=why or all_, excused=excused or all_, rounds=rounds or all_)
    told = told_rows(answer, world, parts)
    table = answer if out_way.format == "csv" else Table(tuple(told), ToldRow)
    give(_result(answer, before, world, parts, table), out_way)


def _answered(
    world: World, asked: Situation, with_: Sequence[str], without: Sequence[str], *, wars: bool
) -> tuple[Answer, Answer | None]:
    """The answer; and if pacts are assumed or left out, the one before that."""
    from ramify.reasoning.obligations import obligations as work_out
    from ramify.reasoning.obligations.questions.suppose import supposing

    answer = work_out(world.at(asked.on), asked, wars=wars)
    if not with_ and not without:
        return answer, None
    assumed = supposing(world, asked.on, with_, without)
    return work_out(assumed.at(asked.on), asked, wars=wars), answer


def _result(
    answer: Answer, before: Answer | None, world: World, parts: Parts, table: Tabular
) -> Result:
    """An answer, with what it changes against one before it; as a table its first screen."""
    changes = _differences(before, answer, world) if before else []

    def show(out: Console) -> None:
        print_answer(out, answer, world, parts)
        if before is not None:
            _print_difference(out, changes)

    titles = [heading(attack, answer, world) for attack in answer.situation.attacks]
    more = left(answer, parts)
    notes = [*answer.screen.lines, *answer.notes, *changes, *more, covered(answer, world)]
    return Result(
        text=show,
        table=table,
        title="; ".join(titles),
        notes=notes,
        json=lambda: answer.to_json(indent=2),
    )


def _survey(
    world: World, on: str | None, format: str | None, output: Path | None, *, alone: bool,
    wars: bool, all_: bool,
) -> None:  # fmt: skip
    from ramify.commands.reasoning.survey import ROWS, check_output, print_rows, print_survey

    if on is None or not alone:
        raise _usage("a survey takes every pair of states of a day", "give --on and no attack")
    if output is None and way(format, None, ("text", *ROWS)).format != "text":
        print_rows(world.at(on), format or "", wars=wars, all_=all_)
        return
    check_output(output, format)
    print_survey(world.at(on), output, wars=wars, all_=all_)


def _usage(words: str, repair: str) -> UsageError:
    from ramify._errors import UsageError

    return UsageError(words, repair=repair)


def _how(
    place: str | None, target: Target, provoked: bool | None, *, threat: bool
) -> dict[str, object]:
    """What is said of the attack beyond who and when, as fields of `Attack`."""
    said = {
        "place": place,
        "target": None if target == "territory" else target,
        "provoked": provoked,
        "kind": "threat" if threat else None,
    }
    return {name: value for name, value in said.items() if value is not None}


def _asked_situation(
    attack: list[str] | None, on: str | None, how: dict[str, object], world: World
) -> Situation:
    from ramify._errors import UsageError
    from ramify.reasoning.obligations import Situation
    from ramify.world.when import day

    if not attack or on is None:
        raise UsageError("no attack to judge", repair="give --attack and --on, or --situation FILE")
    when = day(on)
    attacks = tuple(_attack(text, world, when, how) for text in attack)
    return Situation(on=when, attacks=attacks)


def _read_situation(path: Path, world: World) -> Situation:
    """A situation from a file; its actors and places must be known on their day."""
    from ramify._errors import InputError, RamifyError
    from ramify.reasoning.obligations import Situation
    from ramify.world.load import line_of, read_value

    read = read_value(path, Situation)
    text = path.read_text(encoding="utf-8")

    def where(*key: str | int) -> str:
        return f"{path.name}, line {line_of(text, key)}"

    found: dict[str, tuple[Attack | Decision, ...]] = {}
    for table, checks in _CHECKED.items():
        made = getattr(read, table)
        for n, row in enumerate(made):
            for field, check in checks:
                named = getattr(row, field)
                try:
                    if named is not None:
                        check(world, named, row.on or read.on)
                except RamifyError as error:
                    raise InputError(str(error), where=where(table, n, field)) from None
        found[table] = tuple(
            row.model_copy(update={"where": where(table, n)}) for n, row in enumerate(made)
        )
    return read.model_copy(update=found)


def _known(world: World, code: str, on: date) -> None:
    """Refuses an id that nobody has; one that decides need not have been there on the day."""
    del on
    world.actor(code)


def _existed(world: World, code: str, on: date) -> None:
    """Refuses an actor that is not known or, if it is a state, did not exist on the day."""
    from ramify._errors import UsageError

    first = world.about.coverage.get("states")
    if first and on < first.start:
        raise UsageError(f"{on} lies before these facts, which know states from {first}")
    if world.actor(code).kind == "state" and code not in world.at(on).actors:
        raise UsageError(f"{world.actors[code].name} ({code}) did not exist on {on}")


def _located(world: World, place: str, on: date) -> None:
    world.at(on).territory(place)


_Check = Callable[["World", str, date], None]
_CHECKED: Mapping[str, tuple[tuple[str, _Check], ...]] = {
    "attacks": (("attacker", _existed), ("victim", _existed), ("place", _located)),
    "decisions": (("by", _known), ("to", _known), ("about", _known)),
}
"""The fields of a situation file that name something, and how each is checked."""


def _attack(text: str, world: World, on: date, how: dict[str, object]) -> Attack:
    from ramify._errors import UsageError
    from ramify.reasoning.obligations import Attack

    attacker, colon, victim = text.partition(":")
    if not (attacker and colon and victim):
        raise UsageError(f"{text!r} is no attack", repair="write ATTACKER:VICTIM, as KOR:PRK")
    sides = [world.resolve(name.strip(), on) for name in (attacker, victim)]
    if sides[0] == sides[1]:
        raise UsageError(f"in {text!r} attacker and victim are the same actor")
    for code in sides:
        _existed(world, code, on)
    if "place" in how:
        how = {**how, "place": world.at(on).territory(str(how["place"])).id}
    return Attack.model_validate({"attacker": sides[0], "victim": sides[1], "on": on, **how})


def _differences(before: Answer, after: Answer, world: World) -> list[str]:
    from ramify.reasoning.obligations import compare_answers

    return list(compare_answers(before, after).lines(world)) or ["nothing changes"]


def _print_difference(out: Console, lines: list[str]) -> None:
    out.print("\nAgainst the pacts as they are", style="bold")
    for line in lines:
        out.print(f"  {line}")
