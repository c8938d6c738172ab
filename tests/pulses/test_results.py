"""Pages and files of results: over time, by team and driver, beside the company, in words."""

import csv
import io
import re
import zipfile
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest

from cxstaff.db import db
from cxstaff.people.models import Membership, Person, Team
from cxstaff.pulses import actions, queries
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.models import (
    Comment,
    Invitation,
    OwnQuestion,
    PulseRound,
    RoundQuestion,
    RoundResult,
)
from cxstaff.pulses.results import queries as published
from tests.cast import NOW, SINCE
from tests.pulses.rounds import a_round, answer, close, everybody
from tests.rounds import built_round, invite

FORMULA = '=HYPERLINK("http://evil.example","Ärger 100% _ok_")'
SPACE = re.compile(r"\s+")


def words_of(page) -> str:
    """Return the words of a page as they are read."""
    return SPACE.sub(" ", unescape(re.sub(r"<[^>]*>", " ", page.text)))


def tell(round_: PulseRound, team: Team | None, subject: str, mean: float, n: int = 12, **given):
    """Publish a result by hand."""
    told = {"invited": n + 4, "variance": 90.0, "favourable": 0.6} | given
    place = {"round_id": round_.id, "team_id": team.id if team else None, "subject": subject}
    db.session.add(RoundResult(**place, n=n, mean=mean, **told))


def over(number: int, teams, pulse=None, turn=None, **given) -> PulseRound:
    """Build a round that is over: engagement for all, a driver for one turn or for all."""
    opens_at = NOW - timedelta(days=7 * (10 - number))
    made = built_round(opens_at, number=number, **({"pulse": pulse} if pulse else {}), **given)
    made.opened_box_at = made.closed_at = made.closes_at
    made.answers = 20
    common = {"scale": "agree-7", "instrument": "driver", "source": "ours", "turn": turn}
    made.questions.append(
        RoundQuestion(position=2, key="v", wording="I speak up.", driver="voice", **common)
    )
    db.session.add(made)
    for team in teams:
        invite(made, everybody(team), team)
    db.session.commit()
    return made


@pytest.fixture
def three(blue, red, service) -> list[PulseRound]:
    """Three rounds of one pulse: Blue rises, Red is hidden in the second."""
    first = over(0, [blue, red])
    rounds = [first] + [over(n, [blue, red], pulse=first.pulse) for n in (1, 2)]
    for made, mean in zip(rounds, (40, 42, 75), strict=True):
        tell(made, None, "index", 50, n=60)
        tell(made, None, "driver:voice", 50, n=60)
        tell(made, blue, "index", mean)
        tell(made, blue, "driver:voice", 51)
    tell(rounds[0], red, "index", 55)
    tell(rounds[2], red, "index", 56)
    db.session.commit()
    return rounds


@pytest.fixture
def commented(request, ines, blue, red, service) -> PulseRound:
    def story() -> int:
        made = a_round(ines, service)
        answer(made, everybody(blue), 6, FORMULA)
        answer(made, everybody(red), 3, "Straße: größer als 50 Züge")
        close(made)
        return made.id

    told = request.getfixturevalue("tell")  # a name that stands for something else here
    return db.session.get_one(PulseRound, told("a round with comments", story))


def test_a_clear_rise_and_a_clear_distance_are_named_and_noise_is_not(as_, ines, three, blue):
    answer = as_(ines).get(f"/pulses/rounds/{three[2].id}/results?team={blue.id}")
    assert 'class="heat heat-higher">25 points above the company<' in answer.text
    assert 'class="text-soft">No clear difference' in answer.text
    page = words_of(answer)
    assert "33 points higher than on" in page
    assert "No clear difference" in page  # voice: 51 beside 50
    second = words_of(as_(ines).get(f"/pulses/rounds/{three[1].id}/results?team={blue.id}"))
    assert "No clear change since" in second


