"""A story in which one person leaves traces everywhere, so that erasing them can be judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from cxstaff import mail, security_log
from cxstaff.action_plans.models import Action, ActionNote
from cxstaff.alignment.audit.acknowledgements import actions as acknowledging
from cxstaff.alignment.audit.facts import Finding, FindingKind
from cxstaff.alignment.overview.actions import FoundMessage, keep_found
from cxstaff.awards import actions as judging
from cxstaff.awards.models import Ballot
from cxstaff.customers.imports import actions as imports
from cxstaff.customers.models import (
    Change,
    ChangeCause,
    Customer,
    ImportRun,
    LateMovePass,
    QuarantinedRecord,
    QuarantinePass,
)
from cxstaff.db import db
from cxstaff.digests.models import ChatPost, DigestChoice, Edition
from cxstaff.factors.models import Passkey
from cxstaff.incentives.proposals import actions as proposals
from cxstaff.incentives.statements import actions as statements
from cxstaff.incentives.statements.queries import newest_by_recipient
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.studies import actions as linkage
from cxstaff.linkage.verdicts.models import ExpectedDirection
from cxstaff.mail import Letter
from cxstaff.measures import actions as measures
from cxstaff.measures.models import Measure
from cxstaff.milestones import actions as milestones
from cxstaff.milestones.models import MilestoneKind
from cxstaff.milestones.queries import Occasion
from cxstaff.people.models import (
    AccountNotice,
    Leadership,
    Leave,
    Membership,
    Person,
    RefusedAddress,
    RoleGrant,
    SignInSession,
    Team,
    WaitingLetter,
)
from cxstaff.points import actions as points
from cxstaff.pulses.models import (
    Comment,
    OwnQuestion,
    PulseLetter,
    QuestionTranslation,
    ThreadMessage,
)
from cxstaff.recognition import actions as recognition
from cxstaff.recognition.models import CompanyValue, ReactionKind, Thanks
from cxstaff.security_log import Act
from cxstaff.tables.mapping.presets import TablePreset
from cxstaff.work.schedule import JobBeat
from tests.cast import NOW, SINCE, TODAY
from tests.juries import CLOSED, an_award, nominate
from tests.levers import KINDS, TargetKind, a_measure
from tests.plans import a_budget, closed_january, february_of, waiting_proposal
from tests.pulses.rounds import a_round, answer, close, everybody
from tests.said import say
from tests.thanks import to

NAME, EMAIL, NUMBER = "Zacharias Quill", "zq@bright.example", "Q77123"
FORMER = "zacha@bright.example"
LATER = NOW + timedelta(days=8)  # the round is over by then
THEIRS = ("quokka", "wombat", "numbat", "potoroo", "quoll")
"""Words that they wrote or that were written to them; each stands in one text alone."""
ABOUT = f"{NAME}, {EMAIL}, {NUMBER}"
ZONE = "Pacific/Chatham"


@dataclass
class Traces:
    """The person, and what others left that has to stay."""

    person: Person
    value: CompanyValue
    upload: Path
    roster: Path


def tell(app: Flask, blue: Team, service: Team, people: dict[str, Person]) -> Traces:
    """Let the person work, be thanked, write, be imported and written to; a round is over."""
    zed = hire(blue)
    ines, ben = people["ines"], people["ben"]
    _a_round_that_is_over(ines, zed, service)
    value = _thanks(zed, ben, blue)
    _points(zed, ben)
    _levers(zed, blue)
    _plan(zed, ben, blue)
    _customers(zed, blue)
    _digests(zed)
    _milestones(zed, blue)
    _award(zed, ines, ben, value)
    security_log.record(Act.EMAIL_CHANGED, by=zed, on=ben, now=NOW, old="marsupial@old.example")
    security_log.record(Act.INVITED, by=ines, on=ben, now=NOW, words=f"as {NAME} asked")
    db.session.add(JobBeat(name="x", started_at=NOW, complaint=f"550 no {EMAIL} here"))
    _notices(zed, ben)
    db.session.commit()
    _letters(app)
    return Traces(zed, value, *_files(app))


def _notices(zed: Person, ben: Person) -> None:
    """Let them have had another address before, and have done something to somebody else's."""
    notice = {"kind": "address", "at": NOW}
    db.session.add(AccountNotice(person=zed, by=ben, old=FORMER, new=EMAIL, **notice))
    db.session.add(AccountNotice(person=ben, by=zed, old="b@bright.example", **notice))
    session = {"id": 77, "digest": "d", "version": 1, "device": "Koala phone", "is_trusted": True}
    days = {"begun_on": TODAY, "seen_on": TODAY, "ends_at": LATER}
    db.session.add(SignInSession(person_id=zed.id, **session, **days))
    letter = {"kind": "account", "made_at": NOW, "due_at": NOW}
    told = {"deed": "address", "by_id": zed.id, "old": FORMER, "new": EMAIL}
    db.session.add(WaitingLetter(person=zed, address=EMAIL, key="a", words=told, **letter))
    db.session.add(WaitingLetter(person=ben, address="b@x", key="b", words=told, **letter))
    refusal = {"said": f"550 no {EMAIL} here", "refused_at": NOW}
    db.session.add(RefusedAddress(person=zed, address=EMAIL, **refusal))
    for owner, kind in ((zed, b"z"), (ben, b"b")):
        key = {"credential_id": kind, "public_key": kind, "user_handle": kind, "sign_count": 0}
        days = {"added_on": TODAY, "used_on": TODAY, "transports": "usb", "is_synced": False}
        db.session.add(Passkey(person_id=owner.id, name=f"Dingo of {NAME}", **key, **days))
    db.session.add(JobBeat(name="y", started_at=NOW, complaint=f"551 {FORMER} has moved"))


