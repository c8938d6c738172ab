"""Words of which headings are composed, in many languages, by what they say."""

from __future__ import annotations

RECORDS = frozenset(
    "anfrage anruf appel atendimento başvuru call case caso chamado chat chiamata"
    " contact conversation demande dialog dossier enquiry fall gesprek gespräch guid"
    " hotline incidencia incident inquiry interaction issue kayıt llamada melding"
    " ocorrência połączenia protocolo request richiesta rozmowy sag sak samtal"
    " samtale segment segnalazione session solicitud sprawy störung talep ticket"
    " vorgang zaak zgłoszenia ärende ärendet çağrı диалог диалога запроса заявки"
    " звонка инцидента обращения тикета お問い合わせ インシデント ケース コール"
    " チケット 会話 会话 受付 呼叫 咨询 問い合わせ 問合せ 対応 工单 工單 服务 案件"
    " 通話 通话 문의 상담 접수 콜 통화 티켓".split()
)
"""What a record is called."""

NUMBERS = frozenset(
    "# clave code codice código guid id identifikator identyfikator kennung key kodu"
    " no nr num numarası number numer numero nummer numéro número ref reference"
    " référence schlüssel svars код номер コード 单号 号 流水号 番号 編號 编号 번호".split()
)
"""Words for what tells one record from another."""

BEGUN = frozenset(
    "aangemaakt aanmaak aanmeld aberto abertura abierta abierto angelegt anlage"
    " annahme aperto apertura arrival arrived aufgenommen açılış başlangıç began"
    " begin beginn beginning begins creación creada creado created creation creato"
    " creazione criada criado criação création créé créée début eingang eingegangen"
    " entered erfassung erstelldatum erstellt erstellung erstellungs eröffnet"
    " eröffnung eröffnungs gemeldet geopend incoming inicio initiated initiation"
    " inizio inkom início logged melde modtaget mottatt oluşturma oluşturulma"
    " ontvangen ontvangst open opened opening opname opprettelse opprettet oprettelse"
    " oprettet otwarcia ouvert ouverture przyjęcia raised recebido recebimento"
    " receipt received recepción reception recibido registered registratie"
    " registration registrering reported requested reçu ricezione rozpoczęcia"
    " réception skapad skapades skapande skapat start started submission submitted"
    " utworzenia utworzono utworzony åbnet åpnet öppnad öppnades начала открытия"
    " поступления регистрации создан создана создания создано 作成 创建 受付 受信"
    " 受理 呼入 建立 开始 接入 提交 来电 発生 登録 着信 起票 进线 開始 등록 생성 시작"
    " 인입 접수".split()
)
"""Words for when something began or was written down."""

DATED = frozenset(
    "czas data date datetime dato datum fecha godzina heure hora ora saat tarih"
    " tarihi tid tijd time timestamp ts uhrzeit zamanı zeit zeitpunkt время дата"
    " 年月日 日 日付 日時 日期 时刻 时间 時刻 時間 날짜 시각 시간 일 일시 일자".split()
)
"""Words for dates and times."""

LINKING = frozenset(
    "am at by d da das de del den der des di die do du e el em en et for i il l la le"
    " och of on op the to um und with y и の".split()
)
"""Words that link others."""

HANDLERS = frozenset(
    "addetto adviser adviseur advisor agent agente agenten agentin agents analista"
    " analyst asesor assignee atendente bearbeiter bearbeiterin bearbeiters"
    " behandelaar berater beraterin beraters clerk conseiller conseillère consulente"
    " csr doradca employee handler handläggare handläggarens konsultant konsultanta"
    " kundenberater medarbeider medarbejder medarbetare medarbetarens medewerker"
    " mitarbeiter mitarbeiterin mitarbeiters operador operator operatore operatrice"
    " operatör opiekun opérateur pracownik processor rep representative responsável"
    " sachbearbeiter sachbearbeiterin sagsbehandler saksbehandler specialist teammate"
    " technician technicien tecnico temsilci temsilcisi técnico téléconseiller uzman"
    " агент агента исполнитель оператор оператора ответственный сотрудник сотрудника"
    " специалист エージェント オペレータ オペレーター 受理人 坐席 处理人 客服"
    " 客服人员 対応者 座席 担当 担当者 负责人 담당자 상담사 상담원 처리자".split()
)
"""Words for who handles contacts."""

