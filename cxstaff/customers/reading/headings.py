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
        "|create time|created date|registered on|received date|received at|date time opened"
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
        "|completed by|case owner|ticket owner|hubspot owner|owner name|owner|record manager"
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
        "segment|customer segment|circumstance|customer group|tier|customer type|kundensegment"
        "|kundengruppe|segment client|segmento"
    ),
    "customer": (
        "customer|customer id|customer number|client id|account id|requester id|account|client"
        "|kundennummer|kunde|numéro client|cliente|número de cliente"
    ),
    "responded_at": (
        "responded at|issue responded|first response at|first response|first reply at|response at"
        "|answered at|first response time|response time|replied at|responded on|initial response"
        "|first agent response|erste antwort|erstantwort am|erste antwort am|première réponse"
        "|primera respuesta"
    ),
    "handling_seconds": (
        "handling seconds|total handle|handling time|connected handling time|handle time|aht"
        "|agent handle time|talk time|duration seconds|duration|average handle time|time spent"
        "|bearbeitungszeit|bearbeitungsdauer|gesprächsdauer|gesprächszeit|dauer|durée"
        "|durée de traitement|duración|tiempo de gestión|durata"
    ),
    "resolved": (
        "resolved|is resolved|solved|resolution|issue resolved|case status|ticket status"
        "|status|state|fcr|gelöst|erledigt|zustand|statut|état|résolu|estado|resuelto|stato"
        "|risolto|was your problem solved*|wurde ihr anliegen gelöst*"
    ),
    "csat": (
        "csat|csat score|satisfaction|satisfaction score|satisfaction rating|csat rating"
        "|customer satisfaction|satisfaction level|survey results|survey result|survey score"
        "|rating|score|how satisfied*|zufriedenheit|kundenzufriedenheit|bewertung|wie zufrieden*"
        "|satisfaction client|note de satisfaction|êtes vous satisfait*|satisfacción|valoración"
        "|puntuación|soddisfazione"
    ),
    "nps": (
        "nps|nps score|likelihood to recommend|recommend|net promoter score|how likely*"
        "|weiterempfehlung|wie wahrscheinlich*|recommandation|recomendación"
    ),
    "ces": "ces|ces score|customer effort score|effort score|effort|ease|how easy*|wie einfach*",
    "remark": (
        "remark|remarks|customer remarks|customer comment|satisfaction comment|csat comment"
        "|survey comment|comment|comments|feedback|verbatim|customer feedback|feedback text"
        "|feedback message|satisfaction level comment|anything else*|kommentar|kundenkommentar"
        "|anmerkung|bemerkung|rückmeldung|commentaire|commentaires|comentario|comentarios"
        "|commento|text"
    ),
    "feedback_at": (
        "feedback at|survey response date|survey date|feedback date|rated at|rating date"
        "|responded on|survey response at|csat date|survey completed at|bewertet am"
    ),
}
HEADINGS = {key: tuple(words.split("|")) for key, words in _WORDS.items()}
