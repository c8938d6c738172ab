"""A team's digest is posted to chat: once a period, for all to read, at a sealed address."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from cxstaff import clock
from cxstaff.db import db
from cxstaff.digests.chat import actions, jobs, queries
from cxstaff.digests.chat.formats import ChatKind, ChatText, PostLine, content_for
from cxstaff.digests.models import ChatChannel, ChatPost, DigestPlan
from cxstaff.errors import Refused
from cxstaff.factors.sealing import Keyring
from cxstaff.people.models import Person, Team
from tests.cast import NOW
from tests.digests.conftest import MONDAY, Thank
from tests.forked import ended_with, fork
from tests.receiver import Posted, chat_server

As = Callable[[Person | None], Any]
SOON = timedelta(minutes=11)
WEBHOOK = "https://hooks.chat.example/services/T0/B0/very-secret"


@pytest.fixture
def server(app: Flask) -> Iterator[Posted]:
    """A chat server on this machine, which the operator allows."""
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, private_receivers=True)
    with chat_server() as posted:
        yield posted
    app.config["SETTINGS"] = before


@pytest.fixture
def channel(
    app: Flask, plan: DigestPlan, server: Posted, ana: Person, ben: Person, blue: Team, thank: Thank
) -> ChatChannel:
    """Blue's channel, with something to say about Ben."""
    thank(ana, ben, "You calmed an angry customer.")
    return set_channel(app, blue, server.address, ana)


def set_channel(
    app: Flask, team: Team, address: str, actor: Person, kind: ChatKind = ChatKind.MATTERMOST
) -> ChatChannel:
    settings = app.config["SETTINGS"]
    keyring = Keyring(settings.secret_key)
    may = settings.private_receivers
    actions.set_channel(team, kind, address, actor, keyring, may_be_private=may, now=NOW)
    made = db.session.scalars(db.select(ChatChannel).where(ChatChannel.team_id == team.id)).one()
    made.starts_on = MONDAY
    db.session.commit()
    return made


def posts() -> list[ChatPost]:
    return list(db.session.scalars(db.select(ChatPost).order_by(ChatPost.id)))


def test_a_team_posts_what_everybody_may_read_once(
    channel: ChatChannel, server: Posted, thank: Thank, ana: Person, ben: Person, cleo: Person
) -> None:
    thank(ana, ben, "Between us: superb.", audience="private")
    thank(ana, cleo, "Well done on Red.")
    for _ in range(3):
        jobs.post_due()
    assert len(server.posts) == 1
    text = server.posts[0]["text"]
    for words in ("Blue: thanks, 9 Mar 2026 to 15 Mar 2026", "Ana Alba thanked Ben Berg",
                  "You calmed an angry customer.", "/thanks"):  # fmt: skip
        assert words in text
    for words in ("superb", "Red", "open until", "Not thanked"):
        assert words not in text
    (post,) = posts()
    assert (post.state, post.ends_on, post.attempts) == ("posted", MONDAY, 1)


def test_the_next_post_begins_where_the_last_ended_and_a_quiet_week_posts_nothing(
    channel: ChatChannel, server: Posted, thank: Thank, ana: Person, ben: Person
) -> None:
    jobs.post_due()
    with clock.frozen(NOW + timedelta(days=7)):
        jobs.post_due()
    thank(ana, ben, "Later.", given_at=NOW + timedelta(days=8))
    with clock.frozen(NOW + timedelta(days=14)):
        jobs.post_due()
    first, quiet, last = posts()
    assert [each.state for each in (first, quiet, last)] == ["posted", "empty", "posted"]
    assert (first.until, quiet.until) == (quiet.since, last.since)
    assert "Later." in server.posts[1]["text"]
    assert "calmed" not in server.posts[1]["text"]


def test_nothing_is_posted_before_its_hour_or_while_digests_pause(
    channel: ChatChannel, plan: DigestPlan, server: Posted
) -> None:
    plan.is_paused = True
    db.session.commit()
    jobs.post_due()
    plan.is_paused, plan.weekday = False, 2
    db.session.commit()
    with clock.frozen(NOW.replace(hour=6, minute=59)):
        jobs.post_due()
    assert server.posts == []


def test_what_was_not_taken_goes_later_and_after_a_day_a_person_has_to_look(
    channel: ChatChannel, server: Posted, ana: Person, as_: As
) -> None:
    server.answers += [(404, b"no_service", {}), (500, b"", {})]
    jobs.post_due()
    (post,) = posts()
    assert (post.state, post.retry_at) == ("failed", NOW + timedelta(minutes=5))
    page = as_(ana).get("/digests/chat").text
    assert "answered 404: no_service" in page
    with clock.frozen(NOW + timedelta(minutes=5)):
        jobs.post_due()
    assert posts()[0].retry_at == NOW + timedelta(minutes=15)
    with clock.frozen(NOW + timedelta(minutes=15)):
        jobs.post_due()
    assert (posts()[0].state, posts()[0].attempts, len(server.posts)) == ("posted", 3, 3)


