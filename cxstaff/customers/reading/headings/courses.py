"""Words of which headings are composed that say how a contact went on and ended."""

from __future__ import annotations

ENDED = frozenset(
    "fim konec załatwienia obsłużenia vyřízení "
    "schluss done finalizare închidere închiderii κλεισίματος "
    "suljettu ratkaistu päätetty lezárás lezárva megoldva megoldás "
    "traité traitée traitées"
    " avslutades zakończenie"
    " abgeschlossen abschluss abschluß afgehandeld afgemeld afgerond afgesloten"
    " afhandeling afmelding afronding afsluttet avslut avslutad avslutat avsluttet beendet"
    " bitiş cerrada cerrado chiusa chiuso chiusura cierre close closed closing closure"
    " clôture clôturé completed completion conclusão concluído dokončení einde encerrada"
    " encerrado encerramento end ende ended erledigt erledigung fechada fechado fechamento"
    " fermeture fermé fermée fin finalización fine finish finished gelöst gereed"
    " geschlossen gesloten kapanma kapanış kapatılma lukket lukning löst lösung lösungs"
    " løst opgelost oplossing resolución resolution resolução resolved resolvida resolvido"
    " resuelta resuelto risolta risolto risoluzione rozwiązania rozwiązano résolu résolue"
    " résolution schliessung schließ schließung sluiting solution solved stängd stängning"
    " stängt tamamlanma terminé terminée término ukončeno ukončení uzavřeno uzavření"
    " vyřešeno vyřešení zakończenia zakończono zamknięcia zamknięto çözülme çözüm"
    " выполнения завершения завершено закрыт закрытия закрыто окончания разрешения решения"
    " решено фактического クローズ 关闭 完了 完成 完结 対応完了 終了 結束 结束 解决 解決"
    " 關閉 완료 종료 처리완료 해결".split()
)
"""Words for when something ended."""

FIRST = frozenset(
    "initiale initiales iniziale inicial "
    "1차 actual eerste effettiva erste erster erstes erstreaktion faktisk first första"
    " første ilk initial pierwsza pierwszej premier première prima primeira primer primera"
    " první real rzeczywista réel réelle tatsächliche tatsächlicher werkelijke первая"
    " первого первой первый фактическая фактический фактическое 一次 初回 首 首次 첫 최초".split()
)
"""Words for the first of several."""

FIRST_TIME = FIRST | {"fcr", "ersten", "erstkontakt", "primeiro", "eerste", "ensimmäisellä"}
"""Words for the first contact: it may be solved though it took more than one."""

ANSWERED = frozenset(
    "sent "
    "answer answered antwoord antwort cevap odpovědi odpověď odpowiedzi odpowiedź reactie"
    " reaction reakcji reaktion replied reply responded response resposta respuesta"
    " risposta réponse svar yanıt ответ ответа отклика реакции 响应 回复 回答 回覆 応答"
    " 應答 返信 답변 응답".split()
)
"""Words for answering a customer."""

CHANGED = frozenset(
    "muokattu päivitetty módosítva módosítás ενημέρωση "
    "bearbeitung zmiana modificare modificării mise "
    "modify mod"
    " activity actualización actualizado aggiornamento aggiornato aktualisiert"
    " aktualisierung aktualisierungs aktualizace aktualizacja aktualizacji aktualizováno"
    " atualizado atualização bearbeitet bijgewerkt change changed değişiklik endret"
    " endring gewijzigd geändert güncelleme güncellenme jour mise modifica modificación"
    " modificado modification modificato modificação modified modifié modifiée modyfikacja"
    " modyfikacji opdateret oppdatert update updated uppdaterad uppdatering wijziging"
    " wijzigings zmiany změny změněno änderung änderungs ändrad ändrat ändrings ændret"
    " ændring изменение изменения изменено обновление обновления обновлено 修改 変更 更新"
    " 변경 수정 업데이트".split()
)
"""Words for a change of a record."""

LAST = frozenset(
    "dernier dernière laatst laatste last latest letzte letzten letzter naposledy"
    " ostatnia ostatniej poslední senast senaste sidst sidste sist siste son ultima ultimo"
    " zuletzt última último последнего последнее последний 最后 最後 最終 最近 마지막 최종".split()
)
"""Words for the last of several."""

STATES = frozenset(
    "tila állapot státusz "
    "aşama bearbeitungsstand durum durumu estado etap etapa phase situación situação"
    " stage situación stan state stato status statusgrund statut stav tillstånd zustand état"
    " состояние стадия статус этап ステータス 状态 状態 状況 상태".split()
)
"""Words for how far a record has come."""

OF_STATES = frozenset(
    "actual actuel actuelle aktualny aktuell aktuelle aktueller attuale atual"
    " bearbeitungs current currently grund handling huidige nuvarande processing reason"
    " workflow текущее текущий 処理 处理 対応 진행 처리".split()
)
"""Words that say which of them."""

OVER = frozenset(
    "abgeschlossen abschluss abschluß afgerond afronding afsluttet avslutad avsluttet beendet"
    " beendigung bitiş complete completado completed completion concluído conclusão einde end ende"
    " ended fertigstellung fertigstellungs fim fin final finalización finalizado fine finish"
    " finished konec koniec slut tamamlanma terminado terminé terminée término ukończenia ukończono"
    " voltooid voltooiing voltooiings zakończenia zakończono завершения завершено окончания 完了"
    " 終了 結束 结束 완료 종료".split()
)
"""Words for the end of anything: of a call as of a survey."""
