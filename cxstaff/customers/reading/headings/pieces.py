"""Words of which headings are composed, in many languages, by what they say."""

from __future__ import annotations

RECORDS = frozenset(
    "chamada chamadas usager "
    "cas kundenvorgang kundenvorgangs tiketti tiketin solicitare"
    " solicitării cerere αιτήματος υπόθεσης "
    "entry tapaus tapauksen asia puhelu yhteydenotto jegy ügy hívás bejelentés kapcsolat "
    "actividad activity activité aktivity aktivität anfrage anliegen anruf appel"
    " atendimento attività auftrag başvuru call case caso chamado chat chatu chiamata"
    " contact conversa conversación conversation conversazione datensatz demande dialog"
    " dialogu dossier dossiers dotazu enquiry enregistrement fall gesprek gespreks"
    " gespräch guid henvendelse hotline hovoru incidencia incident inquiry interacción"
    " interactie interaction interakcja interakcji interazione interação issue kayıt"
    " konversation konversations konverzace konwersacji llamada melding ocorrência"
    " połączenia požadavek požadavku protocolo record registro reklamacji request requête"
    " richiesta rozmowy sag sak samtal samtale segment segnalazione service-request"
    " session solicitud sprawa sprawy sr störfall störung störungs talep ticket tiket"
    " tiketu vorgang zaak zapytania zgłoszenia zgłoszeń zlecenia zlecenie ärende ärendet"
    " çağrı činnosti диалог диалога запроса заявки звонка инцидента обращения тикета"
    " お問い合わせ インシデント ケース コール チケット レコード 会話 会话 受付 呼叫 咨询"
    " 問い合わせ 問合せ 対応 工作单 工单 工單 服务 案件 通話 通话 문의 상담 접수 콜 통화"
    " 티켓".split()
)
"""What a record is called."""

NUMBERS = frozenset(
    "αριθμός αρ kódja "
    "numero tunnus tunniste szám száma azonosító lfd "
    "# clave code codice código guid id id- identifiant identificador identificativo"
    " identifier identifikator identyfikator kennung key kodu kód no nr num numarası"
    " number numer numero numeru nummer numéro n° número ref reference référence schlüssel"
    " secuencia sequence svars sygnatura znak číslo код номер протокол コード 单号 号"
    " 流水号 番号 編號 编号 번호".split()
)
"""Words for what tells one record from another."""

BEGUN = frozenset(
    "geöffnet відкриття створення "
    "erfasst eröffnungszeit δημιουργίας kezdés "
    "luotu avattu vastaanotettu aloitettu létrehozva létrehozás megnyitva beérkezett kezdete "
    "reçue reçues"
    " aangemaakt aanmaak aanmeld aberto abertura abierta abierto angelegt anlage annahme"
    " aperto apertura arrival arrived aufgenommen açılış başlangıç began begin beginn"
    " beginning begins creación creada creado created creation creato creazione criada"
    " criado criação création créé créée début eingang eingegangen entered erfassung"
    " erstelldatum erstellt erstellung erstellungs eröffnet eröffnung eröffnungs gemeldet"
    " geopend incoming inicio initiated initiation inizio inkom início logged melde"
    " modtaget mottatt nachricht oluşturma oluşturulma ontvangen ontvangst open opened"
    " opening opname opprettelse opprettet oprettelse oprettet otwarcia ouvert ouverture"
    " przyjęcia přijato raised recebido recebimento receipt received recepción reception"
    " recibido registered registratie registration registrering registriert reported"
    " requested reçu ricezione rozpoczęcia réception skapad skapades skapande skapat start"
    " started submission submitted utworzenia utworzono utworzony vytvořeno vytvoření"
    " zahájení založeno začátek åbnet åpnet öppnad öppnades начала открытия поступления"
    " регистрации создан создана создания создано 作成 创建 受付 受信 受理 呼入 建立 开始"
    " 接入 提交 来电 発生 登録 着信 起票 进线 開始 등록 생성 시작 인입 접수".split()
)
"""Words for when something began or was written down."""

