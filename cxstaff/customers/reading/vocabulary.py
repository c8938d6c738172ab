"""Words that files use for yes, for no, and for a score that nobody gave."""

from __future__ import annotations

import re

from cxstaff.text import caseless

_YES = frozenset(
    "afgesloten"
    " yes y true t 1 resolved solved closed done completed complete fulfilled closed_complete"
    " ja gelöst erledigt geschlossen abgeschlossen beendet oui vrai résolu résolue clos clôturé"
    " clôturée fermé fermée terminé terminée traité traitée si sí verdadero resuelto resuelta"
    " cerrado cerrada finalizado completado vero risolto risolta chiuso chiusa completato"
    " behoben fertig résolus close sì solucionado terminado closed_closed"
    " sim fechado fechada resolvido resolvida concluído concluída encerrado encerrada"
    " tak zamknięte zamknięty zamknięta rozwiązane rozwiązany rozwiązana zakończone zakończony"
    " gesloten opgelost afgehandeld afgemeld gereed stängd stängt löst avslutad avslutat"
    " lukket løst afsluttet avsluttet evet çözüldü kapalı kapatıldı kapandı tamamlandı"
    " да закрыта закрыто закрыт решена решено решён решен выполнена выполнено выполнен завершена"
    " завершено はい 完了 解決 解決済 解決済み 終了 終了済み クローズ 対応済 対応済み 対応完了"
    " 是 已解决 已关闭 已完成 完成 关闭 已结束 已解決 已關閉 예 완료 해결 해결됨 종료 처리완료"
    " 상담완료 종결".split()
) | {"closed complete", "problem solved", "information provided", "erfolgreich geschlossen"}
_YES |= frozenset(
    "x ✓ ✔ gewonnen ganho ganado gagné won erfolgreich beantwortet bearbeitet handled fixed"
    " vyřešeno vyřešený vyřešen uzavřeno uzavřený dokončeno hotovo ano разрешено разрешен разрешён"
    " разрешена обработано обработана завершен завершён исполнено clôturés réglé réglée solucionada"
    " atendido atendida concluso conclusa evaso evasa gestito zrealizowane załatwione obsłużone"
    " zrobione afgerond verholpen opgelost åtgärdad åtgärdat klar klart besvarad ferdig færdig"
    " kapatıldı закрытое закрыты выполнено afgerond finalizado concluída done giderildi"
    " çözümlendi sonuçlandı 受理完了 処理済 処理済み 回答済 回答済み 已处理 已回复"
    " 处理完成 办结 已办结 处理完毕 처리됨 답변완료 완료됨 closed_complete".split()
) | {
    *("issue resolved", "resolved by caller", "closed - resolved", "permanently resolved"),
    *(
        "solved (permanently)",
        "solution provided",
        "problem gelöst",
        "informationen bereitgestellt",
    ),
    *("problème résolu", "problema resuelto", "problema risolto", "problema resolvido"),
}
_YES |= frozenset(
    "j kyllä ratkaistu suljettu valmis päätetty igen lezárva lezárt megoldva megoldott kész".split()
)
_YES |= frozenset(
    "áno uzavreté uzavretý uzavretá vyriešené vyriešený vyriešená da închis închisă rezolvat"
    " rezolvată finalizat ναι κλειστό κλειστή έκλεισε επιλύθηκε ολοκληρώθηκε так закрито закритий"
    " закрите вирішено вирішена виконано zatvoreno zatvoren riješeno riješen zavrseno završeno"
    " затворено затворен решено приключено selesai ditutup terselesaikan ya resuelto".split()
) | {"đã đóng", "đã giải quyết", "hoàn thành", "đã xử lý", "đã hoàn thành", "có"}
_NO = frozenset(
    "nei ei kesken avoin avoinna odottaa nem folyamatban nyitott függőben várakozik"
    " in-afwachting confirmed confirmada bestätigt bevestigd"
    " no n false f 0 unresolved open opened new pending hold on-hold waiting cancelled not_resolved"
    " escalated assigned reopened nein offen neu wartend ungelöst non ouvert nouveau abierto"
    " pendiente nuevo aperto active working todo snoozed canceled declined rejected paused"
    " deferred wartet zugewiesen zurückgestellt storniert abgebrochen wiedereröffnet falsch faux"
    " ouverte nouvelle annulé annulée rouvert rouverte abierta nueva cancelado cancelada reabierto"
    " falso aperta nuova annullato annullata riaperto riaperta sospeso sospesa"
    " offene neue in_progress on_hold closed_rejected closed_duplicate open_new open_assigned"
    " duplicate não aberto aberta pendente novo nova nie otwarte otwarty otwarta nowe nowy"
    " oczekujące oczekuje nee nieuw wachtend nej öppen öppet ny nytt pågående åben åbent åpen"
    " igangværende hayır açık yeni bekliyor beklemede нет открыта открыто открыт новая новый новое"
    " нерешена いいえ 未完了 未解決 未対応 対応中 受付中 処理中 新規 保留 保留中 进行中 处理中"
    " 未处理 待处理 未解决 新建 否 處理中 아니요 아니오 처리중 진행중 미해결 접수 대기 대기중"
    " 보류 미처리".split()
) | {
    *(
        "on hold",
        "in progress",
        "in process",
        "work in progress",
        "waiting for customer",
        "not resolved",
    ),
    *("waiting for support", "in bearbeitung", "nicht gelöst", "en cours", "en attente"),
    *("en curso", "in corso", "in attesa", "en espera", "in lavorazione", "to do", "in review"),
    *("under review", "under investigation", "waiting on customer", "pending customer"),
    *("waiting on contact", "waiting on us", "waiting on third party", "waiting for response"),
    *("waiting for approval", "awaiting approval", "awaiting user info", "awaiting response"),
    *("awaiting customer", "awaiting customer response", "awaiting reply", "wartet auf antwort"),
    *("closed incomplete", "closed skipped", "in arbeit", "wartet auf kunden", "wartet auf kunde"),
    *("en attente du client", "in attesa del cliente"),
    *("zu erledigen", "erfolglos geschlossen", "non résolu", "no resuelto", "non risolto"),
    *("en proceso", "esperando al cliente", "open_pending input", "won't do", "won’t do"),
    *("won't fix", "won’t fix", "cannot reproduce", "em andamento", "em aberto", "não resolvido"),
    *(
        "in afwachting",
        "w toku",
        "nierozwiązane",
        "in behandeling",
        "niet opgelost",
        "çözülmedi",
        "в работе",
    ),
    *("в ожидании", "не решена", "не решено", "не решён", "не решен", "처리 중", "진행 중"),
}
_NO |= frozenset(
    "ausstehend registriert aufgenommen eskaliert abgelehnt verworfen verschoben geplant rückfrage"
    " esperándonos esperando registrado registrada asignado asignada rechazado rechazada escalado"
    " planifié attribué attribuée assigné assignée refusé refusée enregistré nouveaux escaladé"
    " assegnato assegnata rifiutato rifiutata sollecito registrato escalato pianificato"
    " geregistreerd toegewezen afgewezen geweigerd gepland doorgezet escalatie geëscaleerd"
    " zarejestrowane przypisane odrzucone anulowane wstrzymane eskalowane zaplanowane oczekujący"
    " registrerad tilldelad väntar vilande avvisad eskalerad planerad venter avvist tildelt"
    " atandı reddedildi iptal bekletiliyor inceleniyor işlemde kayıtlı ertelendi"
    " čeká čekající otevřeno otevřený otevřené nový nové nová zrušeno zamítnuto přiřazeno odloženo"
    " назначено назначена назначен отклонено отклонена отклонён отменено отменена отложено ожидает"
    " ожидание эскалировано зарегистрировано зарегистрирована приостановлено"
    " 待ち 回答待ち 確認中 調査中 未回答 却下 取消 キャンセル 差戻し 受理 エスカレーション"
    " 已分配 待分配 挂起 已取消 已拒绝 等待中 待回复 排队中 未关闭 暂停 未完成"
    " 배정 취소 반려 확인중 답변대기 미완료 보류중 이관 ne registered triage backlog rejected"
    " отложен отложена зарегистрирован onhold unassigned draft contacted inactive".split()
) | {
    *("w trakcie", "w realizacji", "en progreso", "in uitvoering", "under behandling", "pågår"),
    *("řeší se", "v řešení", "probíhá", "nevyřešeno", "na zákazníka", "čeká se na zákazníka"),
    *("ожидает ответа", "на рассмотрении", "не разрешено", "ждет ответа", "ждёт ответа"),
    *("attesa risposta", "in attesa di risposta", "em atendimento", "kundenaktion"),
    *("wacht op klant", "wacht op leverancier", "väntar på kund", "venter på kunde"),
    *("müşteri bekleniyor", "yanıt bekleniyor", "işlem yapılıyor", "devam ediyor"),
    *("oczekuje na klienta", "oczekiwanie na klienta", "não resolvida", "aguardando cliente"),
    *("in progress (assigned)", "to be done", "not started", "open (assigned)", "on-hold"),
}
_NO |= frozenset(
    "nie otvorené otvorený otvorená nové nový čakajúce riešené nu deschis deschisă nou nouă"
    " όχι ανοιχτό ανοιχτή ανοικτό νέο εκκρεμεί відкрито відкритий нове новий ні очікує otvoreno"
    " otvoren novo nije отворено отворен ново нова menunggu terbuka baru diproses tidak postponed"
    " snoozed overdue".split()
) | {
    *("v riešení", "în lucru", "în așteptare", "σε εξέλιξη", "σε αναμονή", "у роботі", "в роботі"),
    *("u tijeku", "в процес", "sedang diproses", "đang xử lý", "đang chờ", "mới", "chưa", "không"),
    *("đang mở", "chờ xử lý"),
}
_WAITING = (
    *("waiting ", "awaiting ", "pending ", "wartet ", "warten ", "en attente ", "en espera "),
    *("in attesa ", "pendiente ", "esperando ", "aguardando ", "oczekuje ", "oczekiwanie "),
    *("wacht op ", "väntar på ", "venter på ", "čeká ", "ожидает ", "ожидание ", "ждёт ", "ждет "),
    *("wartend ", "warten auf ", "attente "),
)

