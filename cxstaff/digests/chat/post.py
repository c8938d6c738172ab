"""What a team's post to chat says: its edition without anything that concerns one person."""

from __future__ import annotations

from flask_babel import gettext as _

from cxstaff import clock, mail
from cxstaff.digests.chat.formats import ChatText, PostLine
from cxstaff.digests.models import ChatPost
from cxstaff.digests.parts import teams, thanks
from cxstaff.digests.parts.material import EditionMaterial
from cxstaff.digests.parts.reader import EditionReader
from cxstaff.digests.parts.sections import Section, SectionLine, SectionParts, sections
from cxstaff.digests.parts.told import NO_NEWS, ThanksTold
from cxstaff.people.queries import get_company
from cxstaff.web import day

NOBODY = 0


def text_of(post: ChatPost, material: EditionMaterial) -> ChatText | None:
    """Return what a post says, in the language of now; None where nobody was thanked."""
    reader = _reader(post, material)
    others = thanks.to_others(reader, material)
    if not others.listed:
        return None
    quoted = {each.quote for each in others.listed}
    parts = SectionParts(
        levers=teams.levers(reader, material),
        milestones=teams.milestones(reader, material),
        remark=teams.remark(reader, quoted, material),
        action=teams.action(reader, material),
        unthanked=None,
        news=NO_NEWS,
    )
    values = {"team": material.teams.by_id[post.team_id].name, "first": day(reader.first_day)}
    title = _("%(team)s: thanks, %(first)s to %(last)s", **values, last=day(reader.last_day))
    blocks = [[_thanks(each) for each in others.listed]]
    blocks += [_section(each) for each in sections(parts)]
    all_of_them = mail.address_of("recognition.index", team=post.team_id)
    blocks.append([PostLine(label=_("All thanks"), address=all_of_them)])
    return ChatText(str(title), blocks)


def _reader(post: ChatPost, material: EditionMaterial) -> EditionReader:
    """Return who reads a post: a channel, in the company's zone, that is nobody."""
    zone = get_company().zone
    return EditionReader(
        person_id=NOBODY,
        zone=zone,
        since=post.since,
        until=post.until,
        ends_on=clock.local_day(post.until, zone),
        own=post.team_id,
        led=(),
        shown=frozenset(material.teams.below([post.team_id])),
        hears_all=False,
    )


def _thanks(told: ThanksTold) -> PostLine:
    who = _("%(giver)s thanked %(receivers)s", giver=told.giver, receivers=told.whom)
    text = [told.message, _said(told.quote), told.celebrates and f"({told.celebrates})"]
    return PostLine(strong=f"{who}:", text=" ".join(filter(None, text)))


def _section(section: Section) -> list[PostLine]:
    heading = PostLine(strong=section.title, text=section.note)
    return [heading, *(_line(each) for each in section.lines)]


def _line(line: SectionLine) -> PostLine:
    text = " ".join(filter(None, [line.text, line.quoted, line.note]))
    address = mail.address_of(line.endpoint, **line.where) if line.endpoint else ""
    return PostLine(line.strong, text, line.label, address)


def _said(quote: str | None) -> str:
    return str(_("The customer said “%(words)s”.", words=quote)) if quote else ""
