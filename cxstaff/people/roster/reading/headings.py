"""Headings that usually mean a field of a roster: of HR systems, in five languages.

Each field has its headings, the likeliest first; capitals, blanks and signs do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from cxstaff.people.roster.reading import composed
from cxstaff.tables.nothing import is_nothing
from cxstaff.tables.times.dates import DateOrder, read_date

_WORDS = {
    "name": (
        "name|full name|employee name|employee|display name|legal name|worker|worker name|person"
        "|agent name|agent|mitarbeiter|mitarbeitername|vollständiger name|nom complet|salarié"
        "|collaborateur|nombre completo|empleado|nome completo|dipendente|nominativo"
        "|payroll name|formal name|preferred full name|naam|volledige naam|medewerker|namn|navn"
        "|imię i nazwisko|team member|trabajador|trabajadora|employé|werknemer|сотрудник|работник"
        "|zaměstnanec|pracownik|çalışan|ansatt|medarbejder|medarbetare"
    ),
    "first_name": (
        "first name|given name|legal first name|forename|vorname|prénom|nombre|nombres|nome"
        "|primer nombre"
        "|voornaam|förnamn|fornavn|imię|jméno|etunimi"
    ),
    "last_name": (
        "last name|surname|family name|legal last name|nachname|familienname|nom de famille|nom"
        "|apellido|apellidos|cognome"
        "|achternaam|efternamn|efternavn|etternavn|nazwisko|příjmení|sobrenome|sukunimi"
    ),
    "preferred_name": (
        "preferred name|preferred first name|known as|nickname|rufname|prénom usuel"
        "|nombre preferido|nome preferito"
    ),
    "email": (
        "email|work email|email address|e mail address|business email|company email|email work"
        "|email primary work|primary work email|office email|mail|e mail adresse"
        "|e mail geschäftlich|geschäftliche e mail|dienstliche e mail|courriel|adresse e mail"
        "|email professionnel|courriel professionnel|correo|correo electrónico"
        "|correo corporativo|indirizzo email|email aziendale"
        "|e mail dienstlich|email dienstlich|geschäftliche mail|e mailadres werk|e mailadres"
        "|werk e mail"
        "|e post|e postadress|e mail corporativo|email corporativo|adres e mail|služební e mail"
        "|work contact work email|user email"
    ),
    "employee_number": (
        "employee number|employee id|personnel number|staff number|staff id|employee no|emp id"
        "|worker id|person id|agent id|payroll number|personalnummer|mitarbeiternummer"
        "|mitarbeiter id|personal nr|matricule|numéro de salarié|número de empleado"
        "|código de empleado|matricola|numero dipendente|number|id"
        "|pers nr|personal no|ma nr|personeelsnummer|medewerkernummer|anställningsnummer"
        "|medarbejdernummer|ansattnummer|numer pracownika|user id|username|osobní číslo"
    ),
    "team": (
        "team|team name|group|unit|supervisory organization|teamname|gruppe|équipe|equipo"
        "|squadra|gruppo|unità organizzativa"
        "|home department description|org unit|organizational unit|organisationseinheit"
        "|team naam|zespół|tým|lag|equipe"
    ),
    "parent_team": "parent team|parent|belongs to|gehört zu",
    "is_lead": "is lead|team lead|lead|is team lead|leads team"
    "|leads|is manager|teamleitung|team leader"
    "|teamleiter|leader|teamleider",
    "manager": (
        "manager|manager name|supervisor|supervisor name|reports to|reporting to|line manager"
        "|direct manager|workers manager|reporting manager|team lead|team leader|lead"
        "|vorgesetzter|vorgesetzte|vorgesetzte r|vorgesetzter name|führungskraft|teamleiter"
        "|teamleitung|responsable|supérieur|supérieur hiérarchique|n plus 1|manager direct"
        "|responsable directo|supervisor directo|jefe|responsabile|superiore"
        "|reports to name|leidinggevende|teamleider|chef|närmaste chef|leder|nærmeste leder"
        "|przełożony|nadřízený"
        "|gestor|gestor direto|responsable d équipe"
    ),
    "manager_number": (
        "manager id|manager number|manager employee id|manager employee number|supervisor id"
        "|supervisor number|reports to id|vorgesetzter personalnummer|vorgesetzten id"
        "|personalnummer vorgesetzter|matricule manager|matricule responsable|id responsable"
        "|id supervisor|matricola responsabile"
        "|manager user id|leidinggevende nummer|id gestor"
    ),
    "manager_email": (
        "manager email|supervisor email|reports to email|manager email address|line manager email"
        "|vorgesetzter e mail|e mail vorgesetzter|email manager|email responsable"
        "|correo responsable|correo supervisor|email responsabile"
    ),
    "since": (
        "since|in team since|team since|from|start|joined|position start date|job start date"
        "|im team seit|dans l équipe depuis|en el equipo desde|nel team dal"
    ),
    "hired_on": (
        "hired on|hire date|date of hire|start date|employed since|original hire date"
        "|eintrittsdatum|eintritt|einstellungsdatum|date d embauche|date d entrée"
        "|fecha de alta|fecha de ingreso|fecha de contratación|data di assunzione|data assunzione"
        "|in dienst|datum in dienst|indiensttreding|anställningsdatum|ansættelsesdato"
        "|data zatrudnienia"
        "|data de admissão|eintritt am|joining date|date joined|fecha de inicio|fecha inicio"
        "|fecha de incorporación|date de début|data inizio|data di inizio|startdatum|startdato"
        "|data de início|data rozpoczęcia"
    ),
    "until": "until|to|end|end date|in team until|im team bis|jusqu au|hasta|fino al",
    "left_on": (
        "left on|gone since|last day|last day of work|last working day|termination date"
        "|terminated on|date of termination|leaving date|exit date|contract end date|left"
        "|letzter arbeitstag|austrittsdatum|austritt|ausgeschieden am|vertragsende"
        "|date de départ|date de sortie|date de fin|dernier jour|fecha de baja"
        "|fecha de salida|último día|data di cessazione|data cessazione|ultimo giorno"
        "|uit dienst|datum uit dienst|slutdatum|data zwolnienia|data de desligamento|austritt am"
    ),
    "status": (
        "status|employment status|employee status|worker status|active status|active"
        "|beschäftigungsstatus|mitarbeiterstatus|aktiv|statut|statut de l emploi|estado"
        "|estado del empleado|situación|stato|stato del dipendente"
    ),
    "zone": "zone|time zone|zeitzone|fuseau horaire|zona horaria|fuso orario",
    "job": (
        "job|job title|position|position title|job role|business title|title|job profile|stelle"
        "|position bezeichnung|stellenbezeichnung|funktion|jobtitel|beruf|poste|fonction"
        "|intitulé du poste|puesto|cargo|posizione|mansione|qualifica"
    ),
    "shift": "shift|work shift|shift name|schicht|équipe de travail|turno|horaire",
    "site": (
        "site|location|office|work location|office location|branch|standort|büro|arbeitsort"
        "|niederlassung|lieu|lieu de travail|bureau|oficina|centro de trabajo|sede|ubicación"
    ),
    "calendar": (
        "calendar|working calendar|holiday calendar|work calendar|public holidays"
        "|feiertagskalender|feiertage|arbeitskalender|calendrier|calendario|calendario laboral"
    ),
    "roles": "roles|trusted with|role",
}
HEADINGS = {key: tuple(words.split("|")) for key, words in _WORDS.items()}
FIELDS = tuple(HEADINGS)

DEPARTMENTS = (
    "department|abteilung|afdeling|avdelning|dział|oddělení|setor|département|service"
    "|departamento|reparto|dipartimento|cost center|kostenstelle|bereich|division|business unit"
    "|company|área"
).split("|")
"""What teams belong to; the first that a file has is the team where it knows no smaller one."""

FIRST_DAYS_GONE = frozenset({"lefton", "gonesince", "left", "ausgeschiedenam"})
"""Headings that mean the first day on which somebody is gone; all others mean the last day."""

DAYS = ("since", "hired_on", "until", "left_on")
YES = frozenset({"yes", "y", "true", "1", "x", "ja", "oui", "si", "sí", "j", "o", "s"})
NO = frozenset({"no", "n", "false", "0", "-", "nein", "non"})
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
COMPOSED = 1000
"""How unlikely a heading means a field by its words, beside those that are known as they stand."""

MOST_KINDS = 40
"""So many different words a status can have; what has more is none."""


def guess(headings: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> dict[str, str]:
    """Return the heading that probably holds each field, by field; each heading is used once.

    Headings of which the rows say something else are passed over: a "Team Lead" that holds names.
    """
    found, used = dict[str, str](), set[int]()
    for _rank, place, key in sorted(_candidates(headings)):
        if (
            key not in found
            and place not in used
            and _fits(key, headings[place], [row[place] for row in rows])
        ):
            found[key] = headings[place]
            used.add(place)
    for place in _departments(headings):
        wanted = "parent_team" if "team" in found else "team"
        if wanted not in found and place not in used:
            found[wanted] = headings[place]
            used.add(place)
    if "until" in found and "hired_on" in found and not {"since", "left_on"} & found.keys():
        found["left_on"] = found.pop("until")  # of the employment, not of a time in a team
    found = _with_manager(_with_last_name(found, headings, rows), headings, rows)
    if "email" not in found:
        held = [at for at in set(range(len(headings))) - used if _holds_addresses(rows, at)]
        found |= {"email": headings[held[0]]} if len(held) == 1 else {}
    return {key: found[key] for key in FIELDS if key in found}


def _with_last_name(
    found: dict[str, str], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Take "Name" for the last name where the first name beside it is not in it."""
    if not {"name", "first_name"} <= found.keys() or "last_name" in found:
        return found
    whole, first = (headings.index(found[key]) for key in ("name", "first_name"))
    said = [(row[whole].casefold(), row[first].strip().casefold()) for row in rows]
    told = [first in whole for whole, first in said if whole and first]
    if not told or 2 * sum(told) > len(told):
        return found
    return {"last_name" if key == "name" else key: name for key, name in found.items()}


