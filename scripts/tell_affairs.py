"""Tell affairs of 2018, each with all that was learned ending on its day: docs/affairs.md.

    python scripts/tell_affairs.py ../shared/bench/icews18 --old ../shared/bench/icews11-14 \
        --texts ../shared/data/events/icews_2018_sample.tab -o docs/affairs.md

Base rates and reactions are learned for each affair anew from the days up to the event; what half a
year is too short for (how counts scatter, the regression on recent counts) comes from ICEWS of
2011 to 2014. The Skripal affair is told by the packaged rates, which have seen it. The summit of
June 2024 is told by the packaged rates and the packaged facts, beside what two articles say.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from make_kernel import action_codes, canonical
from make_rates import OLD_EPOCH

from ramify.reasoning.dynamics.evaluation.rate_scores import ChanceScores
from ramify.reasoning.dynamics.evaluation.tkg_benchmark import Benchmark
from ramify.reasoning.dynamics.expectations import expectations
from ramify.reasoning.dynamics.forecasting.consequences import additions
from ramify.reasoning.dynamics.own.rates import learned_rates
from ramify.reasoning.dynamics.rates.footing import Footing
from ramify.reasoning.dynamics.rates.model import Rates
from ramify.reasoning.dynamics.rates.panel import Panel
from ramify.reasoning.dynamics.rates.questions import HOSTILE
from ramify.reasoning.dynamics.reactions.answering import PartyReaction, SideReaction, ThirdState
from ramify.reasoning.dynamics.reactions.asked import reactions_to
from ramify.reasoning.dynamics.reactions.learning import learned_reactions
from ramify.reasoning.dynamics.reactions.model import ReactionModel
from ramify.reasoning.dynamics.source import class_of
from ramify.reasoning.dynamics.stream import Stream
from ramify.record.events import Event
from ramify.world.world import World

WINDOW, TOLD, FIRST = 14, 5, 60
WORLD = World.packaged()
Codes = tuple[str, str, str]


@dataclass(frozen=True)
class Affair:
    """An affair as the model is told of it, and what it cannot see."""

    name: str
    day: date
    event: Codes
    words: str
    unseen: str
    in_sample: bool = False


AFFAIRS = (
    Affair(
        "Skripal: Britain expels Russian diplomats", date(2018, 3, 14), ("GBR", "161", "RUS"),
        "Ten days after the poisoning in Salisbury Britain reduces relations with Russia. Told in "
        "sample: the packaged rates and reactions have seen these days.",
        "That Britain asked its allies for solidarity, and that they agreed on one day (26 March) "
        "to expel together. States act here as one body, and the model lets each act by itself.",
        in_sample=True,
    ),
    Affair(
        "The strikes after Douma", date(2018, 4, 14), ("USA", "190", "SYR"),
        "The United States, Britain and France strike Syrian sites that they connect with chemical "
        "arms. Told of the American strike.",
        "That Britain and France struck as well, in the same hour; a chemical attack a week "
        "before, which is why; and that the strike was announced as a single one.",
    ),
    Affair(
        "The end of the Iran deal", date(2018, 5, 8), ("USA", "163", "IRN"),
        "The United States leaves the nuclear agreement and announces that its sanctions return.",
        "That an agreement ended: its other parties, Europeans among them, are to the model states "
        "that deal with Iran, and not ones whose own signature was at stake.",
    ),
    Affair(
        "The embassy in Jerusalem", date(2018, 5, 14), ("ISR", "193", "PSE"),
        "The United States opens its embassy in Jerusalem, and at the fence of Gaza Israeli fire "
        "kills some sixty people on the day. Told of the fire: the opening of an embassy has no "
        "class that reactions were learned from.",
        "The embassy, what Jerusalem is to third states, and the number of the dead: ICEWS, from "
        "which this is learned, tells none.",
    ),
    Affair(
        "The summit of Singapore", date(2018, 6, 12), ("USA", "057", "PRK"),
        "The leaders of the United States and North Korea meet for the first time and sign.",
        "That such a meeting was the first; what was promised without being asked of third states, "
        "such as the end of exercises with South Korea.",
    ),
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--old", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    texts = action_codes(args.texts)
    stream, _ = canonical(Benchmark.read(args.folder), texts, date(2018, 1, 1))
    before, _ = canonical(Benchmark.read(args.old), texts, OLD_EPOCH)
    old = learned_rates(before, Rates.packaged(), "ICEWS, October 2011 to December 2014")
    parts = [HEAD]
    for affair in AFFAIRS:
        parts.append("\n".join(told(affair, stream, old)))
        print(parts[-1], flush=True)
    parts.append("\n".join(summit()))
    args.output.write_text("\n\n".join(parts) + "\n", encoding="utf8")


def told(affair: Affair, stream: Stream, old: Rates) -> Iterator[str]:
    """An affair as a section of the page."""
    day = stream.day_of(affair.day)
    past = stream.before(day + 1)
    if affair.in_sample:
        rates, model = Rates.packaged(), ReactionModel.packaged()
    else:
        source = f"ICEWS, 1 January to {affair.day:%-d %B} 2018"
        rates = learned_rates(past, old, source)
        days = range(past.first_day + FIRST, day - WINDOW + 1, 6)
        model = learned_reactions(past, rates, WORLD, source=source, days=days)
    came = Panel.of(
        stream, class_of, countries=Footing.of_record(past, rates=rates).countries,
        classes=rates.classes,
    ).between(day + 1, day + 1 + WINDOW)  # fmt: skip
    late = Footing.of_record(past, rates=rates)
    found = reactions_to(late, WORLD.at(affair.day), affair.event, affair.day, WINDOW, model)
    yield f"## {affair.name}, {affair.day:%-d %B %Y}\n"
    yield f"{affair.words} What came is that of the {WINDOW} days after.\n"
    yield from pair_table(affair, stream.before(day), rates, came)
    yield from party_table(found.parties, came)
    for side in found.found:
        yield from side_lines(side, came)
    yield f"What the model cannot see: {affair.unseen[0].lower()}{affair.unseen[1:]}"


def pair_table(affair: Affair, eve: Stream, rates: Rates, came: Panel) -> Iterator[str]:
    """What the event adds between its sides, the classes that it adds most to."""
    standing = Footing.of_record(eve, [affair.event[0], affair.event[2]], rates=rates)
    yield "| between the two | chance | usual | acts expected, 90 % | came |\n|---|---|---|---|---|"
    tally, n = came.tally(), len(came.countries)
    for one in additions(standing, affair.event, affair.day, WINDOW)[:TOLD]:
        q = one.after
        assert q.actor and q.target and q.action and q.interval and q.chance is not None
        pair = came.countries.index(q.actor) * n + came.countries.index(q.target)
        acts = int(tally[pair, came.classes.index(q.action)])
        low, high = q.interval
        yield (
            f"| {named(q.actor)} → {named(q.target)}: {q.action.lower()} | {q.chance:.0%} | "
            f"{q.usual:.0%} | {low} to {high} | {acts} |"
        )
    yield ""


def party_table(parties: tuple[PartyReaction, ...], came: Panel) -> Iterator[str]:
    """Whether the target answers and the actor goes on, beside what they did."""
    yield "| the two themselves | chance | usual | moved by | came |\n|---|---|---|---|---|"
    n, tally = len(came.countries), came.tally()
    for one in parties:
        acts = tally[came.countries.index(one.actor) * n + came.countries.index(one.side)]
        did = {name: int(acts[came.classes.index(name)]) for name in one.by_class}
        moved = max(one.because.items(), key=lambda row: abs(row[1]))
        yield (
            f"| {named(one.actor)} → {named(one.side)}: {one.role}, {one.acts} | {one.chance:.0%} "
            f"| {one.usual:.0%} | {moved[0]} {moved[1]:+.2f} | {sum(did.values())} |"
        )
    yield ""


def side_lines(side: SideReaction, came: Panel) -> Iterator[str]:
    """What third states were expected to do to a side, beside what they did."""
    n = len(came.countries)
    mask = np.array([name in HOSTILE for name in came.classes]) == (side.acts == "hostile")
    acts = came.tally().reshape(n, n, -1)[:, came.countries.index(side.side), mask].sum(1)
    did = {name: int(acts[number]) for number, name in enumerate(came.countries)}
    hit = np.array([did[s.actor] > 0 for s in side.states])
    after, usual = (
        np.array([getattr(s, name) for s in side.states]) for name in ("chance", "usual")
    )
    yield (
        f"**{side.acts.capitalize()} acts against {named(side.side)}**"
        if side.acts == "hostile"
        else f"**Other acts towards {named(side.side)}**"
    )
    low, high = side.interval
    yield (
        f"by third states: {side.joining:.1f} states expected (usually {side.usual_joining:.1f}; "
        f"{low} to {high}), {int(hit.sum())} came. The event adds {side.added[0]:+.1f} to "
        f"{side.added[1]:+.1f}."
    )
    likely = sorted(side.states, key=lambda s: -s.chance)[:TOLD]
    yield f"Likeliest: {listed(likely, did)}."
    yield f"Most above the usual: {listed(side.states[:TOLD], did)}."
    told_of = {s.actor for s in (*likely, *side.states[:TOLD])}
    rest = sorted((s for s in side.states if did[s.actor] and s.actor not in told_of),
                  key=lambda s: -did[s.actor])[:TOLD]  # fmt: skip
    if rest:
        yield f"Others who came, the busiest: {listed(rest, did)}."
    if hit.any() and not hit.all():
        yield (
            f"Scores: AUC {ChanceScores.of(after, hit).auc:.3f} (by the usual chance "
            f"{ChanceScores.of(usual, hit).auc:.3f}), mean log score {log_score(after, hit):.3f} "
            f"({log_score(usual, hit):.3f}; less is better)."
        )
    yield ""


def listed(states: Iterator[ThirdState] | tuple[ThirdState, ...] | list[ThirdState],
           did: dict[str, int]) -> str:  # fmt: skip
    """States with chance, usual chance and what came."""
    return ", ".join(
        f"{named(s.actor)} {s.chance:.0%} ({s.usual:.0%}; {did[s.actor] or 'nothing'} came)"
        for s in states
    )


def log_score(said: np.ndarray, hit: np.ndarray) -> float:
    return float(-np.where(hit, np.log(said), np.log1p(-said)).mean())


def named(code: str) -> str:
    """The name of an actor."""
    return WORLD.actors[code].name if code in WORLD.actors else code


CLAIMS = {
    "KOR": "condemned the treaty on the next day and said that its ban on lethal aid to Ukraine "
    "would be thought over; a closer partner of Washington, Tokyo and NATO",
    "USA": "had put sanctions on the shippers, ought to consult its allies, and will probably work "
    "closer with Japan and South Korea",
    "JPN": "fears that missile technology passes, and may seek closer ties with NATO",
    "NATO": "will probably deepen its cooperation with its four partners in the Pacific",
    "CHN": "is unlikely to join, and may be drawn into a crisis that it does not want",
}


def summit() -> Iterator[str]:
    """The summit of June 2024 by what is packaged, beside what two articles say."""
    event, day, days = ("RUS", "057", "PRK"), date(2024, 6, 19), 30
    yield f"## The summit of Pyongyang, {day:%-d %B %Y}\n"
    yield (
        "Told by the packaged rates, whose level is of September 2018, with no record of the days "
        "before; the event is given. The articles are those of `examples/summit-2024`; what they "
        "say is in the last column in other words. The chance is of at least one hostile act, "
        "words among them, in 30 days; other acts of these states towards either side are all "
        "but certain, with the event or without. What moves a chance is in logits.\n"
    )
    found = reactions_to(Footing.packaged(), WORLD.at(day), event, day, days)
    yield "| who | to whom, what | chance | usual | what moves it | what the articles say |"
    yield "|---|---|---|---|---|---|"
    heard = [Event(when=str(day), actor=event[0], action=event[1], target=event[2])]
    for code, claim in CLAIMS.items():
        first = True
        for side in found.found:
            for state in side.states:
                if state.actor == code and side.acts == "hostile":
                    yield (
                        f"| {named(code)} | {named(side.side)}, {side.acts} | {state.chance:.0%} | "
                        f"{state.usual:.0%} | {because(state)} | {claim if first else ''} |"
                    )
                    first = False
        if first:
            yield f"| {named(code)} | {no_state(code, heard, day, days)} | {claim} |"
    yield (
        "\nThe rates know of no war that began after 2018: Russia's war on Ukraine, South Korea's "
        "closeness to NATO and the shells on their way are not in them, and an interval over six "
        "years is only as wide as levels moved from 2014 to 2018. No line says what is *agreed* or "
        "*feared*: the articles' claims are of that kind, and the model speaks of acts reported. "
        "The treaty is an agreement to it, as other agreements are."
    )


def because(state: ThirdState) -> str:
    """The groups that move a state's logit most."""
    moved = sorted(state.because.items(), key=lambda row: -abs(row[1]))[:2]
    return ", ".join(f"{name} {value:+.2f}" for name, value in moved)


def no_state(code: str, heard: list[Event], day: date, days: int) -> str:
    """What is known of one that is no state: what it does to Russia anyway."""
    meant = [*heard, Event(when=str(day), actor=code, action="010", target="RUS")]
    row = next(r for r in expectations(meant, day + timedelta(days=1), days)
               if (r.actor, r.target, r.action) == (code, "RUS", "ACCUSE"))  # fmt: skip
    return f"Russia, accusing | {row.chance:.0%} | {row.usual:.0%} | no state: its usual level"


HEAD = """# Affairs told

Written by `scripts/tell_affairs.py`; [dynamics.md](dynamics.md) says how the numbers come about.
Each affair of 2018 is told with everything learned from the days up to the event itself: base
rates, what acts bring, and what events moved third states (windows of 14 days that end before).
Scores are of all states that are no side. Counts are those of a newswire, in which one story is
told many times.

Read the two scores of each answer beside each other: the event itself adds next to nothing to
them. Who acts towards a side is foretold by who does so anyway, and what "the event adds" has
nought within its interval in nearly every line below. That is no fault by itself: on days without
an event, taken for days with one, the interval holds nought as often as it should. But these pages
show whom to look at, and not what an event's own effect on third states is."""


if __name__ == "__main__":
    main()
