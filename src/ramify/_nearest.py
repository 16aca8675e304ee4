"""What somebody may have meant by a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], *, n: int = 3, cutoff: float = 0.6) -> tuple[str, ...]:
    """The names most like one, best first; case does not matter, and it is never itself.

    `cutoff` is the likeness asked for, from 0 (any) to 1 (the same letters).

    >>> nearest("nato", ["NATO", "NAFTA", "OPEC"])
    ('NATO', 'NAFTA')
    >>> nearest("NATO", ["NATO", "NAFTA", "OPEC"])
    ('NAFTA',)
    """
    from difflib import get_close_matches

    plain: dict[str, str] = {}
    for other in known:
        if other != name:
            plain.setdefault(other.casefold(), other)
    return tuple(plain[text] for text in get_close_matches(name.casefold(), plain, n, cutoff))
