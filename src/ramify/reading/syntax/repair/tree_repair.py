"""Trees mended where a parse breaks a rule of English that the rules above lean on."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.syntax.lemmas import lemma
from ramify.reading.syntax.repair.lost_objects import (
    hung_across,
    joined_to_object,
    stolen_object,
    torn_object,
    without_case,
)
from ramify.reading.syntax.repair.lost_subjects import (
    as_well_as,
    behind_subordinator,
    bloc_members,
    joined_subject,
    neighbouring,
    taken_subjects,
    two_subjects,
)
from ramify.reading.syntax.repair.lost_verbs import lost_verb
from ramify.reading.syntax.repair.participles import of_main_clause, set_between
from ramify.reading.syntax.repair.relatives import visited_by, with_own_subject
from ramify.reading.syntax.repair.said_behind import (
    envoy_to,
    said_behind,
    said_lost,
    said_without,
    subject_of_content,
)
from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.word_lists import is_known_verb

_NOMINAL = frozenset({"nsubj", "obj", "obl", "nmod"})
_SOUND = frozenset({"PUNCT", "DET", "ADP", "NUM", "CCONJ", "PRON", "ADV", "SYM"})
"""Words at which no mend begins."""
_BETWEEN = frozenset({"DET", "ADV", "PART"})


def mended(sentence: Sentence) -> Sentence:
    """The sentence with its tree put right; the same object where nothing is to mend."""
    tokens = list(sentence.tokens)
    changed = False
    for token in (t for t in sentence.tokens if t.pos not in _SOUND):
        for mend in _MENDS if token.head == token.i else _BELOW_ROOT:
            changed = mend(sentence, tokens, token) or changed
    if not changed or not _is_tree(tokens):
        return sentence
    return Sentence(sentence.text, sentence.start, tuple(tokens))


def _is_tree(tokens: list[Token]) -> bool:
    """Whether every word leads up to the root: two mends of one sentence may contradict."""
    for token in tokens:
        k, steps = token.i, 0
        while tokens[k].head != k:
            k, steps = tokens[k].head, steps + 1
            if steps > len(tokens):
                return False
    return True


def _perfect(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`had fired missiles`, `have each negotiated`: `have` before a participle is no verb."""
    if token.lemma != "have" or token.pos != "VERB":
        return False
    k = token.i + 1
    while k < len(tokens) and tokens[k].pos in _BETWEEN:
        k += 1
    if k >= len(tokens) or tokens[k].tag != "VBN" or tokens[k].dep not in ("acl", "amod"):
        return False
    noun = tokens[k].head
    behind = tokens[k].dep == "amod" and tokens[noun].head == token.i
    if not behind and tokens[noun].pos not in _BETWEEN:
        return False
    root = token.head == token.i
    for child in sentence.kids(token.i):
        dep = tokens[child].dep
        loose = child == noun and not behind
        tokens[child] = replace(tokens[child], head=k, dep="advmod" if loose else dep)
    tokens[k] = replace(tokens[k], pos="VERB", dep=token.dep, head=k if root else token.head)
    tokens[token.i] = replace(token, pos="AUX", dep="aux", head=k)
    return True


