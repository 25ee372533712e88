"""A collaboration that does not exist: what its members might say, for examples and to look at."""

from __future__ import annotations

import random
from collections.abc import Mapping

GROUP_NAME = "Sociaal domein aan de Vliet"
TOWNS = ("Aarhorst", "Duinerweerd", "Vlietdam")
ROLES = ("council", "council", "executive", "executive", "secretary", "staff")
"""Of the members of each municipality."""
THEN = {"sf1": 3.6, "sf2": 2.8, "sf3": 3.3, "sf4": 3.1, "sf5": 2.7, "sf6": 2.9, "sf7": 3.2,
        "sf8": 2.6, "sf9": 3.4, "sf10": 2.9}  # fmt: skip
"""About how each factor was scored in the zero measurement."""
NOW = {"sf1": 4.2, "sf2": 3.1, "sf3": 3.8, "sf4": 3.2, "sf5": 3.3, "sf6": 3.6, "sf7": 4.1,
       "sf8": 3.4, "sf9": 3.5, "sf10": 2.8}  # fmt: skip
APART = {"Aarhorst": {"sf2": -1.0, "sf8": 0.5}, "Duinerweerd": {"sf2": 0.9, "sf4": -0.8},
         "Vlietdam": {"sf10": 0.8, "sf4": 0.7}}  # fmt: skip
"""Where a municipality sees it otherwise."""
LINES = (
    "De stukken komen zo laat dat wij er thuis in de raad niet meer over kunnen praten.",
    "Sinds de drie teams op één gang zitten, is een vraag in vijf minuten opgelost.",
    "Ik mis een plek waar we ook zeggen wat er misging.",
    "Onze inwoners weten nog steeds niet welk nummer zij moeten bellen.",
    "De wethouders bellen elkaar nu gewoon. Dat scheelt weken.",
    "Wat wij ‘dichtbij’ noemen, is voor de ander een half uur rijden.",
    "Als raadslid hoor ik het resultaat pas bij de jaarstukken.",
)
PULSES = ((3.0, 3.2, 2.6), (3.1, 3.2, 2.5), (3.3, 3.4, 2.8), (3.4, 3.2, 2.9), (3.6, 3.5, 2.9),
          (3.8, 3.4, 4.1))  # fmt: skip
"""About how each of the three questions was scored, month after month."""
PULSE_LINES = (
    "+ Het overleg begint op tijd, en stopt op tijd.",
    "- Minder mails met iedereen in de cc.",
    "+ De collega’s van de buren denken hardop mee.",
    "- Zeg het eerder als een planning niet lukt.",
    "+ Wij vierden dat de wachtlijst weg is.",
)


def level(about: Mapping[str, float], town: str, item: str) -> float:
    """About how an item is rated in a municipality."""
    return about.get(item, 3.0) + APART[town].get(item, 0)


def point(level: float, chance: random.Random) -> float:
    """One rating of 1 to 5, about so high."""
    return float(min(5, max(1, round(level + (chance.random() + chance.random() - 1) * 2.2))))
