"""Forms of English verbs, as far as the phrases need them."""

from __future__ import annotations

_IRREGULAR = {
    row.split()[0]: (row.split()[1], row.split()[2])
    for row in """be was been|have had had|do did done|go went gone|give gave given
    take took taken|make made made|meet met met|hold held held|begin began begun
    send sent sent|lend lent lent|say said said|tell told told|pay paid paid|buy bought bought
    sell sold sold|build built built|rebuild rebuilt rebuilt|withdraw withdrew withdrawn
    break broke broken|cut cut cut|set set set|put put put|let let let|leave left left
    fly flew flown|speak spoke spoken|sit sat sat|swear swore sworn|forgive forgave forgiven
    seek sought sought|throw threw thrown|strike struck struck|shoot shot shot
    hit hit hit|beat beat beaten|blow blew blown|burn burned burned|quit quit quit
    shut shut shut|tear tore torn|drive drove driven|overrun overran overrun
    retake retook retaken|fight fought fought|wage waged waged|find found found|stand stood stood
    lay laid laid|bring brought brought|rise rose risen|cast cast cast|convey conveyed conveyed
    sink sank sunk|hurl hurled hurled|feed fed fed|lead led led|swap swapped swapped
    deal dealt dealt|bow bowed bowed|win won won|lose lost lost|steal stole stolen|grow grew grown
    know knew known|get got got|see saw seen|come came come|run ran run|write wrote written
    hide hid hidden|fall fell fallen|keep kept kept|spend spent spent|teach taught taught
    catch caught caught|choose chose chosen|undertake undertook undertaken|bid bid bid
    forbid forbade forbidden|become became become|rebuff rebuffed rebuffed|slay slew slain
    bind bound bound|hang hanged hanged|spurn spurned spurned|pull pulled pulled
    forge forged forged|plead pleaded pleaded|mean meant meant|understand understood understood
    think thought thought|feel felt felt|split split split|spread spread spread|lift lifted lifted
    withhold withheld withheld|ring rang rung|show showed shown
    """.replace("\n", "|").split("|")
    if len(row.split()) == 3
}
_DOUBLED = (
    "stop", "ban", "bar", "swap", "scrap", "drop", "slap", "trim", "mob", "plan", "jam", "rob",
    "ship", "expel", "admit", "permit", "rebel", "bid", "quit", "hit", "cut", "let", "set", "put",
    "sit", "run", "commit", "submit", "shut", "dispel", "compel", "refer", "defer", "confer",
    "grab", "snub", "rebut", "abet", "nab", "stab", "kidnap", "stun", "slam", "ram", "tap", "dub",
    "sin", "overrun", "allot", "regret", "patrol", "propel", "begin", "get", "tip", "pin", "win",
    "dig", "strip", "drum", "slip", "skip", "wrap", "clap", "hem",
)  # fmt: skip


def past(verb: str) -> str:
    """`attacked`, `met`, `shot`."""
    return _IRREGULAR[verb][0] if verb in _IRREGULAR else _regular(verb)


def participle(verb: str) -> str:
    """`attacked`, `met`, `withdrawn`."""
    return _IRREGULAR[verb][1] if verb in _IRREGULAR else _regular(verb)


def present(verb: str) -> str:
    """The third person: `attacks`, `denies`.

    >>> present("deny"), present("be"), present("push"), present("go")
    ('denies', 'is', 'pushes', 'goes')
    """
    if verb in ("be", "have"):
        return {"be": "is", "have": "has"}[verb]
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def gerund(verb: str) -> str:
    """`attacking`, `stopping`, `making`.

    >>> gerund("stop"), gerund("make"), gerund("be"), gerund("free")
    ('stopping', 'making', 'being', 'freeing')
    """
    if verb in _DOUBLED:
        return verb + verb[-1] + "ing"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) and len(verb) > 2:
        return verb[:-1] + "ing"
    return verb + "ing"


def _regular(verb: str) -> str:
    if verb in _DOUBLED:
        return verb + verb[-1] + "ed"
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"
