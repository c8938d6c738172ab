"""Every page, asked for by everybody: with numbers of others' things, and with nonsense."""

import functools
import io
import secrets
import zipfile
from collections import defaultdict
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from cxstaff import web
from cxstaff.action_plans.models import Action
from cxstaff.alignment.audit.acknowledgements import actions as acknowledging
from cxstaff.alignment.audit.facts import Finding, FindingKind
from cxstaff.awards.models import Award, Nomination, Nominators
from cxstaff.customers.models import Interaction
from cxstaff.db import db
from cxstaff.digests.models import ChatChannel, Edition
from cxstaff.factors import actions as factors
from cxstaff.factors.models import FactorReset, Passkey
from cxstaff.factors.site import MadePasskey
from cxstaff.incentives.statements.queries import newest_by_recipient
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.studies import actions as linkage
from cxstaff.linkage.verdicts.models import ExpectedDirection
from cxstaff.people import queries as people
from cxstaff.people.access import GRANTS, Permission
from cxstaff.people.models import Leadership, Leave, Person, SignInSession, Team
from cxstaff.points import actions as points
from cxstaff.points.models import Audience, LedgerAccount
from cxstaff.pulses.models import Comment, OwnQuestion, PulseRound
from cxstaff.pulses.threads.codes import digest_of
from cxstaff.recognition.models import CompanyValue, Thanks, ThanksReceiver, ThanksReply
from tests.cast import NOW, TODAY
from tests.customers.files import upload
from tests.juries import an_award, nominate
from tests.laced import WORD, forms_in, hidden_in_database, tables_that_say
from tests.levers import KINDS, a_measure
from tests.plans import closed_january, february_of, never_counted, waiting_proposal
from tests.pulses.rounds import OTHER_KEYS, a_round, answer, close, everybody
from tests.reads import noting, status_of
from tests.said import say
from tests.signed_in import signed_in

pytestmark = pytest.mark.both
As = Callable[[Person | None], Any]
Asks = Callable[[int], None]
Says = Callable[[str], bool]
Turns = Callable[[int], Iterator[tuple[str, str, list[Person]]]]
TURNED_AWAY = {403, 404}
NOTHING = str(2**31 - 1)  # is the number of nothing
NO_NAMES = {"token": "..%2fx", "name": "..%2f..%2fx", "ending": "csv", "kind": "pair"}
HIDDEN = "Zanzibar"  # stands in everything that only Red, its lead and those above may read
NONSENSE = (
    "page=-1&team=-1&to=-1&interaction=-1&measure=-1",
    "page=9e99&team=99999999999999999999&to=99999999999999999999&interaction=99999999999999999999",
    "page=99999999999999999999&since=9999-12-31&until=0001-01-01&last_day=0001-01-01",
    "first_on=0001-01-01&last_on=9999-12-31&mix=same&period=week",
    "page=%00&team=%00&q=%00&words=%00&outcome=%00&grain=%00&since=%00&next=%00&celebrates=%00",
    "page=%FF&team=%FF&q=%FF&words=%25%5F%5C&since=NaN&until=inf&outcome=%FF&state=%FF&csat=NaN",
    "team=" + "9" * 5000 + "&q=" + "%F0%9F%92%A9" * 500,
)
TYPED = ("", "\0", "NaN", "-1", "1e400", "9" * 30, "\ud7ff\x7f" * 9)
# PostgreSQL is asked with everything; SQLite with what it may refuse of its own: numbers beyond 64
# bits, days at the ends of the calendar, broken letters. What pages make of the rest is the same.
SQLITES = (1, 2, 5), (4, 5, 6)

TAKING_WORDS = frozenset(
    "person team measure target celebration incentive_plan company_value thanks own_question "
    "pulse_round study action action_note thread_message table_preset import_run "
    "award "
    "points_account points_note plan_proposal statement_remark closed_period".split()
)

OPEN = """digests.end digests.react digests.reaction digests.stop
factors.begin_second_step factors.begin_sign_in factors.second_step factors.sign_in
factors.take_code factors.take_passkey home.health keeping.index people.forgot people.reset
people.send_link people.set_password people.sign_in people.sign_out people.start_session
pulses.answers pulses.conversations pulses.device pulses.dispute_by_link pulses.enter
pulses.open_conversation pulses.privacy
pulses.round_privacy_by_link pulses.send_answers pulses.thanks pulses.write"""