def hire(team: Team) -> Person:
    """Put the person on the roster, with everything an entry can hold."""
    zed = Person(
        name=NAME,
        email=EMAIL,
        employee_number=NUMBER,
        zone=ZONE,
        locale="en",
        password_hash="$argon2$secret-of-theirs",
        memberships=[Membership(team=team, since=SINCE)],
        leaves=[Leave(since=date(2025, 8, 1), until=date(2025, 8, 9))],
        grants=[RoleGrant(role="cx")],
    )
    db.session.add(zed)
    db.session.flush()
    db.session.add(Leadership(team=team, person=zed, since=SINCE))
    db.session.commit()
    return zed


def _a_round_that_is_over(ines: Person, zed: Person, service: Team) -> None:
    round_ = a_round(ines, service)
    asked = [each for each in everybody_below(service) if each is not zed]
    answer(round_, asked, words="All is well")
    answer(round_, [zed], words=f"Ask {NAME} about it")
    close(round_)
    round_.heard, round_.heard_at, round_.heard_by_id = f"{NAME} will see to it", NOW, zed.id
    told = {"round_id": round_.id, "occasion": "given up", "claimed_at": NOW}
    for person in (zed, people_named("Ben Berg")):
        letter = PulseLetter(person_id=person.id, complaint=f"not to {EMAIL}", **told)
        db.session.add(letter)
    comment = db.session.scalars(db.select(Comment)).first()
    assert comment is not None
    said = {"comment_id": comment.id, "published_at": NOW}
    db.session.add(ThreadMessage(id=5, person_id=zed.id, text=f"My {THEIRS[0]} and I", **said))
    db.session.add(ThreadMessage(id=6, text=f"But {NAME.upper()} said no", **said))
    own = OwnQuestion(
        wording=f"Does {NAME} listen?", scale="choice", source="Ours", options=["Yes", ABOUT],
        low_end="Never", high_end="Ever", created_by_id=zed.id, created_at=NOW,
    )  # fmt: skip
    words = {"wording": f"Hört {NAME} zu?", "options": ["Ja", ABOUT], "low_end": "nie"}
    db.session.add_all([own, QuestionTranslation(key="own-1", locale="de", high_end="ja", **words)])


def everybody_below(service: Team) -> list[Person]:
    """Return the people of the department's teams."""
    teams = db.session.scalars(db.select(Team).where(Team.parent_id == service.id))
    return [person for team in teams for person in everybody(team)]


def _thanks(zed: Person, ben: Person, blue: Team) -> CompanyValue:
    value = CompanyValue(name=f"Be like {NAME}", sentence="Stay until it is solved.")
    said = say(zed, blue, f"{NAME} was a bilby of patience")
    given = {"value": value, "given_at": NOW}
    bea = people_named("Bea Bach")
    theirs = Thanks(giver=zed, receivers=to(ben, blue), message=f"For the {THEIRS[1]}", **given)
    about = Thanks(giver=ben, receivers=to(zed, blue), message=f"{THEIRS[2]} help", **given)
    about.interaction = said
    other = Thanks(giver=bea, receivers=to(ben, blue), message=f"As {NAME} does", **given)
    db.session.add_all([theirs, about, other])
    db.session.flush()
    recognition.reply(other, zed, f"The {THEIRS[1]} says hello", now=NOW)
    recognition.reply(other, ben, f"So does {NAME}", now=NOW)
    recognition.react(other, zed, ReactionKind.WELL_DONE)
    return value


