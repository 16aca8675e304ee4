"""`ramify pact`: list, show, compare and check agreements, article by article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from ramify.reasoning.obligations import Compared
    from ramify.world.pacts import Pact
    from ramify.world.when import When
    from ramify.world.world import World

app = typer.Typer(
    help="List, show, compare and check pacts, article by article.", no_args_is_help=True
)


@app.command("list")
def list_(
    actor: Annotated[
        list[str] | None, typer.Option(help="Only pacts of this actor; may be repeated.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="Only pacts in force on this day.")] = None,
    type: Annotated[
        str | None, typer.Option("--type", help="Only pacts with this type of commitment.")
    ] = None,
) -> None:
    """List the coded pacts, by date of signature."""
    from rich.table import Table

    from ramify import World
    from ramify._print import console

    world = World.packaged()
    table = Table("Id", "Pact", "In force", "Ended", "Promises", box=None, pad_edge=False)
    for pact in _chosen(world, actor or (), on, _known_type(type)):
        promises = ", ".join(_types(pact)[:4]) if pact.read else "not read"
        table.add_row(pact.id, pact.short, _date(pact.in_force), _date(pact.end), promises)
    console().print(table if table.row_count else "No coded pact is like that.")


def _known_type(kind: str | None) -> str | None:
    from typing import get_args

    from ramify._errors import UnknownName
    from ramify.world.pacts import CommitmentType

    known = get_args(CommitmentType)
    if kind is not None and kind not in known:
        raise UnknownName(kind, kind="type of commitment", near=known)
    return kind


def _chosen(
    world: World, actors: list[str] | tuple[()], on: str | None, kind: str | None
) -> Iterator[Pact]:
    codes = {world.resolve(name, on) for name in actors}
    system = world.at(on) if on else None
    pacts = system.pacts() if system else tuple(world.pacts.values())
    for pact in sorted(pacts, key=lambda p: (str(p.signed or ""), p.id)):
        bound = system.parties(pact.id) if system else [party.actor for party in pact.parties]
        if codes <= set(bound) and (kind is None or kind in _types(pact)):
            yield pact


def _types(pact: Pact) -> list[str]:
    return list(dict.fromkeys(c.type for article in pact.articles for c in article.commitments))


def _date(when: When | None) -> str:
    from ramify.world.wording import dated

    return dated(when) if when else "–"


@app.command()
def show(
    pact: Annotated[list[str], typer.Argument(help="Ids of pacts, see `ramify pact list`.")],
) -> None:
    """Show pacts whole: parties, dates, and every article with what it commits to."""
    from ramify import World
    from ramify._print import console

    world, out = World.packaged(), console()
    for code in pact:
        _print_pact(out, world.pact(code), world)


def _print_pact(out: Console, pact: Pact, world: World) -> None:
    from ramify._print import print_indented
    from ramify.world.wording import commitment_words, dated, listing

    print_indented(out, f"{pact.name} [{pact.id}]", style="bold")
    dates = [("signed", pact.signed), ("in force", pact.in_force), ("ended", pact.end)]
    facts = [f"{word} {dated(when)}" for word, when in dates if when]
    facts += [pact.ended] if pact.ended else []
    facts += [] if pact.binding else ["not legally binding"]
    print_indented(out, "; ".join(facts), 2)
    if pact.term:
        print_indented(out, f"term: {pact.term}", 2)
    for words, others in (("succeeds", pact.succeeds), ("implements", pact.implements)):
        if others:
            print_indented(out, f"{words} {listing(others)}", 2)
    print_indented(out, f"parties: {'; '.join(_parties(pact, world))}", 2)
    for article in pact.articles:
        print_indented(out, f"article {article.ref}: {article.says}", 2)
        for commitment in article.commitments:
            both = (commitment.by, commitment.to)
            sides = [listing(map(world.called, codes)) for codes in both if codes]
            who = f"{' to '.join(sides)}: " if sides else ""
            print_indented(out, who + commitment_words(commitment, world.called), 6, "cyan")
            if commitment.note:
                print_indented(out, commitment.note, 8, "dim")
    if pact.note:
        print_indented(out, f"note: {pact.note}", 2, "dim")
    print_indented(out, f"sources: {'; '.join(pact.sources)}\n", 2, "dim")


def _parties(pact: Pact, world: World) -> Iterator[str]:
    for party in pact.parties:
        actor = world.actors.get(party.actor)
        dates = [f"from {_date(party.start)}"] if party.start else []
        dates += [f"to {_date(party.end)}"] if party.end else []
        dates += [party.left] if party.left else []
        extra = f" ({', '.join(dates)})" if dates else ""
        yield f"{actor.name if actor else party.actor}{extra}"


@app.command()
def compare(
    pacts: Annotated[
        list[str], typer.Argument(help="Ids: the pact, then the earlier ones it is held against.")
    ],
) -> None:
    """Compare a pact with others: what it adds, drops, weakens and strengthens."""
    from ramify import World
    from ramify._errors import UsageError
    from ramify._print import console, print_indented
    from ramify.reasoning.obligations import compare_pacts

    if len(pacts) < 2:
        raise UsageError("comparing needs two pacts or more", repair="add the id of another")
    world, out = World.packaged(), console()
    new, *older = (world.pact(code) for code in pacts)
    for old, difference in zip(older, compare_pacts(new, *older), strict=True):
        print_indented(out, f"{new.short} against {old.short}", style="bold")
        for row in difference.compared:
            print_indented(out, f"{row.change.upper()} {_row(row)}", 2)
            for point in row.points:
                print_indented(out, f"{point.about}, {point.direction}: {point.words}", 6, "dim")


def _row(row: Compared) -> str:
    """The promise and its articles, the earlier pact's first."""
    from ramify.reasoning.obligations.law.promises import article_name

    articles = [article_name(ref) for ref in (row.old, row.new) if ref]
    field = f" ({row.field})" if row.field else ""
    return f"{row.what}{field}: {', now '.join(articles)}"


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="TOML files, one pact each.")],
) -> None:
    """Check pacts you wrote: every mistake with its file and line."""
    from ramify import World
    from ramify._errors import InputError
    from ramify.world.check import check_pact

    world, wrong = World.packaged(), 0
    for path in files:
        problems = check_pact(path, world)
        wrong += len(problems)
        for problem in problems:
            typer.echo(f"{path}, line {problem.line}: {problem.words}")
        if not problems:
            typer.echo(f"{path}: valid")
    if wrong:
        raise InputError(f"{wrong} {'mistake' if wrong == 1 else 'mistakes'} found")
