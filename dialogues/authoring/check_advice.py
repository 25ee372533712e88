"""What makes advice useless: ids that are not there, conditions that never hold, one for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dialogues.authoring.symbols import Names
from dialogues.definition.content import Content
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.source import GiveAdvice
from frameworks.definition.conditions import Test
from frameworks.definition.faults import Fault, FaultText
from frameworks.definition.issues import Issue
from frameworks.definition.model import Advice, Framework

MAX_ADVICE_CHARS = 600


def check_advice(content: Content, known: Mapping[str, Names]) -> Iterator[Issue]:
    """All faults of all advice. `known` has the facts that each dialogue can look at."""
    seen: set[str] = set()
    for framework in content.frameworks.values():
        document = content.framework_files[framework.id]
        for index, advice in enumerate(framework.advice):
            faults = list(_faults(content, framework, advice, known))
            if advice.id in seen:
                faults.insert(0, Fault.DUPLICATE_ADVICE.told())
            seen.add(advice.id)
            line = document.line(("advice", index)) if faults else 0
            yield from (Issue(document.file, line, *text.of(advice.id)) for text in faults)


def check_variety(content: Content) -> Iterator[Issue]:
    """A dialogue whose every path gives the same advice listens to nobody."""
    for flow in content.dialogues.values():
        file = next(d for d in content.files.values() if d.file == flow.file)
        for state in flow.states.values():
            if not isinstance(state.told, GiveAdvice):
                continue
            offered = [a for f in _offering(flow, state.told) for a in f.advice]
            offered = [a for a in offered if a.topic == state.told.topic]
            if offered and not any(a.when.clauses for a in offered):
                text = Fault.SAME_ADVICE.told().of(state.id)
                yield Issue(flow.file, file.line(state.place), *text)


def _offering(flow: Dialogue, told: GiveAdvice) -> list[Framework]:
    return [flow.frameworks[name] for name in told.frameworks if name in flow.frameworks]


def _faults(
    content: Content, framework: Framework, advice: Advice, known: Mapping[str, Names]
) -> Iterator[FaultText]:
    if advice.about not in {item.id for item in framework.items}:
        yield Fault.UNKNOWN_ITEM.told(name=advice.about)
    if max(map(len, advice.text.all)) > MAX_ADVICE_CHARS:
        yield Fault.LONG_ADVICE.told(limit=MAX_ADVICE_CHARS)
    givers = [known[flow.id] for flow in content.dialogues.values() if _gives(flow, framework)]
    wrong = [found for test in advice.when.tests() if (found := _wrong(test, givers))]
    yield from wrong
    if givers and not wrong and (fault := _never(content, framework, advice, known)):
        yield fault


def _wrong(test: Test, givers: Sequence[Names]) -> FaultText | None:
    """What is wrong with a test in every dialogue that gives the advice."""
    found = [names.fault(test) for names in givers]
    return found[-1] if found and all(found) else None


def _never(
    content: Content, framework: Framework, advice: Advice, known: Mapping[str, Names]
) -> FaultText | None:
    """Why this advice can never be given; None when it can."""
    clauses = advice.when.clauses or ((),)
    if not any(map(consistent, clauses)):
        return Fault.NEVER_CONSISTENT.told()
    givers = [f for f in content.dialogues.values() if _gives(f, framework, advice.topic)]
    if not givers:
        return Fault.NEVER_ON_TOPIC.told(topic=advice.topic)
    for flow in givers:
        names = known[flow.id]
        if any(not any(map(names.fault, clause)) for clause in clauses if consistent(clause)):
            return None
    return Fault.NEVER_KNOWN.told()


RISING = ("low", "score", "high")
"""An item's lowest rating is at most its score, and that at most its highest."""


def consistent(clause: Sequence[Test]) -> bool:
    """Whether one item can be as low and as high as the tests ask, as far as that shows."""
    scores = [(*test.fact.rpartition(".")[::2], test) for test in clause if test.compare]
    for item, least, above in scores:
        for same, most, below in scores:
            known = item == same and least in RISING and most in RISING
            if known and RISING.index(least) <= RISING.index(most) and _deny(above, below):
                return False
    return True


def _deny(above: Test, below: Test) -> bool:
    if above.denied or below.denied or ">" not in above.compare or "<" not in below.compare:
        return False
    return above.number > below.number


def _gives(flow: Dialogue, framework: Framework, topic: str = "") -> bool:
    return any(
        isinstance(s.told, GiveAdvice)
        and framework.id in s.told.frameworks
        and topic in ("", s.told.topic)
        for s in flow.states.values()
    )
