"""Words that usual systems write for steps of a scale, for both ends of one, and for states."""

from __future__ import annotations

import re

from cxstaff.text import caseless

SATISFIED, UNSATISFIED, YES, NO, NOTHING = "satisfied", "unsatisfied", "yes", "no", "nothing"
ANSWERS = ("satisfied", "solved", "resolved", "reopened", "escalated", "complaint")
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
    for step in re.split(r", (?=\d |(?:un)?satisfied )", steps):
        meaning, _, words = step.partition(" ")
        found.update(dict.fromkeys(map(caseless, words.split("|")), meaning))
    return found


_GOOD = (
    "good|good with comment|rated good|reward|positive|happy|thumbs up|like|liked|yes|👍|😀|🙂"
    "|😊|gut"
    "|positiv|ja|bon|bonne"
)
_BAD = (
    "bad|bad with comment|rated bad|rebuke|negative|unhappy|thumbs down|dislike|disliked|no|👎"
    "|🙁|😞"
    "|schlecht"
)
_MORE_GOOD = (
    "|bien|positif|oui|bueno|buena|positivo|sí|si|buono|buona|bom|boa|sim|dobra|dobry|dobrze|tak"
    "|pozitivní|dobré|spokojen|положительная|положительно|положительный|нравится|понравилось"
    "|pozytywna|pozytywny|pozytywnie|positief|positivt|pozitif|olumlu|beğendim|好評"
    "|goed|bra|god|iyi|хорошо|да|良い|良かった|はい|好|好评|是|좋아요|좋음|예"
)
_MORE_BAD = (
    "|negativ|nein|mauvais|mauvaise|mal|négatif|non|malo|mala|negativo|cattivo|cattiva|ruim|má"
    "|negativní|špatné|nespokojen|отрицательная|отрицательно|отрицательный|не нравится"
    "|не понравилось|negatywna|negatywny|negatywnie|negatief|negativt|negatif|olumsuz|beğenmedim"
    "|不評|não|zła|zły|źle|nie|dålig|dåligt|dårlig|kötü|плохо|нет|悪い|悪かった|いいえ|不好|差评|否"
    "|별로예요|나쁨|아니요"
)
_TWO = _scale(f"{SATISFIED} {_GOOD}{_MORE_GOOD}, {UNSATISFIED} {_BAD}{_MORE_BAD}")
_TWO_GREAT = _scale(
    f"{SATISFIED} great|awesome|loved it, {UNSATISFIED} not good|not great|hated it"
)
_TWO_SATISFIED = _scale(
    f"{SATISFIED} satisfied|zufrieden|satisfait|satisfaite|satisfecho|soddisfatto|satisfeito"
    f"|zadowolony|tevreden|nöjd|tilfreds|fornøyd|memnun|доволен|満足|满意|滿意|만족, {UNSATISFIED}"
    " dissatisfied|unsatisfied|not satisfied|unzufrieden|insatisfait|pas satisfait|insatisfecho"
    "|insoddisfatto|insatisfeito|niezadowolony|ontevreden|missnöjd|utilfreds|misfornøyd"
    "|memnun değil|недоволен|不満|不满意|不滿意|불만족"
)
_BY_SATISFACTION = (
    "5 very satisfied|extremely satisfied|highly satisfied|completely satisfied|sehr zufrieden"
    "|äußerst zufrieden|très satisfait|très satisfaite|muy satisfecho|muy satisfecha"
    "|molto soddisfatto|molto soddisfatta|muito satisfeito|muito satisfeita|bardzo zadowolony"
    "|bardzo zadowolona|zeer tevreden|mycket nöjd|meget tilfreds|svært fornøyd|çok memnun"
    "|çok memnunum|очень доволен|очень довольна|полностью доволен|とても満足|大変満足|非常に満足"
    "|非常满意|很满意|十分满意|非常滿意|매우 만족|매우만족, "
    "4 satisfied|somewhat satisfied|zufrieden|eher zufrieden|satisfait|satisfaite|plutôt satisfait"
    "|satisfecho|satisfecha|soddisfatto|soddisfatta|satisfeito|satisfeita|zadowolony|zadowolona"
    "|tevreden|nöjd|tilfreds|fornøyd|memnun|memnunum|доволен|довольна|скорее доволен|満足|やや満足"
    "|满意|比较满意|滿意|만족|대체로 만족, "
    "3 neutral|neither satisfied nor dissatisfied|neither|weder noch|teils teils|teils/teils"
    "|teils, teils"
    "|neutre|ni satisfait ni insatisfait|neutro|ni satisfecho ni insatisfecho|neutrale"
    "|indiferente|neutraal"
    "|obojętny|obojętna|varken eller|hverken eller|verken eller|kararsız|нейтрально|普通|一般"
    "|どちらとも言えない|どちらともいえない|보통, "
    "2 dissatisfied|unsatisfied|somewhat dissatisfied|unzufrieden|eher unzufrieden|insatisfait"
    "|insatisfaite|plutôt insatisfait|insatisfecho|insatisfecha|insoddisfatto|insoddisfatta"
    "|insatisfeito|insatisfeita|niezadowolony|niezadowolona|ontevreden|missnöjd|utilfreds"
    "|misfornøyd|memnun değil|memnun değilim|недоволен|недовольна|скорее недоволен|不満|やや不満"
    "|不满意|不太满意|不滿意|불만족|불만, "
    "1 very dissatisfied|very unsatisfied|extremely dissatisfied|completely dissatisfied"
    "|highly dissatisfied|sehr unzufrieden|äußerst unzufrieden|très insatisfait"
    "|très insatisfaite|pas du tout satisfait|pas du tout satisfaite"
    "|muy insatisfecho|muy insatisfecha|molto insoddisfatto|molto insoddisfatta|muito insatisfeito"
    "|muito insatisfeita|bardzo niezadowolony|bardzo niezadowolona|zeer ontevreden|mycket missnöjd"
    "|meget utilfreds|svært misfornøyd|hiç memnun değil|hiç memnun değilim|очень недоволен"
    "|очень недовольна|совсем недоволен|とても不満|大変不満|非常に不満|非常不满意|很不满意"
    "|十分不满意|非常不滿意|매우 불만족|매우불만족|매우 불만"
)
_BY_QUALITY = (
    "5 excellent|ausgezeichnet|exzellent|excelente|eccellente|ottimo, "
    "4 very good|sehr gut|très bon|très bien|muy bueno|muy buena|molto buono, "
    "3 good|gut|bon|bien|bueno|buena|buono, 2 fair|befriedigend|passable|regular|discreto, "
    "1 poor|schlecht|mauvais|malo|mala|scarso"
)
_BY_JUDGEMENT = (
    "5 отлично|ótimo|świetnie|bardzo dobrze|uitstekend|utmärkt|fremragende|mükemmel|çok iyi|非常好"
    "|とても良い|매우 좋음|very good|excellent|great|amazing|sehr gut|très bon|très bien"
    "|muy bueno|muy buena"
    "|molto buono|ottimo, 4 хорошо|bom|boa|dobrze|goed|bra|iyi|好|良い|좋음"
    "|good|gut|bon|bien|bueno|buena|buono, "
    "3 нормально|удовлетворительно|średnio|matig|orta|一般|普通|보통|neutral|ok|okay|average"
    "|fair|mittel|mittelmäßig|moyen|regular|medio|sufficiente, "
    "2 плохо|ruim|źle|slecht|dåligt|kötü|不好|悪い|나쁨|bad|poor|schlecht|mauvais|malo|mala"
    "|cattivo|scarso, "
    "1 ужасно|очень плохо|péssimo|bardzo źle|zeer slecht|mycket dåligt|çok kötü|非常不好"
    "|とても悪い|매우 나쁨|very bad|very poor|terrible|awful|sehr schlecht|très mauvais"
    "|muy malo|muy mala|pessimo"
)
_BY_HAPPINESS = (
    "5 very happy, 4 happy, 3 neutral, 2 unhappy, 1 very unhappy",
    "5 extremely happy, 4 very happy|happy, 3 neutral, 2 unhappy|very unhappy, 1 extremely unhappy",
)
"""Five steps, and Freshdesk's seven laid on five."""

