"""Verbs that a parse takes for a modifier, and what belongs to them put back."""

from __future__ import annotations

from dataclasses import replace

from ramify.reading.syntax.sentence import Sentence, Token
from ramify.reading.syntax.word_lists import is_known_verb, operator_nouns, wordlist

_OF_CLAUSES = frozenset({"advmod", "obl", "advcl", "punct", "parataxis"})
_NAMING = frozenset({"PROPN", "NOUN", "ADJ"})
_SUBJECTS = ("nsubj", "nsubj:pass")
_HELPING = frozenset({"help", "assist", "aid", "let", "make"})


def _participle_before_owner(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`The AU suspended Niger's membership`: no participle stands before the owner of its noun."""
    if token.dep != "amod" or token.tag not in ("VBN", "VBD") or token.head <= token.i:
        return False
    owner = tokens[token.head].dep == "nmod:poss"
    noun = tokens[token.head].head if owner else token.head
    owned = any(token.i < k < noun for k in sentence.kids(noun, "nmod:poss"))
    name = tokens[token.i - 1] if token.i else token
    if not owned or name.pos not in _NAMING or name.head not in (noun, token.head):
        return False
    over = tokens[noun]
    below = over.dep.startswith("nsubj") and tokens[over.head].i > noun
    main = tokens[over.head] if below else over
    top = main.head == main.i
    for child in sentence.kids(noun):
        if child < name.i:
            tokens[child] = replace(tokens[child], head=name.i)
        elif child > noun and tokens[child].dep.partition(":")[0] in _OF_CLAUSES:
            tokens[child] = replace(tokens[child], head=token.i)
    tokens[name.i] = replace(name, dep="nsubj", head=token.i)
    dep, head = main.dep, token.i if top else main.head
    tokens[token.i] = replace(token, pos="VERB", tag="VBD", dep=dep, head=head)
    if below:
        tokens[main.i] = replace(main, dep="advcl", head=token.i)
    tokens[noun] = replace(tokens[noun], dep="obj", head=token.i)
    return True


def _ally_named(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`Saudi ally Bahrain has cut ties`: the name is the subject, what it is to others is not."""
    name = tokens[token.i + 1] if token.i + 1 < len(tokens) else token
    both = token.dep == name.dep == "nsubj" and token.head == name.head
    if not both or name.pos != "PROPN" or token.lemma not in wordlist("bonds"):
        return False
    tokens[token.i] = replace(token, dep="nmod:desc", head=name.i)
    return True


def _adverb_with_object(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`NATO allies back the decision`: an adverb has no object, a verb of its spelling has."""
    objects = sentence.kids(token.i, "obj")
    if token.pos not in ("ADV", "ADJ", "ADP") or not objects or not is_known_verb(token.lemma):
        return False
    head = tokens[token.head]
    if head.i != token.i - 1 or head.pos not in ("NOUN", "PROPN") or sentence.kids(head.i, "cop"):
        return False
    root = head.head == head.i
    tokens[token.i] = replace(
        token, pos="VERB", tag="VBP", dep=head.dep, head=token.i if root else head.head
    )
    tokens[head.i] = replace(head, dep="nsubj", head=token.i)
    return True


def _charged_gerund(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`accused each other of opening fire`: a gerund behind `of`, and no kind of fire."""
    noun = tokens[token.head]
    if token.dep != "amod" or token.tag != "VBG" or noun.i != token.i + 1:
        return False
    case = [k for k in sentence.kids(noun.i, "case") if tokens[k].text.lower() in ("of", "for")]
    over = tokens[noun.head]
    above = over if over.lemma in wordlist("accusing") else tokens[over.head]
    if not case or case[-1] != token.i - 1 or above.lemma not in wordlist("accusing"):
        return False
    tokens[case[-1]] = replace(tokens[case[-1]], dep="mark", head=token.i)
    dep = "xcomp" if tokens[noun.head].pos == "VERB" else "acl"
    tokens[token.i] = replace(token, pos="VERB", dep=dep, head=noun.head)
    tokens[noun.i] = replace(noun, dep="obj", head=token.i)
    return True


def _charged_by(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`accused by Sudan of arming rebels`: what one is charged with is no part of who charges."""
    over = tokens[tokens[token.head].head]
    by = tokens[token.head].dep == "obl:agent" and over.lemma in wordlist("accusing")
    of = any(tokens[k].text.lower() == "of" for k in sentence.kids(token.i, "mark"))
    if not by or not of or token.tag != "VBG":
        return False
    tokens[token.i] = replace(token, dep="advcl", head=over.i)
    return True


def _infinitive_of_noun(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`began with K's refusal to recognise L`: what is refused hangs on the refusal."""
    if token.tag != "VB" or token.dep != "advcl" or token.i < 2:
        return False
    noun = tokens[token.i - 2]
    meant = noun.pos == "NOUN" and noun.lemma in operator_nouns()
    if tokens[token.i - 1].text.lower() != "to" or not meant or noun.i == token.head:
        return False
    tokens[token.i] = replace(token, dep="acl", head=noun.i)
    return True


def _helped_subject(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`helped Mozambique fight insurgents`: whom one helps is object of the helping."""
    helping = tokens[token.head]
    subjects = sentence.kids(token.i, "nsubj")
    if helping.lemma not in _HELPING or token.dep != "xcomp" or not subjects:
        return False
    for k in subjects:
        tokens[k] = replace(tokens[k], dep="obj", head=helping.i)
    return True


def _helped_to_do(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`helped Ukraine attack Russian ships`: no noun, but what the one who is helped does."""
    over = tokens[token.head]
    helping = over if token.dep == "obj" else tokens[over.head]
    if helping.lemma not in _HELPING or helping.pos != "VERB" or not is_known_verb(token.lemma):
        return False
    named = [k for k in sentence.kids(token.i, "compound", "amod") if helping.i < k < token.i]
    name = tokens[named[-1]] if named else token
    things = [*sentence.kids(helping.i, "obj"), *sentence.kids(token.i, "obj", "appos")]
    thing = over.i if token.dep == "compound" else next((k for k in things if k > token.i), None)
    if name.i != token.i - 1 or name.pos != "PROPN" or thing is None:
        return False
    for k in named[:-1]:
        tokens[k] = replace(tokens[k], head=name.i)
    tokens[name.i] = replace(name, dep="obj", head=helping.i)
    tokens[token.i] = replace(token, pos="VERB", tag="VB", dep="xcomp", head=helping.i)
    tokens[thing] = replace(tokens[thing], dep="obj", head=token.i)
    for k in sentence.kids(over.i, "det") if over.i == thing else ():
        tokens[k] = replace(tokens[k], head=name.i if k < name.i else thing)
    return True


def _interrupted(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`K has not, so far, condemned L`: what is set between commas does not part a verb."""
    helping = tokens[token.head]
    asides = tokens[helping.i + 1 : token.i]
    aside = all(t.pos != "VERB" or t.dep == "case" for t in asides)
    bare = not sentence.kids(token.i, "nsubj", "mark", "aux", "cc")
    parted = helping.i < token.i and tokens[token.i - 1].text == ","
    has = helping.lemma == "have" and not sentence.kids(helping.i, "obj")
    if not (has and token.tag in ("VBD", "VBN") and aside and bare and parted):
        return False
    root = helping.head == helping.i
    for k in sentence.kids(helping.i):
        if k != token.i:
            tokens[k] = replace(tokens[k], head=token.i)
    tokens[token.i] = replace(
        token, tag="VBN", dep=helping.dep, head=token.i if root else helping.head
    )
    tokens[helping.i] = replace(helping, pos="AUX", dep="aux", head=token.i)
    return True


def _fears_that(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """`The Polish Sejm fears that war will come`: no fears of a name, but what the name does."""
    name, that = (tokens[k] if 0 < k < len(tokens) else token for k in (token.i - 1, token.i + 1))
    content = [k for k in sentence.kids(token.i, "acl", "acl:relcl") if k > that.i]
    thinking = token.text.endswith("s") and token.lemma in wordlist("foreseeing")
    if not thinking or name.pos != "PROPN" or name.dep != "compound" or name.head != token.i:
        return False
    if that.text.lower() != "that" or not content or not sentence.kids(content[0], *_SUBJECTS):
        return False
    for k in sentence.kids(token.i):
        if k < name.i:
            tokens[k] = replace(tokens[k], head=name.i)
    tokens[name.i] = replace(name, dep="nsubj")
    tokens[token.i] = replace(token, pos="VERB", tag="VBZ")
    tokens[content[0]] = replace(tokens[content[0]], dep="ccomp")
    if that.dep != "det":
        tokens[that.i] = replace(that, pos="SCONJ", tag="IN", dep="mark", head=content[0])
    return True


_MENDS = {
    "root": (_fears_that,),
    "parataxis": (_interrupted,),
    "ccomp": (_interrupted,),
    "amod": (_participle_before_owner, _charged_gerund),
    "advmod": (_adverb_with_object,),
    "case": (_adverb_with_object,),
    "nsubj": (_ally_named,),
    "advcl": (_infinitive_of_noun, _interrupted),
    "xcomp": (_helped_subject,),
    "acl": (_charged_by,),
    "obj": (_helped_to_do,),
    "compound": (_helped_to_do,),
}
"""What may be wrong with a word, by the relation that the parse gives it."""


def lost_verb(sentence: Sentence, tokens: list[Token], token: Token) -> bool:
    """Put a verb, or what belongs to it, back where a parse takes it for something else."""
    return any(mend(sentence, tokens, token) for mend in _MENDS.get(token.dep, ()))
