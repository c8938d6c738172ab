"""Words of which headings of rosters are composed, in many languages, by what they say."""

from __future__ import annotations

from cxstaff.text import caseless


def _set(words: str) -> frozenset[str]:
    return frozenset(caseless(words).split())


LINKING = _set(
    "a am at by d da das de del della den der des di dla do du e em en et för for fra från i im in"
    " jour l la le na no o od of och oder og on op ou par per pro som the til till to u und von w y"
    " z za zu 의 の 的 required optional current aktuell actuel"
    " actual attuale huidig nuvarande home"
)
"""Words that link others or say nothing of their own."""

STAFF = _set(
    "anst cod trabajador trabajadora werknemer werknemers os таб "
    "alkalmazott anställd anställning anställnings ansatt associate colaborador collaborateur"
    " dipendente dolgozó ee emp employee employees employment empleado empleada funcionário"
    " henkilö işçi medarbeider medarbejder medarbetare medewerker mitarbeiter mitarbeitende"
    " mitarbeiterin munkavállaló people person personal personale personel personeel personeels"
    " personell personnel pers pracownik pracownika salarié staff team-member työntekijä worker"
    " workers zaměstnanec zaměstnance zamestnanec работник работника сотрудник сотрудника"
    " співробітник çalışan 从业员 员工 員工 社員 従業員 職員 职员 人员 직원 사원 임직원"
)
"""Words for whoever works here."""

NAMED = _set(
    "adı bezeichnung beschreibung desc description display isim jméno label legal naam name names"
    " namn navn nazwa név neve nimi nom nombre nome official preferred title název имя название"
    " наименование наименованье 名 名称 名前 姓名 氏名 명 성명 이름 명칭"
)
"""Words for what something or somebody is called."""

FIRST = _set(
    "ad ejer etunimi first firstname fornavn förnamn forename given givenname imię imie jméno"
    " keresztnév křestní meno nombre nombres nome prenom prénom prénoms utónév vorname voornaam"
    " имя ім'я 名 이름 prenume όνομα legalfirstname"
)
"""Words for a first name."""

LAST = _set(
    "achternaam apellido apellidos cognome efternamn efternavn etternavn família familia familie"
    " familienname family last lastname nachname nazwisko nom priezvisko příjmení sobrenome"
    " soyad soyadı sukunimi surname vezetéknév családnév фамилия прізвище 姓 성 nume επώνυμο"
    " legallastname apellid"
)
"""Words for a last name."""

FIRST_WHOLE = FIRST - _set("first given forename fore křestní firstname legalfirstname")
BARE = _set("name naam nom namn navn nome név nazwa")
"""Words for a last name beside a word for a first name that says itself that it is a name."""

WHOLE = _set(
    "complet completa completo full kompletny nominativo pełne teljes tam volledige vollständiger"
    " фио піб 姓名 氏名 성명 이름 名前 fullname displayname"
)
"""Words for a name as a whole."""

MAIL = _set(
    "address adres adresa adresi adress adresse courriel correo correu correio e el elektroniczny"
    " elektronikus email emailadres emailadresse épost epost"
    " eposta indirizzo mail maila mailadresse"
    " mailadresi mejl poczta posta pošta post почта почты пошта эл электронная адрес メール"
    " メールアドレス 邮箱 電子郵件 邮件 电子邮件 이메일 메일 sähköposti"
    " sähköpostiosoite σύστημα email-adresse"
) - {"address", "adres", "adresa", "adress", "adresse", "adresi", "indirizzo", "адрес", "e", "el"}
"""Words for an e-mail address."""

WORKING = _set(
    "address adres adresa adress adresse adresi indirizzo адрес addr arbeid arbeids arbete arbejds"
    " arbeit arbeitsplatz aziendale business company corporate corporativo corporativa dienstlich"
    " dienstliche e el elektronicka empresa empresarial geschäftlich geschäftliche id iş kurumsal"
    " laboral munkahelyi office primary pracy profesional professionnel professionnelle služební"
    " služobný służbowy trabajo trabalho user users work zakelijk aziendali firmowy рабочая"
    " рабочий корпоративная 会社 公司 办公 社用 회사 업무 virksomheds työ"
)
"""Words that say that something belongs to work."""

