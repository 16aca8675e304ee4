"""Base forms of words, by a list and the usual endings."""

from __future__ import annotations

from functools import cache

from ramify.reading.syntax.word_lists import agents, modes, nouns, tables, verbs, wordlist


@cache
def known_verbs() -> frozenset[str]:
    """Base forms of the verbs in the word lists."""
    single = {v.split()[0] for v in (*verbs(), *modes())}
    return frozenset(single) | wordlist("verbs") | wordlist("saying")


@cache
def known(word: str) -> bool:
    """Whether a base form is in one of the word lists."""
    return word in known_verbs() or word in nouns() or word in agents()


@cache
def lemma(word: str) -> str:
    """The base form of a word, by a list and the usual endings.

    >>> lemma("vetoed"), lemma("countries"), lemma("supplying"), lemma("met")
    ('veto', 'country', 'supply', 'meet')
    """
    word = word.lower()
    irregular: dict[str, str] = tables("words.toml")["irregular"]
    if word in irregular:
        return irregular[word]
    known = known_verbs() | nouns().keys() | agents().keys()
    if word in known:
        return word
    for ending, bases in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            options = [stem + base for base in bases]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                options.append(stem[:-1])
            for option in options:
                if option in known:
                    return option
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word