_NOT_ASKED = frozenset(
    {"offered", "unoffered", "not offered", "not rated", "not asked", "unrated", "no rating"}
    | {"nicht bewertet", "non évalué", "sin calificar", "não avaliado", "nie oceniono"}
    | {"angeboten", "nicht angeboten", "proposé", "non proposé", "ofrecida", "no ofrecida"}
    | {"offerta", "non offerta", "oferecida", "não oferecida", "нет оценки", "без отзыва"}
    | {"keine bewertung", "pas de note", "sin valoración", "sem avaliação", "brak oceny"}
    | {"geen beoordeling", "ej betygsatt", "ikke vurderet", "değerlendirilmedi", "nehodnoceno"}
    | {"no response", "no score", "評価なし", "无评价", "평가없음", "not provided"}
    | {"k.a.", "k. a.", "keine angabe", "sin respuesta", "pas de réponse", "brak odpowiedzi"}
    | {"niet beoordeeld", "без оценки", "未評価", "未评价", "未回答", "未評價", "미평가", "무응답"}
)

YES, NO, NOT_ASKED = (frozenset(map(caseless, words)) for words in (_YES, _NO, _NOT_ASKED))
WAITING = tuple(map(caseless, _WAITING))
"""How states begin that say on whom or what something waits."""

_SUCCESS = re.compile(
    caseless(
        r"\b(?:success(?:fully)?|erfolgreich|avec succès|con éxito|exitosamente|con successo"
        r"|com sucesso|succesvol|pomyślnie|başarıyla|успешно|успішно)\b"
    )
)


def without_success(state: str) -> str:
    """Return a state without words that say how well it ended: "closed successfully"."""
    return " ".join(_SUCCESS.sub(" ", state).split())
