"""The plain verbs: what a user asks of the rooms, with the packaged facts where none are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ramify._errors import UsageError
from ramify._extras import extras
from ramify.world.when import day
from ramify.world.world import World

if TYPE_CHECKING:
    from ramify._table import Table
    from ramify.briefing.brief import Brief
    from ramify.reading.factcheck.events import Checked
    from ramify.reading.library import Library, Reader
    from ramify.reasoning.compliance import Ruling
    from ramify.reasoning.dynamics.process.model import Fitted
    from ramify.reasoning.exposure import Exposure
    from ramify.reasoning.obligations import Answer, Attack, Decision, Situation, Survey
    from ramify.record.events import Event, Quantity
    from ramify.record.store import Record
    from ramify.world.pacts import Pact
    from ramify.world.system import System
    from ramify.world.when import Day

Paths = str | Path | Sequence[str | Path]


def obligations(
    system: System,
    *attacks: Attack | Situation,
    decisions: Iterable[Decision] = (),
    wars: bool = True,
) -> Answer:
    """Who owes what to whom, by which article, if these uses of force happen.

    Args:
        system: the world on the day that is asked about, `World.at(day)`.
        attacks: uses or threats of force; or one whole situation of that day.
        decisions: requests and decisions that commitments may wait for.
        wars: whether the wars on file are taken into account.

    Raises:
        UsageError: nothing was asked, or a situation beside something else or of another day.
        UnknownName: an attack or a decision names an actor, place or pact that is not known.

    >>> from ramify import Attack, World, obligations
    >>> system = World.packaged().at("2024-07-01")
    >>> answer = obligations(system, Attack(attacker="PRK", victim="KOR", provoked=False))
    >>> [(d.status, d.pact, d.article) for d in answer.duties if d.actor == "USA"][0]
    ('owed', 'kor-usa-1953', 'III')
    """
    from ramify.reasoning.obligations import obligations as work_out

    return work_out(system, _situation(system, attacks, tuple(decisions)), wars=wars)


def _situation(
    system: System, asked: Sequence[Attack | Situation], decisions: tuple[Decision, ...]
) -> Situation:
    from ramify.reasoning.obligations import Situation

    attacks = tuple(one for one in asked if not isinstance(one, Situation))
    whole = [one for one in asked if isinstance(one, Situation)]
    if not whole and attacks:
        return Situation(on=system.on, attacks=attacks, decisions=decisions)
    if len(whole) != 1 or attacks or decisions:
        repair = "give attacks and decisions, or one Situation that holds them"
        raise UsageError("no attack, or a situation beside others", repair=repair)
    if whole[0].on != system.on:
        days = f"a situation of {whole[0].on} and a system of {system.on}"
        raise UsageError(days, repair="take World.at of the same day")
    return whole[0]


def survey(
    system: System, pairs: Iterable[tuple[str, str]] | None = None, *, wars: bool = True
) -> Survey:
    """Who would be bound by each of many attacks, a row a duty.

    Args:
        system: the world on one day.
        pairs: attackers and victims by id; every state against every other if left out.
        wars: whether the wars on file are taken into account.

    Raises:
        UnknownName: a pair names an actor the world does not know.

    >>> from ramify import World, survey
    >>> rows = survey(World.packaged().at("2024-07-01"), [("PRK", "KOR")])
    >>> [(row.actor, row.pact) for row in rows if row.fights and row.to == "KOR"]
    [('USA', 'kor-usa-1953')]
    """
    from ramify.reasoning.obligations import survey as rows

    return rows(system, pairs, wars=wars)


def exposed(
    on: Day,
    *,
    against: Day | None = None,
    actors: Iterable[str] = (),
    with_pacts: Iterable[Pact | str] = (),
    without: Iterable[Pact | str] = (),
    record: Record | Path | str | None = None,
    world: World | None = None,
) -> Exposure:
    """Whose position shifts between two days, or with and without a pact.

    Args:
        on: the day looked at.
        against: the day it is compared with; the same day if left out.
        actors: whom to look at, by id or name; those whose pacts or memberships changed if none.
        with_pacts: pacts to assume on `on`: new ones as values or as `USA,JPN: defense`, those on
            file and not in force yet as values or by id.
        without: pacts to leave out on `on`, by id or as values.
        record: events from which conduct is measured: a record, its file, or a folder of Parquet
            files; without one, conduct is not measured.
        world: the facts; the packaged ones if left out.

    Raises:
        UsageError: an impossible day, or nothing that could differ.
        InputError: the record cannot be read, or holds no events.
        UnknownName: an actor or a pact that is not known.

    >>> from ramify import exposed
    >>> found = exposed("2023-04-04", against="2023-04-03")
    >>> [(d.actor, d.other, d.change) for d in found.differences if d.unit == "km"][0]
    ('NATO', 'RUS', 1340.0)
    """
    from ramify.reasoning.exposure import conduct_of, exposure
    from ramify.reasoning.obligations.questions.suppose import supposing

    facts, when = world or World.packaged(), day(on)
    changed = supposing(facts, when, with_pacts, without)
    before = facts.at(when if against is None else against)
    asked = [facts.resolve(name, when) for name in actors]
    acts = None if record is None else conduct_of(record, facts)
    return exposure(before, changed.at(when), asked, conduct=acts)


def compliance(
    what: str,
    *,
    sender: str,
    receiver: str,
    on: Day,
    amount: str | Quantity | None = None,
    world: World | None = None,
) -> Table[Ruling]:
    """What the measures of the Security Council say of something that goes from one to another.

    Args:
        what: the good or service in words, as `artillery ammunition`.
        sender: who sends it, by id or name; or a name on a list of sanctions loaded into the world.
        receiver: who receives it, likewise.
        on: the day.
        amount: how much in the period of a cap, as `400000 barrels`; unknown if left out.
        world: the facts to judge by; the packaged ones if left out.

    Raises:
        UnknownName: nobody has such a name on that day.
        UsageError: a day or an amount that is none.

    >>> from ramify import compliance
    >>> rulings = compliance("artillery ammunition", sender="PRK", receiver="RUS", on="2023-09-01")
    >>> rulings[0].finding, rulings[0].evidence[0].pact
    ('breaches', 'S/RES/1874 (2009)')
    """
    from ramify.reasoning.listings import judge
    from ramify.record.events import Quantity

    facts, when = world or World.packaged(), day(on)
    much = Quantity.parse(amount) if isinstance(amount, str) else amount
    return judge(facts, what, sender, receiver, when, much).table


@extras()
def read(paths: Paths, *, world: World | None = None, reader: Reader | None = None) -> Library:
    """Read documents: text, HTML, Markdown, PDF, Word, mail, saved pages, archives, feeds.

    Args:
        paths: a file, a folder, a glob or a web address, or several of them.
        world: the facts that names are resolved by; the packaged ones if left out.
        reader: who reads; the built-in rules if left out.

    Returns:
        The readings; what cannot be read stands in the library's `refused`.

    Raises:
        EndpointError: the reader asks a language model that is down, or refuses.
        MissingExtra: a library that takes documents apart is not installed.

    >>> from ramify import read
    >>> [reading.document.title for reading in read("examples/summit-2024/*.txt").readings]
    ['The view from Helsinki: what the Kim summit means for Europe']
    """
    from ramify.reading.intake.sources import web
    from ramify.reading.reader import read as read_all

    listed = [paths] if isinstance(paths, str | Path) else list(paths)
    return read_all(listed, world=world or World.packaged(), reader=reader, fetch=web())


@extras()
def check(
    paths: Paths | Library,
    *,
    record: Record | str | Path | None = None,
    world: World | None = None,
) -> Checked:
    """Hold what documents state against memberships, pacts, vetoes, borders and a record.

    Args:
        paths: documents as `read` takes them, or what it gave.
        record: events to compare with besides the packaged chronicle, or their file.
        world: the facts to hold them against; the packaged ones if left out.

    Raises:
        InputError: the record cannot be opened.

    >>> from ramify import check
    >>> checked = check("examples/summit-2024/*.txt")
    >>> [one.verdicts["agrees"] > 0 for one in checked.documents]
    [True]
    """
    from ramify.reading.factcheck.documents import checked
    from ramify.reading.library import Library

    facts = world or World.packaged()
    library = paths if isinstance(paths, Library) else read(paths, world=facts)
    return checked(library, facts, record)


@extras("all")
def brief(
    paths: Paths | Library = (),
    *,
    events: Iterable[str | Event] = (),
    pacts: Iterable[str | Path | Pact] = (),
    since: str | Path | None = None,
    on: Day | None = None,
    about: Sequence[str] = (),
    horizon: str = "90d",
    model: Fitted | str | Path | None = None,
    record: Record | str | Path | None = None,
    world: World | None = None,
) -> Brief:
    """What the events in some documents, or those given, ramify into, in four voices.

    Args:
        paths: documents as `read` takes them, or what it gave; none if left out.
        events: events asked about, as `2024-06-19 RUS 057 PRK`: a day, who acts, a CAMEO code or
            PLOVER class, on whom.
        pacts: treaties asked about, as files laid out like the packaged ones, or as values; one
            without a day of force is supposed in force.
        since: an earlier brief as JSON, to say what is new, gone and moved.
        on: the day of the answer; that of what was read and given if left out.
        about: actors, by id or name, that the answer keeps to.
        horizon: how far to look ahead: `30d`, `12w`, `6m`, `1y`.
        model: a fitted model or its file, by which the future is judged over `record`; the
            packaged kernel if left out.
        record: what happened before, or its file; without one no chance is known.
        world: the facts; the packaged ones if left out.

    Raises:
        InputError: nothing readable was found or given, a treaty's file is not valid, the
            earlier brief is none, or the model or the record cannot be opened.
        UsageError: an impossible date or horizon, an unknown actor, or a text that is no event.

    >>> from ramify import brief
    >>> [turn.pact for turn in brief("examples/summit-2024").obliged.turns]
    ['prk-rus-2024']
    >>> asked = brief(events=["2024-06-19 RUS 057 PRK"])
    >>> asked.on.isoformat(), [turn.pact for turn in asked.obliged.turns]
    ('2024-06-19', ['prk-rus-2024'])
    """
    from ramify.briefing.compose import compose
    from ramify.reading.library import Library

    world = world or World.packaged()
    library = paths if isinstance(paths, Library) else read(paths, world=world)
    return compose(
        library, world, on=on, about=tuple(about), horizon=horizon, model=model, record=record,
        events=events, pacts=pacts, since=since,
    )  # fmt: skip