DATED = frozenset(
    "horodatage horodateur moment "
    "tidspunkt tijdstip päivämäärä aika ajankohta dátum dátuma időpont ideje idő "
    "actual czas data date datetime dato datum dt effettiva faktisk fecha fecha-hora"
    " godzina heure hora ora orario real rzeczywista réel réelle saat tarih tarihi"
    " tatsächliche tatsächlicher tid tijd time timestamp ts uhrzeit werkelijke zamanı zeit"
    " zeitpunkt zeitraum čas время дата фактическая фактический фактическое 年月日 日 日付"
    " 日時 日期 时刻 时间 時刻 時間 날짜 시각 시간 일 일시 일자".split()
)
"""Words for dates and times."""

LINKING = frozenset(
    "à ao aos na no dos das "
    "från fra von vom from"
    " am at by d da das de del den der des di die do du e el em en et for i il l la le och"
    " of on op the to um und with y or ou oder o lub eller czy veya или и の".split()
)
"""Words that link others."""

HANDLERS = frozenset(
    "instructeur prowadzący tramitador gestionnaire répondant "
    "inhaber besitzer propriétaire gestor responsabil felelős ügyintézője υπεύθυνος ανάθεση "
    "käsittelijä asiakaspalvelija asiantuntija ügyintéző ügynök munkatárs "
    "addetto adviser adviseur advisor agent agente agenten agentin agents analista"
    " analyst asesor assignee atendente bearbeiter bearbeiterin bearbeiters behandelaar"
    " berater beraterin beraters clerk colaborador conseiller conseillère consejero"
    " consulente csr doradca employee funcionário handler handläggare handläggarens"
    " konsultant konsultanta kundenberater medarbeider medarbejder medarbetare"
    " medarbetarens medewerker medewerkers mitarbeiter mitarbeiterin mitarbeiters operador"
    " operator operatore operatrice operatör operátor opiekun opérateur pracownik"
    " processor rep representative responsável sachbearbeiter sachbearbeiterin"
    " sagsbehandler saksbehandler specialist specjalista teammate technician technicien"
    " technik tecnico temsilci temsilcisi técnico téléconseiller uzman řešitel агент"
    " агента исполнитель оператор оператора ответственный сотрудник сотрудника специалист"
    " エージェント オペレータ オペレーター 受理人 坐席 处理人 客服 客服人员 対応者 座席"
    " 担当 担当者 负责人 담당자 상담사 상담원 처리자".split()
)
"""Words for who handles contacts."""

ASSIGNED = frozenset("asignado assegnato assigned assigné attribué zugewiesen".split())
"""Words for being given to somebody."""

PERSONS = frozenset("a account an name person to user à".split())
"""Words for a person."""

NAMED = frozenset(
    "address adı ansvarig answered answering asignada asignado assegnato assigned assigné"
    " assignée atribuído attribué beraters current currently des display e email final"
    " full handling imię last mail naam name namens names namn navn nazwisko nom nombre"
    " nome primary przypisany responsible service support tilldelad toegewezen toegewezene"
    " verantwortliche verantwortlicher zugewiesen zugewiesener zuständige zuständiger имя"
    " ответственный фио 受理 名 名称 处理 姓名 対応 応対 接待 明 服务 氏名 명 성명 이름".split()
)
"""Words that say which of them, or that it is their name."""

NUMBERED = frozenset("account id login no nr number username 工号 账号 번호".split())
"""Words for a number instead of a name."""

SATISFIED = frozenset(
    "notă nota evaluare βαθμολογία "
    "mark grade asiakastyytyväisyys tyytyväisyys arvosana elégedettség értékelés "
    "satisfaktion"
    " anket avaliação bedömning beoordeling betyg bewertung calificación cijfer csat"
    " değerlendirme felicidad giudizio happiness hodnocení kundbetyg kundenzufriedenheit"
    " memnuniyet memnuniyeti nöjdhet ocena puan puanlama puanı rapportcijfer rate rating"
    " satisfacción satisfaction satisfação satysfakcji skor soddisfazione spokojenost"
    " spokojenosti tevredenheid tilfredshed tilfredshet valoración valutazione voto"
    " zadowolenia zadowolenie zufriedenheit zufriedenheits оценка удовлетворенности"
    " удовлетворённости 満足度 满意度 滿意度 만족도".split()
)
"""Words for what customers give."""