def _with_manager(
    found: dict[str, str], headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Tell by what a column of managers holds whether it is addresses, numbers or names."""
    if "manager" not in found:
        return found
    said = _said(found["manager"], headings, rows)
    numbers = set(_said(found.get("employee_number", ""), headings, rows))
    told = {
        "manager_email": [bool(_ADDRESS.fullmatch(text)) for text in said],
        "manager_number": [text in numbers for text in said],
    }
    for key, held in told.items():
        if key not in found and held and 2 * sum(held) > len(held):
            return {key if each == "manager" else each: name for each, name in found.items()}
    return found


def _said(heading: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return what a column says, nothing where there is none."""
    if heading not in headings:
        return []
    place = headings.index(heading)
    return [text for row in rows if not is_nothing(text := row[place].strip())]


def _holds_addresses(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Say whether a column holds e-mail addresses, another one for each: no manager's."""
    said = [text for row in rows if not is_nothing(text := row[place].strip())]
    are_addresses = all(_ADDRESS.fullmatch(text) for text in said)
    return len(said) > 1 and are_addresses and len(set(said)) == len(said)


def plain(heading: str) -> str:
    """Return a heading in small letters, without signs and without what parts its words."""
    return re.sub(r"[\W_]+", "", heading.replace("#", " number ").casefold())


def _candidates(headings: Sequence[str]) -> Iterator[tuple[float, int, str]]:
    """Give how likely a heading means a field, the likeliest with the lowest rank."""
    bare = [_spellings(heading) for heading in headings]
    for key, words in HEADINGS.items():
        for rank, word in enumerate(words):
            for at, said in enumerate(bare):
                yield from ((rank + further, at, key) for further in said.get(plain(word), ()))
        for at, heading in enumerate(headings):
            unlikely = composed.rank(key, heading)
            if unlikely is not None:
                yield COMPOSED + unlikely, at, key


def _spellings(heading: str) -> dict[str, tuple[float, ...]]:
    """Return a heading as it stands, and without what its brackets explain: "Lead (yes/no)"."""
    without = plain(re.sub(r"\([^)]*\)|\[[^]]*\]", " ", heading))
    return {without: (0.5,), plain(heading): (0,)} if without else {plain(heading): (0,)}


def _departments(headings: Sequence[str]) -> list[int]:
    """Return where departments stand, the smallest units first."""
    known = {plain(word): rank for rank, word in enumerate(DEPARTMENTS)}
    ranked = [(known[plain(h)], at) for at, h in enumerate(headings) if plain(h) in known]
    return [at for _rank, at in sorted(ranked)]


def _fits(key: str, heading: str, values: Sequence[str]) -> bool:
    """Say whether what stands in a column can be what its heading seems to mean."""
    said = {value.strip().casefold() for value in values if not is_nothing(value.strip())}
    if not said:
        return True
    if key in DAYS:
        return 2 * sum(map(_is_day, said)) >= len(said)
    if key in ("is_lead", "manager") and plain(heading) in _EITHER:
        is_yes_or_no = 2 * len(said & (YES | NO)) > len(said)
        return is_yes_or_no is (key == "is_lead")
    return key != "status" or len(said) <= MOST_KINDS


def _is_day(text: str) -> bool:
    """Say whether a text holds a day in any order, or a number that may be one."""
    for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST, DateOrder.YEAR_FIRST):
        with suppress(ValueError):
            read_date(_TIMELESS.sub("", text), order)
            return True
    return any(map(str.isdecimal, text))


_TIMELESS = re.compile(r"(?:t|,?\s+)\d{1,2}:.*$")
_EITHER = {plain(word) for word in HEADINGS["is_lead"]} & {
    plain(word) for word in HEADINGS["manager"]
}
"""Headings under which some files name who leads a team, and others say who does by yes and no."""
