"""`ramify pact`: list, show, compare and check agreements, article by article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ramify._print import print_indented, printable
from ramify.commands.output import (
    DAY,
    FormatOption,
    OutputOption,
    Result,
    give,
    json_list,
    print_grid,
    way,
)
from ramify.commands.world.worlds import Folder, opened

if TYPE_CHECKING:
    from rich.console import Console

    from ramify.reasoning.obligations import Compared, PactDifference
    from ramify.world.pacts import Pact
    from ramify.world.when import When
    from ramify.world.world import World

app = typer.Typer(
    name="pact",
    help="List, show, compare and check pacts, article by article.",
    no_args_is_help=True,
)


@app.command("list")
def list_(
    actor: Annotated[
        list[str] | None, typer.Option(help="Only pacts of this actor; may be repeated.")
    ] = None,
    on: Annotated[str | None, typer.Option(help=f"Only pacts in force on this day: {DAY}.")] = None,
    type: Annotated[
        str | None, typer.Option("--type", help="Only pacts with this type of commitment.")
    ] = None,
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """List the coded pacts, by date of signature."""
    from ramify.world.pacts import pact_table

    how, world = way(format, output), opened(folder)
    found = pact_table(_chosen(world, actor or (), on, _known_type(type)))
    title = f"Coded pacts in force on {world.at(on).on}" if on else "Coded pacts"
    give(Result(text=lambda out: _print_list(out, found), table=found, title=title), how)


def _print_list(out: Console, pacts: Iterable[Pact]) -> None:
    rows = [
        (pact.id, pact.short, _date(pact.in_force), _date(pact.end), _promises(pact))
        for pact in pacts
    ]
    if rows:
        print_grid(out, ("Id", "Pact", "In force", "Ended", "Promises"), rows)
    else:
        out.print("No coded pact is like that.")


def _promises(pact: Pact) -> str:
    return ", ".join(_types(pact)[:4]) if pact.read else "not read"


def _known_type(kind: str | None) -> str | None:
    from typing import get_args

    from ramify._errors import UnknownName
    from ramify._nearest import nearest
    from ramify.world.pacts import CommitmentType

    known = get_args(CommitmentType)
    if kind is not None and kind not in known:
        raise UnknownName(kind, kind="type of commitment", near=nearest(kind, known) or known)
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


class _Promise(NamedTuple):
    """A commitment of a pact as a row of a table."""

    pact: str
    article: str
    says: str
    type: str | None
    by: tuple[str, ...]
    to: tuple[str, ...]
    words: str | None


@app.command()
def show(
    pact: Annotated[list[str], typer.Argument(help="Ids of pacts, see `ramify pact list`.")],
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Show pacts whole: parties, dates, and every article with what it commits to."""
    from ramify._table import Table

    how, world = way(format, output), opened(folder)
    pacts = [world.pact(code) for code in pact]

    def print_all(out: Console) -> None:
        for one in pacts:
            _print_pact(out, one, world)

    give(
        Result(
            text=print_all,
            table=Table([row for one in pacts for row in _promised(one, world)], _Promise),
            title="; ".join(one.name for one in pacts),
            notes=[f"{one.short}: {'; '.join(one.sources)}" for one in pacts],
            json=lambda: json_list(pacts),
        ),
        how,
    )


def _promised(pact: Pact, world: World) -> Iterator[_Promise]:
    """What each article commits to; an article that commits to nothing has a row too."""
    from ramify.world.wording import commitment_words

    for article in pact.articles:
        for c in article.commitments:
            words = commitment_words(c, world.called)
            yield _Promise(pact.id, article.ref, article.says, c.type, c.by, c.to, words)
        if not article.commitments:
            yield _Promise(pact.id, article.ref, article.says, None, (), (), None)


def _print_pact(out: Console, pact: Pact, world: World) -> None:
    from ramify.world.wording import commitment_words, dated, listing

    print_indented(out, f"{pact.name} [{pact.id}]", style="bold")
    dates = [("signed", pact.signed), ("in force", pact.in_force), ("ended", pact.end)]
    facts = [f"{word} {dated(when)}" for word, when in dates if when]
    facts += [f"ratified by {world.called(r.by)} {dated(r.on)}" for r in pact.ratified]
    facts += ["force not known"] if pact.force_unknown else []
    facts += ["never in force"] if pact.never else []
    facts += [pact.ended] if pact.ended else []
    facts += [pact.bound] if pact.bound else []
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
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Compare a pact with others: what it adds, drops, weakens and strengthens."""
    from ramify._errors import UsageError
    from ramify._table import Table
    from ramify.reasoning.obligations import compare_pacts

    how = way(format, output)
    if len(pacts) < 2:
        raise UsageError("comparing needs two pacts or more", repair="add the id of another")
    world = opened(folder)
    new, *older = (world.pact(code) for code in pacts)
    found = compare_pacts(new, *older)

    def print_all(out: Console) -> None:
        for old, difference in zip(older, found, strict=True):
            print_indented(out, f"{new.short} against {old.short}", style="bold")
            _print_difference(out, difference)

    give(
        Result(
            text=print_all,
            table=Table([row for one in found for row in one.rows], found[0].row_type),
            title=f"{new.short} against {', '.join(old.short for old in older)}",
            json=lambda: json_list(found),
        ),
        how,
    )


def _print_difference(out: Console, difference: PactDifference) -> None:
    for row in difference.compared:
        print_indented(out, f"{row.change.upper()} {_row(row)}", 2)
        for point in row.points:
            print_indented(out, f"{point.about}, {point.direction}: {point.words}", 6, "dim")


def _row(row: Compared) -> str:
    """The promise and its articles, the earlier pact's first."""
    from ramify.reasoning.obligations.law.articles import article_name

    articles = [article_name(ref) for ref in (row.old, row.new) if ref]
    field = f" ({row.field})" if row.field else ""
    return f"{row.what}{field}: {', now '.join(articles)}"


class _Mistake(NamedTuple):
    """Something wrong in a pact file, as a row of a table."""

    file: str
    line: int
    words: str


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="TOML files, one pact each.")],
    folder: Folder = None,
    format: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """Check pacts you wrote: every mistake with its file and line."""
    from ramify._errors import InputError
    from ramify._table import Table
    from ramify.world.check import check_pact

    how, world = way(format, output), opened(folder)
    problems = {str(path): check_pact(path, world) for path in files}
    wrong = [_Mistake(path, p.line, p.words) for path, found in problems.items() for p in found]
    valid = [f"{path}: valid" for path, found in problems.items() if not found]

    def print_all(out: Console) -> None:
        lines = [f"{m.file}, line {m.line}: {m.words}" for m in wrong]
        for line in (*lines, *valid):
            out.print(printable(line), soft_wrap=True)

    give(Result(text=print_all, table=Table(wrong, _Mistake), title="Mistakes", notes=valid), how)
    if wrong:
        raise InputError(f"{len(wrong)} {'mistake' if len(wrong) == 1 else 'mistakes'} found")
