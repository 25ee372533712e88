"""Templates in content: Jinja2, sandboxed, strict. What a person typed is data only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from frameworks.definition.conditions import Condition

ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=False)
NONE: frozenset[str] = frozenset()
PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}")


@lru_cache(maxsize=4096)
def _template(source: str) -> Template:
    return ENVIRONMENT.from_string(source)


def render(source: str, context: Mapping[str, object]) -> str:
    """Fill in a template. Raises jinja2.TemplateError for a name that the context lacks."""
    if "{" not in source:
        return source
    if (pieces := _names_alone(source)) is not None:
        try:
            return "".join(
                str(context[piece]) if index % 2 else piece for index, piece in enumerate(pieces)
            ).strip()
        except KeyError as error:
            raise UndefinedError(f"{error} is undefined") from None
    return _template(source).render(context).strip()


@lru_cache(maxsize=4096)
def _names_alone(source: str) -> list[str] | None:
    """A template that only fills in names, cut at them; it needs none of Jinja's machinery."""
    pieces = PLACEHOLDER.split(source)
    return None if any("{" in piece for piece in pieces[::2]) else pieces


def variables(source: str) -> frozenset[str]:
    """The names that a template asks for. Raises ValueError where it is no template."""
    return _asked_for(source) if "{" in source else NONE


@lru_cache(maxsize=4096)
def _asked_for(source: str) -> frozenset[str]:
    try:
        return frozenset(meta.find_undeclared_variables(ENVIRONMENT.parse(source)))
    except TemplateSyntaxError as error:
        raise ValueError(str(error)) from error


def tested(condition: Condition) -> frozenset[str]:
    """The questions whose answers a condition looks at."""
    return frozenset(test.fact.partition(".")[0] for test in condition.tests())
