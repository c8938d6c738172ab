"""The layer of every file whose name does not say it, feature by feature.

`pure` is arithmetic, calendars and parsing: the standard library, numpy, scipy and what is pure
as well. `labelled` is pure but for text in the reader's language. The others stand where a file of
that name would: `queries` read or write through the session, `actions` call actions, and so on up.
Files called as a layer (or in a package called so) are not listed.
"""

LAYERS: dict[str, dict[str, str]] = {
    "action_plans": {
        "queries": "erasure forgetting words",
    },
    "alignment": {
        "queries": "sides words",
    },
    "backups": {
        "queries": "archive manifest restoring",
    },
    "customers": {
        "pure": """
            reading.contact reading.details reading.headings reading.phrases
            reading.scales reading.unread reading.vocabulary
        """,
        "labelled": """
            averages outcomes reading.fields reading.leaving_out reading.meanings
            reading.plausible reading.values
        """,
        "queries": """
            columns erasure forgetting imports.checking imports.chunks imports.handlers
            imports.previews options quarantine.kinds quarantine.offers reading.mapping
            reading.reader reading.readings reading.seen records.counts records.customers
            records.history records.known records.loading records.merging records.rebuild
            records.rewriting records.sums records.taking_back records.words records.writing
            remarks words
        """,
        "actions": """
            imports.taking_back quarantine.explaining quarantine.files quarantine.passes
            quarantine.record records.moves
        """,
        "forms": "mapping_form",
    },
    "demo": {
        "pure": "calibration words",
        "queries": """
            accounts acting answers interactions levers making names questions roster
            serving thanks unfinished week world
        """,
    },
    "digests": {
        "pure": "periods",
        "queries": "contents erasure forgetting words",
    },
    "engine": {
        "queries": """
            alive append_only dumps folding gathering remains residue rows tools turns values
        """,
    },
    "factors": {
        "pure": "recovery",
        "labelled": "words",
        "queries": "ceremonies letters sealing totp",
        "actions": "erasure",
    },
    "home": {
        "queries": "kept",
        "views": "operations",
    },
    "incentives": {
        "queries": "erasure",
    },
    "keeping": {
        "pure": "erased",
        "queries": "words",
        "actions": "erasing removing",
    },
    "linkage": {
        "pure": """
            casemix coded cr2 direction effects fdr leverage lmg memory panel periods power
            reasons reliability repeated sample shrinkage slopes sparks tripwires.alarms
            tripwires.apart tripwires.flooded tripwires.found tripwires.guarded
            tripwires.numbers tripwires.paid tripwires.tied tripwires.unheard verdict
        """,
        "labelled": """
            cells comparison drivers evidence judged known measured numbers picture quadrant
            question reason_words rows screen tripwires.alike tripwires.words
        """,
        "queries": """
            answers charts chosen drivers_page erasure gathering judged_words levered
            measured_words page planner planner_words quadrant_page rests screen_page
            sentences strata studied study_words tripwires.gathered tripwires.page
            tripwires.spells tripwires.watching words
        """,
        "actions": "retold",
        "forms": "fields planner_form quadrant_form study_forms",
    },
    "mail": {
        "pure": "message",
        "queries": "mailfolder smtp",
    },
    "measures": {
        "pure": "dated judging",
        "queries": "erasure standings",
    },
    "oversight": {
        "pure": "checkpoints",
        "queries": "words",
    },
    "people": {
        "pure": """
            accounts.account accounts.known_devices roster.reading.headings
            roster.reading.names roster.reading.status spans
        """,
        "labelled": "accounts.devices",
        "queries": """
            accounts.guessing accounts.handovers accounts.passwords accounts.sessions
            accounts.throttle accounts.tokens calendars company letters.outbox
            letters.passwords letters.unreachable memberships permissions
            roster.checking.absences roster.checking.changes roster.checking.check
            roster.checking.doubles roster.checking.entry roster.checking.managers
            roster.checking.matching roster.checking.plan roster.checking.renames
            roster.imports roster.options roster.reading.line
            roster.reading.mapping roster.reading.table roster.report roster.uploaded
            roster.words words
        """,
        "actions": "erasure",
        "forms": "roster.file_forms",
        "views": "accounts.device_cookie accounts.gate reader",
    },
    "pulses": {
        "pure": """
            codes crowds differencing disclosure grouping planning reminding rotation
            several threads_code wording
        """,
        "labelled": "instruments",
        "queries": """
            agenda asked bank box catalogue closing differences driver_questions earlier
            exporting halves intraclass keys letters links outbox published.closed
            published.comments published.comparison published.heatmap published.rosters
            published.scores published.topics published.trend publishing results roster
            scoring shares words writing
        """,
    },
    "recognition": {
        "queries": "erasure forgetting",
    },
    "retention": {
        "queries": "times",
    },
    "security_log": {
        "pure": "chain discretion",
        "labelled": "acts",
        "queries": "forgetting",
        "actions": "erasure",
    },
    "tables": {
        "pure": "alphabets blocks layout nothing numbers times_of_day",
        "labelled": "dates moments words",
        "queries": """
            conversion delimited documents encodings headings mapping.presets sniffing
            workbooks writing
        """,
    },
    "web": {
        "pure": "style",
        "views": "application assets compression csrf translation",
    },
}
