"""What a calendar has after file upon file: what changed is changed, what fell away goes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dialogues.calendar.icalendar_file import CalendarEntry
from dialogues.domain.sent_entries import MAX_GONE, SentEntry, sent_now

NOW, DAY = 1_800_000_000.0, 24 * 3600.0
ONE = CalendarEntry("1@samenspraak", "De drie vragen", NOW + DAY, 15)
TWO = replace(ONE, uid="2@samenspraak", start=NOW + 2 * DAY)


def numbers(sent: list[SentEntry]) -> list[tuple[str, int, bool]]:
    return [(one.uid[0], one.sequence, one.gone) for one in sent]


def test_what_stays_the_same_keeps_its_number() -> None:
    first = sent_now([], [ONE, TWO], NOW)
    assert numbers(first) == [("1", 0, False), ("2", 0, False)]
    assert sent_now(first, [ONE, TWO], NOW + 3600) == first


def test_what_changed_in_any_way_has_the_next_number() -> None:
    first = sent_now([], [ONE], NOW)
    for changed in (
        replace(ONE, start=ONE.start + 60),
        replace(ONE, title="Samenspraak"),
        replace(ONE, minutes=30),
        replace(ONE, description="Drie"),
    ):
        second = sent_now(first, [changed], NOW)
        assert numbers(second) == [("1", 1, False)]
        assert second[0].start == changed.start


def test_what_falls_away_is_cancelled_once_until_it_would_be_past() -> None:
    first = sent_now([], [ONE, TWO], NOW)
    second = sent_now(first, [TWO], NOW)
    assert numbers(second) == [("2", 0, False), ("1", 1, True)]
    assert sent_now(second, [TWO], NOW + 60) == second
    assert numbers(sent_now(second, [TWO], ONE.start)) == [("2", 0, False)]


def test_what_comes_back_comes_with_a_higher_number() -> None:
    gone = sent_now(sent_now([], [ONE], NOW), [], NOW)
    assert numbers(sent_now(gone, [ONE], NOW)) == [("1", 2, False)]


def test_what_is_past_was_no_mistake() -> None:
    first = sent_now([], [ONE, TWO], NOW)
    assert numbers(sent_now(first, [TWO], ONE.start + 1)) == [("2", 0, False)]


def test_nothing_of_the_words_is_kept() -> None:
    sent = sent_now([], [replace(ONE, title="Overleg met Zeewijk", description="geheim")], NOW)
    assert "Zeewijk" not in repr(sent) and "geheim" not in repr(sent)


def test_who_changes_without_end_fills_nothing() -> None:
    sent: list[SentEntry] = []
    for turn in range(30):
        coming = [replace(ONE, uid=f"{turn}.{n}", start=NOW + DAY + n) for n in range(12)]
        sent = sent_now(sent, coming, NOW)
    assert len(sent) == 12 + MAX_GONE


ENTRIES = st.lists(
    st.builds(
        CalendarEntry, st.sampled_from("abcde"), st.sampled_from(["x", "y"]),
        st.integers(1, 9).map(lambda n: NOW + n * DAY), st.just(15),
    ), max_size=5, unique_by=lambda entry: entry.uid,
)  # fmt: skip


@given(st.lists(ENTRIES, min_size=1, max_size=8))
def test_a_calendar_that_follows_the_rules_has_what_is_coming(
    files: list[list[CalendarEntry]],
) -> None:
    """Whatever changes in whatever order: it takes what has a higher number, and ends up right."""
    calendar: dict[str, tuple[int, float, str, bool]] = {}
    sent: list[SentEntry] = []
    for coming in files:
        titles = {entry.uid: entry.title for entry in coming}
        sent = sent_now(sent, coming, NOW)
        for one in sent:
            if one.uid not in calendar or one.sequence > calendar[one.uid][0]:
                title = titles.get(one.uid, "")
                calendar[one.uid] = (one.sequence, one.start, title, one.gone)
        shown = {
            (uid, start, title) for uid, (_, start, title, gone) in calendar.items() if not gone
        }
        assert shown == {(entry.uid, entry.start, entry.title) for entry in coming}
