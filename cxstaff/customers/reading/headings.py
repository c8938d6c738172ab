"""Headings that usually mean a field: of service desks, CRMs and survey tools, in five languages.

Each field has its headings in plain words (lower case, without signs), the likeliest first. One
that ends in * is the beginning of a heading, such as a question.
"""

from __future__ import annotations

_WORDS = {
    "reference": (
        "reference|interaction id|unique id|contact id|ticket id|case id|conversation id|call id"
        "|chat id|history id|issue key|ticket key|case number|ticket number|incident number"
        "|request number|ticket|interaction|number|external reference|external data reference"
        "|ticketnummer|vorgangsnummer|fallnummer|anfragenummer|vorgang|numéro de ticket"
        "|numéro du ticket|numero de ticket|número de ticket|número de caso|numero ticket|id|uuid"
        "|key|response id|nummer|numéro|número"
    ),
    "happened_at": (
        "happened at|issue reported at|reported at|created at|created on|created time|create date"
        "|create time|created date|registered on|received date|registration date"
        "|conversation started at"
        "|conversation created at|received at|date time opened"
        "|opened at|opened on|started at|start time|conversation start|sys created on"
        "|interaction date|contact date|erstellt am|angelegt am|eröffnet am|eingegangen am"
        "|erstellungsdatum|date de création|créé le|ouvert le|fecha de creación|creado el"
        "|fecha de apertura|data di creazione|creato il|timestamp|zeitstempel|horodateur"
        "|marca temporal|date time|datetime|start date|opened date|time|created|erstellt|opened"
        "|date|datum|fecha|data|day|recorded date"
    ),
    "handler": (
        "handler|agent name|agent email|agent|employee number|employee id|employee|agent id"
        "|handled by|assignee|assignee name|assigned agent|assigned to|assigned user|advisor"
        "|representative|who helped you*|users interacted|users|resolved by|closed by"
        "|completed by|case owner|ticket owner|hubspot owner|hub spot owner|teammate assigned"
        "|agent assigned|owner name|owner|record manager"
        "|bearbeiter|bearbeiterin|bearbeitet von|sachbearbeiter|zuständig|mitarbeiter"
        "|mitarbeitende|zugewiesen an|assigné à|attribué à|conseiller|agente|asignado a"
        "|gestionado por|assegnato a|operatore|user"
    ),
    "channel": (
        "channel|channel name|contact channel|case origin|origin|media type|media|medium|via"
        "|contact type|source channel|channel type|kanal|kontaktkanal|canal|canal de contact"
        "|canale|source|history type"
    ),
    "reason": (
        "reason|category|contact reason|case reason|topic|issue type|wrap up|disposition|type"
        "|issue|sub category|subcategory|service item|kategorie|kontaktgrund|grund|thema|motif"
        "|catégorie|motivo|categoría|categoria|subject|betreff|objet|asunto|oggetto"
    ),
    "segment": (
        "segment|customer segment|customer group|tier|customer type|kundensegment"
        "|kundengruppe|segment client|segmento"
    ),
    "circumstance": (
        "circumstance|customer circumstance|situation|customer situation|life event|occasion"
        "|journey|journey stage|customer need|anlass|lebenslage|umstand|umstände|circonstance"
        "|circunstancia|situación|circostanza|situazione"
    ),
    "team": (
        "team|group|assignment group|agent group|assigned group|support group|ticket group"
        "|assigned team|team name|group name|team assigned|owner team|hubspot team|hub spot team"
        "|assignees group|team assigned to"
        "|queue"
        "|queue name|gruppe|bearbeitergruppe|zuständige gruppe|warteschlange|abteilung|équipe"
        "|groupe|file d attente|equipo|grupo|cola|squadra|gruppo|coda"
    ),
    "customer": (
        "customer|customer id|customer number|caller id|client id|account id|requester id|account"
        "|client"
        "|kundennummer|kunde|numéro client|cliente|número de cliente|numero cliente|requester"
        "|reporter|caller|contact|ani"
    ),
    "customer_address": (
        "customer email|customer e mail|customer email address|requester email|contact email"
        "|caller email|recipient email|client email|email|email address|e mail|e mail address"
        "|e mail adresse|kunden e mail|e mail des kunden|adresse e mail|email du client|courriel"
        "|correo electrónico|correo|email del cliente|indirizzo email|email cliente|user email"
        "|respondent email"
    ),
    "customer_name": (
        "customer name|requester name|client name|contact name|recipient name|respondent name"
        "|kundenname|name des kunden|nom du client|nombre del cliente|nome cliente"
        "|nome del cliente"
    ),
    "customer_language": (
        "customer language|requester language|language|locale|start language|startlanguage"
        "|user language|survey language|sprache|kundensprache|langue|idioma|lingua"
    ),
    "customer_zone": (
        "customer time zone|customer timezone|requester time zone|time zone|timezone|zeitzone"
        "|fuseau horaire|zona horaria|huso horario|fuso orario"
    ),
    "responded_at": (
        "responded at|issue responded|first response at|initial response time"
        "|first response|first reply at|response at"
        "|answered at|first response time|response time|replied at|responded on|initial response"
        "|first agent response|erste antwort|erstantwort am|erste antwort am|première réponse"
        "|primera respuesta|prima risposta"
    ),
    "closed_at": (
        "closed at|closed on|date time closed|date closed|closed date|close date|close time"
        "|closed time"
        "|solved at|resolved at|resolved on|resolved date|resolved time|resolution date"
        "|resolutiondate|resolution time|last closed at|conversation last closed at"
        "|completed at|completed on|ended at|end time"
        "|conversation end|conversation end time|closed|resolved|solved|completion time"
        "|geschlossen am|gelöst am|erledigt am|abgeschlossen am|fermé le|clos le|résolu le"
        "|clôturé le|date de clôture|date de résolution|cerrado el|resuelto el|fecha de cierre"
        "|fecha de resolución|chiuso il|risolto il|data di chiusura"
    ),
    "reopened_at": (
        "reopened at|reopened on|last reopened at|reopened date|reopened time|reopened"
        "|wieder geöffnet am|wiedereröffnet am|rouvert le|reabierto el|riaperto il"
    ),
    "handling_seconds": (
        "handling seconds|total handle|handling time|connected handling time|handle time|aht"
        "|agent handle time|talk time|duration seconds|duration|average handle time|time spent"
        "|bearbeitungszeit|bearbeitungsdauer|gesprächsdauer|gesprächszeit|dauer|durée"
        "|durée de traitement|duración|tiempo de gestión|durata"
    ),
    "changed_at": (
        "changed at|last modified|last modified date|last update time"
        "|modified at|modified on|updated at|updated on"
        "|last updated|last updated at|last update|last changed|sys updated on|updated|modified"
        "|last modified at|zuletzt geändert|geändert am|aktualisiert am|letzte änderung"
        "|letzte aktualisierung|modifié le|mis à jour le|dernière modification"
        "|dernière mise à jour|modificado el|actualizado el|última modificación"
        "|última actualización|modificato il|aggiornato il|ultima modifica"
    ),
    "resolved": (
        "resolved|is resolved|solved|resolution|issue resolved|case status|ticket status"
        "|status|state|fcr|conversation state|conversation status"
        "|gelöst|erledigt|zustand|statut|état|résolu|estado|resuelto|stato"
        "|risolto|was your problem solved*|wurde ihr anliegen gelöst*|closed"
    ),
    "reopened": (
        "is reopened|reopened|was reopened|reopens|reopen count|reopened count|reopenings"
        "|times reopened|number of reopens|wiedereröffnet|wieder geöffnet|wiedereröffnungen"
        "|rouvert|réouvertures|nombre de réouvertures|reabierto|reaperturas|riaperto|riaperture"
    ),
    "escalated": (
        "is escalated|escalated|was escalated|escalation|escalations|eskaliert|eskalation|escaladé"
        "|escalade|escalado|escalada|escalato"
    ),
    "complaint": (
        "is complaint|complaint|is a complaint|beschwerde|reklamation|ist beschwerde|réclamation"
        "|plainte|queja|reclamación|reclamo"
    ),
    "value": (
        "value|order value|revenue|deal value|amount|order amount|order total|total amount|umsatz"
        "|betrag|auftragswert|wert|montant|valeur|chiffre d affaires|importe|valor|ingresos"
        "|importo|valore|fatturato"
    ),
    "csat": (
        "csat|csat score|satisfaction|satisfaction score|satisfaction rating|csat rating"
        "|customer satisfaction|satisfaction level|survey results|conversation rating"
        "|survey result|survey score"
        "|rating|score|how satisfied*|zufriedenheit|kundenzufriedenheit|bewertung|wie zufrieden*"
        "|satisfaction client|note de satisfaction|êtes vous satisfait*|satisfacción|valoración"
        "|puntuación|soddisfazione"
    ),
    "satisfied": (
        "is satisfied|satisfied|thumbs|thumbs up|zufrieden|satisfait|satisfecho|soddisfatto"
    ),
    "nps": (
        "nps|nps score|likelihood to recommend|recommend|net promoter score|how likely*"
        "|weiterempfehlung|wie wahrscheinlich*|recommandation|recomendación"
    ),
    "ces": "ces|ces score|customer effort score|effort score|effort|ease|how easy*|wie einfach*",
    "remark": (
        "remark|remarks|customer remarks|customer comment|satisfaction comment|csat comment"
        "|survey comment|comment|comments|feedback|verbatim|customer feedback|feedback text"
        "|feedback message|satisfaction level comment|rating remark"
        "|conversation rating remark|any other comments*|anything else*|kommentar|kundenkommentar"
        "|anmerkung|bemerkung|rückmeldung|commentaire|commentaires|comentario|comentarios"
        "|commento|text"
    ),
    "feedback_at": (
        "feedback at|survey response date|survey date|feedback date|rated at|rating date"
        "|responded on|survey response at|csat date|survey completed at|submitdate"
        "|submit date|date submitted|bewertet am|recorded date|end date"
    ),
}
HEADINGS = {key: tuple(words.split("|")) for key, words in _WORDS.items()}
