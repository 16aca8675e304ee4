"""The facts: the tables of a folder, read when they are first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from pydantic import Field

from ramify._errors import InputError, UnknownName
from ramify._nearest import nearest
from ramify._value import Value
from ramify.world.actors import (
    Actor,
    Border,
    Crossing,
    Membership,
    Partnership,
    Seat,
    State,
    Tenure,
    Territory,
    known_actor,
)
from ramify.world.capabilities import Capability, Missile, NuclearPower
from ramify.world.control import (
    Control,
    NamedPlace,
    control_problems,
    held_twice,
    territories,
)
from ramify.world.disputes import (
    ConflictYear,
    Contiguity,
    DisputePart,
    Rivalry,
    TradeYear,
    WarPair,
)
from ramify.world.load import (
    Ignored,
    V,
    read_lines,
    read_numbered,
    read_pact,
    read_rows,
    read_value,
)
from ramify.world.pacts import Pact
from ramify.world.sanctions import Designation, Regime, Veto
from ramify.world.visits import Visit, VisitList
from ramify.world.wars import War, war_problems
from ramify.world.when import Day, When, day
from ramify.world.wording import listing, spelled

PACKAGED = Path(__file__).parent / "data"


KINDS = (
    "states", "pacts", "leaders", "memberships", "wars", "control", "borders", "vetoes",
    "sanctions", "partnerships",
)  # fmt: skip
"""The kinds of facts there are, each checked to a day of its own."""


class About(Value):
    """What the facts cover: checked to `as_of`, from the first day of each kind."""

    as_of: When
    checked: dict[str, When] = Field(default_factory=dict)
    """Day to which a kind of fact was checked, where that is not `as_of`."""
    coverage: dict[str, When] = Field(default_factory=dict)
    through: dict[str, When] = Field(default_factory=dict)
    """Last day of the facts that were loaded, by kind: beyond it nothing is known of them."""
    since: dict[str, When] = Field(default_factory=dict)
    """First day of kinds of facts that are only ever loaded, such as disputes and votes."""
    sources: dict[str, str] = Field(default_factory=dict)
    """Citations of the data sets that were loaded, by kind of fact."""

    @property
    def said(self) -> str:
        """The days the facts hold for, in words."""
        standing = {kind: end for kind, end in self.through.items() if kind not in self.since}
        loaded = ", ".join(f"{kind} to {end}" for kind, end in standing.items())
        return f"Facts as of {self.as_of}" + (f"; loaded: {loaded}" if loaded else "") + "."

    def known_to(self, kind: str) -> When:
        """The day to which a kind of fact was checked: its own, or that of all."""
        return self.through.get(kind) or self.checked.get(kind) or self.as_of

    def caveat(self, on: Day, kinds: Iterable[str] = KINDS) -> str | None:
        """What is not known on a day because it lies outside the days the facts cover.

        Args:
            on: the day asked about.
            kinds: the kinds of facts an answer rests on.
        """
        on = day(on)
        old: dict[When, list[str]] = {}
        for kind in kinds:
            if on > (known := self.known_to(kind)).end:
                old.setdefault(known, []).append(kind)
        if old:
            said = "; ".join(f"{listing(names)} {known}" for known, names in sorted(old.items()))
            return f"May be stale on {on}, as checked only to this day: {said}."
        missing = [
            f"{kind.replace('_', ' ')} (from {first})"
            for kind, first in self.coverage.items()
            if on < first.start
        ]
        return f"Not covered on {on}: {', '.join(missing)}." if missing else None


class Facts:
    """The dated facts of a folder: actors, groups, pacts, leaders, territories and borders.

    >>> Facts(PACKAGED).actor("PRK").cow
    731
    """

    told: tuple[Ignored, ...] = ()
    """What folders that were laid over the facts say and is not used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def about(self) -> About:
        """What the facts cover; a folder that gives no day for all goes by the packaged one."""
        packaged = read_value(PACKAGED / "about.toml", About)
        path = self.folder / "about.toml"
        return read_value(path, About, {"as_of": packaged.as_of}) if path.exists() else packaged

    @cached_property
    def lives(self) -> tuple[Actor, ...]:
        """States, organisations, groupings and armed groups; a row for each time one existed."""
        folder = self.folder if (self.folder / "states.csv").exists() else PACKAGED
        states = read_rows(folder / "states.csv", State)
        others = folder / "organisations.csv"
        return states + (read_rows(others, Actor) if others.exists() else ())

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actors by id, as they are now or were last."""
        born = sorted(self.lives, key=lambda actor: str(actor.start or ""))
        return {actor.id: actor for actor in born}

    @cached_property
    def tenures(self) -> tuple[Tenure, ...]:
        """Who held which office, by actor and date."""
        return self._rows("leaders.csv", Tenure)

    @cached_property
    def memberships(self) -> tuple[Membership, ...]:
        """Who belonged to which group."""
        return self._rows("memberships.csv", Membership)

    @cached_property
    def borders(self) -> tuple[Border, ...]:
        """Land borders."""
        return self._rows("borders.csv", Border)

    @cached_property
    def crossings(self) -> tuple[Crossing, ...]:
        """Railways and roads across borders; a selection."""
        return self._rows("crossings.csv", Crossing)

    @cached_property
    def partnerships(self) -> tuple[Partnership, ...]:
        """Partnerships of two actors at the level the parties name; a selection."""
        return self._rows("partnerships.csv", Partnership)

    @cached_property
    def capabilities(self) -> tuple[Capability, ...]:
        """Material capabilities of states by year; none is packaged, `ramify load` reads them."""
        return self._loaded("capabilities.csv", Capability)

    @cached_property
    def disputes(self) -> tuple[DisputePart, ...]:
        """Who took part in militarized disputes; loaded, none is packaged."""
        return self._loaded("disputes.csv", DisputePart)

    @cached_property
    def war_dyads(self) -> tuple[WarPair, ...]:
        """Interstate wars by directed pair; loaded, none is packaged."""
        return self._loaded("war-pairs.csv", WarPair)

    @cached_property
    def conflicts(self) -> tuple[ConflictYear, ...]:
        """Armed conflicts by year, and the governments in them; loaded, none is packaged."""
        return self._loaded("conflicts.csv", ConflictYear)

    @cached_property
    def rivalries(self) -> tuple[Rivalry, ...]:
        """Strategic rivalries; loaded, none is packaged."""
        return self._loaded("rivalries.csv", Rivalry)

    @cached_property
    def contiguity(self) -> tuple[Contiguity, ...]:
        """Contiguity of pairs by type; loaded, none is packaged."""
        return self._loaded("contiguity.csv", Contiguity)

    @cached_property
    def trade(self) -> tuple[TradeYear, ...]:
        """Imports and exports of states by year; loaded, none is packaged."""
        return self._loaded("trade.csv", TradeYear)

    @cached_property
    def visits(self) -> tuple[Visit, ...]:
        """Visits abroad of leaders, and who came to summits."""
        return self._rows("visits.csv", Visit)

    @cached_property
    def visit_lists(self) -> tuple[VisitList, ...]:
        """What the lists of visits cover."""
        return self._rows("visit-lists.csv", VisitList)

    @cached_property
    def designations(self) -> tuple[Designation, ...]:
        """Persons, bodies and ships on lists of sanctions; none is packaged."""
        files = sorted(self.folder.glob("listed-*.jsonl"))
        return tuple(one for file in files for one in read_lines(file, Designation))

    @cached_property
    def tables(self) -> dict[str, Path]:
        """Large tables that were loaded, by name: `votes`, `igo`, `distance`, `trade_dyads`.

        They are Parquet files, to be read by columns.
        """
        return {path.stem: path for path in sorted(self.folder.glob("*.parquet"))}

    @cached_property
    def nuclear_powers(self) -> tuple[NuclearPower, ...]:
        """States with nuclear weapons."""
        return self._rows("nuclear.csv", NuclearPower)

    @cached_property
    def missiles(self) -> tuple[Missile, ...]:
        """The main missile systems of states, and how far they reach."""
        return self._rows("missiles.csv", Missile)

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """Capitals of states with where they are, and the regions of the states."""
        return self._rows("geography.csv", Seat)

    @cached_property
    def seat_of(self) -> dict[str, Seat]:
        """Capitals by state."""
        return {seat.id: seat for seat in self.seats}

    @cached_property
    def places(self) -> tuple[NamedPlace, ...]:
        """Places other than whole states that force can be used against."""
        return self._rows("territories.csv", NamedPlace)

    @cached_property
    def control(self) -> tuple[Control, ...]:
        """Whose each place was and who held it; a state's id stands for all of its homeland.

        Raises:
            InputError: a row is no spell, names nobody known, or overlaps another.
        """
        rows = self._numbered("control.csv", Control)
        known = {place.id for place in self.places}
        states = {actor.id for actor in self.lives if actor.kind == "state"}
        for problem in control_problems(rows, known | states, set(self.actors)):
            raise InputError(problem.words, where=f"control.csv, line {problem.line}")
        spells = dict(rows)
        for first, line in held_twice(rows):
            also = f"also from {spells[first].start}"
            words = f"{spells[line].territory} is held twice at one time, {also}"
            raise InputError(words, where=f"control.csv, line {line}")
        return tuple(spell for _, spell in rows)

    @cached_property
    def territories(self) -> dict[str, tuple[Territory, ...]]:
        """Territories by id, a value for each spell of control."""
        return territories(self.places, self.control)

    @cached_property
    def wars(self) -> tuple[War, ...]:
        """Wars and lasting uses of force.

        Raises:
            InputError: a row is no war, or names nobody known.
        """
        rows = self._numbered("wars.csv", War)
        known = set(self.actors)
        for problem in war_problems(rows, known, {*known, *self.territories}):
            raise InputError(problem.words, where=f"wars.csv, line {problem.line}")
        return tuple(war for _, war in rows)

    @cached_property
    def territory_ids(self) -> dict[str, str]:
        """Ids of territories by name, in lower case."""
        rows = [row for spells in self.territories.values() for row in spells]
        return {name.lower(): row.id for row in rows for name in (row.id, row.name, *row.names)}

    @cached_property
    def pacts(self) -> dict[str, Pact]:
        """Agreements by id.

        Raises:
            InputError: a file is no valid pact, or two files have one id.
        """
        pacts: dict[str, Pact] = {}
        for path in sorted((self.folder / "pacts").glob("*.toml")):
            pact = read_pact(path)
            if pact.id in pacts:
                raise InputError(f"pact {pact.id!r} is described twice", where=path.name)
            pacts[pact.id] = pact
        return pacts | self.loaded_pacts

    @cached_property
    def loaded_pacts(self) -> dict[str, Pact]:
        """Agreements that `ramify load` read from published data; none is packaged."""
        return {pact.id: pact for pact in read_lines(self.folder / "pacts.jsonl", Pact)}

    @cached_property
    def regimes(self) -> tuple[Regime, ...]:
        """Sanctions of the Security Council, by the state they are on."""
        return tuple(
            read_value(path, Regime) for path in sorted((self.folder / "sanctions").glob("*.toml"))
        )

    @cached_property
    def vetoes(self) -> tuple[Veto, ...]:
        """Vetoes in the Security Council."""
        return self._rows("vetoes.csv", Veto)

    def actor(self, code: str) -> Actor:
        """The actor with this id.

        Raises:
            UnknownName: there is none; the message names the nearest.
        """
        return known_actor(self, code)

    def called(self, code: str | Actor | Pact) -> str:
        """The name behind the id of an actor, a territory, a pact or an area.

        What is none of them, as an id that only a record has, is spelled out as it is.

        >>> facts = Facts(PACKAGED)
        >>> facts.called("KOR"), facts.called("senkaku-islands"), facts.called("east-asia")
        ('South Korea', 'Senkaku Islands', 'East Asia')
        """
        code = code.id if isinstance(code, Actor | Pact) else code
        if code in self.actors:
            return self.actors[code].name
        if code in self.territories:
            return self.territories[code][0].name
        if code in self.pacts:
            return self.pacts[code].short
        return spelled(code)

    def pact(self, code: str | Pact) -> Pact:
        """The pact with this id; a pact stands for the one of its id.

        Raises:
            UnknownName: there is none; the message names the nearest.
        """
        code = code.id if isinstance(code, Pact) else code
        try:
            return self.pacts[code]
        except KeyError:
            between = frozenset(code.split("-")[:2])
            same = [pact for pact in self.pacts if frozenset(pact.split("-")[:2]) == between]
            near = tuple(same) or nearest(code, self.pacts, cutoff=0.5)
            raise UnknownName(code, kind="pact", near=near) from None

    def _loaded(self, name: str, kind: type[V]) -> tuple[V, ...]:
        path = self.folder / name
        return read_rows(path, kind) if path.exists() else ()

    def _rows(self, name: str, kind: type[V]) -> tuple[V, ...]:
        return tuple(value for _, value in self._numbered(name, kind))

    def _numbered(self, name: str, kind: type[V]) -> tuple[tuple[int, V], ...]:
        """The rows of a file with their lines; none if a folder of one's own lacks it."""
        path = self.folder / name
        absent = self.folder != PACKAGED and not path.exists()
        return () if absent else tuple(read_numbered(path, kind))
