"""The expected voice laid out: a line a pair and class, then third parties, then how a named model
did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from ramify.briefing.annex.basis import basis_note, curve_section
from ramify.briefing.annex.line import Line, Section
from ramify.briefing.brief import Brief
from ramify.briefing.ramification import REACTIONS, ExpectedLine, Probability
from ramify.briefing.strength import chance_words, probability_word
from ramify.briefing.words import kind_words
from ramify.world.when import When


def expected_section(brief: Brief) -> Section:
    """The chances, each beside the usual; what they rest on is the note."""
    every = [(f"/expected/{n}", line) for n, line in enumerate(brief.expected)]
    lines = tuple(_line(line, of, line.words) for of, line in every if not _by_reactions(line))
    note = brief.silent.get("expected")
    if brief.basis:
        note = basis_note(brief.basis)
    elif brief.rests_on:
        until = brief.on + timedelta(days=brief.horizon_days)
        note = f"Base rates of {brief.rests_on}, to {until}; ranges of 90%."
    parts = [_thirds([one for one in every if _by_reactions(one[1])], brief)]
    if brief.basis and brief.calibration:
        parts.append(curve_section(brief.calibration, brief.basis))
    told = tuple(part for part in parts if part.lines or part.parts)
    return Section(heading="Expected", voice="expected", note=note, lines=lines, parts=told)


def _by_reactions(line: ExpectedLine) -> bool:
    """Whether it tells of third parties by the model of reactions; a class goes by base rates."""
    return any(e.kind == "computed" and e.by == REACTIONS for e in line.evidence)


def _thirds(told: Sequence[tuple[str, ExpectedLine]], brief: Brief) -> Section:
    """Third parties: the head has the acts and the days of most; others have their own."""
    asked = Counter((line.action, line.window) for _, line in told)
    most = max(asked, key=lambda one: asked[one], default=("", None))
    event = told[0][1].cause.event if told else None
    pair = [brief.names.get(c, c) for c in (event.actor, event.target) if c] if event else []
    sides = f" to {'–'.join(pair)}, {event.when}" if event else ""
    return Section(
        heading=f"Third parties{sides}",
        note=f"{kind_words(most[0])}{_days(most[1])}, or as said",
        lines=tuple(_line(line, of, _third(line, most, brief)) for of, line in told),
    )


def _third(line: ExpectedLine, most: tuple[str, When | None], brief: Brief) -> str:
    """Who towards whom, with acts and days that are not those of most."""
    if (line.action, line.window) != most:
        return f"{line.words}{_days(line.window) if line.window != most[1] else ''}"
    names = [brief.names.get(code, code) for code in (*line.actors, *line.targets)]
    who = "a third state" if line.third == "any" else " ".join(names[:-1])
    known = line.third == "members" and isinstance(line.strength, Probability)
    return f"{who}{' members' if known else ''} → {names[-1]}"


def _days(window: When | None) -> str:
    return f" to {window.end}" if window else ""


def _line(line: ExpectedLine, of: str, text: str) -> Line:
    found, computed = line.strength, tuple(e for e in line.evidence if e.kind == "computed")
    if isinstance(found, Probability):
        usual = found.base_rate
        beside = [f"usually {usual:.0%}"] if isinstance(usual, float) else []
        acts = [f"{found.acts[0]}–{found.acts[1]} acts"] if found.acts else []
        if line.joining:
            acts = [f"{line.joining[0]}–{line.joining[1]} states"]
        tag, told = chance_words(found), [probability_word(found.chance), *beside, *acts]
    else:
        tag, told = "not known", [found.reason]
    details = ("; ".join((*told, *line.reasons)),)
    return Line(of=(of,), tag=tag, text=text, details=details, evidence=computed)
