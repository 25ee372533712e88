"""The catalogue of what can be wrong with content."""

from __future__ import annotations

import pytest

from frameworks.definition.faults import Fault


@pytest.mark.parametrize("fault", Fault)
def test_a_code_is_its_name(fault: Fault) -> None:
    """So that who reads one finds the other."""
    assert fault.value == fault.name.lower()
    assert fault.message and fault.remedy


def test_no_two_faults_say_the_same() -> None:
    """With the same remedy; then they would be one."""
    assert len({(fault.message, fault.remedy) for fault in Fault}) == len(Fault)


def test_a_fault_speaks_of_the_part_it_is_in() -> None:
    text = Fault.DUPLICATE_CHOICE.told(id="yes").of("goal")
    assert text == (Fault.DUPLICATE_CHOICE, "'goal': the choice 'yes' is there twice", "rename one")


def test_what_authors_write_is_told_as_it_is() -> None:
    """Braces in it are no places of the template."""
    assert Fault.TAG.told(value="{tag}", tag="!x").message == "'{tag}' is read as !x"


def test_a_template_never_keeps_a_hole() -> None:
    with pytest.raises(KeyError, match="tag"):
        Fault.TAG.told(value="x")