SURVEYED = frozenset(
    "usager usagers patient абонента "
    "zufriedenheitsumfrage kundenumfrage tevredenheidsonderzoek satisfactiesurvey "
    "open review asiakkaan ügyfél "
    "feedback user usuario utilisateur utente gebruiker użytkownika användare"
    " agent anket ankieta answer bewertung client cliente customer encuesta enquête final"
    " fråga general grad klant klanten klienta kund kunde kunden level livello müşteri"
    " niveau nivel nivå overall pesquisa points poziom puanı response result results score"
    " scores service seviyesi skala sondaggio stars stupeň support survey ticket umfrage"
    " value wert zákazníka zákazníků úroveň клиента клиентами клиентом уровень お客様"
    " アンケート スコア 分数 客户 得分 星级 点数 等级 結果 结果 評価 調査 评价 评分 顧客"
    " 결과 고객 설문 점 점수 조사 평가".split()
)
"""Words that say how it was asked, and whom."""

CONTACTS = frozenset("contact contacto contato contatto kontakt kontaktu kontakta".split())
"""Words for getting in touch."""

HOURS = frozenset(
    "godzina heure hora klokkeslæt ora saat saati tid tijd time tm uhrzeit zeit время"
    " 时刻 時刻 시각".split()
)
"""Words for a time of day."""

REASONS = frozenset(
    "conclusion conclusión disposición disposição disposition"
    " ergebniscode ramo başvuru türü driver "
    "κατηγορία θέμα categorie motivul "
    "aihe syy luokka kategória ok téma típus "
    "klasyfikacja tipologia tipificación tracker"
    " anledning anliegen area argomento art assunto asunto betreffgruppe category causa"
    " cause clasificación classification classificazione classificação druh důvod důvody"
    " grund gründe henvendelses henvendelsestype kategori kategoria kategorie kategorii"
    " klassifikation konu konusu motif motivo neden nedeni oggetto onderwerp orsak outcome"
    " powód qualification reason reasons reden result-code rodzaj sakskategori service"
    " servicekategorie soort stavové sujet tema temat tematika thema tipo topic typ type"
    " téma wrap-up ärendekod вид категория причина тема тематика тип услуга カテゴリ"
    " カテゴリー タイプ 分类 分類 区分 原因 理由 用件 種別 種類 类别 类型 분류 사유 유형"
    " 카테고리".split()
)
"""Words for what a contact is about."""

CHANNEL = frozenset(
    "kanava csatorna "
    "kontaktväg"
    " bron canal canale channel entry fonte fuente herkunft kanaal kanal kanał kanál"
    " kaynak kilde kontaktform källa media medium meldeweg origem origen origin origine"
    " provenance provenienza ursprung zdroj źródło источник канал канала ソース チャネル"
    " チャンネル 来源 渠道 管道 経路 경로 채널".split()
)
"""Words for how a customer came."""

OF_CHANNELS = frozenset(
    "arrivée contact contacto contato contatto eingang eingangs entrada inbound incoming"
    " kommunikations komunikacji kontaktu name source type обращения связи 受付 来源 문의"
    " 유입 인입 접수".split()
)
"""Words that say which of them."""