ASSIGNED = frozenset("asignado assegnato assigned assigné attribué zugewiesen".split())
"""Words for being given to somebody."""

PERSONS = frozenset("a account an name person to user à".split())
"""Words for a person."""

NAMED = frozenset(
    "address adı ansvarig answered answering asignada asignado assegnato assigned"
    " assigné assignée atribuído attribué beraters current currently des display e"
    " email final full handling imię last mail naam name namens names namn navn"
    " nazwisko nom nombre nome primary przypisany responsible service support"
    " tilldelad toegewezen toegewezene verantwortliche verantwortlicher zugewiesen"
    " zugewiesener zuständige zuständiger имя ответственный фио 受理 名 名称 处理"
    " 姓名 対応 応対 接待 明 服务 氏名 명 성명 이름".split()
)
"""Words that say which of them, or that it is their name."""

NUMBERED = frozenset("account id login no nr number username 工号 账号 번호".split())
"""Words for a number instead of a name."""

SATISFIED = frozenset(
    "anket avaliação beoordeling betyg bewertung cijfer csat giudizio kundbetyg"
    " memnuniyet memnuniyeti nöjdhet ocena puan puanı rapportcijfer rate rating"
    " satisfacción satisfaction satisfação satysfakcji skor soddisfazione"
    " tevredenheid tilfredshed tilfredshet valoración valutazione voto zufriedenheit"
    " оценка удовлетворенности удовлетворённости 満足度 满意度 滿意度 만족도".split()
)
"""Words for what customers give."""

SURVEYED = frozenset(
    "agent anket ankieta answer client cliente customer encuesta enquête final fråga"
    " general klant klanten klienta kund kunde kunden level livello müşteri niveau"
    " nivel overall pesquisa points puanı response result results score scores"
    " service sondaggio stars support survey umfrage value клиента клиентами клиентом"
    " お客様 アンケート スコア 分数 客户 得分 星级 点数 等级 結果 结果 評価 調査 评价"
    " 评分 顧客 결과 고객 설문 점 점수 조사 평가".split()
)
"""Words that say how it was asked, and whom."""

LENGTHS = frozenset(
    "czas dauer duración durata duration duração durée duur length süre süresi tempo"
    " temps tid tiempo tijd time varighed varighet zeit время длительность 时长 時長"
    " 時間 시간".split()
)
"""Words for lengths of time."""

TALKING = frozenset(
    "communication comunicación conversa conversación conversation conversazione"
    " gespreks gespräch gesprächs görüşme konuşma rozmowy samtal samtals sprech tale"
    " talk talking разговора 通話 通话 대화 통화".split()
)
"""Words for talking alone."""

HANDLING = frozenset(
    "atención bearbeitung bearbeitungs behandel behandling gestione gestión handle"
    " handling handläggning handläggnings işlem lavorazione obsługi processing"
    " traitement tratamento treatment work worked обработки 処理 处理 対応 服务 處理"
    " 응대 처리".split()
)
"""Words for all the work on a contact."""

HELD = frozenset(
    "bekletme garde halte held hold parkering retención wstrzymania удержание"
    " удержания 保持 保留 보류".split()
)
"""Words for being on hold."""

WRAPPED = frozenset(
    "acw efterarbete efterbehandling etterarbeid nacharbeit nacharbeits"
    " nachbearbeitung nachbearbeitungs naverwerking nawerk wrap wrapup постобработки"
    " 后处理 後処理 话后 후처리".split()
)
"""Words for what is done afterwards."""

HOURS = frozenset(
    "godzina heure hora klokkeslæt ora saat saati tid tijd time uhrzeit zeit время"
    " 时刻 時刻 시각".split()
)
"""Words for a time of day."""
