"""The pages on which HR looks at patterns among thanks, and sets when there is one."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.queries import names_of_people
from cxstaff.recognition.patterns import actions, queries
from cxstaff.recognition.patterns.forms import PatternRulesForm, typed_as
from cxstaff.recognition.patterns.page import PatternLine, PatternRulesPage, PatternsPage
from cxstaff.recognition.patterns.rules import PatternKind
from cxstaff.recognition.views import bp


@bp.get("/thanks/patterns")
@allow(Permission.WATCH_THANKS)
def patterns() -> ResponseReturnValue:
    """List the patterns that hold, those that nobody has looked at first."""
    found, rules = queries.noticed_page(request.args.get("page", 1, int)), queries.pattern_rules()
    names = names_of_people({person for each in found.items for person in each.people})
    lines = [PatternLine(each, rules[PatternKind(each.kind)], names) for each in found.items]
    page = PatternsPage(found.showing(lines))
    return render_template("recognition/patterns.html", page=page)


@bp.post("/thanks/patterns/<string:kind>/<string:who>/look")
@allow(Permission.WATCH_THANKS)
def look_at_pattern(kind: str, who: str) -> ResponseReturnValue:
    """Note that HR has looked at a pattern."""
    found = queries.find_noticed(kind.replace("-", " "), who) or abort(404)
    actions.look_at(found, now=clock.now())
    return done(_("Put aside until there is more of it."), url_for("recognition.patterns"))


@bp.route("/thanks/patterns/rules", methods=["GET", "POST"])
@allow(Permission.WATCH_THANKS)
def pattern_rules() -> ResponseReturnValue:
    """Set when something is a pattern, and what happens then."""
    form = PatternRulesForm(**typed_as(queries.pattern_rules()))
    status = form.attempt(lambda: actions.set_rules(form.rules(), signed_in(), now=clock.now()))
    if status != DONE:
        return render_template(
            "recognition/pattern_rules.html", page=PatternRulesPage(form)
        ), status
    return done(_("Saved."), url_for("recognition.patterns"))
