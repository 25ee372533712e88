"""Every fault that content can have: its code, what is said of it, and the remedy.

What is about one part of a file has that part's id put in front, see `FaultText.of`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Self

from frameworks.definition.errors import SamenspraakError


class FaultText(NamedTuple):
    """One fault in words; where it stands is in an `Issue`."""

    code: Fault
    message: str
    remedy: str

    def of(self, part: str) -> FaultText:
        """The same, said of the part with this id."""
        return self._replace(message=f"'{part}': {self.message}")


class FaultError(SamenspraakError, ValueError):
    """What a value's own check raises while it is read; pydantic adds where the value stands."""

    def __init__(self, text: FaultText) -> None:
        super().__init__(text.message)
        self.text = text


class Fault(StrEnum):
    """A code, with templates of the message and of the remedy."""

    message: str
    remedy: str

    def __new__(cls, code: str, message: str, remedy: str) -> Self:
        fault = str.__new__(cls, code)
        fault._value_, fault.message, fault.remedy = code, message, remedy
        return fault

    def told(self, **values: object) -> FaultText:
        """In words. Raises KeyError when a value is missing that the templates name."""
        return FaultText(self, self.message.format_map(values), self.remedy.format_map(values))

    # Files
    FOLDER = "folder", "{why}", "{remedy}"
    ENDING = "ending", "a file of this name is not read", "call it {name}"
    FILE = "file", "cannot be read: {why}", "put it back"
    ENCODING = "encoding", "not UTF-8", "save it as UTF-8"
    UNSEEN = (
        "unseen",
        "a character that nobody sees ({code})",
        "take it out, or type this line anew",
    )
    YAML = "yaml", "not YAML: {problem}", "mend the spelling here"
    TAB = "tab", "a tab stands where blanks are wanted", "put blanks in its place"
    QUOTES = (
        "quotes", "a colon, a comma or a bracket in a text is read as a mark of YAML",
        "put the text in quotes",
    )  # fmt: skip
    ALIAS = "alias", "an alias repeats other content", "write it out"
    TAG = "tag", "'{value}' is read as {tag}", "put it in quotes"
    DUPLICATE_KEY = "duplicate_key", "'{key}' stands here twice", "keep one"

    # Keys and values
    MISSING = "missing", "'{name}' is missing", "add '{key}:'"
    MISSING_LANGUAGE = "missing_language", "'{name}': the translation is missing", "add '{key}:'"
    UNKNOWN_KEY = "unknown_key", "'{name}' is not a known key", "check its spelling or take it out"
    LIKE_KEY = "like_key", "'{name}' is not a known key", "did you mean '{like}'?"
    CUT_OFF = (
        "cut_off", "'{name}': a text between braces ends at a comma",
        "put the whole text in quotes",
    )  # fmt: skip
    NO_ID = "no_id", "'{name}': '{value}' is no id", "use small letters, digits and _"
    UNKNOWN_KIND = "unknown_kind", "'{name}' has an unknown kind", "choose one of {kinds}"
    TRUE_OR_FALSE = (
        "true_or_false", "'{name}' is read as true or false", "put the word in quotes",
    )  # fmt: skip
    INVALID = "invalid", "'{name}': {why}", "mend this value"
    NO_CONDITION = (
        "no_condition",
        "a condition is a mapping from facts to values, or a list of those",
        "mend this value",
    )
    EMPTY_CONDITION = (
        "empty_condition", "the condition on '{fact}' has no value", "mend this value",
    )  # fmt: skip

    # Names
    NOT_FILE_NAME = "not_file_name", "the id is '{id}'", "call it '{stem}'"
    TAKEN = "taken", "'{name}' is there already", "choose another name"
    TAKEN_BY_ROUND = (
        "taken_by_round", "'{name}' is the dialogue of a round", "choose another name",
    )  # fmt: skip
    TWO_FILES = "two_files", "'{key}' stands in another file of this folder too", "keep one"
    DUPLICATE_STATE = "duplicate_state", "'{id}' is there twice", "rename one"
    DUPLICATE_CHOICE = "duplicate_choice", "the choice '{id}' is there twice", "rename one"
    DUPLICATE_OPTION = "duplicate_option", "the option '{id}' is there twice", "rename one"
    DUPLICATE_ADVICE = "duplicate_advice", "this id is there twice", "rename one"
    DUPLICATE_ITEM = (
        "duplicate_item", "'{id}' is an item of '{first}', and of '{second}'", "rename one",
    )  # fmt: skip
    RESERVED = "reserved", "'{name}' {meaning}", "rename the state"
    RESERVED_GIVEN = "reserved_given", "'{name}' {meaning}", "give another name"
    RESERVED_CHOICE = "reserved_choice", "the choice '{id}' is a word of conditions", "rename it"
    RESERVED_RESULT = "reserved_result", "the result '{id}' is a word of conditions", "rename it"
    GIVEN_AND_STATE = (
        "given_and_state", "'{name}' is given, and a state: what is meant by it?",
        "give another name",
    )  # fmt: skip
    REPEAT_AND_STATE = (
        "repeat_and_state", "'{name}' is a state, and one of a repeat: what is meant by it?",
        "rename one",
    )  # fmt: skip
    MADE_TWICE = "made_twice", "'{other}' makes a {what} already", "take 'makes' out"

    # What is named and not there
    NOT_THERE = "not_there", "'{what}' is not there", "mend the name"
    UNKNOWN_SCALE = (
        "unknown_scale", "there is no scale '{name}'",
        "choose one of {known}, or add it to common/scales_and_bands.yaml",
    )  # fmt: skip
    NO_SCALE_NAME = (
        "no_scale_name", "this is no name",
        "choose one of {known}, or add it to common/scales_and_bands.yaml",
    )  # fmt: skip
    UNKNOWN_BANDS = (
        "unknown_bands", "there are no bands '{name}'", "name those under 'bands' in this file",
    )  # fmt: skip
    UNKNOWN_FACT = (
        "unknown_fact", "the condition speaks of '{fact}', which nothing asks or scores",
        "mend the name or the value",
    )  # fmt: skip
    UNKNOWN_VALUE = "unknown_value", "'{fact}' is never '{value}'", "mend the name or the value"
    UNKNOWN_VARIABLE = (
        "unknown_variable", "the {language} text speaks of '{name}', which is not asked",
        "name a question of this dialogue",
    )  # fmt: skip
    UNKNOWN_CHOICE = "unknown_choice", "'{question}' is never '{choice}'", "mend the name"
    UNKNOWN_QUESTION = (
        "unknown_question", "'{name}' is no question of the kind '{kind}'", "name one",
    )  # fmt: skip
    UNKNOWN_SIGNAL = "unknown_signal", "there is no signal '{name}'", "choose one of {known}"
    UNKNOWN_THEME = "unknown_theme", "there is no theme '{name}'", "choose one of {known}"
    UNKNOWN_ACT = "unknown_act", "there is no act '{name}'", "choose one of {known}"
    UNKNOWN_VERB = "unknown_verb", "there is no command '{name}'", "choose one of {known}"
    UNKNOWN_FRAMEWORK = (
        "unknown_framework", "there is no framework '{name}'", "choose one of {known}",
    )  # fmt: skip
    UNKNOWN_DIALOGUE = "unknown_dialogue", "there is no dialogue '{name}'", "choose one of {known}"
    UNKNOWN_STATE = (
        "unknown_state", "there is no '{name}'", "name a state of this dialogue, or 'end'",
    )  # fmt: skip
    UNKNOWN_LAW = (
        "unknown_law", "there is no fact of the law '{name}'",
        "mend the name, or add the fact to a file in frameworks/law",
    )  # fmt: skip
    NO_DAY_OR_YEAR = (
        "no_day_or_year", "'{value}' is no day and no year",
        "write '2022-07-01' or '2022', and '<2005' for before that year",
    )  # fmt: skip
    UNKNOWN_ITEM = "unknown_item", "there is no item '{name}'", "mend 'about'"
    NOT_RATED = (
        "not_rated", "'{framework}' has no scale to score on", "choose a framework with statements",
    )  # fmt: skip

    # Scales
    POINTS_FALL = "points_fall", "its points do not go up", "mend this value"
    BANDS_SHORT = (
        "bands_short", "its lowest band begins above the lowest point", "mend this value",
    )  # fmt: skip

    # Texts
    NO_TEMPLATE = "no_template", "the {language} text is no template: {why}", "mend the braces"
    LONG_TEXT = (
        "long_text", "the {language} text has {count} characters", "keep it within {limit}",
    )  # fmt: skip
    LONG_BUTTON = "long_button", "the button '{text}' is too long", "keep it within {limit}"
    LONG_FOR_PICTURE = (
        "long_for_picture", "'{text}' is too long for a picture", "keep it within {limit}",
    )  # fmt: skip
    LONG_ADVICE = "long_advice", "the text is too long", "within {limit}"
    LONG_OPENING = (
        "long_opening", "the {language} opening has {count} characters",
        "keep it within {limit}, to be read aloud",
    )  # fmt: skip
    NO_QUESTION = (
        "no_question", "the {language} opening asks nothing",
        "end with a question about something that happened",
    )  # fmt: skip
    ASKS_WHO = (
        "asks_who", "the {language} opening asks '{words} …', which people keep to themselves",
        "ask what happened, never who answered what",
    )  # fmt: skip

    NO_AGAIN = (
        "no_again", "who does not get this question is asked the same once more",
        "add 'again:', the question in other, simpler words",
    )  # fmt: skip
    SAME_AGAIN = (
        "same_again", "the {language} text asks the question in the same words",
        "say it in other, simpler words",
    )  # fmt: skip
    # Questions to the coach
    NO_BASIS = (
        "no_basis", "nothing says what this answer rests on",
        "add 'source:', 'law:' or 'about: coach'",
    )  # fmt: skip
    FEW_EXAMPLES = (
        "few_examples", "{count} examples in {language} are too few to be found by",
        "give {least} or more, each in other words",
    )  # fmt: skip
    LONG_ANSWER = (
        "long_answer", "the {language} answer has {count} words", "keep it within {limit}",
    )  # fmt: skip
    SAME_EXAMPLE = (
        "same_example", "'{text}' is an example of '{other}' too",
        "leave it to one of the two",
    )  # fmt: skip
    # What is heard
    NO_REPLY = "no_reply", "nothing is replied to it", "add 'reply:'"
    HEARD_TWICE = (
        "heard_twice", "'{text}' is heard as '{first}', and as '{second}'",
        "keep it in one of the two",
    )  # fmt: skip
    EXAMPLES_FEW = (
        "examples_few", "examples in '{language}': {count}",
        "give {least} or more, each in other words",
    )  # fmt: skip
    EXAMPLE_AGAIN = "example_again", "'{text}' is an example already", "take one out"
    EXAMPLE_TWICE = (
        "example_twice", "'{text}' is an example of '{first}', and of '{second}'",
        "keep it in one of the two",
    )  # fmt: skip

    # Choices, paths and advice
    CHOICES_FEW = "choices_few", "there is nothing to choose", "give two choices or more"
    CHOICES_MANY = "choices_many", "{count} choices are too many", "keep it within {limit}"
    CHOICES_TYPED = "choices_typed", "a typed answer has no choices", "take the choices out"
    WRONG_KIND = "wrong_kind", "'{key}' is not for the kind '{kind}'", "take it out"
    NO_PATTERN = (
        "no_pattern", "'{pattern}' is no regular expression: {why}", "write it as Python does",
    )  # fmt: skip
    NO_BOUND = (
        "no_bound", "'{name}' is no question of the kind '{kind}' before this one",
        "name one that stands above it",
    )  # fmt: skip
    GOOD_AND_HALF = "good_and_half", "'{id}' is good and half", "keep it in one of the two"
    UNREACHABLE = "unreachable", "no path leads here", "let a state lead to it"
    DEAD_END = "dead_end", "no path leads from here to the end", "let it lead on"
    OPEN_TABLE = (
        "open_table", "no row holds in every case", "end the table with a row without 'when'",
    )  # fmt: skip
    SAME_ADVICE = "same_advice", "every path gives the same advice", "give advice a 'when'"
    NEVER_CONSISTENT = (
        "never_consistent", "its conditions deny each other, so it is never given",
        "mend the condition, or take the advice out",
    )  # fmt: skip
    NEVER_ON_TOPIC = (
        "never_on_topic", "no dialogue gives advice on '{topic}', so it is never given",
        "mend the condition, or take the advice out",
    )  # fmt: skip
    NEVER_KNOWN = (
        "never_known", "no dialogue that gives it knows all that it tests, so it is never given",
        "mend the condition, or take the advice out",
    )  # fmt: skip
