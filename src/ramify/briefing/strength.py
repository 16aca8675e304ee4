"""The strength of a line in words: the number always stands beside its word."""

from __future__ import annotations

from ramify.briefing.ramification import Held, Legal, NotKnown, Probability, Ramification, Shift

_BANDS = (
    (0.05, "almost no chance"), (0.20, "very unlikely"), (0.45, "unlikely"),
    (0.55, "roughly even chance"), (0.80, "likely"), (0.95, "very likely"),
)  # fmt: skip


def probability_word(probability: float) -> str:
    """The word that goes with a probability, never printed without the number.

    Source: Intelligence Community Directive 203 (2015), section D.6.e.(2).

    >>> probability_word(0.3), probability_word(0.97)
    ('unlikely', 'almost certain')
    """
    return next((word for top, word in _BANDS if probability < top), "almost certain")


def chance_words(found: Probability) -> str:
    """A chance with its interval, in per cent."""
    if found.interval is None:
        return f"{found.chance:.0%}"
    low, high = found.interval
    return f"{found.chance:.0%} ({low:.0%}–{high:.0%})"


def shift_tag(found: Shift) -> str:
    """A signed change with its unit; fractions to two places.

    >>> shift_tag(Shift(change=2, unit="states")), shift_tag(Shift(change=0.0409, unit="κ"))
    ('+2 states', '+0.04 κ')
    """
    whole = found.change == round(found.change)
    return f"{found.change:+,.0f} {found.unit}" if whole else f"{found.change:+,.2f} {found.unit}"


def strength_words(line: Ramification) -> str:
    """The strength of a line as a tag, in its voice's own measure."""
    return tag_of(line.strength)


def tag_of(strength: Legal | Probability | Shift | Held | NotKnown) -> str:
    """A strength as a tag.

    >>> tag_of(NotKnown(reason="no record"))
    'not known'
    """
    match strength.kind:
        case "legal":
            return strength.status
        case "probability":
            return f"{chance_words(strength)}, {probability_word(strength.chance)}"
        case "shift":
            return shift_tag(strength)
        case "held":
            return strength.modality
        case "not known":
            return strength.kind
