"""Headings that usually mean a field, in Portuguese, Polish, Dutch, Swedish and other languages.

Danish, Norwegian, Turkish and Russian are the others. They are written as in `known`.
"""

from __future__ import annotations

WORDS = {
    "reference": (
        "número do chamado|número do ticket|número do protocolo|protocolo|chamado|id do chamado"
        "|id do ticket|código do chamado|número da ocorrência|número do atendimento"
        "|id do atendimento|número do caso"
        "|numer zgłoszenia|nr zgłoszenia|id zgłoszenia|zgłoszenie|numer sprawy|nr sprawy"
        "|numer ticketu|identyfikator|numer"
        "|meldingnummer|meldingsnummer|zaaknummer|incidentnummer|casenummer"
        "|ärendenummer|ärende id|ärendenr|ärende|sagsnummer|sags id|sagsnr|saksnummer|saks id"
        "|saksnr|talep no|talep numarası|talep id|bilet no|kayıt no|kayıt numarası|çağrı no"
        "|çağrı id|vaka no|vaka numarası|başvuru no|işlem no"
        "|номер заявки|номер обращения|номер тикета|no заявки|no обращения|id заявки"
        "|id обращения|id тикета|номер инцидента|номер запроса|заявка|обращение|тикет|id диалога"
        "|id звонка|номер"
    ),
    "happened_at": (
        "carimbo de data hora|data de abertura|data abertura|aberto em|criado em|data de criação"
        "|data criação|data do atendimento|data do contato|data da ligação|data e hora|início"
        "|data de início|data utworzenia|data zgłoszenia|utworzono|data przyjęcia"
        "|data rozpoczęcia|data kontaktu|data rozmowy|sygnatura czasowa|znacznik czasu"
        "|rozpoczęto|data i godzina|data wpływu|aanmaakdatum|aangemaakt op|aangemaakt"
        "|datum melding|datum aanmelding|meldingsdatum|aanmelddatum|geopend op|datum en tijd"
        "|tijdstempel|starttijd|begintijd|startdatum|gemeld op|skapad|skapat|skapades|öppnad"
        "|inkommen|starttid|registrerad|tidsstämpel|datum och tid|oprettet|oprettet den"
        "|oprettelsesdato|åbnet|tidsstempel|opprettet|opprettet dato|dato|registreret|registrert"
        "|oluşturma tarihi|oluşturulma tarihi|oluşturulma zamanı|açılış tarihi|kayıt tarihi"
        "|talep tarihi|çağrı tarihi|arama tarihi|başlangıç tarihi|başlangıç zamanı|tarih"
        "|zaman damgası|дата создания|дата обращения|дата регистрации|дата поступления"
        "|дата открытия|время создания|отметка времени|дата звонка|дата начала|время начала"
        "|дата и время|создано|создана|создан|зарегистрировано|начало|дата"
        "|informazioni cronologiche"
    ),
    "handler": (
        "atendente|nome do atendente|agente responsável|responsável|técnico responsável|analista"
        "|atribuído a|consultor|quem o atendeu*|quem lhe atendeu*|quem atendeu*"
        "|opiekun|konsultant|przypisany do|przypisane do|przypisano|osoba przypisana|pracownik"
        "|obsługujący|prowadzący|doradca|kto ci pomógł*|kto panu*|kto państwu*"
        "|behandelaar|behandeld door|medewerker|toegewezen aan|adviseur|oplosser"
        "|wie heeft u geholpen*|door wie bent u*"
        "|handläggare|tilldelad|tilldelad till|ansvarig|medarbetare|rådgivare|vem hjälpte*"
        "|sagsbehandler|behandlet af|ansvarlig|medarbejder|tildelt|tildelt til|rådgiver"
        "|saksbehandler|behandlet av|medarbeider|hvem hjalp*"
        "|temsilci|müşteri temsilcisi|temsilci adı|atanan|atanan kişi|sorumlu|personel|operatör"
        "|uzman|size kim yardım*"
        "|ответственный|исполнитель|оператор|сотрудник|агент|специалист|назначено|кому назначено"
        "|менеджер|инженер|фио оператора|фио сотрудника|ответственный сотрудник"
        "|кто вам помог*|кто вас обслуживал*"
    ),
    "channel": (
        "canal de atendimento|origem|meio de contato|kanał|kanał kontaktu|źródło"
        "|kanaal|soort binnenkomst|contactkanaal|bron|kontaktväg|källa|kilde"
        "|iletişim kanalı|başvuru kanalı|kaynak|канал|канал обращения|источник"
        "|способ обращения|тип канала"
    ),
    "reason": (
        "motivo do contato|motivo do chamado|tipo de chamado|tipo de atendimento"
        "|kategoria|powód|powód kontaktu|typ zgłoszenia"
        "|categorie|reden|soort melding|contactreden|type melding"
        "|kategori|orsak|ärendetyp|anledning|årsag|årsak|sagstype|sakstype"
        "|neden|talep türü|çağrı nedeni"
        "|категория|причина|причина обращения|тип обращения|тип заявки|тематика|вид обращения"
    ),
    "team": (
        "equipe|equipa|fila|setor|zespół|grupa|kolejka|dział|behandelaarsgroep|groep|afdeling"
        "|wachtrij|grupp|avdelning|kö|avdeling|kø|hold|ekip|takım|grup|departman|kuyruk|birim"
        "|группа|команда|отдел|очередь|подразделение|линия поддержки"
    ),
    "customer": (
        "código do cliente|solicitante|klient|numer klienta|zgłaszający|klantnummer|klant"
        "|aanmelder|aanvrager|kund|kundnummer|kundenummer|müşteri|müşteri no|müşteri numarası"
        "|клиент|id клиента|номер клиента|заявитель"
    ),
    "customer_address": (
        "email do cliente|e mail do cliente|endereço de e mail|e mail klienta|email klienta"
        "|adres e mail|e mailadres|e mail klant|e mailadres klant|kundens e post|e postadress"
        "|e post|kundens e mail|müşteri e postası|e posta|e posta adresi|email клиента"
        "|e mail клиента|электронная почта|почта клиента|адрес электронной почты"
    ),
    "customer_name": (
        "nome do cliente|nome do solicitante|nazwa klienta|imię i nazwisko klienta|naam klant"
        "|klantnaam|naam aanmelder|kundnamn|kundens namn|kundenavn|kundens navn|müşteri adı"
        "|müşteri adı soyadı|имя клиента|фио клиента|контактное лицо"
    ),
    "responded_at": (
        "data da primeira resposta|primeira resposta em|primeira resposta"
        "|data pierwszej odpowiedzi|pierwsza odpowiedź|eerste reactie op|datum eerste reactie"
        "|eerste reactie|första svar|första svaret|første svar|ilk yanıt tarihi|ilk yanıt zamanı"
        "|дата первого ответа|время первого ответа|первый ответ"
    ),
    "closed_at": (
        "data de fechamento|data fechamento|fechado em|encerrado em|data de encerramento"
        "|data de resolução|resolvido em|finalizado em|concluído em|data de conclusão|término"
        "|data zamknięcia|data rozwiązania|data zakończenia|zamknięto|rozwiązano|zakończono"
        "|gereed op|afgehandeld op|datum gereed|gesloten op|opgelost op|afgesloten op|einddatum"
        "|eindtijd|datum afgesloten|stängd|avslutad|stängdes|slutdatum|sluttid|lukket|lukket den"
        "|afsluttet|avsluttet|kapanış tarihi|kapanma tarihi|çözüm tarihi|çözülme tarihi"
        "|bitiş tarihi|bitiş zamanı|дата закрытия|дата решения|дата завершения|время закрытия"
        "|дата окончания|время завершения|окончание|закрыто|закрыта|решено|выполнено"
    ),
    "handling_seconds": (
        "tempo de atendimento|tempo de tratamento|tempo médio de atendimento|tma|duração"
        "|duração da chamada|duração do atendimento|tempo gasto|tempo trabalhado"
        "|czas obsługi|czas rozmowy|czas trwania|czas pracy|czas obsługi zgłoszenia"
        "|bestede tijd|behandeltijd|afhandeltijd|gespreksduur|gesprekstijd|duur"
        "|handläggningstid|samtalstid|tidsåtgång|samtalslängd|behandlingstid|samtaletid|varighed"
        "|varighet|taletid|görüşme süresi|işlem süresi|çağrı süresi|konuşma süresi|süre"
        "|трудозатраты|время обработки|длительность|длительность разговора|время разговора"
        "|продолжительность|продолжительность звонка|затраченное время"
    ),
    "changed_at": (
        "atualizado em|data de atualização|última atualização|modificado em|data de modificação"
        "|data modyfikacji|ostatnia aktualizacja|zaktualizowano|data aktualizacji|zmodyfikowano"
        "|gewijzigd op|laatst gewijzigd|bijgewerkt op|wijzigingsdatum|ändrad|uppdaterad"
        "|senast ändrad|senast uppdaterad|ændret|sidst ændret|opdateret|endret|sist endret"
        "|oppdatert|güncelleme tarihi|son güncelleme|değiştirilme tarihi|дата изменения"
        "|дата обновления|последнее изменение|последнее обновление|изменено|обновлено"
    ),
    "resolved": (
        "resolvido|situação|stan|rozwiązane|czy rozwiązano|resolvida|rozwiązana|rozwiązany"
        "|afgehandeld|opgelost|gereed|afgemeld"
        "|löst|tillstånd|løst|durum|çözüldü|çözüldü mü|статус|состояние"
        "|załatwiona|załatwione|załatwiono|geregeld"
    ),
    "solved": (
        "seu problema foi*|o seu problema foi*|sua solicitação foi*|sua dúvida foi*"
        "|conseguimos resolver*|resolvemos o seu*|resolvemos seu*|o problema foi*"
        "|czy problem*|czy twój problem*|czy pana*|czy państwa*|czy udało*|czy sprawa*"
        "|czy rozwiązaliśmy*|czy otrzymał*"
        "|is uw probleem*|is uw vraag*|is uw melding*|is je probleem*|is je vraag*|hebben we uw*"
        "|hebben wij uw*|hebben we je*|hebben wij je*|konden we u*|konden wij u*"
        "|blev ditt problem*|blev ditt ärende*|fick du hjälp*|fick du svar*|löste vi*|har vi löst*"
        "|kunde vi lösa*|kunde vi hjälpa*|blev dit problem*|fik du løst*|fik du hjælp*|løste vi*"
        "|har vi løst*|kunne vi hjælpe*|ble problemet*|fikk du hjelp*|fikk du svar*|fikk du løst*"
        "|sorununuz çözüldü*|sorununuzu çöz*|talebiniz*|sorununuz*"
        "|решена ли*|решен ли*|решён ли*|был ли решен*|был ли решён*|была ли решена*|удалось ли*"
        "|решили ли*|решили ли мы*|помогли ли*|ваш вопрос реш*|ваша проблема реш*"
        "|ratkesiko*|saitko*|saimmeko*|onko ongelma*|megoldódott*|megoldottuk*|sikerült*"
        "|byl váš*|byla vaše*|vyřešili jsme*|podařilo se*|byl problém*"
    ),
    "csat": (
        "spokojenost|hodnocení|spokojenost zákazníka|jak jste spokojen*|jak hodnotíte*"
        "|satisfação|nível de satisfação|nota de satisfação|satisfação do cliente|avaliação"
        "|avaliação do atendimento|nota do atendimento|nota|qual o seu nível de satisfação*"
        "|qual é o seu nível de satisfação*|qual seu nível de satisfação*|quão satisfeit*"
        "|como você avalia*|como avalia*|está satisfeit*"
        "|ocena klienta|ocena obsługi|ocena|satysfakcja|poziom satysfakcji|zadowolenie"
        "|jak ocenia*|jak bardzo jest*|na ile jest*"
        "|klanttevredenheid|tevredenheid|tevredenheidsscore|waardering|beoordeling|hoe tevreden*"
        "|hoe beoordeelt*|kundnöjdhet|nöjdhet|betyg|bedömning|hur nöjd*|kundetilfredshed"
        "|tilfredshed|kundetilfredshet|tilfredshet|vurdering|hvor tilfreds*|hvor fornøyd*"
        "|müşteri memnuniyeti|memnuniyet puanı|memnuniyet derecesi|memnuniyet|değerlendirme|puan"
        "|ne kadar memnun*|hizmetimizden ne kadar memnun*"
        "|оценка клиента|оценка качества|оценка обслуживания|оценка работы|оценка"
        "|удовлетворенность|удовлетворённость|насколько вы довольны*"
        "|насколько вы удовлетворены*|как вы оцениваете*|оцените*"
    ),
    "nps": (
        "qual a probabilidade*|qual é a probabilidade*|qual a chance de*|você recomendaria*"
        "|recomendaria*|recomendação|con quale probabilità*|jak prawdopodobne*"
        "|na ile prawdopodobne*|czy polec*|rekomendacja|hoe waarschijnlijk*|aanbeveling"
        "|zou u ons aanbevelen*|hur sannolikt*|rekommendation|hvor sandsynligt*"
        "|hvor sannsynlig*|anbefaling|bizi önerme*|tavsiye etme*|bizi tavsiye*|tavsiye"
        "|насколько вероятно*|какова вероятность*|готовы ли вы рекомендовать*"
        "|порекомендуете ли*|рекомендация|готовность рекомендовать"
    ),
    "ces": (
        "quão fácil*|o quão fácil*|foi fácil*|jak łatw*|hoe makkelijk*|hoe gemakkelijk*"
        "|hoe eenvoudig*|hur enkelt*|hur lätt*|hvor nemt*|hvor let*|hvor enkelt*|ne kadar kolay*"
        "|насколько легко*|насколько просто*"
    ),
    "remark": (
        "comentário do cliente|comentário|comentários|observações do cliente|sugestões|opinião"
        "|deixe seu comentário*|komentarz klienta|komentarz|uwagi klienta|uwagi|opinia klienta"
        "|opinia|dodatkowe uwagi*|toelichting klant|toelichting|toelichting op*|opmerking klant"
        "|opmerkingen"
        "|opmerking|reactie klant|heeft u nog*|kundkommentar|kundens kommentar|kommentarer"
        "|synpunkter|övriga kommentarer*|bemærkninger|müşteri yorumu|yorum|yorumlar"
        "|müşteri görüşü|görüş|eklemek istediğiniz*|комментарий клиента|комментарий к оценке"
        "|отзыв клиента|отзыв|комментарий|комментарии|пожелания|что вы хотели бы добавить*"
    ),
    "complaint": (
        "klacht|is klacht|reclamação|skarga|reklamacja|klagomål|klage|şikayet|stížnost|жалоба"
    ),
    "value": (
        "venda|vendas|valor da venda|valor do pedido|valor do negócio|orçamento|preço total"
        "|wartość|wartość zamówienia|kwota|bedrag|orderwaarde|bestelwaarde|omzet|belopp|ordervärde"
        "|beløb|beløp|ordreverdi|tutar|sipariş tutarı|částka|hodnota objednávky|сумма"
        "|сумма заказа|сумма сделки|стоимость|выручка"
    ),
    "feedback_at": (
        "data da avaliação|data oceny|datum beoordeling|değerlendirme tarihi|дата оценки"
        "|дата отзыва"
    ),
}