@pytest.fixture
def red_things(
    tell: Callable[..., dict[str, int]],
    as_: As, red: Team, cleo: Person, rolf: Person, ines: Person, cyrus: Person,
) -> dict[str, int]:  # fmt: skip
    """Fill the company with things of Red; return a number for every name in an address."""
    return tell("things of Red", lambda: _things_of(red, as_, cleo, rolf, ines, cyrus))


@pytest.mark.only("sqlite")  # who may is asked before anything that a database would see
def test_nobody_reads_or_changes_what_belongs_to_another_team(
    app: Flask, visit_of: As, red_things: dict[str, int], ana: Person, ben: Person
) -> None:
    """Ben is in Blue and Ana leads it: whatever they ask for, Red's words stay away."""
    before = _everything()
    for person in (ben, ana):
        for method, address in _addresses(app, red_things):
            if address in OWN:
                continue
            answer = visit_of(person).open(method, address)
            assert HIDDEN not in _words(answer), (person.name, method, address)
            if f"/teams/{red_things['team_id']}" in address:
                assert answer.status_code in {403, 404}, (person.name, method, address)
    assert _everything() == before


def test_what_is_open_to_strangers_was_meant_to_be(app: Flask) -> None:
    opened = {
        name
        for name, view in app.view_functions.items()
        if getattr(view, "permission", None) is Permission.PUBLIC
    }
    assert opened == set(OPEN.split())


@pytest.mark.only("sqlite")
def test_a_stranger_is_asked_to_sign_in(
    app: Flask, as_: As, red_things: dict[str, int], rolf: Person
) -> None:
    before = _everything()
    for method, address in _addresses(app, red_things, public=False):
        answer = as_(None).open(method, address)
        if answer.status_code != 404 or "%2f" not in address:  # an address of no page at all
            assert answer.status_code == 303, (method, address)
            assert answer.location.startswith("/sign-in"), (method, address)
    assert _everything() == before


@pytest.mark.only("sqlite")
def test_nothing_is_changed_by_a_form_from_elsewhere(
    app: Flask, visit_of: As, red_things: dict[str, int], cast: list[Person]
) -> None:
    """Every form, from one who may send it and from one who may not: each time another of them."""
    before = _everything()
    let_in = defaultdict[str, list[Person]](list)
    for person, method, address in _let_in(app, red_things, cast, and_one_who_is_not=False):
        if method == "POST":
            let_in[address].append(person)
    with _tokens_checked(app):
        for place, (address, those) in enumerate(let_in.items()):
            others = [person for person in cast if person not in those]
            for some in filter(None, (those, others)):
                answer = visit_of(some[place % len(some)]).post(address)
                assert answer.status_code in {400, 403, 404}, address
    assert _everything() == before


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("number", range(len(NONSENSE)))
def test_nonsense_in_an_address_is_no_error(ask_for_pages: Asks, number: int) -> None:
    ask_for_pages(number)


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("number", SQLITES[0])
def test_nonsense_in_an_address_that_sqlite_may_refuse(ask_for_pages: Asks, number: int) -> None:
    ask_for_pages(number)


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("number", range(len(TYPED)))
def test_nonsense_in_a_form_is_no_error(send_forms: Asks, number: int) -> None:
    send_forms(number)


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("number", SQLITES[1])
def test_nonsense_in_a_form_that_sqlite_may_refuse(send_forms: Asks, number: int) -> None:
    send_forms(number)


@pytest.mark.only("postgresql")  # which takes less than SQLite does: text without NUL, in UTF-8
def test_what_nobody_sees_is_kept_by_no_form(
    app: Flask, as_: As, red_things: dict[str, int], cast: list[Person], cleo: Person
) -> None:
    """Fill in every form that takes words, on every page, as everybody who may."""
    done, visit = set[str](), functools.cache(as_)
    asked = list(_let_in(app, red_things, cast))
    asked += [(person, "GET", f"/thanks/new?to={cleo.id}") for person in cast]
    plan = f"/teams/{red_things['team_id']}/plans/{red_things['uncounted']}"
    waits = f"{plan}/closed-periods/new?since=2026-01-01"
    asked += [(person, "GET", waits) for person in cast]
    for person, method, address in asked:
        if method != "GET" or _is_of_nothing(address):
            continue
        page = visit(person).get(address)
        if page.status_code == 303:  # a form may have ended the session
            visit.cache_clear()
            page = visit(person).get(address)
        for form in forms_in(page.text if page.mimetype == "text/html" else ""):
            place = form.action or address
            if form.is_typed and place not in done:
                answer = as_(person).post(place, form.filled())
                assert answer.status_code < 500, (person.name, place)
                done |= {place} if answer.status_code == 303 else set()
    assert not hidden_in_database()
    assert tables_that_say(WORD) >= TAKING_WORDS


