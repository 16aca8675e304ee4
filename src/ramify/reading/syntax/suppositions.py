"""What a sentence only has its reader suppose or do, by its form: conditions, orders."""

from __future__ import annotations

from ramify.reading.syntax.sentence import Sentence
from ramify.reading.syntax.word_lists import wordlist


def is_order(sentence: Sentence) -> bool:
    """Whether the sentence tells its reader to do something, as text may tell a machine."""
    root = sentence.tokens[sentence.root]
    opens = all(t.pos in ("PUNCT", "ADV", "INTJ") for t in sentence.tokens[: root.i])
    bare = root.pos == "VERB" and root.tag in ("VB", "VBP")
    return opens and bare and not sentence.kids(root.i, "nsubj", "aux", "mark")


def is_inverted(sentence: Sentence, i: int) -> bool:
    """`Had Germany attacked …`: a condition by word order; `hardly had K attacked` is none."""
    subjects = sentence.kids(i, "nsubj", "nsubj:pass")
    helpers = [k for k in sentence.kids(i, "aux", "aux:pass") if subjects and k < subjects[0]]
    words = {sentence.tokens[k].text.lower() for k in helpers}
    if any(k < helpers[0] for k in sentence.kids(i, "advmod") if helpers):
        return False
    return bool(words & {"had", "were", "should"}) and not sentence.text.rstrip().endswith("?")


def is_supposed(sentence: Sentence, i: int) -> bool:
    """`Suppose that …`, `report that …`: what somebody is told to imagine, say or do."""
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    if token.dep != "ccomp" or token.head == i:
        return False
    told_to = head.tag in ("VB", "VBP") and not sentence.kids(head.i, "nsubj", "aux", "mark")
    return head.lemma in wordlist("supposing") or told_to