@pytest.mark.both
def test_homes_tell_the_change_of_last_time(as_, ana, ines, three, blue) -> None:
    home = words_of(as_(ines).get("/"))
    assert "How everybody feels" in home
    assert "No clear change since" in home  # 50 and 50 of all who were asked
    assert "33 points higher than on" in words_of(as_(ana).get("/"))  # Blue, which Ana leads
    question = db.session.scalars(
        db.select(RoundQuestion).where(
            RoundQuestion.round_id == three[2].id, RoundQuestion.driver == "engagement"
        )
    ).one()
    question.key = "teei-asked"
    db.session.commit()
    for reader in (ines, ana):
        page = words_of(as_(reader).get("/"))
        assert "higher than on" not in page
        assert "No clear change since" not in page


def test_rounds_are_listed_with_the_newest_first(three) -> None:
    assert [each.id for each in published.rounds(1).items] == [each.id for each in reversed(three)]


@pytest.mark.both
def test_other_questions_are_not_compared(as_, ines, three, blue) -> None:
    question = db.session.scalars(
        db.select(RoundQuestion).where(
            RoundQuestion.round_id == three[2].id, RoundQuestion.driver == "engagement"
        )
    ).one()
    question.key = "teei-asked"
    db.session.commit()
    visit = as_(ines)
    page = words_of(visit.get(f"/pulses/rounds/{three[2].id}/results?team={blue.id}"))
    assert "higher than on" not in page
    trend = words_of(visit.get(f"/pulses/rounds/{three[2].id}/trend?team={blue.id}"))
    assert "Other questions than the time before" in trend


def test_a_trend_tells_hidden_from_not_asked(as_, ines, three, red) -> None:
    last = over(3, [], pulse=three[0].pulse)
    page = words_of(as_(ines).get(f"/pulses/rounds/{last.id}/trend?team={red.id}&subject=index"))
    assert page.count("Hidden to protect people") == 1
    assert page.count("Not asked") == 1
    assert "55" in page
    assert "56" in page


def test_a_trend_ends_with_the_round_it_is_opened_from(as_, ines, three, blue) -> None:
    page = words_of(as_(ines).get(f"/pulses/rounds/{three[1].id}/trend?team={blue.id}"))
    assert "42" in page
    assert "75" not in page


def test_what_could_be_chosen_stands_with_its_share(as_, ines, blue) -> None:
    made = over(0, [blue])
    made.questions.append(
        RoundQuestion(
            position=3, key="own-1", wording="Where do you work best?", scale="choice",
            driver=None, instrument="company", source="", options=["At home", "At the office"],
        )
    )  # fmt: skip
    tell(made, blue, "index", 60)
    tell(made, blue, "option:own-1:1", 70, favourable=0.7)
    tell(made, blue, "option:own-1:2", 10, favourable=0.1)
    db.session.commit()
    page = words_of(as_(ines).get(f"/pulses/rounds/{made.id}/results?team={blue.id}"))
    assert "Where do you work best?" in page
    assert re.search(r"At home\s+70 % \(\d+ % to \d+ %\)", page)
    assert re.search(r"At the office\s+10 % or less \(0 % to \d+ %\)", page)
    whole = words_of(as_(ines).get(f"/pulses/rounds/{made.id}/results"))
    assert "At home" not in whole  # nothing was published of all asked


