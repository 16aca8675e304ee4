"""What users hold: the world with the engines attached, and the two plain verbs.

The rooms below do not know the engines; this file, above them all, joins them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ramify.world import system as _system
from ramify.world import world as _world

if TYPE_CHECKING:
    from ramify.briefing.brief import Brief
    from ramify.reading.library import Library, Reader
    from ramify.reasoning.obligations import Answer, Attack, Decision
    from ramify.world.when import Day


class System(_system.System):
    """The international system on one day, able to answer what it obliges."""

    def obligations(self, *attacks: Attack, decisions: Iterable[Decision] = ()) -> Answer:
        """Who owes what to whom if these uses of force happen.

        >>> from ramify import Attack, World
        >>> system = World.packaged().at("2024-07-01")
        >>> answer = system.obligations(Attack(attacker="PRK", victim="KOR", on=system.on))
        >>> [(d.status, d.pact, d.article) for d in answer.duties if d.actor == "USA"][0]
        ('owed', 'kor-usa-1953', 'III')
        """
        from ramify.reasoning.obligations import Situation, obligations

        situation = Situation(on=self.on, attacks=attacks, decisions=tuple(decisions))
        return obligations(self, situation)


class World(_world.World):
    """Every dated fact ramify knows; `World.packaged().at(day)` gives the system on a day."""

    system_type = System


def read(
    paths: str | Path | Sequence[str | Path],
    *,
    world: _world.World | None = None,
    reader: Reader | None = None,
) -> Library:
    """Read documents: text, HTML, Markdown, PDF, Word, mail, saved pages, archives, feeds.

    A path may be a file, a folder, a glob or a web address. What cannot be read is
    listed in the library's `refused`. `reader` is the built-in one if none is given.
    """
    from ramify.reading.intake.sources import web
    from ramify.reading.reader import read as read_all

    listed = [paths] if isinstance(paths, str | Path) else list(paths)
    return read_all(listed, world=world or World.packaged(), reader=reader, fetch=web())


def brief(
    paths: str | Path | Sequence[str | Path] | Library,
    *,
    on: Day | None = None,
    about: Sequence[str] = (),
    horizon: str = "90d",
    world: _world.World | None = None,
) -> Brief:
    """What the events in some documents ramify into, in four voices.

    Raises:
        InputError: nothing readable was found.
        UsageError: an impossible date or horizon, or an unknown actor.
    """
    from ramify.briefing.compose import compose
    from ramify.reading.library import Library

    world = world or World.packaged()
    library = paths if isinstance(paths, Library) else read(paths, world=world)
    return compose(library, world, on=on, about=tuple(about), horizon=horizon)
