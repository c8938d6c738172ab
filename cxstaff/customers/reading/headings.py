"""Headings that usually mean a field: of service desks, CRMs and survey tools, in five languages.

Each field has its headings in plain words (lower case, without signs), the likeliest first. One
that ends in * is the beginning of a heading, such as a question.
"""

from __future__ import annotations

_WORDS = {
    "reference": (
        "reference|interaction id|unique id|contact id|ticket id|case id|conversation id"
        "|call id|chat id|history id|issue key|ticket key|vorgangsschlüssel|clave de incidencia"
        "|clé de ticket|case number|ticket number|incident number|request number"
        "|interaction key|ticket|interaction|number|external reference|external data reference"
        "|ticketnummer|vorgangsnummer|fallnummer|anfragenummer|vorgang|numéro de ticket"
        "|numéro du ticket|numero de ticket|número de ticket|número de caso|numero ticket"
        "|nummer|numéro|número|numero|id|uuid|key|response id"
        "|réf|ref|ticket ids sequence|your reference"
    ),
    "happened_at": (
        "happened at|issue reported at|reported at|created at|created on|created time"
        "|create date|create time|created date|registered on|received date|registration date"
        "|registered at|creation date|creation time|date created|date opened|date received"
        "|date reported|date logged|call date|call start|call start time|interaction start"
        "|conversation start time|conversation started at|interaction ts|created ts|event ts"
        "|eingang|eingangsdatum|eingegangen|gemeldet am|aufgenommen am|eröffnungsdatum"
        "|anlagedatum|anrufbeginn|beginn|date d ouverture|date ouverture|date de réception"
        "|reçu le|date d appel|date de contact|date de l appel|fecha apertura|fecha de alta"
        "|fecha alta|fecha creación|fecha de entrada|fecha de contacto|abierto el|creada el"
        "|data apertura|data di apertura|data creazione|aperto il|data contatto|data chiamata"
        "|conversation created at|received at|date time opened|opened at|opened on|open date"
        "|started at"
        "|start time|conversation start|sys created on|interaction date|contact date"
        "|erstellt am|angelegt am|eröffnet am|eingegangen am|erstellungsdatum|date de création"
        "|créé le|ouvert le|fecha de creación|creado el|fecha de apertura|data di creazione"
        "|creato il|initiation timestamp|timestamp|zeitstempel|horodateur|marca temporal"
        "|date time|datetime|start date|opened date|time|created|erstellt|opened|received"
        "|reported on|reported|submitted at|submitted on|submission date|raised|eröffnet"
        "|angelegt|creada|creado|créé|ouvert|creato|aperto|start|begin|date|datum|fecha|data"
        "|day|recorded date"
        "|created datetime"
    ),
    "happened_time": (
        "time|call time|start time|time of call|time opened|opened time|time created|created time"
        "|create time|creation time|time received|received time|time reported|reported time"
        "|time logged|contact time|interaction time|time of day|time of contact|uhrzeit|zeit"
        "|anrufzeit|startzeit|beginn|eröffnungszeit|erstellungszeit|uhrzeit eingang"
        "|eingangszeit|heure|heure de début|heure d appel|heure de l appel|heure d ouverture"
        "|heure de création|heure de réception|hora|hora de inicio|hora inicio|hora de apertura"
        "|hora apertura|hora de creación|hora de la llamada|hora de entrada|ora|ora inizio"
        "|ora di apertura|ora apertura|ora creazione|ora chiamata|orario"
    ),
    "handler": (
        "handler|agent name|agent email|agent|employee number|employee id|employee|agent id"
        "|handled by|assignee|assignee name|assigned agent|assigned to|assigned user|advisor"
        "|representative|who helped you*|users interacted|users|resolved by|closed by"
        "|completed by|case owner|ticket owner|hubspot owner|hub spot owner|verantwortlicher"
        "|verantwortlich|responsable|responsabile|teammate assigned|agent assigned"
        "|assigned technician|technician|teammate|agent mail|agent employee email"
        "|employee email|agent full name|agent login|staff name|staff|csr|csr name|rep|rep name"
        "|representative name|operator name|operator|consultant|advisor name|answered by"
        "|last agent|who assisted you*|who did you speak*|with whom did you speak*|besitzer"
        "|besitzerin|zugewiesene person|sachbearbeiter in|bearbeiter in|mitarbeiter in"
        "|sachbearbeiterin|letzter bearbeiter|mitarbeiterin|berater|beraterin|kundenberater"
        "|betreuer|zugewiesen"
        "|wer hat ihnen geholfen*|wer hat sie betreut*|wer hat sie beraten*"
        "|attribué à technicien|technicien|technicien attribué|agent assigné|conseillère"
        "|téléconseiller|traité par|pris en charge par|qui vous a aidé*|qui vous a répondu*"
        "|agente asignado|agente asignada|persona asignada|asignado|técnico|técnico asignado"
        "|atendido por|operador|operadora|quién le atendió*|quién te atendió*|quién le ayudó*"
        "|agente assegnato|assegnatario|tecnico|addetto|operatrice|gestito da"
        "|chi l ha assistita*|chi ti ha aiutato*|owner name|owner|record manager|bearbeiter"
        "|bearbeiterin|bearbeitet von|sachbearbeiter|zuständig|mitarbeiter|mitarbeitende"
        "|zugewiesen an|assigné à|attribué à|conseiller|agente|asignado a|gestionado por"
        "|assegnato a|operatore|assignee email|user|user name"
        "|agent owner|conversation assigned users"
    ),
    "channel": (
        "channel|channel name|contact channel|case origin|origin|media type|media|medium|via"
        "|contact type|source channel|channel type|kanal|kontaktkanal|canal|canal de contact"
        "|canale|activity type|initial channel|interaction channel|request source|inbox"
        "|eingangskanal|kontaktweg|anfragekanal|eingangsweg|canal d entrée|canal d arrivée"
        "|mode de contact|source de la demande|canal de entrada|canal de contacto"
        "|vía de contacto|medio de contacto|origen|canale di ingresso|canale di contatto"
        "|origine|herkunft|quelle|source|history type"
    ),
    "reason": (
        "reason|category|contact reason|case reason|topic|issue type|wrap up|disposition|type"
        "|issue|sub category|subcategory|service item|kategorie|kontaktgrund|grund|thema|motif"
        "|catégorie|motivo|categoría|categoria|regarding|help topic|disposition code"
        "|wrap up code|wrap up reason|call reason|case type|problem type|request type"
        "|issue category|service|anliegen|anfragegrund|anfragetyp|anfrageart|kontaktanlass"
        "|grund der anfrage|vorgangstyp|vorgangsart|motif de contact|motif d appel"
        "|motif de l appel|motif de la demande|nature de la demande|type de demande"
        "|motivo de contacto|motivo del contacto|motivo de la llamada|motivo de la consulta"
        "|tipo de consulta|tipo de incidencia|tipo de solicitud|motivo del contatto"
        "|motivo della chiamata|tipo di richiesta|tipo richiesta|argomento|tema|subject|betreff"
        "|objet|asunto|oggetto"
    ),
    "segment": (
        "segment|customer segment|customer group|tier|customer type|kundensegment|kundengruppe"
        "|segment client|segmento"
    ),
    "circumstance": (
        "circumstance|customer circumstance|situation|customer situation|life event|occasion"
        "|journey|journey stage|customer need|anlass|lebenslage|umstand|umstände|circonstance"
        "|circunstancia|situación|circostanza|situazione"
    ),
    "team": (
        "team|group|assignment group|agent group|assigned group|support group|ticket group"
        "|assigned team|team name|group name|team assigned|owner team|hubspot team"
        "|hub spot team|department|skill|skill group|skill name|ring groups|ring group"
        "|zuweisungsgruppe|bearbeitungsgruppe|supportgruppe|zuständiges team"
        "|attribué à groupe de techniciens|groupe de techniciens|groupe attribué"
        "|groupe d affectation|attribué à groupe d attribution|grupo asignado"
        "|grupo de asignación|departamento|gruppo assegnato|gruppo di assegnazione|reparto"
        "|assignees group|team assigned to|queue|queue name|gruppe|bearbeitergruppe"
        "|zuständige gruppe|warteschlange|abteilung|équipe|groupe|file d attente|equipo|grupo"
        "|cola|squadra|gruppo|coda|agent team|assignee team|assigned team name"
    ),
    "customer": (
        "customer|customer id|customer number|caller id|client id|account id|requester id"
        "|account|client|kundennummer|kunde|numéro client|cliente|número de cliente"
        "|numero cliente|requester|reporter|caller|contact|ani"
    ),
    "customer_address": (
        "customer email|customer e mail|customer email address|requester email|contact email"
        "|caller email|recipient email|client email|email|email address|e mail|e mail address"
        "|e mail adresse|kunden e mail|e mail des kunden|adresse e mail|email du client"
        "|courriel|correo electrónico|correo|email del cliente|indirizzo email|email cliente"
        "|user email|respondent email|contact email address|from email|mail du client"
        "|correo del cliente"
    ),
    "customer_name": (
        "customer name|requester name|client name|contact name|recipient name|respondent name"
        "|kundenname|name des kunden|nom du client|nombre del cliente|nome cliente"
        "|nome del cliente|from|contact|caller|demandeur demandeur|demandeur"
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
        "responded at|issue responded|first response at|initial response time|first reply time"
        "|first response date|first agent reply|erstantwort|erste reaktion am"
        "|première réponse le|date de première réponse|primera respuesta el"
        "|fecha de primera respuesta|data prima risposta|first response|first reply at"
        "|response at|answered at|actual response time|first responded at|first response time"
        "|response time|replied at|responded on|initial response|first agent response"
        "|erste antwort|erstantwort am|erste antwort am|première réponse|primera respuesta"
        "|prima risposta"
    ),
    "responded_time": (
        "response time|first response time|time of first response|time responded|responded time"
        "|first reply time|answer time|answered time|antwortzeit|uhrzeit erste antwort"
        "|heure de première réponse|heure de réponse|hora de primera respuesta"
        "|hora de respuesta|ora prima risposta|ora risposta"
    ),
    "closed_at": (
        "closed at|closed on|date time closed|date closed|closed date|close date|close time"
        "|closed time|solved at|resolved at|resolved on|resolved date|resolved time"
        "|resolution date|resolutiondate|actual resolution time|solution provided on"
        "|disconnect timestamp|disconnected at|completed date|date completed|date resolved"
        "|date solved|ticket closed time|finished at|call end|call end time|end|ended"
        "|geschlossen|abgeschlossen|beendet am|beendet|ende|anrufende|schließzeit|schließdatum"
        "|abschlussdatum|gelöst|erledigt|date de fermeture|date fermeture|date clôture|clôturé"
        "|terminé le|fermé|résolu|clos|fecha cierre|fecha resolución|fecha de finalización"
        "|cerrada el|resuelta el|cerrada|cerrado|resuelta|resuelto|data chiusura"
        "|data risoluzione|data di risoluzione|chiuso|risolto|resolution time|last closed at"
        "|conversation last closed at|completed at|completed on|ended at|end time"
        "|conversation end|conversation end time|closed|resolved|solved|geschlossen am"
        "|gelöst am|erledigt am|abgeschlossen am|fermé le|clos le|résolu le|clôturé le"
        "|date de clôture|date de résolution|cerrado el|resuelto el|fecha de cierre"
        "|fecha de resolución|chiuso il|risolto il|data di chiusura"
    ),
    "closed_time": (
        "closed time|time closed|close time|end time|time resolved|resolved time|time of closing"
        "|resolution time|completed time|endzeit|ende|schließzeit|abschlusszeit|uhrzeit ende"
        "|heure de fin|heure de fermeture|heure de clôture|heure de résolution|hora de fin"
        "|hora fin|hora de cierre|hora cierre|hora de resolución|ora fine|ora di chiusura"
        "|ora chiusura"
    ),
    "reopened_at": (
        "reopened at|reopened on|last reopened at|reopened date|reopened time|reopened"
        "|wieder geöffnet am|wiedereröffnet am|rouvert le|reabierto el|riaperto il"
    ),
    "handling_seconds": (
        "handling seconds|total handle|handling time|connected handling time|handle time|aht"
        "|agent handle time|aht sec|aht seconds|handle time sec|agent interaction duration"
        "|interaction duration|call duration|duration sec|time worked|work time|active time"
        "|gesamtdauer|anrufdauer|durée d appel|durée de l appel|temps de traitement"
        "|tiempo de atención|duración de la llamada|durata chiamata|durata della chiamata"
        "|tempo di gestione|talk time|duration seconds|duration|average handle time|time spent"
        "|bearbeitungszeit|bearbeitungsdauer|gesprächsdauer|gesprächszeit|dauer|durée"
        "|durée de traitement|duración|tiempo de gestión|durata"
        "|total handle time|t handle"
    ),
    "changed_at": (
        "changed at|last modified|last modified date|last update time|last updated time"
        "|modified time|modified date|modify date|date modified|date updated|aktualisiert"
        "|geändert|aktualisierungsdatum|änderungsdatum|date de modification|date de mise à jour"
        "|date de dernière modification|fecha de modificación|fecha de actualización"
        "|actualizada|actualizado|modificado|data modifica|data aggiornamento"
        "|ultimo aggiornamento|aggiornato|modified at|modified on|updated at|updated on"
        "|last updated|last updated at|last update|last changed|sys updated on|updated|modified"
        "|last modified at|zuletzt geändert|geändert am|aktualisiert am|letzte änderung"
        "|letzte aktualisierung|modifié le|mis à jour le|dernière modification"
        "|dernière mise à jour|modificado el|actualizado el|última modificación"
        "|última actualización|modificato il|aggiornato il|ultima modifica"
    ),
    "resolved": (
        "resolved|is resolved|solved|resolution|issue resolved|case status|ticket status|status"
        "|state|fcr|conversation state|conversation status|gelöst|erledigt|zustand|statut|état"
        "|résolu|estado|resuelto|stato|risolto|was your problem solved*"
        "|wurde ihr anliegen gelöst*|closed|state reason|status reason|current status|is solved"
        "|problem gelöst|anliegen gelöst|anliegen erledigt|was your issue*|did we solve*"
        "|did we resolve*|has your issue*|wurde ihr problem*|votre problème a t il été résolu*"
        "|votre demande a t elle été*|se resolvió*|se ha resuelto*"
        "|il suo problema è stato risolto*|il problema è stato risolto*"
    ),
    "reopened": (
        "is reopened|reopened|was reopened|reopens|reopen count|reopened count|reopenings"
        "|times reopened|number of reopens|wiedereröffnet|wieder geöffnet|wiedereröffnungen"
        "|rouvert|réouvertures|nombre de réouvertures|reabierto|reaperturas|riaperto|riaperture"
    ),
    "escalated": (
        "is escalated|escalated|was escalated|escalation|escalations|eskaliert|eskalation"
        "|escaladé|escalade|escalado|escalada|escalato"
    ),
    "complaint": (
        "is complaint|complaint|is a complaint|beschwerde|reklamation|ist beschwerde"
        "|réclamation|plainte|queja|reclamación|reclamo"
    ),
    "value": (
        "value|order value|revenue|deal value|amount|order amount|order total|total amount"
        "|umsatz|betrag|auftragswert|warenwert|bestellwert|rechnungsbetrag"
        "|wert|montant|valeur|chiffre d affaires|importe|valor"
        "|ingresos|importo|valore|fatturato"
    ),
    "csat": (
        "csat|csat score|satisfaction|satisfaction score|satisfaction rating|csat rating"
        "|customer satisfaction|satisfaction level|survey results|conversation rating"
        "|happiness rating|happiness|overall satisfaction|overall rating|survey rating"
        "|star rating|how would you rate*|gesamtzufriedenheit|gesamtbewertung|satisfaction note"
        "|satisfaction globale|à quel point êtes vous satisfait*|évaluation"
        "|nivel de satisfacción|grado de satisfacción|calificación|qué tan satisfech*"
        "|cuán satisfech*|está satisfech*|valutazione|soddisfazione cliente"
        "|livello di soddisfazione|gradimento|quanto è soddisfatt*|wie bewerten sie*"
        "|survey result|survey score|rating|score|how satisfied*|zufriedenheit"
        "|kundenzufriedenheit|bewertung|wie zufrieden*|satisfaction client|note de satisfaction"
        "|êtes vous satisfait*|satisfacción|valoración|puntuación|soddisfazione"
        "|satisfaction survey score|rating last value|note satisfaction"
    ),
    "satisfied": (
        "is satisfied|satisfied|thumbs|thumbs up|zufrieden|satisfait|satisfecho|soddisfatto"
    ),
    "nps": (
        "nps|nps score|likelihood to recommend|recommend|net promoter score|how likely*"
        "|weiterempfehlung|wie wahrscheinlich*|recommandation|recomendación"
        "|quelle est la probabilité*|recommanderiez vous*|nous recommander*|qué probabilidad*"
        "|con qué probabilidad*|nos recomendaría*|quanto è probabile*|ci consiglierebbe*"
        "|raccomandazione|würden sie uns*"
    ),
    "ces": ("ces|ces score|customer effort score|effort score|effort|ease|how easy*|wie einfach*"),
    "remark": (
        "remark|remarks|customer remarks|customer comment|satisfaction comment|csat comment"
        "|survey comment|comment|comments|feedback|verbatim|customer feedback|feedback text"
        "|feedback message|satisfaction level comment|rating remark|survey feedback"
        "|comment on satisfaction level|customer notes|kundenfeedback|kundenmeinung|bemerkungen"
        "|anmerkungen|anmerkung des kunden|avis client|avis du client|avis|remarques"
        "|notes du client|comentarios del cliente|opinión del cliente|opinión"
        "|observaciones del cliente|note del cliente|note cliente|commenti|opinione del cliente"
        "|gibt es noch etwas*|möchten sie uns noch*|avez vous d autres*|algo más*|desea añadir*"
        "|vuole aggiungere*|conversation rating remark|any other comments*|anything else*"
        "|kommentar|kundenkommentar|anmerkung|bemerkung|rückmeldung|commentaire|commentaires"
        "|comentario|comentarios|commento|feedback comment|rating comment|text"
        "|satisfaction survey comment|any comments*"
    ),
    "feedback_at": (
        "feedback at|survey response date|survey date|feedback date|rated at|rating date"
        "|responded on|survey response at|csat date|survey completed at|submitdate|submit date"
        "|date submitted|bewertet am|recorded date|end date|completion time"
        "|survey completion time"
    ),
}
HEADINGS = {key: tuple(words.split("|")) for key, words in _WORDS.items()}
