"""What validation finds wrong with a value, in our own plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

WRONG = {
    "string_type": "this should be a text",
    "int_type": "this should be a whole number",
    "int_parsing": "this should be a whole number",
    "int_from_float": "this should be a whole number",
    "float_type": "this should be a number",
    "float_parsing": "this should be a number",
    "bool_type": "this should be true or false",
    "bool_parsing": "this should be true or false",
    "list_type": "this should be a list, each entry on a line of its own after a dash",
    "tuple_type": "this should be a list, each entry on a line of its own after a dash",
    "frozen_set_type": "this should be a list, each entry on a line of its own after a dash",
    "dict_type": "this should have keys below it",
    "model_type": "this should have keys below it",
    "model_attributes_type": "this should have keys below it",
    "none_required": "nothing should stand here",
    "literal_error": "this should be {expected}",
    "enum": "this should be {expected}",
    "greater_than_equal": "this should be {ge} or more",
    "greater_than": "this should be more than {gt}",
    "less_than_equal": "this should be {le} or less",
    "less_than": "this should be less than {lt}",
    "string_too_short": "this should have at least {min_length} characters",
    "string_too_long": "this should have at most {max_length} characters",
    "too_short": "this has {actual_length} of the {min_length} entries that it needs",
    "too_long": "this should have at most {max_length} entries",
    "date_type": "this should be a day, such as 2027-02-03",
    "date_parsing": "this should be a day, such as 2027-02-03",
    "date_from_datetime_parsing": "this should be a day, such as 2027-02-03",
    "date_from_datetime_inexact": "this should be a day, such as 2027-02-03",
}
"""By pydantic's names of its faults: pydantic.dev, *Validation errors*."""


def in_our_words(fault: Mapping[str, Any]) -> str:
    """One fault of pydantic's; of a kind that we do not know, its own words."""
    template = WRONG.get(fault["type"])
    return template.format_map(fault.get("ctx", {})) if template else str(fault["msg"])
