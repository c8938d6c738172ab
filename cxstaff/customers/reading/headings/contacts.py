"""What headings call a contact, its customer and who handled it."""

from __future__ import annotations

WORDS = {
    "reference": (
        "ext interaction id|reference|reference no|interaction id|unique id|ticket id|case id"
        "|conversation id"
        "|call id|chat id|contact id|history id|issue key|ticket key|vorgangsschlüssel"
        "|clave de incidencia"
        "|clé de ticket|case number|ticket number|incident number|request number"
        "|interaction key|ticket|interaction|number|external reference|external data reference"
        "|ticketnummer|vorgangsnummer|fallnummer|anfragenummer|vorgang|numéro de ticket"
        "|numéro du ticket|numero de ticket|número de ticket|número de caso|numero ticket"
        "|nummer|numéro|número|numero|id|uuid|key|response id"
        "|réf|ref|reference id|reference number"
        "|ticket ids sequence|your reference|session id|conversation slug|guid|#"
        "|num|no|nr|n|external id|kenmerk|番号|번호"
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
        "|assigned|agent owner|conversation assigned users|agent username|agent user name"
        "|agent who*"
        "|name of the agent|agent s name|support agent|team member|currently assigned teammate"
        "|assigned agent name|primary resource|assigné|assignée|assigned to technician"
        "|empno|emp no|emp id|personalnummer|mitarbeiternummer|personalnr"
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
        "|wrap up code|wrap code|wrapup code|wrapup|call code|reason code|abschlusscode"
        "|wrap up reason|call reason|case type|problem type|request type"
        "|issue category|service|anliegen|anfragegrund|anfragetyp|anfrageart|kontaktanlass"
        "|grund der anfrage|vorgangstyp|vorgangsart|motif de contact|motif d appel"
        "|motif de l appel|motif de la demande|nature de la demande|type de demande"
        "|motivo de contacto|motivo del contacto|motivo de la llamada|motivo de la consulta"
        "|tipo de consulta|tipo de incidencia|tipo de solicitud|motivo del contatto"
        "|motivo della chiamata|tipo di richiesta|tipo richiesta|argomento|tema|subject|betreff"
        "|objet|asunto|oggetto"
    ),
    "segment": (
        "segment|customer segment|customer group|tier|customer tier|client tier"
        "|loyalty tier|customer type|kundensegment|kundengruppe"
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
        "|account|client|kundennummer|kunden nr|kundennr|kunde|numéro client|cliente"
        "|número de cliente"
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
        "|requester requester|author name|from name|full name|vollständiger name"
        "|nombre completo|nom complet|nome completo"
        "|end user|request user|profile full name|submitter"
    ),
    "customer_language": (
        "customer language|requester language|language|locale|start language|startlanguage"
        "|user language|survey language|sprache|kundensprache|langue|idioma|lingua"
    ),
    "customer_zone": (
        "customer time zone|customer timezone|requester time zone|time zone|timezone|zeitzone"
        "|fuseau horaire|zona horaria|huso horario|fuso orario"
    ),
}
