"""What headings call moments and lengths of time."""

from __future__ import annotations

WORDS = {
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
        "|created datetime|call time|reported date|date entered|create date time|created date time"
        "|opening date|chat start date|chat start|chat started at|call start date|date et heure"
        "|datum und uhrzeit|fecha y hora|data e ora|start date time"
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
        "|tijd|tid|godzina|čas|saat|время|時間|时间|시간"
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
        "|response date"
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
        "|fecha de resolución|chiuso il|risolto il|data di chiusura|solution date"
        "|complete date time|date de solution"
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
        "|interaction duration|call duration|duration sec|time worked|talk time|talking|work time"
        "|active time"
        "|gesamtdauer|anrufdauer|durée d appel|durée de l appel|temps de traitement"
        "|tiempo de atención|duración de la llamada|durata chiamata|durata della chiamata"
        "|tempo di gestione|duration seconds|duration|average handle time|time spent"
        "|bearbeitungszeit|bearbeitungsdauer|gesprächsdauer|gesprächszeit|dauer|durée"
        "|durée de traitement|duración|tiempo de gestión|durata"
        "|total handle time|t handle|handling duration|agent agent interaction duration"
        "|talk duration|t talk|durée de conversation|durée de communication|temps de conversation"
        "|temps de communication|tiempo de conversación|tempo di conversazione|chat duration"
        "|conversation duration|session duration|total duration|durée totale|gesamtzeit"
        "|actual hours|hours worked"
        "|total worked hours|worked hours|hours spent|time taken"
        "|billsec|billable seconds"
    ),
    "hold_seconds": (
        "hold time|held time|durée de mise en garde|mise en garde|hold duration|time on hold"
        "|total hold time|agent customer hold duration"
        "|customer hold duration|t held|haltezeit|haltedauer|temps de mise en attente"
        "|mise en attente|tiempo de retención|tempo di attesa in linea"
        "|保留時間|保持时长|보류시간|보류 시간"
        "|in de wacht|tijd in de wacht"
    ),
    "wrap_seconds": (
        "after call work|after call work time|after contact work|acw|acw time|acw duration|wrap up"
        "|wrap up time|wrap time|after contact work time|agent after contact work duration"
        "|after contact work duration|after call time|t acw|nachbearbeitung|nachbearbeitungszeit"
        "|nacharbeit|nacharbeitszeit|temps de post appel|durée de post appel|post appel"
        "|trabajo posterior"
        "|tempo di post chiamata|後処理時間|话后处理时长|후처리시간|후처리 시간|work time"
        "|tiempo administrativo|tiempo post llamada|tiempo postllamada"
        "|czas obsługi po rozmowie|czas po rozmowie|praca po rozmowie|czas po połączeniu"
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
}