def test_a_large_body_is_read_only_where_files_are_taken(
    as_: As, app: Flask, ben: Person, ines: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "FORM_BYTES", 1000)
    large = b"name\n" + b"Somebody\n" * 200
    with _tokens_checked(app):  # reading the token would read the rest
        assert upload(as_(None), large).status_code == 303
        assert upload(as_(ben), large).status_code == 403
    answer = as_(ben).post("/profile", large, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    file = {"file": (io.BytesIO(large), "roster.csv")}
    answer = as_(ines).post("/people/imports", file, content_type="multipart/form-data")
    assert answer.status_code == 303


@pytest.fixture
def visit_of(app: Flask, as_: As, cast: list[Person]) -> Iterator[As]:
    """Give the browser of somebody: the same each time, watched, and signed in to the end."""
    visit = functools.cache(as_)
    with noting(app):
        yield visit
    for person in cast:
        assert visit(person).get("/profile").status_code == 200, f"{person.name} was signed out"


@pytest.fixture
def turns(app: Flask, red_things: dict[str, int], cast: list[Person], database: Any) -> Turns:
    """Give every address with those who ask for it: each time another of them is the first.

    On SQLite not the same one as on PostgreSQL. Pages know nothing of the database, and read
    alike whoever asks.
    """
    ahead = len(cast) // 2 if database.name == "postgresql" else 0
    return functools.partial(_in_turn, app, red_things, cast, ahead)


@pytest.fixture
def ask_for_pages(app: Flask, visit_of: As, turns: Turns, everybody_asks: Says) -> Asks:
    """Ask for every page with some nonsense in its address, by number."""

    def ask(number: int) -> None:
        filled = {each.partition("=")[0] for each in NONSENSE[number].split("&")}
        for method, address, asking in turns(number):
            for person in asking if method == "GET" else ():
                with_nonsense = functools.partial(
                    visit_of(person).get, f"{address}?{NONSENSE[number]}"
                )
                status = status_of(app, (person.name, method, address), filled, with_nonsense)
                assert status < 500, (person.name, address)
                if status not in TURNED_AWAY and not everybody_asks(NONSENSE[number]):
                    break

    return ask


@pytest.fixture
def send_forms(app: Flask, visit_of: As, turns: Turns, everybody_asks: Says) -> Asks:
    """Send every form with some nonsense in every field, by number."""

    def send(number: int) -> None:
        typed = dict.fromkeys(_names_of_fields(), TYPED[number])
        for method, address, asking in turns(number):
            for person in asking if method == "POST" and address not in OWN else ():
                send_it = functools.partial(visit_of(person).post, address, typed)
                status = status_of(app, (person.name, method, address), typed, send_it)
                assert status < 500, (person.name, address)
                if status not in TURNED_AWAY and not everybody_asks(TYPED[number]):
                    break

    return send


@pytest.fixture
def everybody_asks(database: Any) -> Says:
    """Say whether everybody asks with some nonsense: with what PostgreSQL refuses."""
    refusing = database.name == "postgresql"
    return lambda nonsense: refusing and ("%00" in nonsense or "\0" in nonsense)


@pytest.fixture
def cast(
    ana: Person, ben: Person, rolf: Person, ines: Person, cyrus: Person, ada: Person
) -> list[Person]:
    """Return somebody of each role, and the lead of Red."""
    return [ben, ana, rolf, ines, cyrus, ada]


OWN = {  # what everybody may do to their own session
    *("/sign-out", "/sessions/end", "/sign-in/passkey/options"),
    *("/profile/second-factor/proof/options", "/digests/preview/letter"),
}
FIELDS = """address again answer audience celebrates channel code comment csat current direction
email employee_number every_weeks file first_on good_behaviour guard_id hears hour
invite is_paused last_day left level locale
measure_id message name occasion on open_days opens_hour order outcome parent password pays
picture points preset proof questions raw request_key roles sentence since source start team
unit until value voice
weekday words yes zone away-since away-last then driver high_end low_end remove retires scale
wording heard will_do owner_id due_on did stage why engagement period lag direction smallest teams
periods q-enps q-teei-mission mix last_on months column_reference
column_happened_at key_is_gone meaning who several kind word column_0 definition formula pitfall
frequency owner by_role end_levers day
look_again_on opposite_id words kind back find to q about
amount words unit_code receiver is_on budget_id shape level_1 amount_1 level_2 amount_2 cap every
nominators opens_on votes_last_day jury ballot criteria quorum tells_nominee names_for may_be_told
winners place_1 purpose recipient least_days counts_leave guard_level guard_keeps act reason
month customers_thanks lately_weeks months by pair_answer pair_weeks pair_fewest pair_share
one_person_answer one_person_weeks one_person_fewest one_person_share round_answer round_weeks
round_fewest round_share customers_points budget"""


def _in_turn(
    app: Flask, numbers: dict[str, int], cast: list[Person], ahead: int, number: int
) -> Iterator[tuple[str, str, list[Person]]]:
    """Give every address with those who ask for it, the one whose turn it is first.

    Who does not hold its permission is turned away before anything that was typed is read; and
    where there is no such thing, no more is read than where there is one. Both are asked with
    the first kind of nonsense alone, when it is the turn of who may not.
    """
    asking = defaultdict[tuple[str, str], list[Person]](list)
    for person, method, address in _let_in(app, numbers, cast, and_one_who_is_not=not number):
        if not number or not _is_of_nothing(address):
            asking[method, address].append(person)
    for place, ((method, address), people_) in enumerate(asking.items()):
        first = (place + number + ahead) % len(people_) if number else 0
        yield method, address, people_[first:] + people_[:first]


def _is_of_nothing(address: str) -> bool:
    """Say whether an address has a number or a name that nothing has."""
    return NOTHING in address or "..%2f" in address


def _let_in(
    app: Flask, numbers: dict[str, int], cast: list[Person], *, and_one_who_is_not: bool = True
) -> Iterator[tuple[Person, str, str]]:
    """Give every address with everybody who holds its permission, and with the first of the cast.

    Who does not hold it is turned away before anything that was typed is read.
    """
    for place, person in enumerate(cast):
        roles, is_any = people.roles_of(person, TODAY), and_one_who_is_not and not place
        held = {each for each, holders in GRANTS.items() if holders & roles or is_any}
        for method, address in _addresses(app, numbers, held | {Permission.PUBLIC}):
            yield person, method, address


def _addresses(
    app: Flask,
    numbers: dict[str, int],
    held: Container[Permission] = tuple(Permission),
    *,
    public: bool = True,
) -> Iterator[tuple[str, str]]:
    """Give every method and address, filled with numbers of Red's things and of nothing."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        permission = getattr(app.view_functions[rule.endpoint], "permission", None)
        if permission not in held or (permission is Permission.PUBLIC and not public):
            continue  # never served, not for these, or open to everybody
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield from ((method, address) for address in _filled(app, rule, numbers))


def _filled(app: Flask, rule: Rule, numbers: dict[str, int]) -> list[str]:
    kind = str(rule).split("/")[3] if "lever_id" in rule.arguments else ""
    known = {
        **numbers,
        "lever_id": numbers.get(kind, 1),
        "token": "x" * 22,
        "key": "own-1",
        "ending": "csv",
        "name": "%2E%2E%00",
        "kind": "pair",
        "who": "1-2",
    }
    some = [known, {**known, "round_id": numbers["over"]}]
    some.append(dict.fromkeys(known, NOTHING) | NO_NAMES)
    filled = []
    for values in some:
        address = str(rule)
        for name in rule.arguments:
            address = address.replace(_place_of(address, name), str(values[name]))
        filled.append(address)
    return list(dict.fromkeys(filled))


def _place_of(address: str, name: str) -> str:
    """Return how an argument is written in a rule: <name> or <kind:name>."""
    end = address.index(f"{name}>") + len(name) + 1
    return address[address.rindex("<", 0, end) : end]


def _words(answer: Any) -> str:
    """Return what stands in a page or file; of a workbook, in its unpacked parts."""
    if not zipfile.is_zipfile(io.BytesIO(answer.data)):
        return answer.data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
        return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def _things_of(
    red: Team, as_: As, cleo: Person, rolf: Person, ines: Person, cyrus: Person
) -> dict[str, int]:
    measure = a_measure(rolf)
    levers = {
        kind.path: kind.begin(red, measure, rolf, **dict.fromkeys(kind.typed, HIDDEN) | _fits(kind))
        for kind in KINDS
    }
    thanked = say(cleo, red, f"{HIDDEN} remark")
    value = CompanyValue(name="Own it", sentence="Stay until it is solved.")
    thanks = _thanks(rolf, cleo, red, value, thanked)
    answered = ThanksReply(thanks=thanks, person=cleo, words=HIDDEN, written_at=NOW)
    db.session.add(answered)
    edition = _edition(cleo)
    chat = ChatChannel(
        team=red, kind="slack", host=f"{HIDDEN}.example", sealed_address=b"x" * 40,
        set_by_id=rolf.id, starts_on=TODAY,
    )  # fmt: skip
    db.session.add_all([value, thanks, edition, chat])
    own = OwnQuestion(wording=HIDDEN, scale="agree-7", source="Ours", created_at=NOW)
    db.session.add(own)
    db.session.flush()
    over = a_round(ines, red)
    answer(over, everybody(red), words=f"{HIDDEN} comment")
    close(over)
    comment = _comment(over, red)
    db.session.add(comment)
    opened = a_round(ines, red, name=f"{HIDDEN} pulse", keys=OTHER_KEYS)
    run_id = int(upload(as_(cyrus)).location.split("/")[3])
    away = Leave(person=cleo, since=TODAY)
    db.session.add(away)
    action = Action(
        team=red, heard=f"{HIDDEN} heard", will_do=f"{HIDDEN} act", owner=rolf, due_on=TODAY,
        created_by_id=rolf.id, created_at=NOW,
    )  # fmt: skip
    db.session.add(action)
    wanted = linkage.Declaration(
        "Mood", "To know.", Question(), ExpectedDirection.RISE, 0.01, 10, 10, 6
    )
    study = linkage.declare(wanted, ines, today=TODAY, now=NOW)
    signed_in(cleo)
    theirs = db.session.scalars(
        db.select(SignInSession.id).where(SignInSession.person_id == cleo.id)
    ).one()
    passkey, reset = _factors(cleo, ines)
    account, held = _points(cleo)
    budget = db.session.get_one(LedgerAccount, account)
    settlement = february_of(red, measure, rolf, ines, budget, HIDDEN)
    waiting = waiting_proposal(red, measure, rolf, budget, HIDDEN)
    closed = closed_january(settlement.plan, ines, HIDDEN)
    uncounted = never_counted(red, a_measure(ines, "Calls"), rolf, ines, budget)
    known = acknowledging.acknowledge(
        red, Finding(FindingKind.ONLY_INTERNAL, None), rolf,
        facts="0" * 64, sentence=HIDDEN, reason=HIDDEN, now=NOW,
        look_again_on=TODAY + timedelta(days=9),
    )  # fmt: skip
    statement = newest_by_recipient(settlement.id)[rolf.id]
    award, nomination = _award(red, ines, cyrus, rolf, cleo)
    db.session.commit()
    led = db.session.scalars(db.select(Leadership).where(Leadership.person_id == rolf.id)).one()
    return {
        "team_id": red.id, "person_id": cleo.id, "round_id": opened.id, "over": over.id,
        "pulse_id": opened.pulse_id, "measure_id": measure.id, "value_id": value.id,
        "thanks_id": thanks.id, "reply_id": answered.id, "edition_id": edition.id,
        "channel_id": chat.id,
        "run_id": run_id, "record_id": 1,
        "interaction_id": thanked.id, "pass_id": 1, "from_id": rolf.id, "to_id": cleo.id,
        "leadership_id": led.id, "leave_id": away.id, "interaction": thanked.id,
        "award_id": award.id, "nomination_id": nomination.id,
        "action_id": action.id, "comment_id": comment.id, "study_id": study.id,
        "account_id": account, "transfer_id": held, "ending": "csv",
        "rule_id": points.set_rule(Audience.LEADS, "points", 10, None, now=NOW).id,
        "lever_id": settlement.plan_id, "settlement_id": settlement.id,
        "statement_id": statement.id, "proposal_id": waiting.id, "acknowledgement_id": known.id,
        "closed_id": closed.id, "uncounted": uncounted.id,
        "session_id": theirs, "passkey_id": passkey.id, "reset_id": reset.id,
        **{path: lever.id for path, lever in levers.items()},
    }  # fmt: skip


def _award(
    red: Team, ines: Person, cyrus: Person, rolf: Person, cleo: Person
) -> tuple[Award, Nomination]:
    """Let Red alone nominate for an award, and its lead nominate one of its people."""
    names = {"name": f"{HIDDEN} award", "purpose": f"{HIDDEN} deeds"}
    award = an_award(ines, [cyrus, ines], nominators=Nominators.TEAM, team=red, **names)
    nominate(award, cleo, rolf, f"{HIDDEN} reason")
    db.session.flush()
    return award, db.session.scalars(db.select(Nomination)).one()


def _names_of_fields() -> list[str]:
    return FIELDS.split()


def _comment(round_: PulseRound, team: Team) -> Comment:
    asked = next(question for question in round_.questions if question.scale == "text")
    return Comment(
        id=2**62 + 1,
        round_id=round_.id,
        group_id=team.id,
        question_id=asked.id,
        text=f"{HIDDEN} comment",
        among=10,
        thread_digest=digest_of("K7MQ-2XWD-9PHT-4BCE"),
    )


def _fits(kind: Any) -> dict[str, Any]:
    return {"level": 6.0} if kind.path == "targets" else {}


def _thanks(giver: Person, to: Person, team: Team, value: CompanyValue, about: Interaction) -> Any:
    return Thanks(
        giver=giver,
        receivers=[ThanksReceiver(person=to, team_id=team.id)],
        value=value,
        message=f"{HIDDEN} thanks",
        interaction=about,
        audience="private",
        given_at=NOW - timedelta(days=1),
    )


def _factors(person: Person, actor: Person) -> tuple[Passkey, FactorReset]:
    """Give somebody a passkey, and let somebody ask that it is removed."""
    key = MadePasskey(b"id", b"key", 0, (), is_synced=False)
    factors.add_passkey(person, key, b"handle", HIDDEN, today=TODAY, now=NOW)
    factors.ask_reset(person, actor, now=NOW)
    db.session.flush()
    passkey = db.session.scalars(db.select(Passkey)).one()
    return passkey, db.session.scalars(db.select(FactorReset)).one()


def _points(person: Person) -> tuple[int, int]:
    """Switch points on, give somebody some, and set some aside; return the budget and the hold."""
    people.get_company().has_points = True
    budget = points.make_budget(f"{HIDDEN} budget", "points", None, amount=10**6, key="b", now=NOW)
    theirs = points.account_of(person, now=NOW).id
    gift = points.TransferOrder("gift", budget.id, theirs, 5, f"{HIDDEN} gift")
    points.transfer(gift, None, now=NOW)
    points.link_some(now=NOW)
    points.rename(budget, f"{HIDDEN} budget again", None, now=NOW)
    return budget.id, points.set_aside(
        budget, None, amount=5, key="held", words=HIDDEN, expires_at=NOW + timedelta(1), now=NOW
    )


def _edition(person: Person) -> Edition:
    return Edition(
        person_id=person.id,
        ends_on=TODAY,
        since=NOW - timedelta(days=7),
        until=NOW,
        state="sent",
        message_id=secrets.token_hex(8),
        claimed_at=NOW,
    )


@contextmanager
def _tokens_checked(app: Flask) -> Iterator[None]:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        yield
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


def _everything() -> dict[str, list[str]]:
    """Return every row of the database, except sessions, failed sign-ins and the log."""
    tables = db.metadata.sorted_tables
    return {
        table.name: sorted(str(row) for row in db.session.execute(table.select()))
        for table in tables
        if table.name not in {"sign_in_failure", "sign_in_session", "job_beat"}
        and table.name[:9] != "security_"
    }
