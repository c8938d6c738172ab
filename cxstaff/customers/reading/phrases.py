"""Headings said in other words: what is left without words that add nothing, and references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cxstaff.tables.numbers import UNIT_WORDS
from cxstaff.tables.times.zones import PLACES, ZONES

_RECORD = (
    "ticket|tickets|record|case|cases|history|melding|zaak|conversation|interaction|incident|request|inquiry|issue|call|contact"
    "|chat|vorgang|vorgangs|fall|anfrage|anliegen|anruf|gespräch|gesprächs|störung|störungs"
    "|dossier|demande|appel|caso|incidencia|solicitud|consulta|llamada|pratica|richiesta"
    "|segnalazione|chiamata"
).split("|")
_NUMBER = (
    "id|nr|no|n|nº|n°|num|number|key|ref|reference|code|nummer|kennung|schlüssel|referenz|numéro"
    "|référence|número|clave|código|referencia|numero|codice|riferimento"
).split("|")
_ALONE = frozenset(
    {
        "case",
        "conversation",
        "interaction",
        "fall",
        "vorgang",
        "dossier",
        "caso",
        "incidencia",
        "pratica",
    }
)
_FILLING = frozenset(
    "de du des d del della di la le der el il your votre vos ihre ihrer su uw".split()
)
_LINKED = re.compile(rf"({'|'.join(_RECORD)})s?({'|'.join(each for each in _NUMBER if each)})")

_BEFORE = re.compile(
    r"^(?:ваш[аеи]?|twoj[ae]|twój|din|ditt|dine|deres|sinun|ticket|case|conversation"
    r"|interaction|incident|request|your|ihre?|votre|vos|su|tu|il suo"
    r"|la sua|un|une|ein|eine|any|metrics|flags|stats|attributes|fields|properties|custom fields?"
    r"|survey|encuesta|umfrage|enquête|answers?|url variable|embedded data|q?\d{1,2}|q) "
)
_AFTER = re.compile(
    r" (?:timestamp|ts|flag|ticket|case|of ticket|of case|des tickets|du ticket|del ticket"
    r"|currently assigned)$"
)
_OF_CUSTOMER = re.compile(
    r" (?:of customer|by customer|from customer|des kunden|der kunden|vom kunden|du client"
    r"|des clients|client|del cliente|de clientes|dei clienti|cliente)$"
)
_ZONE = re.compile(rf" (?:in )?(?:utc|gmt|{'|'.join([*ZONES, *PLACES])})(?: \d+)*$")
_CURRENCY = re.compile(
    r" (?:in )?(?:r|rs|eur|euro|usd|gbp|chf|pln|zł|sek|nok|dkk|kr|czk|kč|try|tl|rub|руб|jpy|cny|krw"
    r"|inr|brl|円|元|원)$"
)
_OUT_OF = re.compile(r" (?:out of|von|sur|de|su|van|av|z|из) (?:5|five|fünf|cinq|cinco)$| 1 5$| 5$")
_UNIT = re.compile(rf" (?:in )?(?:{'|'.join(UNIT_WORDS)})$")

_ASSIGNED = frozenset("assigned currently primary responsible support service last".split())

_OF_OTHERS = frozenset(
    "related linked parent merged previous original duplicate master child problem follow external"
    " legacy old new first last how many count total anzahl verknüpfte verknüpfter frühere"
    " übergeordnete alte combien cuántos quante lié liée parente relacionado collegato".split()
)
"""Words for another record than the one at hand, and for how many there are."""

_TELEPHONES = frozenset("no nr n nº n° num number nummer numéro número numero".split())
"""What telephone numbers are called beside a contact; its identifier is called otherwise."""

SAID_BY_CUSTOMERS = frozenset({"csat", "nps", "ces", "remark", "customer_address"})
"""Fields whose headings may add that it is the customer who said it."""


def shorter(plain: str) -> Iterator[str]:
    """Give a heading in plain words without words that only say of what it is: a ticket's."""
    for _ in range(3):
        bare = _AFTER.sub("", _BEFORE.sub("", plain))
        if bare == plain:
            return
        yield bare
        plain = bare


def without_customer(plain: str) -> Iterator[str]:
    """Give a heading without words that say whose it is, if there are such: "Note du client"."""
    bare = _OF_CUSTOMER.sub("", plain)
    if bare != plain:
        yield bare


def without_assigned(plain: str) -> Iterator[str]:
    """Give the heading of who handled it without words that say so: "Assigned operator"."""
    bare = " ".join(word for word in plain.split() if word not in _ASSIGNED)
    if bare != plain:
        yield bare


def without_zone(plain: str) -> Iterator[str]:
    """Give the heading of a moment without the zone that it names: "Created at UTC"."""
    bare = _ZONE.sub("", plain)
    if bare != plain:
        yield bare
        yield from shorter(bare)


def without_unit(plain: str) -> Iterator[str]:
    """Give the heading of a length of time without its unit: "Handle time seconds"."""
    bare = _UNIT.sub("", plain)
    if bare != plain:
        yield bare
        yield from shorter(bare)


def without_currency(plain: str) -> Iterator[str]:
    """Give the heading of an amount without its currency: "Order value EUR", "Venda, R$"."""
    bare = _CURRENCY.sub("", plain)
    if bare != plain:
        yield bare


def without_scale(plain: str) -> Iterator[str]:
    """Give the heading of a score up to five without its scale: "Score out of 5"."""
    bare = _OUT_OF.sub("", plain)
    if bare != plain:
        yield bare
        yield from shorter(bare)


def is_reference(plain: str) -> bool:
    """Say whether a heading is a number of a record: "N° de dossier", "Vorgangsschlüssel".

    Or asks for one: "What is your ticket number?".
    """
    words = [word for word in plain.split() if word not in _FILLING]
    if len(words) == 1:
        return words[0] in _ALONE or bool(_LINKED.fullmatch(words[0]))
    if len(words) < 2 or not _OF_OTHERS.isdisjoint(words):
        return False
    if "contact" in words and _TELEPHONES.intersection(words):
        return False
    return any(
        _LINKED.fullmatch(last)
        or (first in _RECORD and last in _NUMBER)
        or (first in _NUMBER and last in _RECORD and place == len(words) - 2)
        for place, (first, last) in enumerate(pairwise(words))
    )
