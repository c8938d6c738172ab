"""Words of statistics, which nobody should meet who did not ask for them."""

import re

STATISTICAL = re.compile(
    r"""\b(?: p-value | ICC | r_wg | CR2 | intervals? | 95\s% | confidence | standard\s(?:deviation|
    error)s? | varian\w+ | correlat\w+ | regress\w+ | coefficients? | slopes? | robust\w* |
    reliabilit\w+ | significan\w+ | degrees\sof\sfreedom | shrunken | medians? | quantiles? |
    percentiles? | adjusted | covaria\w+ | hypothes\w+ | n\s=\s\d+ )\b""",
    re.VERBOSE | re.IGNORECASE,
)
