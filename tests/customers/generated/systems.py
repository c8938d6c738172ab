"""How systems head their columns and what they write there, as far as their exports show.

Columns are `field=Heading`, parted by semicolons; those that begin with ~ hold something that is
no field of ours and may mislead. {u} is the place of a unit.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class System:
    """One system: its columns, and which ways of writing it has."""

    name: str
    language: str
    columns: str
    dates: str = ""
    csat: str = "digit word led of"
    handlers: str = "plain"
    files: str = "csv csv csv csv xlsx xlsx ods"
    lengths: str = "s hms min"
    references: str = "plain"
    rows: str = "once"
    explained: str = ""


STATUSES = {
    "en": (("Solved", "Closed"), ("Open", "Pending", "On-hold")),
    "jira": (("Done", "Resolved"), ("In Progress", "Waiting for customer", "Open")),
    "jira_es": (("Resuelta", "Cerrada"), ("Abierta", "En curso")),
    "jira_de": (("Fertig", "Erledigt"), ("In Arbeit", "Offen", "Zu erledigen")),
    "glpi": (("Clos", "Résolu"), ("Nouveau", "En cours (Attribué)", "En attente")),
    "otrs": (("erfolgreich geschlossen",), ("offen", "neu", "erfolglos geschlossen")),
    "zammad": (("geschlossen",), ("offen", "neu", "warten auf Erinnerung")),
    "servicenow": (("Resolved", "Closed"), ("In Progress", "On Hold", "New")),
    "hubspot": (("Closed",), ("New", "Waiting on contact", "Waiting on us")),
    "dynamics": (("Problem Solved", "Information Provided"), ("In Progress", "On Hold")),
    "intercom": (("closed",), ("open", "snoozed")),
    "freshdesk": (("Resolved", "Closed"), ("Open", "Pending", "Waiting on Customer")),
    "de": (("Gelöst", "Geschlossen"), ("Offen", "In Bearbeitung", "Wartend")),
    "fr": (("Résolu", "Fermé"), ("Ouvert", "En cours", "En attente")),
    "es": (("Resuelto", "Cerrado"), ("Abierto", "En curso", "Pendiente")),
    "it": (("Risolto", "Chiuso"), ("Aperto", "In corso", "In attesa")),
    "yes_en": (("Yes",), ("No",)),
    "yes_de": (("ja",), ("nein",)),
    "yes_fr": (("oui",), ("non",)),
    "yes_es": (("sí",), ("no",)),
    "yes_it": (("sì",), ("no",)),
    "true": (("TRUE",), ("FALSE",)),
    "one": (("1",), ("0",)),
}
WORDS = {
    "en": ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"),
    "de": ("Sehr unzufrieden", "Unzufrieden", "Neutral", "Zufrieden", "Sehr zufrieden"),
    "fr": ("Très insatisfait", "Insatisfait", "Neutre", "Satisfait", "Très satisfait"),
    "es": ("Muy insatisfecho", "Insatisfecho", "Neutral", "Satisfecho", "Muy satisfecho"),
    "it": ("Molto insoddisfatto", "Insoddisfatto", "Neutrale", "Soddisfatto", "Molto soddisfatto"),
}
TWO_STEPS = {
    "en": ("Bad", "Good"),
    "de": ("Schlecht", "Gut"),
    "fr": ("Mauvais", "Bon"),
    "es": ("Malo", "Bueno"),
    "it": ("Cattivo", "Buono"),
}

SYSTEMS = (
    System(
        "Zendesk list", "en",
        "reference=Id;~subject=Subject;customer=Requester;team=Group;handler=Assignee"
        ";resolved:en=Status;csat=Satisfaction Score;happened_at=Created at;changed_at=Updated at"
        ";closed_at=Solved at;channel=Via;~priority=Priority",
        "iso offset isoT", csat="two",
    ),
    System(
        "Zendesk Explore", "en",
        "reference=Ticket ID;happened_at=Ticket created - Timestamp;handler=Assignee name"
        ";team=Ticket group;channel=Ticket channel;resolved:en=Ticket status"
        ";~subject=Ticket subject;csat=Ticket satisfaction rating"
        ";remark=Ticket satisfaction comment;closed_at=Ticket solved - Timestamp"
        ";changed_at=Ticket updated - Timestamp;~priority=Ticket priority"
        ";~tags=Ticket tags;~due=Ticket due - Timestamp",
        "isoT iso", csat="two",
    ),
    System(
        "Freshdesk", "en",
        "reference=Ticket ID;~subject=Subject;resolved:freshdesk=Status;~priority=Priority"
        ";channel=Source;reason=Type;handler=Agent;team=Group;happened_at=Created time"
        ";~due=Due by Time;~resolved=Resolved time;closed_at=Closed time"
        ";changed_at=Last update time;responded_at=Initial response time;~spent=Time tracked"
        ";~hours=First response time (in hrs);~hours=Resolution time (in hrs)"
        ";~count=Agent interactions;~count=Customer interactions;~sla=Resolution status"
        ";~sla=First response status;~tags=Tags;csat=Survey results;customer_name=Full name",
        "iso", csat="word digit",
    ),
    System(
        "HubSpot", "en",
        "reference=Ticket ID;~subject=Ticket name;~pipeline=Pipeline;resolved:hubspot=Ticket status"
        ";happened_at=Create date;~priority=Priority;handler=Ticket owner;channel=Source"
        ";reason=Category;closed_at=Close date;changed_at=Last modified date"
        ";~hours=Time to close (HH:mm:ss);team=HubSpot team;~company=Associated Company",
        "iso", handlers="plain angle brackets",
    ),
    System(
        "Salesforce report", "en",
        "reference=Case Number;handler=Case Owner;happened_at=Date/Time Opened"
        ";closed_at=Date/Time Closed;resolved:en=Status;channel=Case Origin;reason=Case Reason"
        ";~company=Account Name;customer_name=Contact Name;customer_address=Contact Email"
        ";~priority=Priority;~age=Age (Hours);escalated:one=Escalated"
        ";changed_at=Last Modified Date;csat=CSAT Score",
        "mdy12 mdy12c", references="zeros", csat="digit",
    ),
    System(
        "ServiceNow fields", "en",
        "reference=number;happened_at=opened_at;handler=assigned_to;team=assignment_group"
        ";channel=contact_type;reason=category;resolved:servicenow=state;~resolved=resolved_at"
        ";closed_at=closed_at;changed_at=sys_updated_on;customer=caller_id"
        ";~count=reassignment_count;~colleague=sys_created_by;~subject=short_description"
        ";~priority=priority;~guid=sys_id;~order=cmdb_ci",
        "iso dmy-", references="prefix",
    ),
    System(
        "ServiceNow list", "en",
        "reference=Number;happened_at=Opened;~colleague=Opened by;~subject=Short description"
        ";customer=Caller;~priority=Priority;resolved:servicenow=State;reason=Category"
        ";team=Assignment group;handler=Assigned to;changed_at=Updated;~colleague=Updated by"
        ";closed_at=Closed;channel=Contact type;~due=Due date",
        "iso mdy12", references="prefix", files="csv xlsx",
    ),
    System(
        "Jira", "en",
        "~subject=Summary;reference=Issue key;~seq=Issue id;reason=Issue Type;resolved:jira=Status"
        ";handler=Assignee;customer=Reporter;happened_at=Created;changed_at=Updated"
        ";closed_at=Resolved;~due=Due Date;~tags=Labels;~tags=Labels"
        ";csat=Satisfaction rating;~log=Comment;~log=Comment;~priority=Priority",
        "jira iso", references="key", csat="digit",
    ),
    System(
        "Jira, German", "de",
        "~subject=Zusammenfassung;reference=Vorgangsschlüssel;~seq=Vorgangs-ID"
        ";reason=Vorgangstyp;resolved:jira_de=Status;handler=Zugewiesene Person;customer_name=Autor"
        ";happened_at=Erstellt;changed_at=Aktualisiert;~due=Fällig;~priority=Priorität",
        "jira dmy. iso", references="key",
    ),
    System(
        "Jira, Spanish", "es",
        "~subject=Resumen;reference=Clave de incidencia;~seq=ID de la incidencia"
        ";reason=Tipo de incidencia;resolved:jira_es=Estado;handler=Persona asignada"
        ";~person=Informador;happened_at=Creada;changed_at=Actualizada;closed_at=Resuelta"
        ";~due=Fecha de vencimiento;~priority=Prioridad",
        "iso dmy/", references="key",
    ),
    System(
        "Intercom", "en",
        "reference=Conversation ID;happened_at=Conversation created at (Europe/Berlin)"
        ";channel=Channel;handler=Teammate currently assigned;team=Team currently assigned"
        ";resolved:intercom=Conversation state;csat=Conversation rating"
        ";remark=Conversation rating remark;~tags=Conversation tags;~person=User name"
        ";customer_address=User email;~url=Conversation URL",
        "iso", csat="digit faces",
    ),
    System(
        "Chatwoot ratings", "en",
        "reference=Conversation ID;handler=Agent Name;csat=Rating;remark=Feedback Comment"
        ";customer_name=Contact Name;customer_address=Contact Email Address"
        ";~phone=Contact Phone Number;~url=Link to the conversation;happened_at=Created at",
        "iso rfc", csat="digit",
    ),
    System(
        "Genesys Cloud", "en",
        "~yes=Full Export Completed;channel=Media Type;handler=Users;~remote=Remote"
        ";~direction=Direction;happened_at=Date;~length=Duration;handling_seconds=Total Handle"
        ";customer=ANI;team=Queue;reason=Wrap-up;reference=Conversation ID;~no=Abandoned",
        "mdy12y iso", lengths="ms", references="guid", files="csv",
    ),
    System(
        "Amazon Connect", "en",
        "reference=Contact ID;channel=Channel;happened_at=Initiation timestamp;~phone=System phone"
        " number;team=Queue;handler=Agent;~phone=Customer phone number/email address"
        ";closed_at=Disconnect timestamp;handling_seconds=Agent interaction duration{u}",
        "isoT rfc offset", handlers="login", lengths="s hms", references="guid", files="csv",
    ),
    System(
        "Five9", "en",
        "reference=CALL ID;happened_at=TIMESTAMP;~campaign=CAMPAIGN;~calltype=CALL TYPE"
        ";handler=AGENT EMAIL;team=SKILL;reason=DISPOSITION;customer=ANI;~phone=DNIS"
        ";handling_seconds=HANDLE TIME;~length=TALK TIME;~length=HOLD TIME",
        "rfc mdy12", handlers="email", lengths="hms", files="csv",
    ),
    System(
        "Talkdesk", "en",
        "reference=Interaction ID;~calltype=Call Type;happened_at=Start Time;closed_at=End Time"
        ";handler=User Name;team=Ring Groups;handling_seconds=Talk Time;~length=Wait Time"
        ";hold_seconds=Hold Time;reason=Disposition Code;~phone=Contact Phone Number",
        "iso mdy24", lengths="hms s", references="guid",
    ),
    System(
        "Zoho Desk", "en",
        "reference=Ticket Id;~subject=Subject;handler=Ticket Owner;resolved:en=Status (Ticket)"
        ";channel=Channel;reason=Category;happened_at=Created Time (Ticket)"
        ";changed_at=Modified Time (Ticket);closed_at=Ticket Closed Time"
        ";customer_name=Contact Name (Ticket);customer_address=Email (Ticket)"
        ";~due=Due Date;csat=Happiness Rating",
        "named_en iso", csat="two",
    ),
    System(
        "Gorgias", "en",
        "reference=Ticket ID;channel=Initial channel;~channel=Last used integration"
        ";~count=Number of messages;~tags=Tags;resolved:intercom=Status;~subject=Subject"
        ";handler=Assignee name;~agent_mail=Assignee email;team=Assignee team"
        ";customer_address=Customer email;happened_at=Creation date;closed_at=Closed date"
        ";csat=Survey score;~seconds=First response time (s);~seconds=Resolution time (s)",
        "isoT iso", csat="digit",
    ),
    System(
        "osTicket", "en",
        "reference=Ticket Number;happened_at=Date Created;~subject=Subject;customer_name=From"
        ";customer_address=From Email;~priority=Priority;team=Department;reason=Help Topic"
        ";channel=Source;resolved:en=Current Status;changed_at=Last Updated;~due=Due Date"
        ";~no=Overdue;~yesno=Answered;handler=Agent Assigned",
        "mdy12 iso",
    ),
    System(
        "Spiceworks", "en",
        "reference=Ticket Number;~subject=Summary;handler=Assigned To;~person=Creator"
        ";happened_at=Created On;closed_at=Closed On;handling_seconds=Time Spent{u}"
        ";reason=Category;~priority=Priority;resolved:en=Status",
        "mdy24 iso", lengths="min hms",
    ),
    System(
        "Dynamics 365", "en",
        "~guid=(Do Not Modify) Case;~checksum=(Do Not Modify) Row Checksum"
        ";changed_at=(Do Not Modify) Modified On;~subject=Case Title;reference=Case Number"
        ";~priority=Priority;channel=Origin;customer=Customer;handler=Owner"
        ";resolved:dynamics=Status Reason;happened_at=Created On;csat=Satisfaction",
        "iso", csat="word", references="case", files="xlsx",
    ),
    System(
        "Creatio", "en",
        "reference=Number;~subject=Subject;happened_at=Registration date;~plan=Response time"
        ";responded_at=Actual response time;~plan=Resolution time;closed_at=Closed on"
        ";handler=Assignee;team=Assignees group;channel=Source;reason=Service"
        ";customer_name=Contact;customer=Account;resolved:en=Status"
        ";csat=Satisfaction level;remark=Comment on satisfaction level;changed_at=Modified on",
        "mdy12 iso dmy.", references="prefix", csat="word digit",
    ),
    System(
        "Infor CRM", "en",
        "reference=TicketNumber;resolved:en=Status;~area=Area;reason=Category"
        ";happened_at=ReceivedDate;handler=AssignedTo;customer=Account;closed_at=CompletedDate"
        ";changed_at=ModifyDate;~priority=Urgency",
        "mdy12 iso", handlers="comma plain", references="dashes",
    ),
    System(
        "Act! history", "en",
        "reference=History ID;happened_at=Start Time;channel=Activity Type;~text=Result"
        ";reason=Regarding;handler=Record Manager;customer=Contact;~company=Company"
        ";handling_seconds=Duration{u}",
        "mdy12", lengths="min", references="guid",
    ),
    System(
        "Google Forms", "en",
        "happened_at=Timestamp;customer_address=Email Address;reference=Ticket number"
        ";handler=Who helped you?;csat=How satisfied are you with our service?"
        ";solved:yes_en=Was your problem solved?;nps=How likely are you to recommend us?"
        ";remark=Anything else you would like to tell us?",
        "forms mdy24", files="csv",
    ),
    System(
        "Microsoft Forms", "en",
        "~seq=ID;happened_at=Start time;feedback_at=Completion time;customer_address=Email"
        ";~person=Name;reference=Your ticket number;handler=Who helped you?"
        ";csat=How satisfied are you?;remark=Comments",
        "mdy24", files="xlsx",
    ),
    System(
        "Znuny search", "de",
        "reference=Ticketnummer;~age=Alter;happened_at=Erstellt;closed_at=Geschlossen"
        ";resolved:otrs=Status;~priority=Priorität;team=Queue;~lock=Sperre;handler=Besitzer"
        ";customer=Kundennummer;customer_name=Kundenname;~subject=Betreff;channel=Kanal",
        "iso dmy.", references="otrs", handlers="plain comma",
    ),
    System(
        "Zammad", "de",
        "~seq=ID;reference=Nummer;~subject=Titel;resolved:zammad=Status;~priority=Priorität"
        ";team=Gruppe;handler=Besitzer;customer=Kunde;~company=Organisation"
        ";happened_at=Erstellt am;closed_at=Geschlossen am;changed_at=Aktualisiert am"
        ";~length=Abgerechnete Zeit",
        "iso dmy.", references="long",
    ),
    System(
        "German desk", "de",
        "reference=Vorgangsnr.;happened_at=Eingang;handler=Sachbearbeiter/in;channel=Eingangskanal"
        ";reason=Anliegen;csat=Zufriedenheit (1-5);handling_seconds=Bearbeitungsdauer{u}"
        ";remark=Bemerkung des Kunden;resolved:yes_de=Erledigt (ja/nein);~due=Frist bis"
        ";team=Abteilung",
        "dmy. dmy.s uhr named_de yy.", csat="digit word led",
    ),
    System(
        "German service report", "de",
        "reference=Fall-Nr.;happened_at=Eröffnet;closed_at=Abgeschlossen;handler=Mitarbeiter"
        ";team=Team;channel=Kontaktkanal;reason=Kontaktgrund;resolved:de=Status"
        ";csat=Kundenzufriedenheit;nps=Weiterempfehlung (0-10);remark=Kundenkommentar"
        ";value=Auftragswert;~order=Auftragsnummer;~colleague=Vorgesetzter",
        "dmy. dmy.s iso uhr", csat="digit of word", handlers="plain comma angle",
    ),
    System(
        "German call list", "de",
        "reference=Anruf-ID;happened_at=Beginn;closed_at=Ende;handler=Agent;team=Warteschlange"
        ";handling_seconds=Gesprächsdauer{u};~phone=Rufnummer;~length=Wartezeit"
        ";~text=Ergebnis;~ip=IP-Adresse",
        "dmy.s iso cet", lengths="hms s min", handlers="plain upper login",
    ),
    System(
        "GLPI", "fr",
        "reference=ID;~subject=Titre;resolved:glpi=Statut;changed_at=Dernière modification"
        ";happened_at=Date d'ouverture;~priority=Priorité;customer_name=Demandeur - Demandeur"
        ";handler=Attribué à - Technicien;team=Attribué à - Groupe de techniciens"
        ";reason=Catégorie;closed_at=Date de clôture;csat=Satisfaction - Note",
        "iso dmy-", references="spaced", csat="digit",
    ),
    System(
        "French desk", "fr",
        "reference=N° de dossier;happened_at=Date de réception;handler=Conseiller;team=Équipe"
        ";channel=Canal d'entrée;reason=Motif de contact;csat=Note de satisfaction (sur 5)"
        ";remark=Avis client;resolved:yes_fr=Résolu (oui/non);handling_seconds=Durée{u}"
        ";~order=N° de commande;~due=Échéance",
        "dmy/ dmyh named_fr", csat="digit of word",
    ),
    System(
        "French service report", "fr",
        "reference=Numéro de ticket;happened_at=Créé le;closed_at=Fermé le;handler=Assigné à"
        ";team=Groupe;channel=Canal;reason=Catégorie;resolved:fr=Statut"
        ";csat=Satisfaction client;remark=Commentaire client;changed_at=Mis à jour le"
        ";value=Montant;customer_address=Adresse e-mail du client",
        "dmy/ iso dmy/s", csat="word digit", handlers="plain comma email",
    ),
    System(
        "Spanish desk", "es",
        "reference=Nº de caso;happened_at=Fecha de apertura;closed_at=Fecha de cierre"
        ";handler=Agente asignado;team=Grupo;channel=Canal;resolved:es=Estado"
        ";csat=Satisfacción (1-5);remark=Comentarios del cliente;reason=Tipo de consulta"
        ";handling_seconds=Duración{u};~order=Nº de pedido",
        "dmy/ iso named_es", csat="digit word",
    ),
    System(
        "Spanish survey", "es",
        "reference=Número de ticket;happened_at=Marca temporal;handler=¿Quién le atendió?"
        ";csat=¿Qué tan satisfecho está con el servicio?"
        ";nps=¿Qué probabilidad hay de que nos recomiende?;remark=Comentarios"
        ";solved:yes_es=¿Se resolvió su problema?",
        "dmy/s dmy/", csat="digit word", files="csv",
    ),
    System(
        "Italian desk", "it",
        "reference=Numero pratica;happened_at=Data apertura;closed_at=Data chiusura"
        ";handler=Operatore;team=Gruppo;channel=Canale;reason=Categoria;resolved:it=Stato"
        ";csat=Valutazione;remark=Commento del cliente;handling_seconds=Durata{u}"
        ";~order=Numero ordine;~due=Scadenza",
        "dmy/ iso named_it", csat="digit word",
    ),
    System(
        "Italian report", "it",
        "reference=ID ticket;happened_at=Creato il;handler=Assegnato a;team=Squadra"
        ";channel=Canale;resolved:yes_it=Risolto;csat=Soddisfazione del cliente"
        ";remark=Note del cliente;changed_at=Aggiornato il",
        "dmy/ dmy/s iso", csat="digit word",
    ),
    System(
        "Qualtrics", "en",
        "happened_at=StartDate;feedback_at=EndDate;~finished=Status;~ip=IPAddress;~pct=Progress"
        ";reference=ExternalReference;~guid=ResponseId;handler=Agent;nps=Q1_NPS;csat=Q2_CSAT"
        ";remark=Comments",
        "iso", csat="digit", files="csv", explained="import ids",
    ),
    System(
        "SurveyMonkey", "en",
        "~seq=Respondent ID;~seq=Collector ID;happened_at=Start Date;feedback_at=End Date"
        ";~ip=IP Address;customer_address=Email Address;reference=Ticket number"
        ";handler=Who helped you today?;csat=How satisfied were you with our answer?"
        ";remark=Any other comments?",
        "mdy12 mdy24", csat="word digit", files="csv xlsx", explained="responses",
    ),
    System(
        "Audit log", "en",
        "reference=ticket_id;happened_at=created_at;changed_at=updated_at;handler=assignee"
        ";team=group;resolved:en=status;channel=channel;csat=csat;~colleague=changed_by",
        "iso isoT", csat="digit", files="csv ndjson", rows="log", handlers="email plain",
    ),
    System(
        "Returns desk", "de",
        "reference=Fall;happened_at=Gemeldet am;handler=Bearbeitet von;value=Warenwert"
        ";nps=NPS;reopened:yes_de=Wiedereröffnet;escalated:yes_de=Eskaliert"
        ";resolved:de=Status;csat=Bewertung;remark=Rückmeldung;closed_at=Erledigt am",
        "dmy. iso uhr", csat="digit stars of",
    ),
    System(
        "Interface", "en",
        "reference=id;happened_at=created_at;changed_at=updated_at;handler=assignee.email"
        ";team=group.name;channel=channel;reason=category;resolved:true=is_resolved"
        ";csat=csat.score;remark=csat.comment;customer=requester.id;responded_at=first_reply_at"
        ";handling_seconds=handling_seconds;~tags=tags;~url=url",
        "isoT epoch epoch_ms offset micro", csat="digit", handlers="email",
        files="ndjson json csv", lengths="s",
    ),
    System(
        "Warehouse", "en",
        "reference=interaction_key;happened_at=interaction_ts;handler=agent_employee_email"
        ";team=team_name;channel=channel_name;reason=contact_reason;nps=nps_score"
        ";csat=csat_score;resolved:one=resolved_flag;handling_seconds=aht_sec"
        ";~seq=row_number;~guid=batch_id;~plan=load_ts",
        "micro iso epoch isoT", csat="digit", handlers="email", files="csv", lengths="s",
    ),
)  # fmt: skip
