"""Words by which HR systems say whether somebody still works there, and what each means."""

from __future__ import annotations

import re
from enum import StrEnum


class RosterStanding(StrEnum):
    """What a status says: works here, has left, is away, or nothing about any of it."""

    WORKS = "works"
    LEFT = "left"
    AWAY = "away"
    NOTHING = "nothing"


_WORDS = {
    RosterStanding.WORKS: (
        "active|working|employed|current|hired|yes|true|1|a|aktiv|beschäftigt|tätig|ja|actif"
        "|active employee|en poste|en activité|présent|oui|activo|activa|en activo|alta|sí|si"
        "|attivo|attiva|in forza|in servizio|rehired|onboarding|probation|probezeit"
    ),
    RosterStanding.LEFT: (
        "inactive|terminated|left|leaver|resigned|retired|dismissed|ended|former|deactivated"
        "|voluntarily terminated|terminated for cause|no|false|0|t|inaktiv|ausgeschieden"
        "|ausgetreten|gekündigt|beendet|ehemalig|nein|inactif|inactive employee|parti|sorti"
        "|démissionné|licencié|retraité|inactivo|inactiva|baja|cesado|cesada|despedido"
        "|finalizado|cessato|cessata|licenziato|dimesso|inattivo|inattiva|deceased"
    ),
    RosterStanding.AWAY: (
        "leave|on leave|leave of absence|parental leave|maternity leave|paternity leave"
        "|sick leave|long term sick|suspended|sabbatical|furlough|elternzeit|mutterschutz"
        "|abwesend|beurlaubt|krank|freigestellt|en congé|congé parental|congé maternité"
        "|arrêt maladie|absent|de permiso|excedencia|baja médica|baja por maternidad|de baja"
        "|in congedo|congedo parentale|in maternità|aspettativa|assente"
    ),
    RosterStanding.NOTHING: (
        "full time|part time|contractor|contract|permanent|temporary|temp|intern|trainee"
        "|apprentice|freelance|fixed term|hourly|salaried|exempt|non exempt|vollzeit|teilzeit"
        "|befristet|unbefristet|werkstudent|praktikant|auszubildender|minijob|cdi|cdd|stage"
        "|temps plein|temps partiel|indefinido|temporal|tiempo completo|tiempo parcial"
        "|tempo indeterminato|tempo determinato"
    ),
}
_KNOWN = {word: meaning for meaning, words in _WORDS.items() for word in words.split("|")}


def guess(word: str) -> RosterStanding | None:
    """Return what a word of a status usually means; None where nobody can tell."""
    return _KNOWN.get(" ".join(re.findall(r"[^\W_]+", word.casefold())))
