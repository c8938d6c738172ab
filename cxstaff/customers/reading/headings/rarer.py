"""What headings call what in languages that files come in more rarely.

Slovak, Romanian, Greek, Ukrainian, Croatian, Bulgarian, Indonesian, Vietnamese and Finnish, in this
order.
"""

from __future__ import annotations

WORDS = {
    "reference": (
        "číslo požiadavky|číslo tiketu|id požiadavky|číslo prípadu|număr tichet|nr tichet"
        "|număr solicitare|id tichet|αριθμός αιτήματος|αριθμός εισιτηρίου|κωδικός αιτήματος"
        "|αριθμός υπόθεσης|номер звернення|номер запиту|id звернення|broj zahtjeva"
        "|broj tiketa|broj slučaja|номер на заявка|номер на тикет|номер на запитване|nomor tiket"
        "|id tiket|no tiket|id percakapan|nomor percakapan|mã yêu cầu|mã phiếu|số phiếu|mã ticket"
        "|puhelun tunnus|keskustelun tunnus|yhteydenoton tunnus"
    ),
    "happened_at": (
        "vytvorené|dátum vytvorenia|vytvorené dňa|creat la|data creării|creată la"
        "|ημερομηνία δημιουργίας|δημιουργήθηκε|ημερομηνία καταχώρησης|створено|дата створення"
        "|час створення|дата звернення|kreirano|datum kreiranja|vrijeme kreiranja|създадено"
        "|създадена|дата на създаване|waktu mulai|tanggal dibuat|dibuat pada|waktu dibuat"
        "|ngày tạo|thời gian tạo|tạo lúc|aloitusaika|alkoi|alkamisaika"
    ),
    "handler": (
        "riešiteľ|operátor|agentul|operatorul|χειριστής|υπάλληλος|εκπρόσωπος"
        "|ανατέθηκε σε|виконавець|відповідальний|dodijeljeno|djelatnik|operater"
        "|изпълнител|отговорник|служител|agen|petugas|ditangani oleh|người xử lý|nhân viên"
        "|người phụ trách|asiakaspalvelija|palvelija"
    ),
    "channel": "κανάλι|saluran|kênh",
    "resolved": (
        "stav|stav požiadavky|stare|starea|status tichet|κατάσταση|стан|статус звернення"
        "|status zahtjeva|състояние|статус на заявка|status tiket|trạng thái|tình trạng"
    ),
    "closed_at": (
        "uzavreté|uzavreté dňa|dátum uzavretia|vyriešené|închis la|data închiderii|închisă la"
        "|ημερομηνία κλεισίματος|έκλεισε|закрито|дата закриття|zatvoreno|datum zatvaranja"
        "|затворено|дата на затваряне|waktu selesai|tanggal ditutup|selesai pada|ngày đóng"
        "|thời gian đóng|ngày hoàn thành|lopetusaika|päättyi"
    ),
    "csat": (
        "hodnotenie|hodnotenie zákazníka|spokojnosť|evaluare|satisfacție|nota clientului"
        "|ικανοποίηση|βαθμολογία|αξιολόγηση|оцінка|оцінка клієнта|задоволеність|ocjena"
        "|ocjena korisnika|zadovoljstvo|оценка на клиента|удовлетвореност|penilaian"
        "|nilai kepuasan|kepuasan|kepuasan pelanggan|đánh giá|điểm đánh giá|mức độ hài lòng"
    ),
    "remark": (
        "komentár|komentár zákazníka|vyjadrenie zákazníka|comentariu|comentariu client"
        "|comentariul clientului|σχόλιο|σχόλια|σχόλιο πελάτη|σχόλια πελάτη|коментар"
        "|коментар клієнта|відгук|komentar|komentar korisnika|коментар на клиента"
        "|komentar pelanggan|ulasan|ý kiến|ý kiến khách hàng|nhận xét|megjegyzés az ügyféltől"
    ),
    "handling_seconds": "trvanie|doba hovoru|durată|διάρκεια|тривалість|trajanje|durasi|thời lượng",
    "solved": (
        "bol váš problém*|podarilo sa*|a fost rezolvată*|a fost problema*|επιλύθηκε το*"
        "|λύθηκε το πρόβλημα*|чи вирішили*|чи вирішено*|je li vaš problem*|решихме ли*"
        "|apakah masalah*|vấn đề của bạn đã được*"
    ),
}
