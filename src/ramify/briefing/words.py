"""Events, holders, evidence and pacts in the words that a brief prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ramify.reasoning.dynamics.rates.questions import class_words
from ramify.record.ontology import action
from ramify.world.wording import commitment_words, listing

if TYPE_CHECKING:
    from ramify.briefing.brief import ForceCase
    from ramify.reading.statements import Holder
    from ramify.record.events import Event, Quantity
    from ramify.record.evidence import Evidence
    from ramify.world.pacts import Pact
    from ramify.world.system import System

_OWN = ("'s", "'")
_SHORT, _LONG, _LONGEST = 30, 120, 180
"""Characters of a claim told in short: at least, at most if a clause ends by then, and at most."""
_PLURAL = ("Philippines", "Netherlands", "Maldives", "Bahamas", "Comoros", "Seychelles")
_IN_A_WORD = {
    "CONSULT": "talks",
    "SUPPORT": "support",
    "SANCTION": "sanctions",
    "hostile": "hostile acts",
}
_SECTORS = {
    "MIL": "military", "COP": "police", "SPY": "intelligence services", "LEG": "parliament",
    "JUD": "courts", "REB": "rebels", "OPP": "opposition", "PTY": "parties",
    "CVL": "civilians", "REF": "refugees", "BUS": "business", "MED": "media",
    "EDU": "schools and students", "NGO": "civic groups", "ELI": "elites", "LAB": "workers",
    "REL": "clergy", "CRM": "criminals",
}  # fmt: skip


def event_words(event: Event, names: Mapping[str, str]) -> str:
    """Who did what to whom: `Russia → North Korea: sign formal agreement`."""
    done = action(event.action)
    return _done(event, names, "↔" if done.symmetric else "→")


def spoken_words(event: Event, names: Mapping[str, str]) -> str:
    """The same in words, without the names that the text gives the two.

    >>> from ramify.record.events import Event
    >>> event = Event(when="2024-06-19", actor="RUS", action="057", target="PRK")
    >>> spoken_words(event, {"RUS": "Russia", "PRK": "North Korea"})
    'Russia and North Korea: sign or ratify a formal agreement'
    """
    done = action(event.action)
    joint = "against" if done.goldstein < 0 else "and" if done.symmetric else "to"
    plain = event.model_copy(update={"actor_name": None, "target_name": None})
    return _done(plain, names, joint)


def _done(event: Event, names: Mapping[str, str], joint: str) -> str:
    actor = _side(event.actor, event.actor_name, event.actor_sector, names)
    done = action(event.action).label
    if event.target is None:
        return f"{actor}: {done}"
    target = _side(event.target, event.target_name, event.target_sector, names)
    return f"{actor} {joint} {target}: {done}"


def when_words(event: Event) -> str:
    """The date of an event as it is known: `2024-06-19`, `by 2024-06-20`, `no date`."""
    if event.when is None:
        return "no date"
    return f"by {event.when}" if event.reported else str(event.when)


def after_words(event: Event, names: Mapping[str, str]) -> str:
    """An event as that which others follow: `after 2024-06-19: Russia → …`."""
    return f"after {event.when}: {event_words(event, names)}"


def case_words(case: ForceCase, names: Mapping[str, str]) -> str:
    """A use of force as the heading over whom it binds."""
    who, whom = (in_text(names.get(code, code)) for code in (case.attacker, case.victim))
    if case.answers:
        return f"If {who} answers {whom} by force"
    match case.told:
        case "reported":
            return f"Force reported: {who} against {whom}"
        case "short of force":
            by = f", as told by {in_text(names.get(case.by, case.by))}," if case.by else ""
            return f"If what {who} did{by} counts as an armed attack on {whom}"
        case "alleged":
            by = f" by {names.get(case.by, case.by)}" if case.by else ""
            return f"If true, as alleged{by}: force of {who} against {whom}"
        case "asked":
            return f"If {who} uses force against {whom}, as asked"
    return f"If {who} attacks {whom}"


def in_text(name: str) -> str:
    """A name as it stands in a sentence.

    >>> in_text("United States"), in_text("Philippines"), in_text("South Korea")
    ('the United States', 'the Philippines', 'South Korea')
    """
    plural = name.split()[0] == "United" or name in _PLURAL or name.endswith((" forces", " Union"))
    return f"the {name}" if plural else name


def _side(code: str, name: str | None, sector: str | None, names: Mapping[str, str]) -> str:
    called = names.get(code, code)
    shown = name if name and called not in name and name not in called else None
    whole = sector_words(called, sector)
    return f"{whole} ({shown})" if shown else whole


def sector_words(called: str, sector: str | None) -> str:
    """A part of a society in words; its government stands for the whole.

    >>> sector_words("Russia", "MIL"), sector_words("United States", "LEG")
    ("Russia's military", "United States' parliament")
    >>> sector_words("Russia", "GOV"), sector_words("Russia", "UNK"), sector_words("Russia", "XYZ")
    ('Russia', 'Russia (sector unknown)', 'Russia (XYZ)')
    """
    if sector in (None, "", "GOV", "IGO"):
        return called
    if sector not in _SECTORS:
        return f"{called} (sector unknown)" if sector == "UNK" else f"{called} ({sector})"
    return f"{called}{_OWN[called.endswith('s')]} {_SECTORS[sector]}"


def shortened(text: str) -> str:
    """The words of a text; of a long one those up to where a clause of it ends, else a part.

    >>> shortened("They may come with all that they have; " + "for they have been asked to " * 5)
    'They may come with all that they have …'
    """
    end = end_in_short(text)
    return text if end is None else f"{text[:end]} …"


def end_in_short(text: str) -> int | None:
    """Where to end a text to have it short; None if it is."""
    if len(text) <= _LONG:
        return None
    ends = [found.start() for found in _CLAUSE.finditer(text, _SHORT, _LONG)]
    ends = [end for end in ends if text[:end].count("“") == text[:end].count("”")]
    if not ends and len(text) <= _LONGEST:
        return None
    joints = [found.start() for found in _JOINT.finditer(text, _SHORT, _LONG)]
    space = text.rfind(" ", 0, _LONGEST)
    return [space if space >= 0 else _LONGEST, *joints, *ends][-1]


def one_line(text: str) -> str:
    """A text on one line, without a full stop."""
    return " ".join(text.split()).rstrip(".")


_CLAUSE = re.compile(
    r"[;:] |—| [–-]+ |,? (?=(?:which|who|because|since|while|although|as|that|if|when|until) )"
    r"|,? (?=(?:and|but) (?:will|would|may|might|could|should|must) (?!(?:for|to|of) ))"
)
_JOINT = re.compile(r",? and |, ")
"""Where what is said of one thing ends and goes on of another."""


def kind_words(of: str) -> str:
    """A class of acts as the page names it.

    >>> kind_words("SANCTION")
    'sanctions or cut ties'
    """
    return class_words(of)


def kind_in_a_word(of: str) -> str:
    """The word of a class of acts that says most.

    >>> kind_in_a_word("SANCTION"), kind_in_a_word("THREATEN")
    ('sanctions', 'threats')
    """
    return _IN_A_WORD.get(of) or class_words(of)


def details_words(event: Event) -> tuple[str, ...]:
    """Codes, date precision, object, amount and place of an event."""
    coded = action(event.action)
    parts = [f"CAMEO {coded.code}"]
    if event.status != "happened" and event.holder_name:
        parts.append(f"{event.status} by {event.holder_name}")
    if event.reported:
        parts.append("reported by this day, its own not told")
    if event.when and event.when.precision == "interval":
        parts.append("within these days")
    if event.quantity or (event.object and event.object != event.target_name):
        parts.append(_amount(event.quantity, event.object))
    if event.place:
        parts.append(f"place: {event.place}")
    return ("; ".join(parts),)


def _amount(quantity: Quantity | None, thing: str | None) -> str:
    if quantity is None:
        return f"object: {thing}"
    about = "about " if quantity.about else ""
    amount = f"{about}{quantity.value:,g} {quantity.unit}"
    if thing and f"{quantity.value:,g}" in thing:
        return f"object: {thing}"
    if thing and quantity.unit in thing:
        return f"{amount}; object: {thing}"
    return f"{amount} of {thing}" if thing and thing not in quantity.unit else amount


def holder_words(holder: Holder) -> str:
    """Who holds a claim, and through whom it is known."""
    if holder.through:
        return f"{holder.name}, as told by {holder_words(holder.through)}"
    return holder.name


def evidence_words(evidence: Evidence) -> str:
    """Where a line comes from, in one line."""
    match evidence.kind:
        case "text":
            by = f", found by {evidence.by}" if evidence.by else ""
            place = f"{evidence.name}, characters {evidence.start}–{evidence.end}"
            return f"“{evidence.quote}” — {place}{by}"
        case "source":
            return evidence.citation
        case "row":
            return f"{evidence.source}, row {evidence.row}"
        case "article":
            return f"{evidence.citation}, article {evidence.article}"
        case "computed":
            return f"computed by {evidence.by} from {listing(evidence.inputs)}"
        case "given":
            return f"given by the user: {evidence.words}"


def pact_lines(pact: Pact, system: System, actor: str | None = None) -> Iterator[str]:
    """A pact with its partners and, below, each commitment by article."""
    parties = [code for code in system.parties(pact.id) if code != actor]
    others = listing(parties) if 0 < len(parties) <= 8 else f"{len(parties)} others"
    partners = f" with {others}" if parties else ""
    joined = next((p.start for p in pact.parties if p.actor == actor and p.start), None)
    since = joined or pact.in_force or "an unknown date"
    binding = f"; {pact.bound}" if pact.bound else ""
    yield f"{pact.short} [{pact.id}]{partners}, in force since {since}{binding}"
    for article in pact.articles:
        for commitment in article.commitments:
            if actor is None or not commitment.by or actor in commitment.by:
                clause = commitment_words(commitment, system.world.called)
                yield f"    article {article.ref}: {clause}"
