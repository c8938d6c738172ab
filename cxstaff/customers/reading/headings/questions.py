"""What a survey asks for, told by the stems of the words in its question, in many languages."""

from __future__ import annotations

import re

FEWEST_WORDS = 3
"""Of so many words, or with a question mark, a heading is a question."""

_STEMS = {
    "nps": (
        "recommend empfehl recommand recomend recommanderiez consigli raccomand aanbev aanrad polec"
        " rekommend anbefal suositt doporuč doporuc ajánl ajanl рекоменд советова tavsiye συστήσ"
        " συνιστ 薦め 勧め すすめ 推薦 推荐 추천"
    ),
    "ces": (
        "easy einfach leicht facile fácil gemakkelijk makkelijk łatw snadn enkelt nemt helppo"
        " könny ușor εύκολ легк kolay 簡単 容易 쉬웠 쉽"
    ),
    "solved": (
        "solved resolved gelöst geklärt résolu resuelt resolvi solucion risolt opgelost rozwiąz"
        " löst løst ratkais ratkes vyřeš vyres megold решён решен решил вирішен çözül rezolvat"
        " επιλύθ λύθηκ 解決 解决 해결"
    ),
    "csat": (
        "satisf zufrieden insatisfait soddisf tevreden nöjd tilfreds fornøyd zadowol spokojen"
        " tyytyväi elégedett довол удовлетвор задовол memnun mulțumit ικανοπο 満足 满意 滿意 만족"
    ),
    "remark": (
        "why warum pourquoi perché waarom varför hvorfor dlaczego proč почему neden"
        " comment coment koment komment remar suggest suggér sugeren"
        " sugest sugger anmerk bemerk mitteilen"
        " hinzufügen explain erklär begründ expliqu explic spiega opmerk aanvull sagen"
        " ajouter añadir aggiung acrescent dodać uwag tillägg"
        " tilføje görüş yorum eklemek пожел коммент комент отзыв σχόλι megjegyz palaut feedback"
        " お客様の声 意見 意见 建议 建議 コメント ご要望 의견 건의"
    ),
}
_PATTERNS = {
    key: re.compile(
        "|".join(
            (stem if re.match("[^a-zà-ž]", stem) and not stem.isascii() else rf"\b\w{{0,6}}{stem}")
            for stem in stems.split()
        )
    )
    for key, stems in _STEMS.items()
}
"""A stem may stand behind a few letters: unsatisfied, très insatisfait."""

_UNPARTED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONG = 6
"""So many characters make a question where no blanks part words."""


def asked_for(heading: str, plain: str) -> str | None:
    """Return the field that a question asks for, None where it asks for none or is no question.

    What is asked first of all stands for it: whether somebody would recommend, how easy it was,
    whether it was solved, how satisfied somebody is, and last what else they say.
    """
    words = len(plain.split())
    is_long = words >= FEWEST_WORDS or (bool(_UNPARTED.search(plain)) and len(plain) >= _LONG)
    if not is_long and not (words > 1 and re.search("[?？¿;]", heading)):
        return None
    return next((key for key, stems in _PATTERNS.items() if stems.search(plain)), None)