NUMBERS = _set(
    "code codice código id identifier identifiant identifikator kennung kód kode lp no nr num"
    " numara numarası number numer numero número numéro nummer szám száma tunnus číslo номер"
    " табельный 号 编号 番号 コード 번호 numero nro"
)
"""Words for what tells one person from another."""

REGISTERED = _set(
    "badge emplid empno ewidencyjny kadrowy matricola matricula matrícula matricule no-sicil osobní"
    " persnr personalnummer personnummer sicil stamm stammnummer törzs törzsszám табельный"
    " 工号 社員番号 사번 사원번호 인사번호 payroll"
)
"""Words for the number under which somebody is on the list of staff."""

TEAMS = _set(
    "departments orgdepartment organisation útvar enhet wydział"
    " einheit unidad unité seção sección sektör 所属部门 "
    "abteilung abteilungs afdeling area área avdeling avdelning bereich birim bölüm csoport deling"
    " departamento departament département department departman dept dept. deptname dipartimento"
    " dział działu division enhed enhet equipe équipe equipo gruppe grupo gruppo group kelompok"
    " kostenstellenname oddělení oddelenie organisationseinheit org-unit organisaatioyksikkö osasto"
    " osztály odbor reparto sección secteur section sektion service setor squad szervezeti egység"
    " team teams tiimi tým ufficio unit yksikkö zespół ünite отдел отделение подразделение"
    " департамент відділ підрозділ τμήμα チーム 部署 部門 部门 班组 班 团队 組織 组 所属 課 科室"
    " 부서 팀 소속 부서명 소속팀"
)
"""Words for a group of people."""

ORGANIZATION = _set("org organization organisation organizational organisations organizacyjna")
LEVELS = _set("level unit einheit 1 2 3 4 jednostka enhet")
"""Words for a step of an organisation, smaller with each."""

BOSSES = _set(
    "chefia chefe coach 조직장 上長 직속 head "
    "administra amir boss chef encargado esihenkilö esimies felettes führungskraft gestor gestora"
    " jefe jefa kierownik lead leader leidinggevende leder manager managers managing n"
    " nadřízený nadriadený přímý przełożony reporting reports responsable responsabile superior"
    " superiore supérieur superviseur supervisor supervisors teamleider teamleiter teamlead"
    " vedoucí verantwortlicher vezető vorgesetzte vorgesetzten vorgesetzter yönetici"
    " yöneticisi начальник руководитель керівник προϊστάμενος 上司 上長 上级 主管 直属上级 直属上司"
    " 经理 领导 팀장 상사 관리자 직속상사 매니저"
)
"""Words for whom somebody works for."""

WHICH_BOSS = _set(
    "1 bezpośredni bir direct directe directo direkte direkter direto disciplinary functional"
    " hiérarchique imediato immediate immediato inmediato ilk line locale nearest nærmeste närmaste"
    " primary r team to worker workers direkt fachlicher disziplinarischer непосредственный 直属"
    " 직속"
)
"""Words that say which of them."""

DATED = _set(
    "datą data date dato datum datums dátum dátuma day days dt dag dagen den día dia fecha giorno"
    " jour päivä päivämäärä tag tarih tarihi tid zeitpunkt дата день date-time 年月日 日 日期 时间"
    " 일 일자 날짜 am ab alkaen aloitus"
)
"""Words for days."""

ORDER = _set(
    "first latest last letzte letzter most original recent initial ursprünglich primera ultima"
    " última 1 2 3 continuous adjusted"
)
"""Words that say which of several."""

