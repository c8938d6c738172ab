"""The layer of every file whose name does not say it, feature by feature.

`pure` is arithmetic, calendars and parsing: the standard library, numpy, scipy and what is pure
as well. `labelled` is pure but for text in the reader's language. The others stand where a file of
that name would: `queries` read or write through the session, `actions` call actions, and so on up.
Files called as a layer (or in a package called so) are not listed; a package stands for the files
in it that are not.
"""

LAYERS: dict[str, dict[str, str]] = {
    "alignment": {
        "pure": "audit.facts audit.held audit.proof audit.rules tree",
        "queries": """
            audit.everywhere audit.gathering overview.kept overview.lines overview.looking
            overview.matrix overview.teams scorecards sides
        """,
    },
    "awards": {
        "pure": "tally",
        "actions": "letters",
        "views": "views.seen",
    },
    "backups": {
        "queries": "archive manifest restoring",
    },
    "customers": {
        "pure": """
            reading.contact reading.details reading.headings.answers reading.headings.channels
            reading.headings.composed reading.headings.contacts reading.headings.courses
            reading.headings.eastern
            reading.headings.further reading.headings.known reading.headings.lengths
            reading.headings.pieces reading.headings.questions reading.headings.rarer
            reading.headings.times reading.scales
            reading.unread reading.vocabulary
        """,
        "labelled": """
            averages outcomes reading.consistency reading.evidence reading.fields
            reading.leaving_out reading.likelihood reading.meanings reading.phrases
            reading.plausible reading.values
        """,
        "queries": """
            columns imports.answers imports.checking imports.chunks imports.previews
            imports.waiting options
            quarantine.kinds quarantine.offers reading.guesses reading.mapping reading.reader
            reading.readings reading.seen records.counts records.customers records.handlers
            finding newest praise records.history
            records.known records.loading records.merging records.rebuild records.rewriting
            records.sums records.taking_back records.terms records.updating records.writing
            remarks sums_over_time
        """,
        "actions": """
            imports.held imports.joining imports.taking_back quarantine.explaining
            quarantine.files quarantine.passes quarantine.record
        """,
        "forms": "mapping_form",
    },
    "demo": {
        "pure": "calibration words",
        "queries": """
            accounts acting answers celebrated empty interactions levers making names news
            points
            questions roster serving
            thanks unfinished week world
        """,
    },
    "digests": {
        "pure": "chat.formats parts.highlights periods",
        "queries": "chat.post contents links parts",
        "actions": "outbox",
    },
    "engine": {
        "queries": """
            alive append_only beginning by_column columns dumps folding foreign_keys gathering
            listed meanwhile prepared remains residue rows stored tools values writer_queue
        """,
    },
    "factors": {
        "pure": "recovery site",
        "labelled": "words",
        "queries": "ceremonies letters sealing totp",
    },
    "home": {
        "queries": "kept waits",
        "page": "mixed feeling",
        "views": "operations",
    },
    "incentives": {
        "pure": "payout periods",
        "queries": """
            eligibility proposals.what_if statements.approval statements.progress
            statements.waiting statements.working
        """,
        "actions": "statements.closing statements.drafting statements.letters statements.paying",
        "views": "statements.closing_views",
    },
    "keeping": {
        "pure": "erased",
        "actions": "erasing removing",
    },
    "linkage": {
        "pure": "estimates material.cache material.periods signs verdicts.found",
        "labelled": """
            comparison drivers judging leads.family material planner screen
            signs.identical_scores standings
        """,
        "queries": """
            material.changes material.gathering material.packing material.strata
            signs.gathering signs.lever_spells
            verdicts.versions
        """,
        "charts": "comparison.plot",
        "page": "comparison.cards comparison.parts screen.lines",
    },
    "mail": {
        "pure": "message",
        "queries": "mailfolder smtp",
    },
    "measures": {
        "pure": "inheritance judging reading_periods",
        "labelled": "starters",
        "queries": "coverage imports.table values",
        "actions": "imports.plan",
    },
    "milestones": {
        "pure": "occasions",
        "actions": "letters",
    },
    "outgoing": {
        "queries": "guard posting",
    },
    "oversight": {
        "pure": "checkpoints",
    },
    "packed": {
        "queries": "arrays",
    },
    "people": {
        "pure": """
            account accounts.known_devices roster.reading.composed roster.reading.names
            roster.reading.pieces roster.reading.status spans
        """,
        "labelled": "accounts.devices roster.reading.headings",
        "queries": """
            accounts.guessing accounts.handovers accounts.password_letters
            accounts.passwords accounts.sessions
            accounts.throttle accounts.tokens calendars company letters.outbox
            letters.unreachable memberships permissions earlier.numbers earlier.retellings
            roster.checking.absences
            roster.checking.changes roster.checking.check roster.checking.doubles
            roster.checking.entry roster.checking.managers roster.checking.matching
            roster.checking.plan roster.checking.rehires roster.checking.renames
            roster.checking.retold roster.imports roster.late_moves roster.options
            roster.reading.line roster.reading.mapping roster.reading.table roster.report
            roster.uploaded
        """,
        "forms": "roster.file_forms",
        "views": "accounts.device_cookie accounts.gate reader",
    },
    "points": {
        "pure": "chain proration",
        "models": "stored",
        "labelled": "units",
        "queries": "allowing verification",
    },
    "pulses": {
        "pure": """
            codes.alphabet disclosure early_end.moments letters.reminders planning.opening_times
            questions.rotation questions.wording threads.codes
        """,
        "labelled": "questions.instruments",
        "queries": """
            answering.links closing letters planning.invitees questions results scoring sealing
        """,
        "actions": "planning.ready_made",
        "page": "planning.drafts",
    },
    "recognition": {
        "actions": "praise.points",
        "pure": "patterns.rules",
        "labelled": "fairness.estimates starters",
        "queries": "letters",
    },
    "retention": {
        "queries": "times",
    },
    "security_log": {
        "pure": "chain discretion hash_chain",
        "labelled": "acts",
    },
    "tables": {
        "pure": "alphabets blocks layout nothing numbers times.eastern times.times_of_day",
        "labelled": "times.dates times.moments times.zones words",
        "queries": """
            conversion delimited documents encodings headings mapping.presets sniffing workbooks
            writing
        """,
    },
    "web": {
        "pure": "empty style",
        "labelled": "marks",
        "queries": "signing catalogues",
        "views": "application assets fields frames compression csrf translation",
    },
    "work": {
        "pure": "ahead",
        "queries": "batch",
    },
}