@pytest.mark.parametrize("step", ["_post", "begin", "post_json", "finish"])
def test_of_a_worker_that_is_killed_nothing_is_there_twice(
    app: Flask,
    channel: ChatChannel,
    server: Posted,
    ana: Person,
    as_: As,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    """Killed before it began the post goes again; once it began, people are told to look."""
    owner: Any = jobs if step in {"_post", "post_json"} else actions
    lead, path = ana.id, f"/digests/chat/{channel.id}/attempts"
    with monkeypatch.context() as killing:
        kill: Any = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731
        killing.setattr(owner, step, kill)
        assert ended_with(fork(app, jobs.post_due)) == -signal.SIGKILL
    jobs.post_due()
    assert len(server.posts) == (step == "finish"), "its worker may still be at it"
    for minutes in (11, 60, 600):
        with clock.frozen(NOW + timedelta(minutes=minutes)):
            jobs.post_due()
    (post,) = posts()
    if step in {"_post", "begin"}:
        assert (post.state, len(server.posts)) == ("posted", 1)
        return
    assert post.state == "failed"
    assert len(server.posts) == (step == "finish"), "not once more by itself"
    visit = as_(db.session.get_one(Person, lead))
    assert "Look whether it is there" in visit.get("/digests/chat").text
    assert visit.post(path).status_code == 303
    with clock.frozen(NOW + timedelta(minutes=601)):
        jobs.post_due()
    assert posts()[0].state == "posted"


def test_three_workers_at_once_post_once(app: Flask, channel: ChatChannel, server: Posted) -> None:
    start, go = os.pipe()

    def work() -> None:
        os.close(go)
        os.read(start, 1)
        jobs.post_due()

    workers = [fork(app, work) for _ in range(3)]
    os.close(go)
    assert [ended_with(each) for each in workers] == [0, 0, 0]
    os.close(start)
    assert len(server.posts) == 1
    db.session.rollback()
    assert [each.state for each in posts()] == ["posted"]


def test_no_period_is_claimed_twice_for_a_team(channel: ChatChannel) -> None:
    first = actions.claim(channel.id, now=NOW)
    assert first is not None
    assert actions.claim(channel.id, now=NOW) is None
    span = {"since": first.since, "until": first.until, "claimed_at": NOW}
    again = ChatPost(team_id=first.team_id, kind=first.kind, ends_on=first.ends_on, **span)
    db.session.add(again)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_no_transaction_is_open_while_a_post_goes(
    app: Flask, channel: ChatChannel, server: Posted
) -> None:
    busy, pool = list[int](), db.engine.pool
    server.on_post = lambda: busy.append(pool.checkedout())  # type: ignore[attr-defined]
    jobs.post_due()
    assert busy == [0]


def test_the_address_is_sealed_and_shown_to_nobody(
    app: Flask, plan: DigestPlan, ana: Person, blue: Team, as_: As
) -> None:
    typed = {"team": str(blue.id), "kind": "slack", "address": WEBHOOK}
    assert as_(ana).post("/digests/chat", typed).status_code == 303
    made = db.session.scalars(db.select(ChatChannel)).one()
    assert b"very-secret" not in made.sealed_address
    page = as_(ana).get("/digests/chat").text
    assert "Slack · hooks.chat.example" in page
    assert "very-secret" not in page
    settings = app.config["SETTINGS"]
    assert actions.address_of(made, Keyring(settings.secret_key)) == WEBHOOK


def test_an_address_is_sealed_anew_when_the_secret_key_changes(
    app: Flask, channel: ChatChannel, server: Posted
) -> None:
    settings, sealed = app.config["SETTINGS"], channel.sealed_address
    former = (settings.secret_key,)
    app.config["SETTINGS"] = replace(settings, secret_key="z" * 40, former_secret_keys=former)
    jobs.seal_addresses_anew()
    assert channel.sealed_address != sealed
    assert actions.address_of(channel, Keyring("z" * 40)) == server.address
    app.config["SETTINGS"] = replace(settings, secret_key="y" * 40)
    jobs.seal_addresses_anew()
    jobs.post_due()
    app.config["SETTINGS"] = settings
    (post,) = posts()
    assert (post.state, server.posts) == ("failed", [])
    assert "Set it again" in str(post.complaint)


@pytest.mark.parametrize(
    "address", ["http://hooks.chat.example/x", "https://u:p@chat.example/", "ftp://x", "x y", ""]
)
def test_an_address_that_makes_no_sense_is_explained(
    ana: Person, blue: Team, as_: As, address: str
) -> None:
    typed = {"team": str(blue.id), "kind": "slack", "address": address}
    answer = as_(ana).post("/digests/chat", typed)
    assert answer.status_code in {409, 422}
    assert "Please look at this again" in answer.text
    assert db.session.scalars(db.select(ChatChannel)).all() == []


def test_a_private_address_is_not_posted_to_unless_the_operator_allows_it(
    app: Flask, plan: DigestPlan, thank: Thank, ana: Person, ben: Person, blue: Team
) -> None:
    thank(ana, ben)
    set_channel(app, blue, "https://localhost/hook", ana)
    jobs.post_due()
    (post,) = posts()
    assert post.state == "failed"
    assert "private network" in str(post.complaint)


def test_leads_look_after_their_teams_and_hr_after_all(
    app: Flask, plan: DigestPlan, server: Posted, ana: Person, rolf: Person, hugo: Person,
    ines: Person, ada: Person, ben: Person, cyrus: Person, blue: Team, red: Team, as_: As,
) -> None:  # fmt: skip
    made = set_channel(app, red, server.address, rolf)
    for person in (rolf, hugo, ines, ada):
        assert "127.0.0.1" in as_(person).get("/digests/chat").text
    assert "127.0.0.1" not in as_(ana).get("/digests/chat").text
    for person in (ben, cyrus):
        assert as_(person).get("/digests/chat").status_code == 403
    for way in ("attempts", "removal"):
        assert as_(ana).post(f"/digests/chat/{made.id}/{way}").status_code == 404
    typed = {"team": str(red.id), "kind": "slack", "address": WEBHOOK}
    assert as_(ana).post("/digests/chat", typed).status_code == 422
    assert as_(hugo).post("/digests/chat", typed).status_code == 303
    assert db.session.get_one(ChatChannel, made.id).host == "hooks.chat.example"
    assert as_(rolf).post(f"/digests/chat/{made.id}/removal").status_code == 303
    assert db.session.scalars(db.select(ChatChannel)).all() == []


def test_only_what_failed_is_posted_again(channel: ChatChannel, ana: Person, as_: As) -> None:
    path = f"/digests/chat/{channel.id}/attempts"
    assert as_(ana).post(path).status_code == 404
    jobs.post_due()
    assert as_(ana).post(path).status_code == 409
    with pytest.raises(Refused):
        actions.try_again(posts()[0], now=NOW)


NASTY = ChatText(
    "Blue & co <!channel> @here",
    [
        [PostLine("*A* thanked B:", "see <https://bad.example|me> @channel [x](http://bad) `y`")],
        [PostLine(label="All thanks", address="https://cx.example/thanks?team=1")],
    ],
)


@pytest.mark.parametrize("kind", list(ChatKind))
def test_what_people_wrote_marks_nothing_up_and_calls_nobody(kind: ChatKind) -> None:
    content = content_for(kind, NASTY)
    said = json.dumps(content, ensure_ascii=False)
    for call in ("<!channel>", "@channel", "@here", "<https://bad.example|me>"):
        assert call not in said
    assert kind is ChatKind.SLACK or "[x](http://bad)" not in said, "Slack has other links"
    assert "https://cx.example/thanks?team=1" in said


def test_each_product_is_sent_its_own_form() -> None:
    text = ChatText("Blue", [[PostLine("Ana thanked Ben:", "Well done")]])
    assert content_for(ChatKind.SLACK, text)["text"] == "*Blue*\n\n*Ana thanked Ben:* Well done"
    assert content_for(ChatKind.MATTERMOST, text) == {
        "text": "**Blue**\n\n**Ana thanked Ben:** Well done"
    }
    (attached,) = content_for(ChatKind.TEAMS, text)["attachments"]
    assert attached["contentType"] == "application/vnd.microsoft.card.adaptive"
    title, block = attached["content"]["body"]
    assert (title["text"], block["text"]) == ("Blue", "**Ana thanked Ben:** Well done")


def test_a_post_that_is_long_is_cut(app: Flask) -> None:
    lines = [[PostLine("Ana thanked Ben:", "x" * 500)] for _ in range(60)]
    for kind in ChatKind:
        assert len(json.dumps(content_for(kind, ChatText("Blue", lines)))) < 40_000


def test_channels_of_a_company_are_asked_for_in_few_statements(
    channel: ChatChannel, counting: Any
) -> None:
    jobs.post_due()
    with counting() as sent:
        assert queries.channels_due(NOW) == []
    assert len(sent) <= 6