def _points(zed: Person, ben: Person) -> None:
    """Let them be given points, give some, and stand in words and names of others."""
    budget = points.make_budget(f"For {NAME}", "points", ben, amount=90, key="b", now=NOW)
    theirs, bens = (points.account_of(each, now=NOW).id for each in (zed, ben))
    for key, debit, credit, words in (
        ("p1", budget.id, theirs, "A potoroo of help"),
        ("p2", theirs, bens, "As kind as a quoll"),
        ("p3", budget.id, bens, f"As {NAME} asked"),
        ("p4", budget.id, bens, "Well done"),
    ):
        points.transfer(points.TransferOrder(key, debit, credit, 5, words), ben, now=NOW)
    points.rename(budget, f"Thanks of {NAME}", ben, now=NOW)
    points.link_some(now=NOW)


def people_named(name: str) -> Person:
    """Return a member of the cast by name."""
    return db.session.scalars(db.select(Person).where(Person.name == name)).one()


def _levers(zed: Person, blue: Team) -> None:
    meaning = measures.MeasureWords(f"Calls of {NAME}", f"{NAME} counts", f"ask {NAME}", owner=zed)
    measure = a_measure(zed, name=f"Calls of {NAME}", meaning=meaning)
    for kind in KINDS:
        typed = {each: ABOUT for each in kind.typed if each != "level"}
        kind.begin(blue, measure, zed, **typed)
    TargetKind.begin(None, measure, zed, by_role=f"Back office: ask {NAME}")
    for value, why in ((5.0, None), (6.0, f"{NAME} counted twice")):
        told = {"starts_on": date(2026, 3, 2), "values": {blue.id: value}}
        measures.enter_readings(measure, zed, **told, why=why, now=NOW)
    wanted = linkage.Declaration(NAME, ABOUT, Question(), ExpectedDirection.RISE, 0.01, 10, 10, 6)
    linkage.declare(wanted, zed, today=TODAY, now=NOW)
    _pay(zed, blue, measure)
    mixed = {"facts": "0" * 64, "sentence": f"Paid for what {NAME} counts", "reason": ABOUT}
    again, finding = TODAY + timedelta(days=30), Finding(FindingKind.ONLY_INTERNAL, None)
    acknowledging.acknowledge(blue, finding, zed, **mixed, look_again_on=again, now=NOW)
    found = FoundMessage(finding, "0" * 64, {"plans": f"“Pay of {NAME}”"})
    keep_found({blue.id: [found]}, "0", TODAY, now=NOW)


def _pay(zed: Person, blue: Team, measure: Measure) -> None:
    """Let them write a plan, be paid by it, dispute that, and have another one declined."""
    ines, budget = people_named("Ines Ingo"), a_budget(people_named("Ines Ingo"))
    settlement = february_of(blue, measure, zed, ines, budget, f"Pay of {NAME}")
    closed_january(settlement.plan, zed, f"Ask {NAME}")
    theirs = newest_by_recipient(settlement.id)[zed.id]
    statements.dispute(theirs, zed, ABOUT, now=NOW)
    proposals.decline(waiting_proposal(blue, measure, zed, budget, NAME), ines, ABOUT, now=NOW)


def _plan(zed: Person, ben: Person, blue: Team) -> None:
    action = Action(
        team=blue, heard=f"heard of {NAME}", will_do=f"ask {NAME}", owner=zed, due_on=TODAY,
        stage="done", did=f"asked {NAME}", ended_on=TODAY, created_by_id=zed.id, created_at=NOW,
    )  # fmt: skip
    notes = [("quoll", zed), (f"with {NAME}", ben)]
    action.notes = [ActionNote(written_by=by, written_at=NOW, text=text) for text, by in notes]
    db.session.add(action)


