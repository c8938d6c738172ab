"""Words that usual systems write for steps of a scale, for both ends of one, and for states."""

from __future__ import annotations

SATISFIED, UNSATISFIED, YES, NO, NOTHING = "satisfied", "unsatisfied", "yes", "no", "nothing"
ANSWERS = ("satisfied", "resolved", "reopened", "escalated", "complaint")
"""Fields that are a yes or a no."""

MEANINGS: dict[str, tuple[str, ...]] = {
    "csat": ("5", "4", "3", "2", "1", SATISFIED, UNSATISFIED, NOTHING),
    "nps": (*(str(n) for n in range(10, -1, -1)), NOTHING),
    "ces": (*(str(n) for n in range(7, 0, -1)), NOTHING),
    **dict.fromkeys(ANSWERS, (YES, NO, NOTHING)),
}
"""What a word can mean, for each field that has words."""


def _scale(steps: str) -> dict[str, str]:
    """Read "5 a|b, 4 c" as what each of a, b and c means."""
    found = dict[str, str]()
    for step in steps.split(", "):
        meaning, _, words = step.partition(" ")
        found.update(dict.fromkeys(words.split("|"), meaning))
    return found


_GOOD = (
    "good|good with comment|positive|happy|thumbs up|like|liked|yes|👍|😀|🙂|😊|gut|positiv|ja|bon"
)
_BAD = "bad|bad with comment|negative|unhappy|thumbs down|dislike|disliked|no|👎|🙁|😞|schlecht"
_MORE_GOOD = "|bien|positif|oui|bueno|buena|positivo|sí|si|buono|buona"
_MORE_BAD = "|negativ|nein|mauvais|mal|négatif|non|malo|mala|negativo|cattivo|cattiva"
_TWO = _scale(f"{SATISFIED} {_GOOD}{_MORE_GOOD}, {UNSATISFIED} {_BAD}{_MORE_BAD}")
_TWO_SATISFIED = _scale(
    f"{SATISFIED} satisfied|zufrieden|satisfait|satisfaite|satisfecho|soddisfatto, {UNSATISFIED}"
    " dissatisfied|unsatisfied|not satisfied|unzufrieden|insatisfait|pas satisfait|insatisfecho"
    "|insoddisfatto"
)
_BY_SATISFACTION = (
    "5 very satisfied|extremely satisfied|highly satisfied|completely satisfied|sehr zufrieden"
    "|äußerst zufrieden|très satisfait|très satisfaite|muy satisfecho|muy satisfecha"
    "|molto soddisfatto|molto soddisfatta, "
    "4 satisfied|somewhat satisfied|zufrieden|eher zufrieden|satisfait|satisfaite|plutôt satisfait"
    "|satisfecho|satisfecha|soddisfatto|soddisfatta, "
    "3 neutral|neither satisfied nor dissatisfied|neither|weder noch|teils teils|teils/teils"
    "|neutre|ni satisfait ni insatisfait|neutro|ni satisfecho ni insatisfecho|neutrale, "
    "2 dissatisfied|unsatisfied|somewhat dissatisfied|unzufrieden|eher unzufrieden|insatisfait"
    "|insatisfaite|plutôt insatisfait|insatisfecho|insatisfecha|insoddisfatto|insoddisfatta, "
    "1 very dissatisfied|very unsatisfied|extremely dissatisfied|completely dissatisfied"
    "|highly dissatisfied|sehr unzufrieden|äußerst unzufrieden|très insatisfait"
    "|très insatisfaite|pas du tout satisfait|pas du tout satisfaite"
    "|muy insatisfecho|muy insatisfecha|molto insoddisfatto|molto insoddisfatta"
)
_BY_QUALITY = (
    "5 excellent|ausgezeichnet|exzellent|excelente|eccellente|ottimo, "
    "4 very good|sehr gut|très bon|très bien|muy bueno|muy buena|molto buono, "
    "3 good|gut|bon|bien|bueno|buena|buono, 2 fair|befriedigend|passable|regular|discreto, "
    "1 poor|schlecht|mauvais|malo|mala|scarso"
)
_BY_JUDGEMENT = (
    "5 very good|excellent|great|amazing|sehr gut|très bon|très bien|muy bueno|muy buena"
    "|molto buono|ottimo, 4 good|gut|bon|bien|bueno|buena|buono, "
    "3 neutral|ok|okay|average|fair|mittel|mittelmäßig|moyen|regular|medio|sufficiente, "
    "2 bad|poor|schlecht|mauvais|malo|mala|cattivo|scarso, "
    "1 very bad|very poor|terrible|awful|sehr schlecht|très mauvais|muy malo|muy mala|pessimo"
)
_FACES = "5 🤩, 4 😃|🙂|😀, 3 😐, 2 🙁|☹️, 1 😠|😡"
_AGREEMENT = (
    "7 strongly agree|stimme voll zu|stimme voll und ganz zu|tout à fait d'accord"
    "|totalmente de acuerdo|completamente d'accordo, 6 agree|stimme zu|d'accord|de acuerdo, "
    "5 somewhat agree|slightly agree|stimme eher zu|plutôt d'accord|algo de acuerdo, "
    "4 neutral|neither agree nor disagree|undecided|weder noch|neutre|neutro|neutrale, "
    "3 somewhat disagree|slightly disagree|stimme eher nicht zu|plutôt pas d'accord"
    "|algo en desacuerdo, 2 disagree|stimme nicht zu|pas d'accord|en desacuerdo, "
    "1 strongly disagree|stimme überhaupt nicht zu|stimme gar nicht zu|pas du tout d'accord"
    "|totalmente en desacuerdo|completamente in disaccordo"
)
_EASE = (
    "7 extremely easy|äußerst einfach, 6 very easy|sehr einfach|très facile|muy fácil"
    "|molto facile, 5 easy|somewhat easy|einfach|facile|fácil, 4 neutral|neither|neither easy nor"
    " difficult|neutre|neutro|neutrale, 3 difficult|somewhat difficult|schwierig|difficile|difícil,"
    " 2 very difficult|sehr schwierig|très difficile|muy difícil|molto difficile, "
    "1 extremely difficult|äußerst schwierig"
)
_PROMOTERS = (
    "9 promoter|promoters|förderer|promoteur|promotor|promotore, "
    "7 passive|passives|neutral|indifferent|passif|pasivo|passivo, "
    "6 detractor|detractors|kritiker|détracteur|detractor|detrattore"
)
SCALES: dict[str, tuple[dict[str, str], ...]] = {
    "csat": (
        _TWO,
        _TWO_SATISFIED,
        _scale(_BY_SATISFACTION),
        _scale(_BY_QUALITY),
        _scale(_BY_JUDGEMENT),
        _scale(_FACES),
    ),
    "satisfied": tuple(
        {word: YES if meaning == SATISFIED else NO for word, meaning in scale.items()}
        for scale in (_TWO, _TWO_SATISFIED)
    ),
    "nps": (_scale(_PROMOTERS),),
    "ces": (_scale(_AGREEMENT), _scale(_EASE)),
}
"""What words mean together: `good` is something else beside `bad` than beside `excellent`."""