_FACES = "5 🤩, 4 😃|😀, 3 😐, 2 🙁|☹️, 1 😠"
_SMILING_FACES = "5 🤩|😍|😃|😀|😄, 4 🙂|😊, 3 😐, 2 🙁|☹️|😕, 1 😠|😡|😢|😞|😭"
"""Faces as Intercom lays them on five steps, and as terminals do, where the widest smile is 5."""

BY_HAPPINESS = tuple(map(_scale, _BY_HAPPINESS))
VERY = ("very ", "extremely ")
"""How words for the ends of these begin; without them, happy and unhappy are two steps."""

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
_SOLVED = (
    "yes completely|yes, completely|completely|yes fully|yes, fully|fully|entirely|yes, entirely"
    "|completely resolved|fully resolved|yes, it was|yes, it is|yes, it was resolved|yes, resolved"
    "|yes it was|absolutely|yes, on first contact|yes, right away|yes, immediately"
    "|vollständig|ja, vollständig|ja, vollkommen|ja, voll und ganz|ja, komplett|ja, sofort"
    "|voll und ganz|vollständig gelöst|complètement|oui, complètement|oui, entièrement"
    "|entièrement|oui, tout à fait|tout à fait|completamente|sí, completamente|sí, por completo"
    "|por completo|totalmente|sí, totalmente|sì, completamente|sì, del tutto"
    "|sim, completamente|sim, totalmente|tak, całkowicie|całkowicie|ja, volledig|volledig"
    "|ja, helt|helt|ja, fullständigt|evet, tamamen|tamamen|да, полностью|полностью"
    "|да, решена|да, решён|да, решен|解決した|解決しました|はい、解決しました|已完全解决|完全解决"
    "|解决了|已解决|네|네, 해결되었습니다|해결되었습니다"
)
_UNSOLVED = (
    "no not at all|no, not at all|not at all|no not yet|no, not yet|not yet|no, it wasn't"
    "|no, it was not|no, it is not|no, it wasn’t|no, not resolved|not solved|still unresolved"
    "|no it was not|no, it isn't|nein, noch nicht|noch nicht|nein, gar nicht|gar nicht"
    "|überhaupt nicht|nein, überhaupt nicht|non, pas du tout|pas du tout|non, pas encore"
    "|pas encore|no, todavía no|todavía no|no, aún no|aún no|no, en absoluto|en absoluto"
    "|no, non ancora|non ancora|no, per niente|per niente|não, ainda não|ainda não"
    "|nie, jeszcze nie|jeszcze nie|wcale nie|nee, nog niet|nog niet|nee, helemaal niet"
    "|helemaal niet|nej, inte alls|inte alls|nej, inte än|inte än|nej, slet ikke|slet ikke"
    "|nej, ikke endnu|ikke endnu|nei, ikke ennå|ikke ennå|hayır, henüz değil|henüz değil"
    "|нет, ещё нет|ещё нет|нет, еще нет|еще нет|нет, не решена|нет, не решён|нет, не решен"
    "|解決していない|解決しなかった|解決しませんでした|いいえ、解決していません|没有解决|未解决|没解决"
    "|아니요, 해결되지 않았습니다|해결되지 않았습니다"
)
_PARTLY = (
    "partly|partially|yes, partly|yes, partially|partially resolved|partially solved|in part"
    "|somewhat|teilweise|zum teil|ja, teilweise|nur teilweise|partiellement|en partie"
    "|oui, en partie|parcialmente|en parte|sí, en parte|parzialmente|in parte|em parte"
    "|częściowo|gedeeltelijk|deels|delvis|osittain|kısmen|частично|částečně|részben|一部解決"
    "|部分的に解決|部分解决|部分|일부 해결|부분적으로 해결|일부|부분적으로"
)
PARTLY = frozenset(map(caseless, _PARTLY.split("|")))
"""What is neither a yes nor a no to whether it was solved: somebody says what it counts as."""

