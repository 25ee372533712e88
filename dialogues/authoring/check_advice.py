"""What makes advice useless: ids that are not there, conditions that never hold, one for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dialogues.authoring.symbols import Names
from dialogues.definition.content import Content
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.tellings import GiveAdvice
from frameworks.definition.conditions import Test
from frameworks.definition.faults import Fault, FaultText
from frameworks.definition.issues import Issue
from frameworks.definition.model import Advice, Framework

MAX_ADVICE_CHARS = 600
Givers = Mapping[tuple[str, str], list[Dialogue]]
"""The dialogues that give a framework's advice on a topic, by both; with no topic: on any."""


def check_advice(content: Content, known: Mapping[str, Names]) -> Iterator[Issue]:
    """All faults of all advice. `known` has the facts that each dialogue can look at."""
    seen: set[str] = set()
    givers = _givers(content)
    for framework in content.frameworks.values():
        document = content.framework_files[framework.id]
        items = {item.id for item in framework.items}
        for index, advice in enumerate(framework.advice):
            faults = [] if advice.about in items else [Fault.UNKNOWN_ITEM.told(name=advice.about)]
            faults += _faults(framework, advice, givers, known)
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
                text = Fault.SAME_ADVICE.told().of(state.plain)
                yield Issue(flow.file, file.line(state.place), *text)


def _offering(flow: Dialogue, told: GiveAdvice) -> list[Framework]:
    return [flow.frameworks[name] for name in told.frameworks if name in flow.frameworks]


def _faults(
    framework: Framework, advice: Advice, givers: Givers, known: Mapping[str, Names]
) -> Iterator[FaultText]:
    if max(map(len, advice.text.all)) > MAX_ADVICE_CHARS:
        yield Fault.LONG_ADVICE.told(limit=MAX_ADVICE_CHARS)
    names = [known[flow.id] for flow in givers.get((framework.id, ""), ())]
    wrong = [found for test in advice.when.tests() if (found := _wrong(test, names))]
    yield from wrong
    on_topic = givers.get((framework.id, advice.topic), [])
    if names and not wrong and (fault := _never(advice, on_topic, known)):
        yield fault


def _wrong(test: Test, givers: Sequence[Names]) -> FaultText | None:
    """What is wrong with a test in every dialogue that gives the advice."""
    found = [names.fault(test) for names in givers]
    return found[-1] if found and all(found) else None


def _never(
    advice: Advice, givers: Sequence[Dialogue], known: Mapping[str, Names]
) -> FaultText | None:
    """Why this advice can never be given; None when it can."""
    clauses = advice.when.clauses or ((),)
    if not any(map(consistent, clauses)):
        return Fault.NEVER_CONSISTENT.told()
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


def _givers(content: Content) -> Givers:
    found: dict[tuple[str, str], list[Dialogue]] = {}
    for flow in content.dialogues.values():
        told = [s.told for s in flow.states.values() if isinstance(s.told, GiveAdvice)]
        pairs = {(name, on) for one in told for name in one.frameworks for on in ("", one.topic)}
        for pair in pairs:
            found.setdefault(pair, []).append(flow)
    return found