CUSTOMERS = frozenset(
    "абонента абонент usager usagers patient patienten gäste gast invité "
    "клієнт клієнта клієнтів πελάτη πελάτης πελατών ügyfél clientul clientului asiakas asiakkaan "
    "bénéficiaire 差出人 取引先責任者"
    " aanmelder anforderer anrufer ansprechpartner appelant auteur author autor besucher"
    " bezoeker caller client cliente clientes clients consumer contacto contato customer"
    " customers demandeur interlocuteur klant klanten klienci klient klienta kontakt"
    " kontakta kontaktperson kund kunde kunden kundenbenutzer kundens melder müşteri"
    " müşterinin requester requestor richiedente solicitante visitante visitatore visiteur"
    " visitor zgłaszający zákazník zákazníka zákazníků заявитель заявителя инициатор"
    " клиент клиента клиентов контакт контакта пользователь посетитель お客様 依頼者 客戶"
    " 客户 訪客 访客 访客名称 顧客 고객 문의자 방문자".split()
)
"""Words for a customer."""

NAMES = frozenset(
    "ad adı display first full imię isim jméno naam name namn navn nazwa nazwisko"
    " nickname nom nombre nome soyadı имя фио 名 名前 名称 姓名 氏名 닉네임 명 성명 이름".split()
)
"""Words for a name."""

OF_CUSTOMERS = frozenset(
    "anzeige complet complete completo display full główny hlavní main pełne primary"
    " principal vollständiger основной".split()
)
"""Words that say which of them."""

COMMENTS = frozenset(
    "görüşleriniz görüşünüz yorumunuz 评语 評語 의견내용 추가의견 "
    "відгук відгуки коментар коментарі σχόλια σχόλιο comentariul megjegyzése "
    "palaute kommentti megjegyzés vélemény "
    "anmerkung anmerkungen avis bemerkung bemerkungen comentario comentarios comentário"
    " comentários comment commentaire commentaires commenti commento comments feedback"
    " freitext görüş komentarz komentarze komentář komentáře kommentar kommentare"
    " kommentarer notes observaciones observações opinia opinie opinione opiniones opinión"
    " opmerking opmerkingen osservazioni palaute připomínky remark remarks remarque"
    " remarques text toelichting uwagi verbatim yorum yorumlar yorumu комментарии"
    " комментарий отзыв отзывы пожелания ご意見 コメント 备注 意見 意见 留言 评价内容 评论"
    " 내용 메모 의견 코멘트".split()
)
"""Words for what somebody wrote."""

SUGGESTED = frozenset(
    "suggestion suggestions sugerencia sugerencias sugestão sugestões suggerimenti suggerimento"
    " vorschlag vorschläge anregung anregungen verbesserungsvorschläge sugestie suggesties"
    " förslag forslag öneri öneriler návrhy предложения 提案 建议 제안".split()
)
"""Words for what customers would have done otherwise."""

OVERALL = frozenset(
    "celkem cumulé gesamt gesamte overall toplam totaal total totale łączny общее 合計 总"
    " 総".split()
)
"""Words for all together."""

SUBJECTS = frozenset(
    "subject betreff objet asunto oggetto assunto onderwerp ämne emne otsikko předmět predmet"
    " tárgy subiect θέμα title titel título titolo titre summary zusammenfassung résumé"
    " 件名 主题 主題 标题 標題 제목".split()
)
"""What is written about a record by whoever opened it: seldom one of a few reasons."""

CALLS = frozenset(
    "call calls anruf anrufs appel llamada chiamata gesprek samtal çağrı звонка".split()
)
"""Calls have states of their own: whether somebody answered."""

SURVEYS = frozenset("survey umfrage enquête encuesta sondaggio pesquisa ankieta anket".split())
"""Surveys have types of their own: which score was asked for."""

OF_SERVICE = frozenset(
    "agent advisor service support conversation interaction contact call berater beraterin"
    " mitarbeiter beratung betreuung kontakt gespräch anruf conseiller conseillère accueil"
    " échange appel agente atención asesor llamada operatore operatrice assistenza".split()
)
"""Words for who helped and how, and not for the product or the company."""

TALKS = OF_SERVICE - {"agent", "support", "service", "contact"} | {"chat", "session"}
"""Words by which a reference says that it names a talk, whose end is no survey's."""

UNSURE = frozenset({"response", "note", "feedback"})
"""Headings of scores that stand above something else as often: only known steps are one."""