def test_nobody_is_told_that_all_of_a_small_team_chose_alike(as_, ines, blue) -> None:
    """Pages, CSV and Excel files alike hold shares to 10–90 % in groups under 40."""
    own = OwnQuestion(
        wording="Where do you work best?", scale="choice", options=["At home", "At the office"],
        source="Us", created_by_id=ines.id, created_at=NOW,
    )  # fmt: skip
    db.session.add(own)
    db.session.flush()
    made = a_round(ines, blue, keys=("teei-mission", own.key))
    for person in everybody(blue):
        actions.answer(
            hold_respondent(made.id, person.id), {"teei-mission": 7, own.key: 1}, None, now=NOW
        )
    close(made)
    visit, base = as_(ines), f"/pulses/rounds/{made.id}/results"
    page = words_of(visit.get(f"{base}?team={blue.id}"))
    assert re.search(r"At home\s+90 % or more", page)
    assert re.search(r"At the office\s+10 % or less", page)
    choices = read_xlsx(visit.get(f"{base}.xlsx?team={blue.id}"))["Choices"]
    assert [row[1:3] for row in choices[1:]] == [["At home", "90"], ["At the office", "10"]]
    rows = read_csv(visit.get(f"{base}.csv?team={blue.id}"))
    chosen = {row[1]: row[2] for row in rows if row[0] == own.wording}
    assert chosen == {"At home": "90", "At the office": "10"}
    liked = [row for row in rows if row[0].startswith("I understand the overall mission")]
    assert [row[6] for row in liked] == ["90"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("STRASSE", 5), ("größer ZÜGE", 5), ("ärger", 6), ("ÄRGER", 6), ("100%", 6), ("_ok_", 6),
        ("%", 6), ("_", 6), ("50%", 0), ("Straße Ärger", 0), ("'; --", 0), ("", 11),
    ],
)  # fmt: skip
def test_comments_are_found_by_their_words_in_any_case(commented, words, found) -> None:
    assert published.comments(commented, None, 1, words).total == found


def test_a_search_says_what_it_found(as_, ines, commented) -> None:
    visit, base = as_(ines), f"/pulses/rounds/{commented.id}/comments"
    assert "6 comments hold “ärger”" in words_of(visit.get(f"{base}?words=ärger"))
    assert "No comment holds these words" in visit.get(f"{base}?words=nowhere").text
    assert "&lt;b&gt;" in visit.get(f"{base}?words=<b>").text


def read_csv(answer) -> list[list[str]]:
    text = answer.get_data().decode("utf-8-sig")
    return [row for row in csv.reader(io.StringIO(text)) if row]


def read_xlsx(answer) -> dict[str, list[list[str]]]:
    """Return the cells of each sheet; formulas would be an error."""
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    found = {}
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as book:
        titles = [
            e.get("name")
            for e in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{name}sheet")
        ]
        for place, title in enumerate(titles, 1):
            sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{place}.xml"))
            assert not list(sheet.iter(f"{name}f"))
            found[title] = [
                ["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{name}row")
            ]
    return found


def pages_of(visit, round_: PulseRound, team: str, teams) -> str:
    """Return all words that the pages show somebody from where a file is taken."""
    base = f"/pulses/rounds/{round_.id}"
    addresses = [f"{base}/{page}?team={team}" for page in ("results", "teams")]
    addresses += [f"{base}/comments?team={team}&page={page}" for page in (1, 2)]
    addresses += [f"{base}/results?team={each.id}" for each in teams]
    return " ".join(words_of(each) for a in addresses if (each := visit.get(a)).status_code == 200)


@pytest.mark.long
@pytest.mark.parametrize("reader", ["ines", "cyrus", "hugo", "ana"])
def test_files_hold_nothing_that_pages_do_not_show(
    as_, request, commented, reader, blue, red, service
) -> None:
    visit = as_(request.getfixturevalue(reader))
    for team in ("company", str(service.id), str(blue.id)):
        address = f"/pulses/rounds/{commented.id}/results.csv?team={team}"
        if reader == "ana" and team == str(service.id):
            assert visit.get(address).status_code == 404
            continue
        shown = pages_of(visit, commented, team, [blue, red, service])
        rows = read_csv(visit.get(address))
        start = rows.index(["Scores"])
        for cell in {cell for row in rows[start:] for cell in row if "-" not in cell[:1]}:
            plain = cell.removeprefix("'")
            if plain not in {*HEADINGS, f"{commented.opens_at:%Y-%m-%d}"}:
                assert SPACE.sub(" ", plain) in shown, (reader, team, cell)
        if reader == "cyrus":
            assert ["Comments"] not in rows
        if reader == "ana":
            assert not any("Red" in row for row in rows)
            assert not any("'" + FORMULA in row for row in rows)  # Blue alone is too small


