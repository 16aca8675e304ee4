"""What somebody may have meant by a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable

_SHORT = 5
"""Names of fewer letters are codes, where one slip is a large part of the whole."""


def nearest(
    name: str, known: Iterable[str], *, n: int = 3, cutoff: float | None = None
) -> tuple[str, ...]:
    """The names that may have been meant by one, best first; it is never itself.

    Case does not matter. A slip leaves a long name much as it was, and seldom changes how it
    begins: what is like it no further than that is no suggestion.

    Args:
        n: how many at most.
        cutoff: the likeness asked for, from 0 (any) to 1 (the same letters), whatever the
            first letter is.

    >>> nearest("nato", ["NATO", "NAFTA", "OPEC"])
    ('NATO', 'NAFTA')
    >>> nearest("Ukrane", ["Ukraine", "UAE", "Iran"])
    ('Ukraine',)
    >>> nearest("Atlantis", ["Mattis", "Atlanta Accords", "Gallant"])
    ()
    """
    from difflib import get_close_matches

    asked, plain = name.casefold(), dict[str, str]()
    for other in known:
        if other != name and (cutoff is not None or other[:1].casefold() == asked[:1]):
            plain.setdefault(other.casefold(), other)
    least = cutoff if cutoff is not None else 0.6 if len(asked) < _SHORT else 0.8
    return tuple(plain[text] for text in get_close_matches(asked, plain, n, least))
