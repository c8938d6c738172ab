"""Pages of questions: all there are, where each comes from, our own ones, other languages."""

from __future__ import annotations

from typing import Any

from babel import Locale
from flask import Flask, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import page_in
from cxstaff.forms import DONE, done
from cxstaff.people import reader
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.models import OwnQuestion
from cxstaff.pulses.questions import actions, bank, catalogue, queries
from cxstaff.pulses.questions.catalogue import CatalogueQuestion
from cxstaff.pulses.questions.forms import (
    LanguageForm,
    QuestionFilter,
    QuestionForm,
    TranslationForm,
    name_of_language,
)
from cxstaff.pulses.questions.page import QuestionPage, language_row, question_row


def init_app(app: Flask) -> None:
    """Let people choose a language that questions are translated into."""
    reader.also_in(app, queries.languages_of_questions)


@bp.get("/pulses/questions")
@allow(Permission.RUN_PULSES)
def questions() -> ResponseReturnValue:
    """List every question by what it is about, the company's own first."""
    form = QuestionFilter(request.args)
    form.offer()
    found = [each for each in catalogue.all_questions(with_retired=True) if form.takes(each)]
    found.sort(key=_place)
    page = page_in(found, request.args.get("page", 1, int))
    uses = queries.uses_of([each.key for each in page.items])
    rows = [question_row(each, uses[each.key]) for each in page.items]
    return render_template("pulses/questions.html", form=form, page=page.showing(rows))


def _place(found: CatalogueQuestion) -> tuple[bool, bool, int]:
    """Return where a question stands in the list: retired ones last, own ones first."""
    drivers = list(bank.DRIVER_NAMES)
    about = drivers.index(found.driver) if found.driver else len(drivers)
    return found.is_retired, not found.is_own, about


@bp.get("/pulses/questions/<key>")
@allow(Permission.RUN_PULSES)
def question(key: str) -> ResponseReturnValue:
    """Show a question: how it looks, where it comes from, who asks it, its other languages."""
    found = _question_or_404(key)
    used = {reader.SOURCE_LANGUAGE} if not found.is_own else set()
    languages = (queries.languages_of_people() | set(queries.languages_of_questions())) - used
    languages = {code for code in languages if reader.is_language(code)} | set(found.translations)
    form = LanguageForm(formdata=None)
    form.offer(languages | used)
    by_name = sorted(languages, key=lambda code: (name_of_language(code), code))
    page = QuestionPage(
        question=found,
        use=queries.uses_of([key])[key],
        languages=[language_row(found, code) for code in by_name],
        form=form,
        instrument=bank.INSTRUMENTS.get(found.instrument),
    )
    return render_template("pulses/question.html", page=page)


@bp.route("/pulses/questions/new", methods=["GET", "POST"])
@allow(Permission.RUN_PULSES)
def new_question() -> ResponseReturnValue:
    """Write a question of our own, or a copy of one."""
    copied = catalogue.find_question(request.args.get("copy", ""))
    source = _own(copied.key) if copied else None
    form = QuestionForm(**_typed(source) if source else {})
    if source is None:
        del form.retires
    written: list[OwnQuestion] = []

    def write() -> None:
        before = source if source and form.retires.data else None
        draft, now = form.draft(), clock.now()
        written.append(actions.write_question(draft, signed_in(), now=now, instead_of=before))

    status = form.attempt(write)
    if status == DONE:
        return _saved(written[0].key)
    title, back = _("Write a question"), url_for("pulses.questions")
    page = render_template("pulses/question_form.html", form=form, title=title, back=back)
    return page, status


@bp.route("/pulses/questions/<key>/edit", methods=["GET", "POST"])
@allow(Permission.RUN_PULSES)
def edit_question(key: str) -> ResponseReturnValue:
    """Change a question of our own that was never asked."""
    own = _own(key) or abort(404)
    form = QuestionForm(**_typed(own))
    del form.retires
    status = form.attempt(lambda: actions.edit_question(own, form.draft()))
    if status == DONE:
        return _saved(key)
    title, back = _("Edit this question"), url_for("pulses.question", key=key)
    page = render_template("pulses/question_form.html", form=form, title=title, back=back)
    return page, status


@bp.post("/pulses/questions/<key>/retirement")
@allow(Permission.RUN_PULSES)
def retire_question(key: str) -> ResponseReturnValue:
    """Offer a question to no further pulse."""
    actions.retire_question(_own(key) or abort(404))
    return done(
        _("Retired. New pulses are not offered this question."), url_for("pulses.question", key=key)
    )


@bp.post("/pulses/questions/<key>/return")
@allow(Permission.RUN_PULSES)
def bring_back_question(key: str) -> ResponseReturnValue:
    """Offer a retired question again."""
    actions.bring_back_question(_own(key) or abort(404))
    return done(
        _("New pulses are offered this question again."), url_for("pulses.question", key=key)
    )


@bp.route("/pulses/questions/<key>/translation", methods=["GET", "POST"])
@allow(Permission.RUN_PULSES)
def translate_question(key: str) -> ResponseReturnValue:
    """Write a question in another language, or remove what was written."""
    found, code = _question_or_404(key), request.args.get("locale", "")
    if not reader.is_language(code):
        abort(404)
    if "remove" in request.form:
        return _without(found, code)
    form = TranslationForm(**_known(found, code))
    form.fit(found)
    status = form.attempt(lambda: actions.translate_question(found, code, form.translation()))
    if status == DONE:
        return _saved(key)
    page = render_template(
        "pulses/question_translation.html",
        form=form,
        question=found,
        code=code,
        tag=code.replace("_", "-"),
        language=name_of_language(code),
        direction=Locale.parse(code).text_direction,
        is_kept=queries.find_translation(key, code) is not None,
    )
    return page, status


def _without(question: CatalogueQuestion, code: str) -> ResponseReturnValue:
    translation = queries.find_translation(question.key, code)
    if translation is not None:
        actions.remove_translation(translation)
    return done(
        _("Removed. Rounds that open from now on ask it in its original words."),
        url_for("pulses.question", key=question.key),
    )


def _saved(key: str) -> ResponseReturnValue:
    return done(_("Saved."), url_for("pulses.question", key=key))


def _question_or_404(key: str) -> CatalogueQuestion:
    return catalogue.find_question(key) or abort(404)


def _own(key: str) -> OwnQuestion | None:
    return queries.find_own_question(catalogue.number_of(key))


def _typed(question: OwnQuestion) -> dict[str, Any]:
    """Return what a form holds to begin with."""
    names = ("wording", "scale", "driver", "source", "low_end", "high_end")
    told = {name: getattr(question, name) for name in names}
    return told | {"options": "\n".join(question.options or ())}


def _known(question: CatalogueQuestion, code: str) -> dict[str, Any]:
    """Return what is known of a translation: itself, or the ends other questions have."""
    known = question.translations.get(code)
    if known is None:
        low, high = catalogue.ends_in(code, question)
        return {"low_end": low, "high_end": high}
    return known | {"options": "\n".join(known["options"] or ())}
