"""Words beside a figure that say what it is: asked, a limit, a floor, what there is. Pure."""

from __future__ import annotations

import re

from dialogues.listening.figure_pairs.reading import NumberRead

ASKED, COST, LIMIT, NAMED = "asked", "cost", "limit", "named"
FLOOR, NEEDED, THERE = "floor", "needed", "there"

REFUSED = re.compile(
    r"\b(?:niet|geen|nooit|nee|not|no|nothing|never|cannot|can't|won't|refuse\w*)\b"
)
MUST = re.compile(r"\b(?:moet|moeten|eis\w*|norm|verplicht\w*|must|have to|has to|required?)\b")
LOST = re.compile(
    r"\b(?:dicht|sluit\w*|stopt?|stoppen|vervalt|keurt|afgekeurd|geen|niet|verlie\w*|closes?|closed|closing|"
    r"los\w+|stops?|fails?|rejects?|no|not)\b"
)
DENIED = re.compile(r"\b(?:niet|geen|not|no|never|nooit)\s+(?:\w+ )?$")
SMALL = (
    r"(?: (?:de|het|een|onze?|mijn|the|a|our|my|nu|ons|us|er|om|voor|for|about|zo'n|ongeveer))*\s*$"
)
BEFORE = {
    LIMIT: rf"\b(?:mag(?: ik)? tot|mandaat (?:is|van|tot)|(?:can|may) sign up to|"
    rf"hoogstens|maximaal|ten hoogste|at most|(?:niet|geen cent) (?:meer|hoger) dan|"
    rf"(?:no|not) more than|(?:plafond|grens|maximum|limiet) (?:is|van|ligt op)|"
    rf"(?:limit|ceiling|cap|maximum) (?:is|of|at)){SMALL}",
    FLOOR: rf"\b(?:(?:ondergrens|opheffingsnorm|norm|minimum) (?:is|van|ligt op)|"
    rf"(?:floor|threshold|minimum|lower limit) (?:is|of|at)){SMALL}",
    NEEDED: rf"\b(?:nodig (?:is|zijn)|vereist (?:is|zijn)|we need|needed (?:is|are)){SMALL}",
    ASKED: rf"\b(?:vraagt|vragen|vroeg|vroegen|eist|eisen|rekent|asks?(?: \w+)? for|"
    rf"asked(?: \w+)? for|offerte is|quoted?){SMALL}",
    COST: rf"\b(?:kost|kosten|costs?|prijs is|price is|(?:new|nieuwe?) \w+ is){SMALL}",
    NAMED: rf"\b(?:noemde|noemden|rekende op|rekenden op|dacht aan|dachten aan|named|mentioned|"
    rf"counted on|thought of|budgeted){SMALL}",
    THERE: r"\b(?:hebben|heeft|heb|zijn|is|telt|tellen|have|has|there are|are)"
    r"(?: (?:we|wij|er|nu|maar|nog|al|now|only|already|inmiddels))*\s*$",
}  # fmt: skip
AFTER = {
    LIMIT: r"^\W*(?:is |was )?(?:de |het |mijn |onze |the |our |my )?"
    r"(?:grens|plafond|maximum|limiet|limit|ceiling)\b",
    FLOOR: r"^\W*(?:is )?(?:de |het |the )?(?:ondergrens|opheffingsnorm|floor|threshold)\b",
    NEEDED: r"^\W*(?:\w+ )?(?:zijn |is |are )?(?:nodig|vereist|needed|required)\b",
    ASKED: r"^ (?:\w+ ){0,2}(?:gevraagd|asked)\b|^ (?:van ons|from us)\b",
    NAMED: r"^ (?:\w+ )?(?:genoemd|mentioned|in de begroting|in the budget)\b",
    THERE: r"^ (?:\w+ )?(?:getekend|ingeschreven|toegezegd|signed|enrolled|registered|pledged)\b",
}
OVER = re.compile(rf"\b(?:boven|meer dan|above|over|beyond|more than){SMALL}")
UNDER = re.compile(rf"\b(?:onder|beneden|below|under){SMALL}")
LEAST = re.compile(rf"\b(?:minstens|minimaal|ten minste|tenminste|at least){SMALL}")
DOUBT = re.compile(
    r"\b(?:als|stel|indien|zou|zouden|if|would|suppose|could|gerucht\w*|ik hoorde|hoor ik|schijnt|"
    r"misschien|wellicht|ze zeggen|i heard|rumou?r\w*|apparently|they say|maybe|perhaps|might)\b"
)
"""What is supposed, or hearsay, is no figure to build on."""


def roles(figure: NumberRead) -> set[str]:
    """What the words around a figure make of it; more than one is as good as none."""
    before, after = figure.before, figure.after
    found = {role for role, cue in BEFORE.items() if re.search(cue, before)}
    found |= {role for role, cue in AFTER.items() if re.search(cue, after)}
    clause = f"{before} {after}"
    if OVER.search(before) and REFUSED.search(clause):
        found.add(LIMIT)
    if UNDER.search(before) and LOST.search(figure.sentence.casefold()):
        found.add(FLOOR)
    if LEAST.search(before) and MUST.search(clause):
        found.add(FLOOR)
    if figure.opens and not found:
        found.add(THERE)
    if found > {THERE}:
        found.discard(THERE)
    if LIMIT not in found and FLOOR not in found and DENIED.search(before):
        return set()
    return found


def doubtful(sentence: str) -> bool:
    return sentence.rstrip().endswith("?") or DOUBT.search(sentence.casefold()) is not None
