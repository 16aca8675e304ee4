"""The resolver: from a feed's string to an actor, its sector, and since when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from ramify.record.names import sectors
from ramify.world.actors import Actor
from ramify.world.names.codes import CodeSystem, by_code
from ramify.world.sources.numbers import Numbers
from ramify.world.world import World

_DAY = timedelta(days=1)
_OLDEST = date(1946, 1, 1)
"""Feeds know nobody that ended before: `Korea` is not the kingdom of 1910."""
_SEP = "\x1f"
"""What joins the columns that together name an actor."""


class Resolved(NamedTuple):
    """Whom a string means: `actor` from `since` on, `before` in the days before that."""

    actor: str | None
    sector: str | None = None
    since: date | None = None
    before: str | None = None
    problem: str | None = None
    """Why there is no actor."""


class NameResolver:
    """Resolves strings of each system of names; strings are worked out once and kept.

    >>> who = NameResolver(World.packaged())
    >>> who.resolve("cameo", "RUSGOVMIL")[:4]
    ('RUS', 'GOV', datetime.date(1991, 12, 26), 'SUN')
    >>> who.resolve("fips", "CH").actor, who.resolve("iso3", "CHE").actor
    ('CHN', 'CHE')
    >>> who.resolve("icews", "Citizen (Australia)" + chr(31) + "Australia" + chr(31) + "Social")[:2]
    ('AUS', 'CVL')
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: dict[tuple[str, str], Resolved] = {}

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems of names it understands."""
        return tuple(sorted(self._ways))

    def resolve(self, system: str, name: str) -> Resolved:
        """Whom a string means in a system of names."""
        key = (system, name)
        if key not in self._known:
            self._known[key] = self._ways[system](name)
        return self._known[key]

    @cached_property
    def _ways(self) -> dict[str, Callable[[str], Resolved]]:
        return {
            "cameo": self._cameo,
            "icews": self._icews,
            "icews-name": self._icews_name,
            "polecat": self._polecat,
            "ucdp": self._ucdp,
            "acled": self._acled,
            "country": self._country,
            "iso3": self._iso3,
            "iso2": lambda code: self._coded("iso2", code),
            "fips": lambda code: self._coded("fips", code),
            "m49": lambda code: self._coded("m49", code.strip().zfill(3)),
            "wikidata": lambda code: self._coded("wikidata", code),
            "cow": lambda code: self._numbered(self._cow, code),
            "gw": lambda code: self._numbered(self._gw, code),
        }

    @cached_property
    def _cow(self) -> Numbers:
        return Numbers(self._world.lives, "cow")

    @cached_property
    def _gw(self) -> Numbers:
        return Numbers(self._world.lives, "gw")

    @cached_property
    def _lives(self) -> dict[str, Actor]:
        return self._world.actors

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        """Ids by name, in plain lower case; states and organisations, today's or past."""
        found: dict[str, set[str]] = {}
        for actor in self._world.lives:
            if actor.end and actor.end.end < _OLDEST and self._lives[actor.id].end:
                continue
            for name in (actor.name, actor.official or "", *actor.names):
                for form in filter(None, (plain(name), plain(name.partition(" (")[0]))):
                    found.setdefault(form, set()).add(actor.id)
        for name, actor_id in SPELLINGS.items():
            found[plain(name)] = {actor_id}
        return found

    def _of(self, actor: str, sector: str | None = None) -> Resolved:
        """An actor with whoever stood in its place before it began."""
        life = self._lives.get(actor)
        if life is None or life.start is None or life.kind != "state":
            return Resolved(actor, sector)
        start = life.start.start
        before = life.continues or self._predecessor(life, start)
        if before is None or before == actor or start.year < 1900:
            return Resolved(actor, sector)
        return Resolved(actor, sector, start, before)

    def _predecessor(self, life: Actor, start: date) -> str | None:
        """Who had the same number on the day before, as Serbia and Montenegro before Serbia."""
        for number, numbers in ((life.gw, self._gw), (life.cow, self._cow)):
            if number is not None:
                spells = numbers.spells(number, start - _DAY, start - _DAY)
                if len(spells) == 1 and spells[0].actor != life.id:
                    return spells[0].actor
        return None

    def _coded(self, system: CodeSystem, code: str) -> Resolved:
        rows = by_code(system).get(code.strip().upper(), ())
        lasting = [row for row in rows if row.end is None] or list(rows)
        if not lasting:
            return Resolved(None, problem=f"no {system} code")
        if len({row.id for row in lasting}) > 1:
            living = [r for r in lasting if self._lives[r.id].end is None]
            if len({row.id for row in living}) != 1:
                return Resolved(None, problem=f"an {system} code of several states")
            lasting = living
        return self._of(lasting[0].id)

    def _iso3(self, code: str) -> Resolved:
        code = code.strip().upper()
        if code in self._lives:
            return self._of(code)
        return self._coded("gdelt", code)

    def _numbered(self, numbers: Numbers, code: str, sector: str | None = None) -> Resolved:
        try:
            number = int(float(code))
        except (ValueError, OverflowError):
            return Resolved(None, problem="no number of a state")
        actor = numbers.actor(number, date.today())
        if actor is None:
            return Resolved(None, problem="no number of a state")
        return self._of(actor, sector)

    def _country(self, name: str) -> Resolved:
        """A state by name; what stands in brackets after a name is left out."""
        found = self._names.get(plain(name)) or self._names.get(plain(name.partition(" (")[0]))
        if not found:
            return Resolved(None, problem="nobody known by that name")
        living = {actor for actor in found if self._lives[actor].end is None}
        chosen = found if len(found) == 1 else living
        if len(chosen) != 1:
            return Resolved(None, problem=f"may be {' or '.join(sorted(found))}")
        (actor,) = chosen
        return self._of(actor)

    def _cameo(self, code: str) -> Resolved:
        """A string of three-letter parts: country or group, then types."""
        chunks = [code[n : n + 3] for n in range(0, len(code), 3)]
        whole = chunks[0] in ("IGO", "NGO")
        sector = chunks[0] if whole else sectors.of_cameo(chunks[1:]) or sectors.of_cameo(chunks)
        for n, chunk in enumerate(chunks):
            if chunk in sectors.KNOWN or (n and chunk not in by_code("gdelt")):
                continue
            actor = self._cameo_actor(chunk)
            if actor and not (n and self._lives[actor].kind == "state" and chunks[0] != "MNC"):
                more = self._group(chunks[n + 1 :])
                return self._of(more or actor, sector)
        return Resolved(None, sector, problem="names no state or group")

    def _cameo_actor(self, chunk: str) -> str | None:
        rows = by_code("gdelt").get(chunk, ())
        if rows:
            return rows[0].id
        life = self._lives.get(chunk)
        return chunk if life is not None and life.kind == "state" else None

    def _group(self, chunks: list[str]) -> str | None:
        """A group named after its region: the EU in IGOEUREEC."""
        for chunk in chunks:
            rows = by_code("gdelt").get(chunk, ())
            if rows and self._lives[rows[0].id].kind not in ("state", "grouping"):
                return rows[0].id
        return None

    def _icews(self, text: str) -> Resolved:
        name, country, listed = text.split(_SEP)
        sector = sectors.of_icews(listed)
        if country:
            found = self._country(country)
            own = plain(name) == plain(country)
            return found._replace(sector=None if own and not listed else sector)
        found = self._country(name)
        return found._replace(sector=sector) if found.actor else found

    def _icews_name(self, text: str) -> Resolved:
        """A name without country and sectors beside it, as `Police (India)`."""
        match = re.fullmatch(r"(.*?)\s*\(([^()]*)\)\s*", text)
        if match is None:
            return self._country(text)
        return self._country(match[2])._replace(sector=sectors.of_role(match[1]))

    def _polecat(self, text: str) -> Resolved:
        name, country, sector = text.split(_SEP)
        kept = sector if sector in sectors.KNOWN else None
        listed = [c for c in re.split(r"[|;]", country) if c]
        if len(listed) > 1:
            return Resolved(None, kept, problem="several states")
        if listed:
            return self._iso3(listed[0])._replace(sector=kept)
        found = self._country(name)
        return (
            found._replace(sector=kept) if found.actor else Resolved(None, kept, problem=found[4])
        )

    def _ucdp(self, text: str) -> Resolved:
        number, name = text.split(_SEP)
        if number and name.startswith("Government of"):
            return self._numbered(self._gw, number, "GOV")
        if name == "Civilians":
            return Resolved(None, "CVL", problem="civilians of no state")
        found = self._country(name.removeprefix("Government of "))
        return found._replace(sector="GOV" if name.startswith("Government of") else "REB")

    def _acled(self, text: str) -> Resolved:
        name, country, inter = text.split(_SEP)
        if not name:
            return Resolved(None, problem="no actor")
        sector = sectors.of_acled(inter, name)
        bare = re.sub(r"\s*\(\d{4}-(\d{4})?\)", "", name)
        state = re.match(r"(?:Military|Police) Forces of (.+)|Government of (.+)", bare)
        inside = re.search(r"\(([^()]+)\)$", bare)
        told = (state[1] or state[2]) if state else inside[1] if inside else None
        if told:
            found = self._country(told)
            if found.actor:
                return found._replace(sector=sector)
        group = self._country(bare)
        if group.actor and self._lives[group.actor].kind != "state":
            return group._replace(sector=sector)
        if sector in ("OPP", "CVL"):
            return self._country(country)._replace(sector=sector)
        return Resolved(None, sector, problem="nobody known by that name")


