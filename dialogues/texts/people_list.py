"""What `people_list.yaml` holds: the words by which a list of people is read."""

from __future__ import annotations

from frameworks.definition.model import Model


class PeopleColumns(Model):
    """What stands above a column.

    name: of the whole name
    first: of its first part
    middle: of what stands between, such as *van der*
    last: of the rest
    email: of an address
    municipality: of whom somebody is
    role: of what somebody does there
    """

    name: list[str]
    first: list[str]
    middle: list[str]
    last: list[str]
    email: list[str]
    municipality: list[str]
    role: list[str]


class PeopleListFile(Model):
    """How a list of people is read.

    columns: what stands above them
    roles: `roles[role]`: what somebody in it is called
    """

    columns: PeopleColumns
    roles: dict[str, list[str]]
