"""What a broken or a hostile sender could make of updates and forms: seeded, so always the same."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from typing import Any, get_args

from dialogues.texts.catalogue import Verb

Json = dict[str, Any]
DEEP = 3000
RAW = {
    "beyond 64 bits": "18446744073709551616",
    "below 64 bits": "-9223372036854775809",
    "no float": "1e400",
    "no number": "NaN",
    "endless digits": "9" * 5000,
    "too deep": "[" * DEEP + "]" * DEEP,
    "half a character": r'"\ud800"',
    "an upper and a lower half apart": r'"a\udc00b\ud83d"',
    "no text at all": '"\\u0000"',
    "twice the same": '{"id":1,"id":2}',
}
"""What stands in JSON, and what our own JSON library would not write."""
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 2**31, 2**53 + 1, 2**63, -(2**63), "", " ", "\0", "x\0y", "²",
    "١٢٣", "😀" * 30, "é" * 65, "9" * 5000, "x" * 70_000, [], {}, [[]], {"id": 1}, [1, "a", None],
    "telegram/1", "1/2/3", "../..", "' OR 1=1 --", "{{ 7 * 7 }}", "\u202egnal", "\ufeff",
)  # fmt: skip
TAPS = (
    "a.18446744073709551616.0", f"a.{'9' * 50}.1", "a.1.99999999999999999999", "a.-1.0", "a.1.=",
    "a.1.=9,,9", "a.².1", "a.1.²", "...", "~.1.0", "~a~b.99999999999999999.=1", "~~.0.done",
    "a.1.edit:99999999999999999999", "\0.\0.\0", "a.1." + "9" * 57, "/", "/ ", "/\0", "/start \0",
)  # fmt: skip
ARGUMENTS = (
    "", " ", "\0", "x", "²", "-1", "0", "1", "9" * 4200, "99999999999999999999", "yes", "no", "on",
    "i-", "i-\0", "i-x", "f-", "g-", "g-" + "z" * 52, "x-1", "xffffffffffffffff", "x1_0 q", "q",
    "set {", 'set {"at": 18446744073709551616}', 'set {"closed": [{"first": "0000-00-00"}]}',
    'set {"weekdays": [[1]], "every": {}, "at": []}', 'set {"zone": "../../etc/passwd"}',
    'set {"zone": ""}', "set " + "[" * 2000, "zone \0", "zone ../x", "zone .", "hours 99:99-88:88",
    "hours 08:00-", "away 9999-12-31 9999-12-31", "away 0001-01-01 0001-01-02 x", "away ² ²",
    "away 31-12-9999 31-12-9999", "back 1 2", "liberation x", "mute \0", "daily 1 25:00 yes",
    "rrule FREQ=SECONDLY", "rrule FREQ=YEARLY;INTERVAL=99999999999999999999 yes", "weekly ² 09:00",
    "rrule FREQ=MONTHLY;BYMONTHDAY=99;COUNT=99999999999999999999", "weekly 4 09:00 yes",
    "monthly ١ ١٢:٠٠", "later x", "date 9999-12-31", "9999-12-31", "plan x", "again x", "x again",
    "tiny now", "tiny again", "\u202e", "1 2 3 4 5 6 7 8 9", "open x", "invite ² x ٣", "all 1",
    "session \0 1 week", "chat \0", "note \0", "x agenda {", "nl", "xx",
)  # fmt: skip
TALKS = (
    "tiny", "success_factors", "forms", "six_steps", "core_questions", "helping_hindering", "pulse",
    "undercurrent", "collaboration",
)  # fmt: skip
WORDS = (
    "9" * 8000, "²", "١٢", "1e400", "-", "31 ²² 2027", "0000-00-00", "9999-12-31", "31-12-9999",
    "1" * 400 + " miljoen", ",,,,", "1,2,²", "\u0000", "en en en", "a" * 4096, "é\u0301" * 2000,
    "😀", "niet", "ja", "1", "3", "5", "sorry", "stop", "terug", " ", "\n\n", "/", "//", "=", "=1",
)  # fmt: skip


class Mutator:
    """Makes nonsense of good updates and forms."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def words(self) -> str:
        """What someone may type or tap: odd, but such that a client can send it."""
        pick, kind = self.chance.choice, self.chance.random()
        if kind < 0.15:
            return f"/start {pick(TALKS)} {pick(('', 'now', 'again'))}"
        if kind < 0.4:
            return f"/{pick(get_args(Verb))} {pick(ARGUMENTS)}"
        return pick(WORDS) if kind < 0.7 else pick(TAPS)

    def update(self, number: int) -> bytes:
        """An update with some faults, as it goes over the wire."""
        update = self._update(number)
        for _ in range(self.chance.choice((0, 1, 1, 1, 2, 3))):
            self._change(update)
        raw = json.dumps(update, ensure_ascii=self.chance.random() < 0.5)
        for name, text in RAW.items():
            raw = raw.replace(f'"<{name}>"', text)
        return self._encoded(raw.encode("utf-8", "surrogatepass"))

    def _update(self, number: int) -> Json:
        """A good one, of one of the kinds that we ask for, with odd words in it."""
        pick = self.chance.choice
        who = self.chance.randrange(1, 60)
        person = {"id": who, "is_bot": False, "first_name": "Anna", "language_code": "nl"}
        place = {"id": who, "type": "private", "first_name": "Anna"}
        group = {"id": -who, "type": "supergroup", "title": "Vechtgroep"}
        message = {"message_id": number, "date": 1_800_000_000, "chat": place, "from": person}
        there = message | {"chat": group, "is_topic_message": True, "message_thread_id": 5}
        member = {"user": person, "status": "member"}
        after = member | {"status": pick(("kicked", "left", "member"))}
        change = {
            "chat": pick((place, group)), "from": person, "date": 1_800_000_000,
            "old_chat_member": member, "new_chat_member": after,
        }  # fmt: skip
        kind: Json = pick((
            {"message": message | {"text": self.words()}},
            {"message": message | {"text": self.words()}},
            {"message": message | {"photo": [{}], "media_group_id": "77"}},
            {"message": there | {"text": f"/start g-{'0' * 52}"}},
            {"message": there | {"migrate_to_chat_id": -1000 - who}},
            {"edited_message": message | {"text": "Anders"}},
            {"my_chat_member": change},
            {"callback_query": {"id": str(number), "from": person, "message": message,
                                "data": pick((*TAPS, self.words()))}},
        ))  # fmt: skip
        return {"update_id": number, **kind}

    def _change(self, update: Json) -> None:
        """One field, at any depth, goes out or becomes something else."""
        if not (places := [*_places(update)]):
            return
        holder, name = self.chance.choice(places)
        if self.chance.random() < 0.2:
            del holder[name]
        elif self.chance.random() < 0.3:
            holder[name] = f"<{self.chance.choice([*RAW])}>"
        else:
            holder[name] = deepcopy(self.chance.choice(VALUES))
        if self.chance.random() < 0.05:
            update["x" * 3000] = {"y": [None] * 2000}

    def _encoded(self, raw: bytes) -> bytes:
        """Most as it is; some cut off, in another encoding, or with a byte that cannot be."""
        kind, at = self.chance.random(), self.chance.randrange(20, max(len(raw), 21))
        if kind < 0.03:
            return raw[:at]
        if kind < 0.06:
            return (
                raw[:at]
                + self.chance.choice((b"\xff", b"\0", b"\xed\xa0\x80", b"]", b"}", b'"'))
                + raw[at:]
            )
        if kind < 0.07:
            return raw[:20] + raw[20:].decode("utf-8", "replace").encode("utf-16")
        return raw

    def form(self, fields: dict[str, str], names: tuple[str, ...]) -> list[tuple[str, str]]:
        """The fields of a form with some faults."""
        made = dict(fields)
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            name, kind = self.chance.choice(names), self.chance.random()
            if kind < 0.15:
                made.pop(name, None)
            elif kind < 0.5:
                made[name] = str(self.chance.choice(VALUES))
            else:
                made[name] = self.chance.choice((self.words(), self.chance.choice(ARGUMENTS)))
        twice = [
            (name, made[name]) for name in names if name in made and self.chance.random() < 0.1
        ]
        return [*made.items(), *twice]


def _places(holder: Any) -> Any:
    """All fields, at every depth: what holds each, and its name."""
    names = holder.keys() if isinstance(holder, dict) else range(len(holder))
    for name in list(names):
        yield holder, name
        if isinstance(holder[name], (dict, list)) and holder[name]:
            yield from _places(holder[name])