_PROMOTERS = (
    "9 promoter|promoters|förderer|promoteur|promotor|promotore, "
    "7 passive|passives|neutral|indifferent|passif|pasivo|passivo, "
    "6 detractor|detractors|kritiker|détracteur|detractor|detrattore"
)
SCALES: dict[str, tuple[dict[str, str], ...]] = {
    "csat": (
        _TWO,
        _TWO_GREAT,
        _TWO_SATISFIED,
        _scale(_BY_SATISFACTION),
        _scale(_BY_QUALITY),
        _scale(_BY_JUDGEMENT),
        _scale(_FACES),
        _scale(_SMILING_FACES),
        *BY_HAPPINESS,
    ),
    "satisfied": tuple(
        {word: YES if meaning == SATISFIED else NO for word, meaning in scale.items()}
        for scale in (_TWO, _TWO_GREAT, _TWO_SATISFIED)
    ),
    "solved": (
        dict.fromkeys(map(caseless, _SOLVED.split("|")), YES)
        | dict.fromkeys(map(caseless, _UNSOLVED.split("|")), NO),
    ),
    "nps": (_scale(_PROMOTERS),),
    "ces": (_scale(_AGREEMENT), _scale(_EASE)),
}
"""What words mean together: `good` is something else beside `bad` than beside `excellent`."""
