"""Words of which headings of lengths of time are composed: of talking, of all the work."""

from __future__ import annotations

import re

LENGTHS = frozenset(
    "aika aikaa czas dauer doba duración durata duration duração durée duur délka délky length min"
    " minuten minutes minuti minutos sec seconds secs sek süre süresi tempo temps tid"
    " tiempo tijd time varighed varighet zeit время длительность 时长 時長 時間 시간".split()
)
"""Words for lengths of time."""

TALKING = frozenset(
    "samtale connected puhe beszélgetés beszéd hovor hovoru rozmowa "
    "communication comunicación conversa conversação"
    " conversación conversation conversazione gespreks"
    " gespräch gesprächs görüşme konuşma rozmowy samtal samtals sprech tale talk talking"
    " разговора 通話 通话 대화 통화".split()
)
"""Words for talking alone."""

HANDLING = frozenset(
    "zpracování atención aufgewendete bearbeitung bearbeitungs behandel behandling erfasst erfasste"
    " gebuchte gesprächs gestione gestión handle handling handläggning handläggnings"
    " handtering hantering hanterings işlem lavorazione logged obsługi processing"
    " práce spent traitement tratamento treatment work worked агента обработки"
    " обслуживания оператора работы 処理 处理 対応 服务 處理 응대 처리".split()
)
"""Words for all the work on a contact."""

WHOLE = frozenset(
    "zpracování bearbeitung bearbeitungs behandel behandling gestione gestión handle handling"
    " handläggning"
    " handläggnings handtering hantering hanterings lavorazione obsługi traitement tratamento"
    " обработки обслуживания 処理 处理 處理 처리".split()
)
"""Words for the handling of a contact from its beginning to what is written down afterwards."""

HELD = frozenset(
    "zawieszenia "
    "bekletme garde halte held hold holding parkering retención wstrzymania удержание удержания"
    " 保持 保留 보류".split()
)
"""Words for being on hold."""

WRAPPED = frozenset(
    "post pós posterior posteriore post-appel postappel "
    "постобработка jälkityö jälkikäsittely "
    "acw efterarbete efterbehandling etterarbeid nacharbeit nacharbeits nachbearbeitung"
    " nachbearbeitungs naverwerking nawerk wrap wrapup постобработки 后处理 後処理 话后"
    " 후처리".split()
)
"""Words for what is done afterwards."""

WAITS = frozenset(
    "odotusaika odotus jonotusaika čekání "
    "wait waiting queue queued ring ringing rings answer idle delay abandon total warte wartezeit"
    " klingel klingelzeit warteschlange attente sonnerie espera timbre cola attesa squillo wacht"
    " wachttijd wachtrij oczekiwania kolejce vänta väntetid kö vente ventetid kø bekleme ожидания"
    " 待ち 待ち時間 呼出 等待 排队 排隊 等候 振铃 대기 응답대기".split()
)
"""Words for what is no work of whoever handles a call."""

ON_HOLD = re.compile(r"\b(?:(?:en|em) espera|en attente|in attesa|in (?:de )?wacht)\b")
"""How some languages say both that a customer was put on hold and that one waited in a queue."""