def _customers(zed: Person, blue: Team) -> None:
    said = f"Your Mr. Quill, Zacharias is kind. Schöne Grüße. {EMAIL}"
    interaction = say(people_named("Ben Berg"), blue, said)
    interaction.customer = f"Cousin of {NAME}"
    interaction.circumstance.name = f"Moving with {NAME}"
    known = Customer(source="test", reference="C1", address=EMAIL, name=f"Cousin of {NAME}",
                     search_text=f"cousin of {NAME.lower()} {EMAIL}")  # fmt: skip
    change = Change(interaction=interaction, changed_at=NOW, cause=ChangeCause.CORRECTED)
    change.reason, change.before = f"{NAME} said so", {"remark": f"{NAME} was kind"}
    db.session.add_all([known, change])
    interaction.channel.name = f"Line of {NAME}"
    interaction.reason.name = f"About {NAME}"
    interaction.segment_id = 1
    run = ImportRun(
        file_name=f"{NAME}.csv", stored_as="gone.csv", layout={"headings": ["who", NAME]},
        mapping={"columns": {"handler": NAME}}, state="finished", complaint=f"no {NAME}",
        records=1, quarantined=1, started_by=zed, created_at=NOW,
    )  # fmt: skip
    raw = f"7,2026-02-01,{NUMBER},Phone"
    record = {"line": 2, "raw": raw, "problem": "?", "column": "who", "value": NUMBER}
    db.session.add(QuarantinedRecord(run=run, **record))
    again = {"word": NAME.casefold(), "complaint": f"no {NAME}", "created_at": NOW}
    db.session.add(QuarantinePass(run=run, state="finished", **again))
    told = {"complaint": f"no {NAME}", "person_id": zed.id, "by_id": zed.id, "created_at": NOW}
    db.session.add(LateMovePass(state="failed", **told))
    for kind in ("interactions", "roster"):
        how = {"columns": {"name": NAME}}
        db.session.add(TablePreset(kind=kind, name=f"As {NAME} does", mapping=how))


def _award(zed: Person, ines: Person, ben: Person, value: CompanyValue) -> None:
    """Let them be nominated, nominate, and be named in an award that is over."""
    award = an_award(
        ines, [ines, people_named("Ana Alba")], name=f"As {NAME}", value=value,
        ballot=Ballot.POINTS, criteria=(f"Like {NAME}",),
    )  # fmt: skip
    nominate(award, zed, ben, f"{NAME} helped.")
    nominate(award, ben, zed, "The bandicoot.")
    judging.begin_voting(award, now=CLOSED)
    for juror in award.jury:
        said = {(each.person_id, 1): 3 for each in award.nominees}
        judging.vote(award, juror.person, said, now=CLOSED)
    judging.withdraw_award(award, f"{NAME} asked.", now=NOW)


def _milestones(zed: Person, blue: Team) -> None:
    milestones.set_birthday(zed, month=3, day=18, now=NOW - timedelta(days=9))
    theirs = Occasion(zed.id, zed.name, MilestoneKind.YEARS, TODAY, 1, blue.id, blue.name)
    milestones.tell(theirs, now=NOW)
    milestones.refuse(zed)


def _digests(zed: Person) -> None:
    db.session.add(DigestChoice(person_id=zed.id, every="never"))
    for person in (zed, people_named("Ben Berg")):
        db.session.add(
            Edition(
                person=person, ends_on=TODAY, since=NOW - timedelta(days=7), until=NOW,
                state="failed", message_id="<x>", claimed_at=NOW, complaint=f"not to {EMAIL}",
            )
        )  # fmt: skip
    post = {"ends_on": TODAY, "since": NOW - timedelta(days=7), "until": NOW, "claimed_at": NOW}
    team_id = zed.memberships[0].team_id
    db.session.add(ChatPost(team_id=team_id, kind="slack", complaint=f"{NAME} said no", **post))


def _letters(app: Flask) -> None:
    with app.test_request_context():
        for to, text in ((EMAIL, "Hello"), ("ben@bright.example", f"{NAME} thanked you")):
            mail.send(Letter(to, "Thanks", text, f"<p>{text}</p>"))
        mail.send(Letter("ben@bright.example", "Round", "A round is open", "<p>open</p>"))


def _files(app: Flask) -> tuple[Path, Path]:
    folder: Path = app.config["SETTINGS"].upload_dir
    upload, roster = folder / "interactions-1.csv", folder / "roster-1.csv"
    upload.write_bytes(f"id,when,who\n1,2026-02-01,{NUMBER}\n2,2026-02-02,Ben Berg\n".encode())
    roster.write_text(f"name,email\n{NAME},{EMAIL}\n", encoding="utf-16")
    (folder / "interactions-2.csv").write_text("id,when,who\n3,2026-02-01,Bea Bach\n")
    imports.receive(upload, "july.csv", upload.name, None, now=NOW)
    db.session.commit()
    return upload, roster


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table."""
    db.session.commit()
    return {
        name: [dict(row) for row in db.session.execute(table.select()).mappings()]
        for name, table in db.metadata.tables.items()
    }
