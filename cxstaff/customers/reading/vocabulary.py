"""Words that files use for yes, for no, and for a score that nobody gave, in five languages."""

from __future__ import annotations

YES = frozenset(
    "yes y true t 1 resolved solved closed done completed complete fulfilled closed_complete"
    " ja gelöst erledigt geschlossen abgeschlossen beendet oui vrai résolu résolue clos clôturé"
    " clôturée fermé fermée terminé terminée traité traitée si sí verdadero resuelto resuelta"
    " cerrado cerrada finalizado completado vero risolto risolta chiuso chiusa completato"
    " behoben fertig résolus close sì solucionado terminado".split()
) | {"closed complete", "problem solved", "information provided", "erfolgreich geschlossen"}
NO = frozenset(
    "no n false f 0 unresolved open opened new pending hold on-hold waiting cancelled not_resolved"
    " escalated assigned reopened nein offen neu wartend ungelöst non ouvert nouveau abierto"
    " pendiente nuevo aperto active working todo snoozed canceled declined rejected paused"
    " deferred wartet zugewiesen zurückgestellt storniert abgebrochen wiedereröffnet falsch faux"
    " ouverte nouvelle annulé annulée rouvert rouverte abierta nueva cancelado cancelada reabierto"
    " falso aperta nuova annullato annullata riaperto riaperta sospeso sospesa"
    " offene neue in_progress on_hold".split()
) | {
    *("on hold", "in progress", "work in progress", "waiting for customer", "not resolved"),
    *("waiting for support", "in bearbeitung", "nicht gelöst", "en cours", "en attente"),
    *("en curso", "in corso", "in attesa", "en espera", "in lavorazione", "to do", "in review"),
    *("under review", "under investigation", "waiting on customer", "pending customer"),
    *("waiting on contact", "waiting on us", "waiting on third party", "waiting for response"),
    *("waiting for approval", "awaiting approval", "awaiting user info", "awaiting response"),
    *("awaiting customer", "awaiting customer response", "awaiting reply", "wartet auf antwort"),
    *("closed incomplete", "closed skipped", "in arbeit", "wartet auf kunden", "wartet auf kunde"),
    *("en attente du client", "in attesa del cliente"),
    *("zu erledigen", "erfolglos geschlossen", "non résolu", "no resuelto", "non risolto"),
    *("en proceso", "esperando al cliente"),
}
WAITING = (
    *("waiting ", "awaiting ", "pending ", "wartet ", "warten ", "en attente ", "en espera "),
    *("in attesa ", "pendiente ", "esperando "),
)
"""How states begin that say on whom or what something waits."""

NOT_ASKED = frozenset({"offered", "unoffered", "not offered", "not rated", "not asked"})