def _headless(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`The president called for …`: where no verb is finite, the participle is."""
    if token.head != token.i or token.pos not in ("NOUN", "PROPN"):
        return False
    if not sentence.text.rstrip("\"'”’) ").endswith((".", "!")):
        return False
    found = [k for k in sentence.kids(token.i, "acl") if _may_be_past(sentence, k)]
    if len(found) != 1 or sentence.kids(token.i, "cop", "nsubj", "obj"):
        return False
    verb = found[0]
    for child in sentence.kids(token.i):
        if child > verb:
            tokens[child] = replace(tokens[child], head=verb)
    tokens[verb] = replace(tokens[verb], dep="root", head=verb, tag="VBD")
    tokens[token.i] = replace(token, dep="nsubj", head=verb)
    return True


def _may_be_past(sentence: Sentence, k: int) -> bool:
    token = sentence.tokens[k]
    by = any(
        sentence.tokens[c].text.lower() == "by"
        for n in sentence.kids(k, "obl")
        for c in sentence.kids(n, "case")
    )
    return token.dep == "acl" and token.tag in ("VBN", "VBD") and k > token.head and not by


def _past_under_infinitive(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`threatened to use force and imposed sanctions`: a past joins the verb above."""
    above = tokens[token.head]
    if token.dep != "conj" or token.tag not in ("VBD", "VBN") or above.tag != "VB":
        return False
    to = any(tokens[m].text.lower() == "to" for m in sentence.kids(above.i, "mark"))
    finite = tokens[above.head]
    own = sentence.kids(token.i, "nsubj", "aux", "aux:pass")
    if not to or own or above.dep != "xcomp" or finite.tag not in ("VBD", "VBN"):
        return False
    for child in sentence.kids(above.i):
        if child > token.i:
            tokens[child] = replace(tokens[child], head=token.i)
    tokens[token.i] = replace(token, head=finite.i, tag="VBD")
    return True


def _noun_taken_for_verb(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`trade between the two is small`: what is tagged a noun and stands as one is one."""
    dep = token.dep.partition(":")[0]
    if token.pos != "VERB" or token.tag not in ("NN", "NNS") or dep not in _NOMINAL:
        return False
    tokens[token.i] = replace(token, pos="NOUN")
    for child in sentence.kids(token.i, "obl"):
        tokens[child] = replace(tokens[child], dep="nmod")
    return True


def _building(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`outside the government building`: behind a preposition and another noun it is a noun."""
    if token.tag != "VBG" or token.pos != "VERB" or token.dep.partition(":")[0] != "advcl":
        return False
    if not (sentence.kids(token.i, "case") and sentence.kids(token.i, "compound")):
        return False
    tokens[token.i] = replace(token, pos="NOUN", tag="NN", lemma=token.text.lower(), dep="obl")
    for child in sentence.kids(token.i, "obl"):
        tokens[child] = replace(tokens[child], dep="nmod")
    return True


def _told_that(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`told reporters that K would …`: what is told, not which reporters."""
    above = tokens[token.head]
    verb = tokens[above.head]
    if token.dep not in ("acl", "acl:relcl") or verb.lemma not in _TELLING:
        return False
    that = [m for m in sentence.kids(token.i) if tokens[m].text.lower() == "that" and m < token.i]
    if (
        above.dep not in ("iobj", "obj")
        or not that
        or tokens[that[0]].dep not in ("mark", "obj", "obl")
        or that[0] != above.i + 1
    ):
        return False
    if not sentence.kids(token.i, "nsubj", "nsubj:pass"):
        return False
    tokens[that[0]] = replace(tokens[that[0]], dep="mark", pos="SCONJ", tag="IN")
    tokens[token.i] = replace(token, dep="ccomp", head=verb.i)
    return True


def _fighting(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`Fighting erupted between`: a noun before its verb, which a parse takes for a helper."""
    if token.i != 0 or token.tag != "VBG" or not token.dep.startswith("aux"):
        return False
    tokens[token.i] = replace(token, pos="NOUN", tag="NN", dep="nsubj", lemma=token.text.lower())
    head = tokens[token.head]
    if head.tag == "VBN":
        tokens[head.i] = replace(head, tag="VBD")
    return True


def _to_come(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`are to sign`: `be` before an infinitive is what is to come, no copula."""
    if token.lemma != "be" or token.dep != "cop" or tokens[token.head].tag != "VB":
        return False
    if token.i + 1 >= len(tokens) or tokens[token.i + 1].text.lower() != "to":
        return False
    tokens[token.i] = replace(token, dep="aux", pos="AUX", lemma="will")
    tokens[token.i + 1] = replace(tokens[token.i + 1], dep="aux", lemma="to")
    return True


def _said_in_speech(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`declared in a speech that K would …`: the clause is what is declared."""
    noun = tokens[token.head]
    verb = tokens[noun.head]
    if token.dep != "acl" or noun.dep != "obl" or verb.pos != "VERB" or noun.i + 1 >= token.i:
        return False
    that = tokens[noun.i + 1]
    if that.text.lower() != "that" or that.head != token.i or sentence.kids(verb.i, "ccomp", "obj"):
        return False
    tokens[token.i] = replace(token, dep="ccomp", head=verb.i)
    return True


def _having(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`denies having fired`: `have` makes a perfect, never a passive, nor stands for somebody."""
    head = tokens[token.head]
    opens = token.text.lower() == "having" and token.dep.startswith("nsubj")
    if opens and head.i == token.i + 1 and head.tag in ("VBD", "VBN"):
        tokens[token.i] = replace(token, pos="AUX", tag="VBG", dep="aux", lemma="have")
        tokens[head.i] = replace(head, tag="VBN")
        return True
    if token.lemma != "have" or token.dep != "aux:pass":
        return False
    tokens[token.i] = replace(token, dep="aux")
    return True


def _rejected_claims(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`rejected claims that K had …`: the past is the verb, what stands behind it a noun."""
    noun = tokens[token.head]
    if token.tag != "VBD" or token.dep != "amod" or noun.tag != "VBZ" or noun.i != token.i + 1:
        return False
    root = noun.head == noun.i
    for child in sentence.kids(noun.i):
        dep = tokens[child].dep
        if dep == "ccomp":
            tokens[child] = replace(tokens[child], dep="acl")
        elif child != token.i:
            tokens[child] = replace(tokens[child], head=token.i)
    tokens[token.i] = replace(token, dep=noun.dep, head=token.i if root else noun.head)
    tokens[noun.i] = replace(noun, pos="NOUN", tag="NNS", dep="obj", head=token.i)
    return True


def _progressive(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`has been bombing Kyiv`: a form of `be` before `-ing` and a name makes a verb of it."""
    name = tokens[token.head]
    if token.dep != "compound" or not token.text.endswith("ing") or name.i != token.i + 1:
        return False
    copula = [k for k in sentence.kids(name.i, "cop") if k == token.i - 1]
    if not copula or name.pos != "PROPN":
        return False
    root = name.head == name.i
    for child in sentence.kids(name.i):
        if child not in (token.i, *sentence.kids(name.i, "compound", "flat", "amod", "det")):
            dep = "aux" if child in copula else tokens[child].dep
            tokens[child] = replace(tokens[child], head=token.i, dep=dep)
    head = token.i if root else name.head
    stem = token.text[:-3].lower()
    verb = next((v for v in (stem, f"{stem}e") if is_known_verb(v)), lemma(token.text))
    tokens[token.i] = replace(token, pos="VERB", tag="VBG", dep=name.dep, head=head, lemma=verb)
    tokens[name.i] = replace(name, dep="obj", head=token.i)
    return True


def _no_passive(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`Cyprus called on the EU to act`: without a form of `be` no participle is a passive."""
    if token.tag not in ("VBN", "VBD"):
        return False
    subjects = sentence.kids(token.i, "nsubj:pass")
    subjects = [k for k in subjects if tokens[k].dep == "nsubj:pass"]
    helped = sentence.kids(token.i, "aux:pass", "aux", "cop")
    finite = token.dep in ("root", "ccomp", "parataxis") or token.head == token.i
    if not subjects or helped or not finite:
        return False
    if not sentence.text.rstrip("\"'”’) ").endswith((".", "!")):
        return False
    for k in subjects:
        tokens[k] = replace(tokens[k], dep="nsubj")
    tokens[token.i] = replace(tokens[token.i], tag="VBD")
    return True


def _told_noun(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`said the Chad Coast Guard fired water cannon`: a clause, which a parse takes for a noun."""
    noun = tokens[token.head]
    if token.dep != "amod" or token.tag not in ("VBN", "VBD") or noun.i <= token.i:
        return False
    over = tokens[noun.head]
    before = [k for k in sentence.kids(noun.i) if k < token.i]
    heads = [k for k in before if tokens[k].pos == "PROPN"]
    if over.lemma not in _SAYING or noun.dep not in ("obj", "iobj", "ccomp", "obl") or not heads:
        return False
    if noun.i < over.i or heads[-1] + 1 != token.i:
        return False
    for k in before:
        tokens[k] = replace(tokens[k], head=heads[-1])
    tokens[heads[-1]] = replace(tokens[heads[-1]], head=token.i, dep="nsubj")
    tokens[token.i] = replace(token, pos="VERB", tag="VBD", dep="ccomp", head=over.i)
    tokens[noun.i] = replace(noun, dep="obj", head=token.i)
    for k in sentence.kids(over.i, "conj"):
        if tokens[k].tag in ("VBD", "VBN") and not sentence.kids(k, "nsubj"):
            tokens[k] = replace(tokens[k], head=token.i, tag="VBD")
    return True


def _said_both(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`said that K fired and rammed a boat`: the second past is K's, not the speaker's.

    What stands in the present behind a past of saying goes on with what is said.
    """
    head = tokens[token.head]
    if token.dep != "conj" or head.lemma not in _SAYING:
        return False
    own = sentence.kids(token.i, "nsubj", "nsubj:pass", "aux", "ccomp")
    told = [k for k in sentence.kids(head.i, "ccomp") if head.i < k < token.i]
    if told and head.tag == "VBD" and _in_present(sentence, token.i):
        tokens[token.i] = replace(token, head=told[-1])
        return True
    if token.lemma in _SAYING or own or token.tag not in ("VBD", "VBN"):
        return False
    between = tokens[told[-1] + 1 : token.i] if told else ()
    joined = {t.text for t in tokens[token.i - 3 : token.i]} & {"and", "or"}
    if not told or not joined or any(t.text in _STOPS for t in between):
        return False
    if tokens[told[-1]].tag not in ("VBD", "VBN"):
        return False
    tokens[token.i] = replace(token, head=told[-1], tag="VBD")
    return True


def _asked_by_speaker(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`said K acted when it sent troops to take a field and demanded their withdrawal`.

    What asks or blames, joined to a clause inside what is said, is the speaker's own word.
    """
    own = sentence.kids(token.i, "nsubj", "nsubj:pass", "aux", "aux:pass", "mark")
    if token.dep != "conj" or token.lemma not in _ASKING or token.tag != "VBD" or own:
        return False
    inner = token.head
    outer = _speech_over(sentence, inner)
    if outer is None or tokens[inner].lemma in _SAYING or tokens[outer].tag != "VBD":
        return False
    simple = tokens[inner].head == outer and sentence.kids(inner, "nsubj")
    if simple or not sentence.kids(outer, "nsubj"):
        return False
    tokens[token.i] = replace(token, head=outer)
    return True


def _speech_over(sentence: Sentence, i: int) -> int | None:
    """The verb whose content a clause is in: `said that`, `repeated its view that`."""
    return next((k for k in sentence.above(i) if sentence.tokens[k].lemma in _SPEAKING), None)


def _in_present(sentence: Sentence, i: int) -> bool:
    """Whether a clause with a subject of its own stands in the present."""
    helpers = sentence.kids(i, "aux", "cop")
    tags = {sentence.tokens[k].tag for k in (i, *helpers)}
    return bool(sentence.kids(i, "nsubj", "nsubj:pass")) and bool(tags & {"VBZ", "VBP", "MD"})


_SAYING = frozenset({"say", "tell", "report", "claim", "announce", "state", "allege", "confirm"})
_SPEAKING = _SAYING | {"reiterate", "repeat", "argue", "insist", "stress", "maintain", "declare"}
_ASKING = frozenset(["demand", "ask", "urge", "call", "appeal", "condemn", "denounce"])
_STOPS = frozenset(",;:")
_TELLING = frozenset({"tell", "inform", "assure", "warn", "remind", "brief", "notify"})
_MENDS = (
    lost_verb,
    _perfect,
    _headless,
    _past_under_infinitive,
    _noun_taken_for_verb,
    _having,
    _rejected_claims,
    _progressive,
    _no_passive,
    stolen_object,
    joined_to_object,
    torn_object,
    hung_across,
    without_case,
    _told_noun,
    _building,
    _said_both,
    _asked_by_speaker,
    _told_that,
    _said_in_speech,
    _fighting,
    _to_come,
    said_behind,
    subject_of_content,
    envoy_to,
    said_lost,
    said_without,
    two_subjects,
    as_well_as,
    taken_subjects,
    behind_subordinator,
    joined_subject,
    neighbouring,
    bloc_members,
    set_between,
    of_main_clause,
    with_own_subject,
    visited_by,
)
_BELOW_ROOT = tuple(m for m in _MENDS if m not in (_headless, two_subjects, taken_subjects))