def plain(name: str) -> str:
    """A name for comparing: lower case, no accents, no punctuation, no article.

    >>> plain("Côte d’Ivoire"), plain("The Gambia")
    ('cote d ivoire', 'gambia')
    """
    folded = unicodedata.normalize("NFKD", name)
    bare = "".join(c for c in folded if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^\w]+", " ", bare).strip().removeprefix("the ")


def resolve_all(resolver: NameResolver, system: str, names: Iterable[str]) -> list[tuple[str, ...]]:
    """Rows of the table `name` for strings of a system."""
    return [(system, name, *resolver.resolve(system, name)) for name in names]  # type: ignore[misc]


SPELLINGS = {
    "Moldova, Republic of": "MDA",
    "Democratic Republic of Congo": "COD",
    "Democratic Republic of the Congo": "COD",
    "DR Congo": "COD",
    "Congo": "COG",
    "Bosnia-Herzegovina": "BIH",
    "Bosnia and Herzegovina": "BIH",
    "UAE": "ARE",
    "Turkiye": "TUR",
    "Turkey": "TUR",
    "Czechia": "CZE",
    "Czech Republic": "CZE",
    "Cote d'Ivoire": "CIV",
    "Ivory Coast": "CIV",
    "Timor-Leste": "TLS",
    "East Timor": "TLS",
    "Macedonia": "MKD",
    "Swaziland": "SWZ",
    "Cape Verde": "CPV",
    "Burma": "MMR",
    "Myanmar (Burma)": "MMR",
    "Palestinian Territory, Occupied": "PSE",
    "Occupied Palestinian Territory": "PSE",
    "Palestine": "PSE",
    "Kingdom of eSwatini (Swaziland)": "SWZ",
    "Russia (Soviet Union)": "RUS",
    "Korea, Republic of": "KOR",
    "Republic of Korea": "KOR",
    "Korea, Democratic People's Republic of": "PRK",
    "Viet Nam": "VNM",
    "Lao People's Democratic Republic": "LAO",
    "Holy See (Vatican City State)": "VAT",
    "Micronesia": "FSM",
    "Brunei Darussalam": "BRN",
    "East Germany (GDR)": "DDR",
    "Taleban": "TALIBAN",
    "IS": "ISIS",
    "al-Qaida": "AQ",
    "European Union": "EU",
    "African Union": "AU",
}
"""Spellings of feeds that the table of states lacks or reads otherwise."""


