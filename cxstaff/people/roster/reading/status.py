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
        "|ativo|ativa|em atividade|in dienst|actief|anställd|aktivní|aktywny|aktywna|zatrudniony"
        "|zatrudniona|aktív|aktiivinen|voimassa|ansatt|ansat|aktif|çalışıyor|работает|активен|активный"
        "|в штате|працює|активний|ενεργός|activ|enabled|在職|在籍|勤務中|在职|在岗|재직|재직중"
    ),
    RosterStanding.LEFT: (
        "inactive|terminated|left|leaver|resigned|retired|dismissed|ended|former|deactivated"
        "|voluntarily terminated|terminated for cause|no|false|0|t|inaktiv|ausgeschieden"
        "|ausgetreten|gekündigt|beendet|ehemalig|nein|inactif|inactive employee|parti|sorti"
        "|démissionné|licencié|retraité|inactivo|inactiva|baja|cesado|cesada|despedido"
        "|finalizado|cessato|cessata|licenziato|dimesso|inattivo|inattiva|deceased"
        "|desligado|desligada|demitido|demitida|inativo|inativa|uit dienst|inactief|avslutad|slutat"
        "|ukončen|ukončený|neaktivní|zwolniony|zwolniona|nieaktywny|kilépett|inaktív|päättynyt"
        "|sluttet|fratrådt|ayrıldı|pasif|işten ayrıldı|уволен|уволена|неактивен|звільнений|disabled"
        "|退職|退社|退職済|离职|已离职|離職|퇴사|퇴직|separated"
        "|offboarded|departed|quit|ex employee"
    ),
    RosterStanding.AWAY: (
        "leave|on leave|leave of absence|parental leave|maternity leave|paternity leave"
        "|sick leave|long term sick|suspended|sabbatical|furlough|elternzeit|mutterschutz"
        "|abwesend|beurlaubt|krank|freigestellt|en congé|congé parental|congé maternité"
        "|arrêt maladie|absent|de permiso|excedencia|baja médica|baja por maternidad|de baja"
        "|in congedo|congedo parentale|in maternità|aspettativa|assente"
        "|afastado|afastada|licença|met verlof|tjänstledig|föräldraledig|permisjon|orlov|urlop"
        "|urlop macierzyński|mateřská|rodičovská|izinli|в отпуске|декрет|休職|休職中|育休|休假|휴직"
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
