"""An earlier brief, read from its JSON file, and what a later one changes against it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ramify._errors import InputError
from ramify.briefing.brief import VERSION, Brief
from ramify.briefing.since import Since, event_changes, line_changes

_REPAIR = "give what `ramify brief ... -o LAST.json` wrote"


def with_since(brief: Brief, file: str | Path) -> Brief:
    """The brief with what is new, gone and moved in it against an earlier one.

    An earlier brief of another version of the format is said to be one, and not compared.

    Raises:
        InputError: the file cannot be read, or holds no brief.
    """
    path = Path(file)
    fields = _fields(path)
    if (version := fields.get("version", 1)) != VERSION:
        told = (
            f"{path.name} is a brief of version {version} of the format, this release compares "
            f"version {VERSION}: make it anew from its documents"
        )
        return brief.model_copy(update={"since": Since(file=path.name, not_compared=told)})
    then = Brief.from_json(json.dumps(fields), where=str(path))
    names = {**then.names, **brief.names}
    return brief.model_copy(update={"since": _since(then, brief, path.name), "names": names})


def _fields(path: Path) -> dict[str, Any]:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise InputError(reason, where=str(path), repair=_REPAIR) from None
    except (ValueError, RecursionError):
        raise InputError("not JSON", where=str(path), repair=_REPAIR) from None
    if not isinstance(fields, dict) or "obliged" not in fields:
        raise InputError("JSON, but no brief", where=str(path), repair=_REPAIR)
    return fields


def _since(then: Brief, now: Brief, name: str) -> Since:
    same = then.horizon_days == now.horizon_days
    return Since(
        file=name,
        on=then.on,
        notes=tuple(_asked_otherwise(then, now)),
        events=tuple(event_changes(then.events, now.events)),
        lines=tuple(line_changes(then.lines, now.lines, same_horizon=same)),
    )


def _asked_otherwise(then: Brief, now: Brief) -> Iterator[str]:
    if then.horizon_days != now.horizon_days:
        days = f"{then.horizon_days} days then, {now.horizon_days} now"
        yield f"chances are not compared: they look ahead {days}"
    if then.about != now.about:
        kept = [", ".join(about) or "everybody" for about in (then.about, now.about)]
        yield f"kept to {kept[0]} then, to {kept[1]} now"
    if then.on > now.on:
        yield f"it answered for a later day, {then.on}"
    if then.provenance.facts_as_of != now.provenance.facts_as_of:
        yield (
            f"by facts as of {then.provenance.facts_as_of} then, "
            f"as of {now.provenance.facts_as_of} now"
        )
    if then.basis and now.basis and then.basis.model != now.basis.model:
        yield "chances are by another model"
