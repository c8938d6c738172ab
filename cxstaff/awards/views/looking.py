"""Pages on which awards are looked at: all one sees, one of them, and what one may read."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.awards import policy, queries, tally
from cxstaff.awards.models import Award, AwardStage, AwardState
from cxstaff.awards.page import AwardAsks, AwardLine, AwardPage, AwardsPage, OwnAwardsPage
from cxstaff.awards.views import bp
from cxstaff.awards.views.seen import award_or_404, nominee_rows, own_rows
from cxstaff.awards.words import voted_of
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.queries import get_company, team_id_of, today
from cxstaff.recognition.words import people as named


@bp.get("/awards")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """List the awards that the visitor sees, those under way first."""
    person, roles, number = signed_in(), roles_of_visitor(), request.args.get("page", 1, int)
    found = queries.awards_page_for(person, roles, today(), clock.now(), number)
    page = AwardsPage(
        found.showing([line_of(each) for each in found.items]),
        _asked(person.id),
        policy.may_keep(roles),
    )
    return render_template("awards/index.html", page=page)


@bp.get("/awards/<int:award_id>")
@allow(Permission.USE)
def show(award_id: int) -> ResponseReturnValue:
    """Show an award: what it waits for, and what the visitor may read and do."""
    return render_template("awards/show.html", page=_page(award_or_404(award_id)))


@bp.get("/awards/mine")
@allow(Permission.USE)
def mine() -> ResponseReturnValue:
    """Show what colleagues let one read, and for what one knows that one is nominated."""
    person, number = signed_in(), request.args.get("page", 1, int)
    words = queries.kind_words_page(person.id, number)
    page = OwnAwardsPage(words, queries.nominated_for(person.id))
    return render_template("awards/mine.html", page=page)


def line_of(award: Award) -> AwardLine:
    """Return an award as a list shows it now."""
    return AwardLine(award, award.state(clock.now()), get_company().zone)


def _asked(person_id: int) -> list[AwardAsks]:
    """Return what waits for the visitor's vote, and for what they know they are nominated."""
    votes = [
        AwardAsks(
            "info", _("Your vote is asked for: %(name)s", name=each.name), _("Read and vote"),
            url_for("awards.vote", award_id=each.id),
        )
        for each in queries.awards_to_judge(person_id)
    ]  # fmt: skip
    own = _("See what that means"), url_for("awards.mine")
    return votes + [
        AwardAsks("good", _("You are nominated: %(name)s", name=award.name), *own)
        for _part, award in queries.nominated_for(person_id)
    ]


def _page(award: Award) -> AwardPage:
    person, roles, line = signed_in(), roles_of_visitor(), line_of(award)
    above = queries.teams_above(team_id_of(person, today()))
    reads = policy.reads_nominations(person.id, roles, award)
    part, is_juror = award.part_of(person.id), policy.is_juror(person.id, award)
    has_voted = is_juror and part is not None and part.voted_at is not None
    keeps = policy.may_keep(roles)
    counts = has_voted if is_juror else keeps  # who is still to vote hears of no other
    return AwardPage(
        line=line,
        own=own_rows(award, is_open=line.state is AwardState.OPEN),
        nominees=nominee_rows(award) if reads else None,
        winners=[each.person.name for each in award.winners],
        jury=[each.person.name for each in award.jury],
        voted=voted_of(award, queries.ballots(award)) if counts else "",
        tie=_tie(award) if reads else "",
        may_nominate=policy.may_nominate(person.id, roles, above, award),
        may_vote=is_juror,
        has_voted=has_voted,
        may_keep=keeps,
        may_decide=policy.may_decide(person.id, roles, award),
        may_read_thanks=award.thanks_id is not None,
    )


def _tie(award: Award) -> str:
    """Name who is equal in the first place; "" where nobody is, or it is not counted yet."""
    if award.stage != AwardStage.COUNTED:
        return ""
    first = tally.first_of(queries.standings(award, today()))
    names = [each.person.name for each in award.nominees if each.person_id in first]
    return named(names) if len(names) > 1 else ""