HEADINGS = {
    "About", "Score", "From", "To", "n", "Asked", "Favourable in percent", "From, in percent",
    "To, in percent", "Beside the company", "Since last time", "Scores", "Choices", "Comments",
    "Comment", "Question", "Answer", "Share in percent", "hidden", "no data", "no clear difference",
    "Teams and drivers", "Team", "Rounds",
}  # fmt: skip


def test_a_workbook_holds_what_the_csv_file_holds_and_no_formula(as_, ines, commented) -> None:
    base = f"/pulses/rounds/{commented.id}/results"
    visit = as_(ines)
    answer_ = visit.get(f"{base}.xlsx")
    sheets = read_xlsx(answer_)
    assert "monthly-pulse-everybody-2026-03-18.xlsx" in answer_.headers["Content-Disposition"]
    assert [FORMULA] in sheets["Comments"]
    lines = read_csv(visit.get(f"{base}.csv"))
    assert ["'" + FORMULA] in lines
    assert not any(cell.startswith("=") for row in lines for cell in row)
    below = [row for title, rows in sheets.items() for row in [[title], *rows]]
    assert sum(len(row) > 0 for row in below) == len(lines)


def test_a_file_says_hidden_where_pages_hide(as_, ines, blue, red, service) -> None:
    made = a_round(ines, service)
    answer(made, everybody(blue))
    answer(made, everybody(red)[:3])
    close(made)
    rows = read_csv(as_(ines).get(f"/pulses/rounds/{made.id}/results.csv?team={red.id}"))
    assert [row[1] for row in rows if row[0] == "Engagement index"] == ["hidden"]


def test_files_and_pages_are_not_there_for_others(as_, ana, ben, commented, red) -> None:
    for page in ("results.csv", "results.xlsx", "teams", "trend"):
        address = f"/pulses/rounds/{commented.id}/{page}?team={red.id}"
        assert as_(ana).get(address).status_code == 404
        assert as_(ben).get(address).status_code == 403
        assert as_(None).get(address).status_code == 303


@pytest.mark.long
def test_many_teams_take_a_bounded_number_of_statements(as_, ines, counting, blue) -> None:
    teams = [Team(name=f"Team {n:04}") for n in range(300)]
    db.session.add_all(teams)
    db.session.flush()
    people = [
        Person(name=f"P {n}", email=f"p{n}@bright.example",
               memberships=[Membership(team=team, since=SINCE)])
        for n, team in enumerate(teams)
    ]  # fmt: skip
    db.session.add_all(people)
    made = over(0, [blue])
    for person, team in zip(people, teams, strict=True):
        place = {"round_id": made.id, "person_id": person.id, "team_id": team.id}
        db.session.add(Invitation(**place, opens_at=made.opens_at))
        tell(made, team, "index", 60)
    tell(made, None, "index", 60, n=300)
    db.session.commit()
    visit = as_(ines)
    for page, most in (("results", 20), ("teams", 16), ("trend", 16), ("comments", 16)):
        db.session.commit()
        with counting() as sent:
            assert visit.get(f"/pulses/rounds/{made.id}/{page}").status_code == 200
        assert len(sent) <= most, f"{page}: {len(sent)}\n" + "\n".join(sent.statements)
    with counting() as sent:
        assert len(read_csv(visit.get(f"/pulses/rounds/{made.id}/results.csv"))) > 600
    assert len(sent) <= 60


def test_no_comment_is_lost_between_pages(commented) -> None:
    pages = [published.comments(commented, None, n).items for n in (1, 2)]
    found = [comment.id for page in pages for comment in page]
    assert sorted(found) == sorted(db.session.scalars(db.select(Comment.id)))


def test_the_latest_of_a_team_is_of_the_round_that_closed_last(app, blue):
    newest, oldest = over(2, [blue]), over(1, [blue])  # laid down the other way round
    for round_, mean in ((newest, 80.0), (oldest, 40.0)):
        tell(round_, blue, "index", mean)
    tell(newest, blue, "teei", 15.0)
    db.session.commit()
    assert queries.latest_of_team(blue.id).mean == 80.0
    assert queries.latest_of_team(blue.id, "teei").mean == 15.0