JOINED = _set(
    "beginn vertragsbeginn contractstart service sinds sedan zatrudniony"
    " zatrudniona принят принята прием 入職 入社年月日 "
    "admissão admision admissao alta ansættelse ansættelses ansættelsesdato ansettelse ansettelses"
    " ansettelsesdato ansatt ansat anställd anställning anställningsdatum antigüedad assunzione"
    " başlama başlangıç belépés belépési contratación contratação dienst dienstantritt dienstbeginn"
    " doj eintritt eintritts einstellung einstellungs embauche embauché entrada entrée entry giriş"
    " hire hired hiring ikrafttrædelse in-dienst incorporación indiensttreding ingreso join joined"
    " joining kezdete nástup nástupu onboarded start started startdatum startdato alku"
    " alkamispäivä tiltrædelse työsuhteen zatrudnienia zatrudniony přijetí приема приёма принят"
    " поступления прийняття пост 入社 入社日 入职 入職 入司 到职 입사 입사일 채용"
)
"""Words for beginning to work here."""

LEFT = _set(
    "kündigung kündigungs departure leaving rapporto einde уволен уволена 退職年月日 "
    "ausgeschieden ausscheiden austritt austritts baja cesación cese cessation cessato cessazione"
    " czas-zwolnienia demissão departure desligamento dienst-uit dimissioni départ ende exit fine"
    " fratrådt fratrædelse fratrædelses fratrædelsesdato gone kilépés kilépési leaving leaver left"
    " offboarded päättyminen päättymispäivä rescisão resignation rozwiązania separation salida"
    " saída slut sluttet sluttdato slutdatum slutt sortie term terminated termination ukončení"
    " uscita uit utträde utträdes výstup výstupu zwolnienia ayrılış ayrılma çıkış увольнения"
    " увольнение звільнення 退社 退社日 退職 退職日 离职 離職 离司 퇴사 퇴사일 퇴직"
)
"""Words for leaving."""

LAST_OF = _set(
    "last letzter dernier último ultimo laatste sista siste sidste ostatni poslední viimeinen"
    " utolsó son последний 最終 最后 마지막"
)
DAYS = _set(
    "arbeitstag dag day día dia dzień giorno jour munkanap nap päivä tag workday werkdag"
    " arbetsdag arbeidsdag arbejdsdag работы рабочий день 出勤日 工作日 근무일 worked working"
    " travaillé trabajado lavorato pracy gün iş günü den"
)
"""Words for the last day of work."""

CONTRACT = _set(
    "arbetsförhållande beschäftigung contract contracto contrat contrato contratto employment"
    " işten iş kontrakt kontraktu umowy smlouvy työsuhteen vertrag vertrags dienstverband"
    " beschäftigungs relation arbeidsforhold договора laboral poměru pracovního 계약"
)
"""Words for an employment."""

ENDS = _set("end ends ende tom fin fim fine einde slut koniec końca konec vége until bis son")

COMPANY = _set(
    "company empresa entreprise firmy azienda firma компании"
    " işe iş içinde työ työsuhteen unternehmen"
    " unternehmens na на работу з pracovního poměru til virksomhed 회사"
)
"""Words for where somebody begins."""

STATES = _set(
    "állapot activ active actief aktiv aktivní aktywny durum durumu enabled estado situação"
    " situación stan state stato status statut stav státusz tila tilstand состояние статус 状态"
    " 状況 状態 區分 구분 상태 在职 在籍 在職 재직 재직구분 재직상태"
)
"""Words for whether somebody works here."""

OF_STATES = _set(
    "account assignment beschäftigungs position hiring hr"
    " lifecycle contract record 员工 在籍 在职 재직"
    " 근무 雇用 employee"
)

JOBS = _set(
    "befattning beosztás beruf cargo designation fonction funkcja funkce función funktion functie"
    " função intitulé job jobbeschreibung jobtitle jobtitel mansione munkakör position pozice"
    " pozisyon pozycja poste posición posizione puesto qualifica role rolle stanowisko stelle"
    " stilling stillingsbetegnelse tehtävänimike tjänst title titel titre unvan ünvan görevi görev"
    " должность посада 役職 職位 职位 职务 岗位 職種 직책 직위 직급 직무"
) - {"role", "rolle"}
"""Words for what somebody does."""

SITES = _set(
    "centro city iroda kontor lieu località locatie location lokalizacja lokasyon miejsce oficina"
    " office ort plats pobočka sede sijainti site standort şube telephely toimipaikka ubicación"
    " vestiging офис место город 勤務地 工作地点 地点 拠点 근무지 사업장"
)
"""Words for where somebody works."""
