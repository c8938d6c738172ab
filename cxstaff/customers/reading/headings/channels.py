"""What systems call the ways in which customers reach a company, in many languages."""

from __future__ import annotations

from cxstaff.text import caseless

_CHANNELS = (
    "phone|phone call|phone call (inbound)|phone call (outbound)|telephone|call|calls|voice"
    "|voicemail|inbound call|callback|voice call|email|e-mail|mail|e mail|chat|live chat"
    "|livechat|web chat|webchat|web|website|web form|webform|web widget|widget|form"
    "|contact form|online form|portal|customer portal|self-service|self service|selfservice"
    "|in person|walk-in|walk in|store|branch|letter|post|fax|sms|text|text message|message"
    "|messages|messaging|messenger|facebook|facebook messenger|instagram|twitter|x|linkedin"
    "|whatsapp|telegram|viber|line|wechat|kakaotalk|kakao|social|social media|video|video call"
    "|app|mobile app|in-app|api|bot|chatbot|feedback widget|help center|sdk|task|work item"
    "|any channel|online chat|apple business chat|telefon|anruf|sprachanruf|rückruf|brief"
    "|kontaktformular|webformular|formular|internet|persönlich|filiale|nachricht|soziale medien"
    "|kundenportal|téléphone|appel|appel téléphonique|courriel|courrier|formulaire"
    "|formulaire web|site web|en personne|boutique|réseaux sociaux|portail|tchat|clavardage"
    "|teléfono|llamada|llamada telefónica|correo|correo electrónico|formulario|formulario web"
    "|sitio web|carta|presencial|mensaje|redes sociales|telefono|chiamata|telefonata|posta"
    "|modulo|modulo web|sito web|lettera|di persona|messaggio|telefoon|telefonisch|webformulier"
    "|formulier|balie|telefone|ligação|formulário|site|chat do site|mensagem|rozmowa|czat"
    "|formularz|list|osobiście|strona www|e-post|epost|chatt|webbformulär|formulär|brev|webb"
    "|samtal|besök|webskema|skema|skjema|e-posta|çağrı|sohbet|canlı sohbet|mesaj|mektup|şube"
    "|web formu|hovor|formulář|dopis|osobně|webový formulář|telefonát|телефон|звонок|почта"
    "|электронная почта|эл. почта|чат|онлайн-чат|сайт|форма|форма на сайте|портал|письмо|лично"
    "|мессенджер|вконтакте|соцсети|смс|電話|メール|チャット|フォーム|webフォーム|ウェブ|来店|手紙|郵便|ファックス|lineチャット|店頭"
    "|电话|邮件|电子邮件|网页|在线|微信|短信|网站|在线客服|表单|公众号|小程序|來電|郵件|網頁|전화|이메일|메일|채팅|카카오톡|홈페이지|웹|문자|방문|앱|네이버톡톡"
    "|톡톡"
)
CHANNELS = frozenset(map(caseless, _CHANNELS.split("|")))
"""Words of which a column is probably the channel, if it says hardly anything else."""

DIRECTIONS = frozenset(
    "inbound outbound internal incoming outgoing in out eingehend ausgehend entrant sortant interne"
    " entrante saliente entrada salida uscita ingresso entrata inkommande utgående inkommend"
    " uitgaand inkomend przychodzące wychodzące gelen giden příchozí odchozí входящий исходящий"
    " 着信 発信 呼入 呼出 수신 발신".split()
)
ENDS_OF_CALLS = frozenset(
    "answered|no answer|not answered|unanswered|busy|failed|congestion|abandoned|connected|missed"
    "|completed|disconnected|dropped|rejected|declined|transferred|caller|agent|angenommen"
    "|beantwortet|verpasst|nicht angenommen|besetzt|répondu|manqué|décroché|atendida|perdida"
    "|risposto|persa|beantwoord|gemist|odebrane|nieodebrane|принят|пропущен".split("|")
)
WAYS = DIRECTIONS | CHANNELS | ENDS_OF_CALLS
"""What a column of reasons is not: how a call came, and how it ended."""
