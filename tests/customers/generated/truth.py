"""The truth that generated files tell: some interactions, as plain values."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

HANDLERS = {
    "Ben Berg": "Blue",
    "Bea Bach": "Blue",
    "Bill Boot": "Blue",
    "Cleo Clay": "Red",
    "Carl Cole": "Red",
    "Cora Cruz": "Red",
}
ACCENTED = {"Jürgen Groß": "Blue", "Élodie Núñez": "Red"}
REMARKS = {
    "en": ("Quick and kind, thank you", "Had to ask twice", "Never again, sadly", "It’s fine"),
    "de": ("Schnell gelöst, danke!", "Lange Wartezeit, ärgerlich", "Nicht schön", "Größe falsch"),
    "fr": ("Très aimable, réponse claire", "Délai trop long", "Déçue du résultat", "Ça marche"),
    "es": ("Atención rápida y amable", "Tardó más de un año", "No solucionó nada", "Está bien"),
    "it": ("Gentile, però lento", "Perché così tardi?", "Tutto più chiaro", "Qualità ottima"),
    "pl": ("Szybka pomoc, dziękuję", "Zbyt długo czekałem", "Źle", "Żadnych problemów, świetnie"),
    "ru": ("Быстро и вежливо, спасибо", "Долго ждали ответа", "Проблема осталась", "Всё хорошо"),
}
CHANNELS = {
    "en": ("Phone", "Email", "Chat", "Web form"),
    "de": ("Telefon", "E-Mail", "Chat", "Brief"),
    "fr": ("Téléphone", "E-mail", "Chat", "Courrier"),
    "es": ("Teléfono", "Correo", "Chat", "Web"),
    "it": ("Telefono", "E-mail", "Chat", "Sportello"),
}
REASONS = {
    "en": ("Billing", "Delivery", "Technical problem", "Cancellation"),
    "de": ("Rechnung", "Lieferung", "Störung", "Kündigung"),
    "fr": ("Facture", "Livraison", "Panne", "Résiliation"),
    "es": ("Factura", "Envío", "Avería", "Baja"),
    "it": ("Fattura", "Consegna", "Guasto", "Disdetta"),
}
BEGIN = datetime(2025, 11, 1, 7, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Truth:
    """One interaction as it was; what nobody said is None."""

    number: int
    happened_at: datetime
    responded_at: datetime | None
    closed_at: datetime | None
    changed_at: datetime
    feedback_at: datetime | None
    handler: str
    team: str
    channel: str
    reason: str
    resolved: bool
    reopened: bool
    escalated: bool
    handling_seconds: int
    csat: int | None
    nps: int | None
    remark: str | None
    value: int


def interactions(dice: random.Random, number: int, language: str, remarks: str) -> list[Truth]:
    """Return interactions of some months, most of them with a handler that is plain ASCII."""
    first = dice.randrange(1000, 90_000)
    is_early = dice.random() < 0.08  # days that may as well be months
    days = [n for n in range(130) if not is_early or (BEGIN + timedelta(n)).day < 13]
    return [_one(dice, first + place, language, remarks, days) for place in range(number)]


def _one(
    dice: random.Random, number: int, language: str, remarks: str, days: Sequence[int]
) -> Truth:
    happened = BEGIN + timedelta(
        days=dice.choice(days), minutes=dice.randrange(600), seconds=dice.randrange(60)
    )
    answered, resolved = dice.random() < 0.7, dice.random() < 0.75
    names = HANDLERS | (ACCENTED if language in ("de", "fr", "es") else {})
    handler = dice.choice(sorted(names))
    closed = happened + timedelta(hours=dice.randrange(2, 60)) if resolved else None
    return Truth(
        number=number,
        happened_at=happened,
        responded_at=happened + timedelta(minutes=dice.randrange(3, 110)),
        closed_at=closed,
        changed_at=(closed or happened) + timedelta(hours=1),
        feedback_at=(closed or happened) + timedelta(hours=2) if answered else None,
        handler=handler,
        team=names[handler],
        channel=dice.choice(CHANNELS[language]),
        reason=dice.choice(REASONS[language]),
        resolved=resolved,
        reopened=dice.random() < 0.2,
        escalated=dice.random() < 0.2,
        handling_seconds=dice.randrange(4, 150) * 15,
        csat=dice.choice([1, 2, 3, 4, 5, 5]) if answered else None,
        nps=dice.randrange(11) if answered else None,
        remark=dice.choice(REMARKS[remarks]) if answered and dice.random() < 0.8 else None,
        value=dice.randrange(1_000, 300_000),
    )