_SYSTEMS = {
    "iso3": "as an ISO 3166-1 code of three letters",
    "iso2": "as an ISO 3166-1 code of two letters",
    "fips": "as a FIPS 10-4 code",
    "m49": "as a number of UN M49",
    "wikidata": "as an item of Wikidata",
    "cow": "as a number of the Correlates of War",
    "gw": "as a number of Gleditsch and Ward",
    "cameo": "as a CAMEO string of GDELT or Phoenix",
    "country": "as the name of a state or organisation",
}
"""The systems that a string alone can be read by, as a person names them."""


def _other(found: Resolved, actor: str) -> str:
    """Who has the string at another time."""
    if not found.since or not found.before:
        return ""
    if actor == found.before:
        return f"{found.actor} from {found.since}"
    return f"{found.before} before {found.since}"


class Meaning(NamedTuple):
    """Whom a string means by one system of names; nobody where it is ambiguous."""

    by: str
    actor: str | None
    name: str | None
    sector: str | None = None
    note: str = ""

    def __str__(self) -> str:
        if self.actor is None:
            return f"{self.by}: ambiguous, {self.note}"
        sector = f", sector {self.sector}" if self.sector else ""
        return f"{self.by}: {self.actor}, {self.name}{sector}{self.note and f' ({self.note})'}"


def meanings(resolver: NameResolver, world: World, name: str, on: date) -> tuple[Meaning, ...]:
    """Whom a string means on a day by each system that knows it.

    >>> from ramify.world.world import World
    >>> world = World.packaged()
    >>> print(*meanings(NameResolver(world), world, "CH", date(2020, 1, 1)), sep="\\n")
    as an ISO 3166-1 code of two letters: CHE, Switzerland
    as a FIPS 10-4 code: CHN, China (ROC before 1949-10-01)
    """
    found = []
    within = {"icews-name": "as people of a country in ICEWS"} if name.endswith(")") else {}
    for system, words in (_SYSTEMS | within).items():
        one = resolver.resolve(system, name)
        actor = one.before if one.since and on < one.since else one.actor
        if actor:
            other = _other(one, actor)
            found.append(Meaning(words, actor, world.called(actor), one.sector, other))
        elif one.problem and one.problem.startswith("may be"):
            found.append(Meaning(words, None, None, note=one.problem))
    told = () if found else world.gazetteer.resolve(name, on)
    for code in told:
        rest = " or ".join(other for other in told if other != code)
        also = f"may also be {rest}" if rest else ""
        found.append(Meaning("in a text of that day", code, world.called(code), note=also))
    return tuple(found)
