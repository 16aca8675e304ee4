"""An answer of the obligations in the terminal: the first screen, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.console import Console

    from ramify.reasoning.obligations import Answer, Attack, Duty
    from ramify.world.world import World

_COLUMN = 24
"""Where a row's entries begin, after its title."""
_ORDER = (
    "owed", "owed after consultation", "torn", "breached", "barred", "unknown", "excused",
)  # fmt: skip
_STYLE = {
    "owed": "green",
    "owed after consultation": "green",
    "torn": "red",
    "breached": "red",
    "barred": "yellow",
    "unknown": "magenta",
    "excused": "dim",
}
_BINDING = tuple(status for status in _ORDER if status != "excused")


class Parts(NamedTuple):
    """What of an answer is told beside its first screen."""

    why: bool = False
    """The duties of the first round one by one, each with its reasons."""
    excused: bool = False
    """Who is not bound, and why."""
    rounds: bool = False
    """What follows if those who are bound join."""


def print_answer(out: Console, answer: Answer, world: World, parts: Parts) -> None:
    """The first screen, then the parts asked for; what is left is counted with its flag."""
    from ramify._print import print_indented

    for attack in answer.situation.attacks:
        print_indented(out, heading(attack, answer, world), style="bold")
    _print_screen(out, answer)
    for title, duties, statuses in _sections(answer, parts):
        _print_part(out, title, duties, statuses, world)
    for note in (n for n in answer.notes if n not in answer.screen.lines):
        print_indented(out, f"Note: {note}", style="dim")
    if counted := "   ".join(left(answer, parts)):
        print_indented(out, counted, 1, "dim")
    print_indented(out, covered(answer, world), style="dim")


def _print_screen(out: Console, answer: Answer) -> None:
    """A row a title: its entries beside it, each wrapped under itself."""
    from rich.text import Text

    from ramify._print import print_indented, printable

    for title, lines in answer.screen.told():
        for n, line in enumerate(lines):
            wrapped = Text(printable(line)).wrap(out, max(out.width - _COLUMN - 2, 20))
            for m, part in enumerate(wrapped):
                part.rstrip()
                head = title if not n and not m else ""
                hang = "" if not m else "  "
                row = Text(f" {head:<{_COLUMN - 1}}{hang}", style="bold" if head else "")
                out.print(row.append_text(part), soft_wrap=True)
    for line in answer.screen.lines:
        print_indented(out, line, 1)


class ToldRow(NamedTuple):
    """A line of an answer as a page has it."""

    row: str
    says: str


def told_rows(answer: Answer, world: World, parts: Parts) -> Iterator[ToldRow]:
    """The first screen and the parts asked for, line by line, in the terminal's order."""
    for title, lines in answer.screen.told():
        yield from _under(title, lines)
    for title, duties, statuses in _sections(answer, parts):
        yield from _under(title, _duty_lines(duties, statuses, world) or ["nobody"])


def _under(title: str, lines: Iterable[str]) -> Iterator[ToldRow]:
    for n, line in enumerate(lines):
        yield ToldRow("" if n else title, line)


def _sections(answer: Answer, parts: Parts) -> Iterator[tuple[str, list[Duty], tuple[str, ...]]]:
    """The parts asked for: a title, the duties it is about, and the statuses it tells."""
    first = [duty for duty in answer.duties if duty.round == 0]
    if parts.why:
        yield "WHY", first, _BINDING
    if parts.excused:
        yield "NOT BOUND", first, ("excused",)
    for round_ in sorted({duty.round for duty in answer.duties} - {0}) if parts.rounds else ():
        told = [duty for duty in answer.duties if duty.round == round_]
        yield f"WHAT FOLLOWS IF THEY JOIN (round {round_})", told, _ORDER


def _duty_lines(duties: list[Duty], statuses: tuple[str, ...], world: World) -> list[str]:
    from ramify.reasoning.obligations import alike

    return [
        f"{status}: {'; '.join(_said_of(group, world))}"
        for status in statuses
        for group in alike([duty for duty in duties if duty.status == status], world)
    ]


def left(answer: Answer, parts: Parts) -> list[str]:
    """What was not told, counted, each with the flag that tells it."""
    behind = answer.screen.behind
    bound = behind.all - behind.excused - behind.later
    counted = [
        f"why: --why ({bound})" if bound and not parts.why else "",
        f"who is not bound, and why: --excused ({behind.excused})"
        if behind.excused and not parts.excused
        else "",
        f"what follows if they join: --rounds ({behind.later})"
        if behind.later and not parts.rounds
        else "",
    ]
    return [words for words in counted if words]


def _print_part(
    out: Console, title: str, duties: list[Duty], statuses: tuple[str, ...], world: World
) -> None:
    out.print(f"\n{title}", style="bold")
    if not any(duty.status in statuses for duty in duties):
        out.print("  nobody")
    for status in statuses:
        _print_status(out, status, duties, world)


def covered(answer: Answer, world: World) -> str:
    """The days the facts hold for, and what they do not cover on this one."""
    caveat = world.about.caveat(answer.situation.on)
    return " ".join(filter(None, (caveat, world.about.said)))


def heading(attack: Attack, answer: Answer, world: World) -> str:
    """What is asked: who does what to whom, when and where."""
    system = world.at(answer.situation.on)
    sides = [
        world.actors[code].name if code else "somebody" for code in (attack.attacker, attack.victim)
    ]
    place = system.territory(attack.place).name if attack.place else f"the homeland of {sides[1]}"
    provoked = {None: "not known whether provoked", True: "provoked", False: "unprovoked"}
    does = "threatens" if attack.kind == "threat" else "attacks"
    return (
        f"If {sides[0]} {does} {sides[1]} on {answer.situation.on} "
        f"({attack.target}; {place}; {provoked[attack.provoked]})"
    )


def _print_status(out: Console, status: str, duties: list[Duty], world: World) -> None:
    from ramify.reasoning.obligations import alike

    chosen = [duty for duty in duties if duty.status == status]
    if chosen:
        out.print(f"\n{status.upper()}", style=_STYLE[status])
    for group in alike(chosen, world):
        _print_duties(out, group, world)
    if status == "owed" and not any(duty.round for duty in chosen):
        _print_record(out, chosen, world)


def _print_record(out: Console, duties: list[Duty], world: World) -> None:
    """How often promises like those owed were honoured; a duty is no forecast."""
    from ramify._print import print_indented
    from ramify.reasoning.validation.kept import told

    for kind in dict.fromkeys(duty.what for duty in duties):
        if words := told(kind, world.pacts):
            print_indented(out, words, 2, "dim")


def _print_duties(out: Console, duties: tuple[Duty, ...], world: World) -> None:
    from ramify._print import print_indented

    said, *reasons = _said_of(duties, world)
    print_indented(out, said, 2)
    for words in reasons:
        print_indented(out, words, 6, "dim")


def _said_of(duties: tuple[Duty, ...], world: World) -> list[str]:
    """Duties that are alike in a line, and then the reasons that it does not give."""
    from ramify.reasoning.obligations import explain, name_alike
    from ramify.reasoning.obligations.grouping import renamed

    alone = len(duties) == 1
    said = explain(duties[0], world) if alone else name_alike(duties, world)
    first = world.called(duties[0].actor)
    reasons = dict.fromkeys(reason.words for reason in duties[0].decisive)
    told = reasons if alone else [renamed(words, first, "each") for words in reasons]
    return [said, *(words for words in told if words not in said)]
