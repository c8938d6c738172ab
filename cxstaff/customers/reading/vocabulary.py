"""Words that files use for yes, for no, and for a score that nobody gave, in five languages."""

from __future__ import annotations

YES = frozenset(
    "yes y true t 1 resolved solved closed done completed complete fulfilled"
    " ja gelöst erledigt geschlossen abgeschlossen oui résolu résolue clos fermé terminé"
    " si sí resuelto resuelta cerrado risolto chiuso".split()
)
NO = frozenset(
    "no n false f 0 unresolved open opened new pending hold on-hold waiting cancelled not_resolved"
    " escalated assigned reopened nein offen neu wartend ungelöst non ouvert nouveau abierto"
    " pendiente nuevo aperto".split()
) | {
    *("on hold", "in progress", "work in progress", "waiting for customer", "not resolved"),
    *("waiting for support", "in bearbeitung", "nicht gelöst", "en cours", "en attente"),
    *("en curso", "in corso", "in attesa"),
}
NOT_ASKED = frozenset({"offered", "unoffered", "not offered", "not rated", "not asked"})
