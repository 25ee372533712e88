"""A list of people to invite: columns and separators are guessed, and nothing is lost."""

from __future__ import annotations

import pytest

from dialogues.collaborations.people_list import (
    Invitee,
    ListReader,
    faults,
    listed,
    right,
    with_towns,
)
from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.invitation import Invite
from dialogues.domain.member import ROLES
from frameworks.definition.languages import LANGUAGES
from frameworks.groups.rules import Rules

TOWNS = ("Den Bosch", "Gilze en Rijen", "Nuenen, Gerwen en Nederwetten", "Aadorp")
GROUP = Collaboration("c1", "Samen", TOWNS, "running", Rules())
ANNA = ("Anna de Vries", "anna@x.nl", "Den Bosch", "executive")
JAN = ("Jan Jansen", "jan@x.nl", "Gilze en Rijen", "council")


@pytest.fixture
def reader(content: Content) -> ListReader:
    return ListReader(content.people_list, content.names_together, GROUP)


def read(reader: ListReader, text: str) -> list[tuple[str, str, str, str]]:
    return [(p.name, p.email, p.municipality, p.role) for p in reader.read(text).people]


@pytest.mark.parametrize(
    "text",
    [
        "Naam;E-mailadres;Gemeente;Functie\n"
        "Anna de Vries;anna@x.nl;'s-Hertogenbosch;wethouder financiën\n"
        "Jan Jansen;jan@x.nl;gilze & rijen;raadslid\n",
        "municipality,role,name,e-mail address\n"
        "gemeente Den Bosch,Alderman,Anna de Vries,anna@x.nl\n"
        "GILZE EN RIJEN,Councillor,Jan Jansen,jan@x.nl\n",
        "Voornaam\tTussenvoegsel\tAchternaam\tEmail\tRol\tGemeente\n"
        "Anna\tde\tVries\tanna@x.nl\tBurgemeester\tden bosch\n"
        "Jan\t\tJansen\tjan@x.nl\tFractievoorzitter VVD\tGilze-Rijen\n",
        "Den Bosch | Anna de Vries | college | anna@x.nl\n"
        "Gilze en Rijen | Jan Jansen | raad | jan@x.nl",
        "anna@x.nl;wethouder;Den Bosch;Anna de Vries\njan@x.nl;raadslid;Gilze en Rijen;Jan Jansen",
        "Gemeente;Rol;E-mail\nDen Bosch;wethouder;Anna de Vries <anna@x.nl>\n"
        'Gilze en Rijen;raad;"Jan Jansen" <jan@x.nl>',
    ],
    ids=["nl", "en", "parts", "no heading", "other order", "mail"],
)
def test_columns_are_guessed(reader: ListReader, text: str) -> None:
    """By their heading in Dutch or English, else by what stands in them."""
    assert read(reader, text) == [ANNA, JAN]


def test_a_municipality_with_a_comma_is_one_cell(reader: ListReader) -> None:
    """Also between commas, and without quotes."""
    text = "naam,gemeente,rol\nBea,Nuenen, Gerwen en Nederwetten,manager\nAn,Nuenen,manager"
    assert [one[2] for one in read(reader, text)] == ["Nuenen, Gerwen en Nederwetten"] * 2


def test_only_addresses(reader: ListReader) -> None:
    """As they come out of a mail: all are there, and what lacks is told of each."""
    found = reader.read("Anna <anna@x.nl>; jan@x.nl; Bea Bos <bea@x.nl>").people
    assert [(one.name, one.email) for one in found] == [
        ("Anna", "anna@x.nl"), ("", "jan@x.nl"), ("Bea Bos", "bea@x.nl"),
    ]  # fmt: skip
    assert faults(found, reader) == [["people_no_town", "people_no_role"]] * 3


def test_faults_are_told_by_line_and_nothing_is_lost(reader: ListReader) -> None:
    """What stood there is kept, so that it can be mended."""
    text = (
        "naam;mail;gemeente;rol;telefoon\n"
        "Anna;anna@x;Den Bosch;wethouder;06\n"
        ";;Den Bosch;raadslid;\n"
        "Bea;bea@x.nl;;tovenaar;\n"
        "Jan;jan@x.nl;Dongen;raadslid;\n"
        "Jan J.;JAN@x.nl;Aadorp;raadslid;\n"
        "Cor;cor@x.nl;Ergens;adviseur van de raad;\n"
    )
    found = reader.read(text)
    told = dict(zip([one.line for one in found.people], faults(found.people, reader), strict=True))
    assert told == {
        2: ["people_email"],
        3: ["people_nobody"],
        4: ["people_no_town", "people_role_unclear"],
        5: ["people_new_town"],
        6: ["people_twice"],
        7: ["people_role_unclear", "people_new_town"],
    }
    assert found.unread == ("telefoon",)
    assert [one.said for one in found.people if not one.role] == [
        "tovenaar",
        "adviseur van de raad",
    ]
    assert [one.email for one in found.people][:1] == ["anna@x"]


def test_who_has_an_invitation_is_known(reader: ListReader) -> None:
    """By the address, and without one by the name."""
    had = [
        Invite("i1", GROUP, "Aadorp", "council", 0, 1, True, name="Anna", email="Anna@x.nl"),
        Invite("i2", GROUP, "Aadorp", "council", 0, 1, True, name="Jan Jansen"),
    ]
    people = [
        Invitee(1, "A.", "anna@x.nl"),
        Invitee(2, "jan jansen"),
        Invitee(3, "Bea"),
    ]
    told = faults(people, reader, had)
    assert ["people_invited_before" in each for each in told] == [True, True, False]


def test_our_own_words_for_a_role_are_understood(content: Content, reader: ListReader) -> None:
    """In each language, and as someone in it is called."""
    for role in ROLES:
        for language in LANGUAGES:
            for key in (
                (f"role_{role}", f"role_{role}_as") if role != "other" else (f"role_{role}",)
            ):
                assert reader.role(content.catalogue.say(language, key)) == role, key
    assert set(content.people_list.roles) == set(ROLES)


def test_no_word_is_of_two_roles_or_columns(content: Content) -> None:
    """Else which it is would hang on their order."""
    words = content.people_list
    for each in ([*words.roles.values()], [kind for _, kind in words.columns]):
        every = [word for kind in each for word in kind]
        assert len(every) == len(set(every))


@pytest.mark.parametrize(
    "text", ["", "[", "{}", "[1]", '[["a","","Aadorp"]]', '[["","","Aadorp","council"]]',
             '[["a","","Aadorp","king"]]', '[["a","x","Aadorp","council"]]', "[" * 9000]
)  # fmt: skip
def test_what_no_page_sends_invites_nobody(reader: ListReader, text: str) -> None:
    assert listed(text, reader) == []


def test_too_many_municipalities(reader: ListReader) -> None:
    """Twenty fit; one that is there by another name is no new one."""
    people = [Invitee(n, "A", "", f"Dorp {n}", "staff") for n in range(16)]
    wider = with_towns(GROUP, [*people, Invitee(0, "B", "", "'s-Hertogenbosch", "staff")], reader)
    assert wider and len(wider.municipalities) == 20
    assert with_towns(GROUP, [*people, Invitee(0, "B", "", "Nog een", "staff")], reader) is None
    assert all(map(right, people))
