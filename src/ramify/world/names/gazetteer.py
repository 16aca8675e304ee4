"""The gazetteer: which actor a name means on a day, in a document or on a command line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from ramify._nearest import nearest
from ramify.world.actors import Sector, Tenure
from ramify.world.names import offices
from ramify.world.names.context import LEAD, Hit, MatchedText
from ramify.world.names.found import Found, ids_of, mention, person_mention, sector_of
from ramify.world.names.lexicon import COMMON_WORDS, Entry, Lexicon, Sense, fold
from ramify.world.names.spellings import Spellings, parts
from ramify.world.when import Day, day, holds

if TYPE_CHECKING:
    from ramify.world.facts import Facts

_SUGGESTED = ("name", "group", "grouping", "leader")
_HONORIFIC = frozenset({"mr", "mrs", "ms", "dr", "sir", "lord", "lady", "comrade"})


class Gazetteer:
    """Names, adjectives, metonyms, leaders, offices and groups, resolved by date.

    A name is matched as written (`Turkey`, not `turkey`; `US`, not `us`), the
    longest first; accents and typographic apostrophes do not matter. A name
    that several actors answer to gives them all; none is ever picked by guess.

    >>> from datetime import date
    >>> from ramify.world.world import World
    >>> gazetteer = World.packaged().gazetteer
    >>> [f.candidates for f in gazetteer.find("Moscow backs the DPRK.", date(2024, 6, 20))]
    [('RUS',), ('PRK',)]
    >>> gazetteer.resolve("Korea", date(2024, 6, 20))
    ('KOR', 'PRK')
    """

    def __init__(self, world: Facts) -> None:
        self._world = world

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self._world)

    @cached_property
    def _tenures(self) -> dict[str, tuple[Tenure, ...]]:
        found: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in self._world.tenures:
            found[tenure.actor].append(tenure)
        return {actor: tuple(held) for actor, held in found.items()}

    @cached_property
    def _by_words(self) -> Spellings:
        return Spellings(self._world)

    def find(self, text: str, on: Day) -> tuple[Found, ...]:
        """Every mention of an actor in a text, in order, as meant on a day.

        An office joins its actor and its holder: `Russian President Vladimir
        Putin` is one mention, and `Russia's president` is whoever held the
        office that day. A surname that leaders share resolves by the title
        before it or by a full name elsewhere in the text, else it is
        reported as `shared-surname` with those in office.
        """
        folded = fold(text)
        page = MatchedText(text, folded, tuple(self._scan(folded)), day(on))
        return tuple(self._readings(page))

    def _scan(self, folded: str) -> Iterator[Hit]:
        """The longest entries that match, none overlapping another."""
        free = 0
        first = self._lexicon.first
        for word in self._lexicon.words.finditer(folded):
            start = word.start()
            if start < free:
                continue
            for entry in first.get(word.group(), ()):
                end = start + len(entry.text)
                if folded.startswith(entry.text, start) and _fits(folded, start, end, entry):
                    yield Hit(start - 4 * entry.article, end, entry)
                    free = end
                    break

    def _readings(self, page: MatchedText) -> Iterator[Found]:
        joined, read = False, 0
        for hit, after in zip_longest(page.hits, page.hits[1:]):
            if joined or not hit.entry.senses or page.turned(hit):
                joined = False
                continue
            if _is_person_entry(hit.entry):
                found = self._person(page, hit, read)
            else:
                found, joined = self._actor(page, hit, after, read)
            if found:
                read = found.end
                yield found

    def _actor(
        self, page: MatchedText, hit: Hit, after: Hit | None, read: int
    ) -> tuple[Found | None, bool]:
        """The reading of an actor's name, and whether the next match is part of it."""
        senses = page.counted(hit)
        if not senses or _only_past(page, hit.entry.place, senses):
            return None, False
        kind = senses[0].kind
        assert kind != "leader" and kind != "surname"
        candidates, reason = self._who(page, senses)
        sector = sector_of(senses, candidates)
        if page.is_person(hit):
            candidates, reason, sector = (), "probably a person of that name", None
        elif kind == "metonym" and (word := page.place(hit)):
            reason = f"the place itself, after {word!r}"
        elif kind == "adjective" and (body := page.body(hit.end)):
            sector = offices.BODY_SECTORS.get(body, sector)
        found = mention(page, hit.start, hit.end, candidates, sector, None, kind, reason)
        return self._with_office(page, hit, after, found, read)

    def _with_office(
        self, page: MatchedText, hit: Hit, after: Hit | None, found: Found, read: int
    ) -> tuple[Found, bool]:
        """The mention joined with an office beside it, and with the holder named after it."""
        if not found.candidates:
            return found, False
        office = offices.AFTER.match(page.folded, hit.end)
        if office and (holder := self._holder(page, after, office, found.candidates)):
            told = {"start": hit.start, "text": page.text[hit.start : holder.end]}
            if not holder.candidates:  # The text knows of the office, whatever day it is taken for.
                whose = {"candidates": found.candidates, "sector": "GOV"}
                told |= whose | {"reason": f"the office told; {holder.reason}"}
            return holder.model_copy(update=told), True
        if found.kind == "metonym":
            return found, False
        before = page.folded[max(read, hit.start - LEAD) : hit.start]
        if office:
            past = "former" if offices.FORMER.search(page.before(hit)) else ""
            time = (office[1] or past).lower()
            return self._office(page, hit.start, office.end(), found, office[2], time), False
        of = offices.OF.search(before) if before.endswith(("of ", "of the ")) else None
        if of and found.kind != "adjective":
            start = hit.start - len(before) + of.start()
            return self._office(page, start, hit.end, found, of[1], ""), False
        return found, False

    def _office(
        self, page: MatchedText, start: int, end: int, found: Found, phrase: str, time: str
    ) -> Found:
        """An office of an actor, with its holder on the day if exactly one is known."""
        sector: Sector = offices.OFFICE_SECTORS.get(offices.plain(phrase), found.sector or "GOV")
        person, reason = None, f"{offices.plain(phrase)}; the holder on this day is not known"
        if time in ("former", "ex-", "late"):
            sector, reason = "ELI", f"a former {offices.plain(phrase)}"
        elif time in ("then", "new", "incoming"):
            reason = f"{time} {offices.plain(phrase)}, of another day"
        elif len(found.candidates) == 1:
            holders = self._holders(found.candidates[0], phrase, page.on)
            if len(holders) == 1:
                person = holders[0].person
                reason = f"{holders[0].office} on this day: {holders[0].name}"
        return mention(page, start, end, found.candidates, sector, person, "office", reason)

    def _holders(self, actor: str, phrase: str, on: date) -> tuple[Tenure, ...]:
        """Those who held an office, as news calls it, on a day; one row for each person."""
        meant = offices.OFFICES.get(offices.plain(phrase), ())
        by_power = offices.is_leader(phrase)
        held = (
            t
            for t in self._tenures.get(actor, ())
            if holds(t.start, t.end, on) and (t.effective if by_power else t.office in meant)
        )
        return tuple({t.person: t for t in held}.values())

    def _holder(
        self, page: MatchedText, hit: Hit | None, office: re.Match[str], actors: tuple[str, ...]
    ) -> Found | None:
        """The person named right after an office, if that person led one of the actors."""
        if hit is None or hit.start != office.end() + 1 or page.folded[office.end()] != " ":
            return None
        senses = [s for s in hit.entry.senses if s.person and s.actor in actors]
        if any(s.kind == "surname" for s in senses):
            persons = {t.person for a in actors for t in self._holders(a, office[2], page.on)}
            senses = [s for s in senses if s.person in persons]
        return person_mention(page, hit, senses) if len({s.person for s in senses}) == 1 else None

    def _who(self, page: MatchedText, senses: Sequence[Sense]) -> tuple[tuple[str, ...], str]:
        """The actors a name may mean on the page's day, and why."""
        live = [sense for sense in senses if sense.on(page.on)]
        ids = ids_of(live)
        if len(ids) > 1:
            cued = [(s.actor, cue) for s in live for cue in s.cues if page.says(cue)]
            if len({actor for actor, _ in cued}) == 1:
                return (cued[0][0],), f"decided by {cued[0][1]!r} in the text"
            return ids, f"may be {' or '.join(ids)}"
        if ids:
            return ids, "the one actor of that name on this day"
        return self._who_else(senses, page.on)

    def _who_else(self, senses: Sequence[Sense], on: date) -> tuple[tuple[str, ...], str]:
        """Whom a name means that nobody bears on the day: an earlier self, or one long past."""
        earlier = sorted({e for sense in senses if (e := self._earlier_self(sense.actor, on))})
        if len(earlier) == 1:
            return tuple(earlier), "what continues as that actor later"
        past = [sense for sense in senses if sense.end and sense.end.end < on]
        ids = ids_of(past or senses)
        reason = "did not exist on this day"
        return ids, reason if len(ids) == 1 else f"may be {' or '.join(ids)}; {reason}"

    def _earlier_self(self, actor: str, on: date) -> str | None:
        """The actor whose personality this one continues, if it existed on the day."""
        actors, seen = self._world.actors, {actor}
        while (previous := actors[actor].continues) in actors and previous not in seen:
            assert previous is not None
            actor = previous
            seen.add(actor)
            if actors[actor].exists(on):
                return actor
        return None

    def _person(self, page: MatchedText, hit: Hit, read: int) -> Found | None:
        """The reading of a person's name; None if it is somebody unknown or just a word.

        A title before the name belongs to it, unless it was `read` with an actor before.
        """
        if page.of_other(hit):
            return None
        title = offices.TITLE.search(page.before(hit))
        if title and hit.start - len(title.group()) < read:
            title = None
        start = hit.start - len(title.group()) if title else hit.start
        whole = [s for s in hit.entry.senses if s.kind == "leader"]
        if len({s.person for s in whole}) == 1:
            return person_mention(page, hit, hit.entry.senses, start)
        senses = self._titled(hit.entry.senses, title[2], page.on) if title else ()
        if not senses:
            senses = tuple(s for s in hit.entry.senses if s.person in page.named)
        if len({s.person for s in senses}) == 1:
            return person_mention(page, hit, senses, start)
        return self._shared(page, hit, start, titled=title is not None)

    def _titled(self, senses: Sequence[Sense], title: str, on: date) -> tuple[Sense, ...]:
        """Those of a surname to whom the title before it fits on the day."""
        if offices.plain(title) in _HONORIFIC:
            return tuple(s for s in senses if s.on(on))
        fit = {t.person for s in senses for t in self._holders(s.actor, title, on)}
        return tuple(s for s in senses if s.person in fit)

    def _shared(self, page: MatchedText, hit: Hit, start: int, *, titled: bool) -> Found | None:
        if hit.entry.text in COMMON_WORDS and not titled:
            return None
        senses = [sense for sense in hit.entry.senses if sense.on(page.on)]
        when, sector = "in office on this day", sector_of(senses, ids_of(senses))
        if titled and not senses:
            senses = [s for s in hit.entry.senses if s.end and s.end.end < page.on]
            when, sector = "in office earlier", "ELI"
        if not senses:
            return None
        who = " or ".join(sorted({f"{s.person} ({s.actor})" for s in senses}))
        reason = f"a surname many bear; {when}: {who}"
        return mention(page, start, hit.end, ids_of(senses), sector, None, "shared-surname", reason)

    def resolve(self, name: str, on: Day) -> tuple[str, ...]:
        """Ids of the actors a code, number or name means on a day; none if nobody.

        Codes come before names. Numbers are those of COW or of Gleditsch and Ward; where
        they differ, `cow:345` and `gw:340` say which. A name may be spelled as in tables,
        `Korea, Rep.` or `Iran (Islamic Republic of)`. If nobody of that name lives on the
        day, those who bore it on another are given.

        >>> from ramify.world.world import World
        >>> World.packaged().gazetteer.resolve("gw:340", date(2024, 6, 20))
        ('SRB',)
        """
        text = " ".join(name.split())
        system, _, digits = text.lower().rpartition(":")
        if digits.isdigit() and system in ("", "cow", "gw"):
            return self._numbered(int(digits), system, day(on))
        if text.upper() in self._world.actors:
            return (text.upper(),)
        return self._written(text, day(on)) or self._side_by_side(parts(text), day(on))

    def _written(self, text: str, on: date) -> tuple[str, ...]:
        """Whom a name means as it stands, and else whom it means in another order of words."""
        folded = fold(text)
        for spelling in (folded, self._spellings.get(folded.casefold(), "")):
            found = self.find(spelling, on)
            if len(found) == 1 and found[0].end - found[0].start == len(spelling):
                return found[0].candidates
        senses = self._by_words.senses(text)
        return self._who(MatchedText(text, folded, (), on), senses)[0] if senses else ()

    def _side_by_side(self, names: tuple[str, ...], on: date) -> tuple[str, ...]:
        """Whom two names mean together, as in `Myanmar (Burma)`: the first has to mean somebody.

        Of those who live on the day, the ones that all names have in common.
        """
        meant = [self.resolve(name, on) for name in names]
        if not meant or not meant[0]:
            return ()
        alive = [live for ids in meant if (live := set(filter(self._alive(on), ids)))]
        together = set.intersection(*alive) or set.union(*alive) if alive else set(meant[0])
        return tuple(sorted(together))

    def _alive(self, on: date) -> Callable[[str], bool]:
        """Whether an actor may exist on a day."""
        lives = {a.id for a in self._world.lives if a.exists(on) is not False}
        return lives.__contains__

    def _numbered(self, number: int, system: str, on: date) -> tuple[str, ...]:
        """Actors with a number, of one system or of either; those of the day if there are."""
        bear = [
            actor
            for actor in self._world.lives
            if (system != "gw" and actor.cow == number) or (system != "cow" and actor.gw == number)
        ]
        if not bear and system:
            return self._numbered(number, "", on)
        alive = [actor for actor in bear if actor.exists(on)]
        return tuple(dict.fromkeys(actor.id for actor in alive or bear))

    @cached_property
    def _spellings(self) -> dict[str, str]:
        return {text.casefold(): text for text in self._lexicon.entries}

    def near(self, name: str) -> tuple[str, ...]:
        """Names and codes of actors that look like this one, best first; never itself.

        A word is seldom an abbreviation with letters too many: `Irak` is Iraq before the IRA.
        """
        entries = self._lexicon.entries.items()
        named = (text for text, e in entries if any(s.kind in _SUGGESTED for s in e.senses))
        close = nearest(fold(name), (*self._world.actors, *named))
        if not name.isupper():
            close = tuple(sorted(close, key=lambda text: text.isupper() and len(text) < len(name)))
        return tuple(text for text in close if text != name)


def _fits(folded: str, start: int, end: int, entry: Entry) -> bool:
    if end < len(folded) and (folded[end].isalnum() or folded[end] == "_"):
        return False
    return not entry.article or folded.endswith(("the ", "The "), 0, start)


def _only_past(page: MatchedText, place: bool, senses: Sequence[Sense]) -> bool:
    """Whether nobody bears a name that is now a place, or a city that once governed."""
    by_place = place or senses[0].kind == "metonym"
    return by_place and not any(sense.on(page.on) for sense in senses)


def _is_person_entry(entry: Entry) -> bool:
    return all(sense.person for sense in entry.senses)
