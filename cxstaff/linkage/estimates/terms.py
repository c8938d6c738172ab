"""What a verdict asks of the numbers; apart from estimates, so that it costs no numpy to know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """Hold what a study declared before looking.

    `level` is the share of false findings accepted over all questions; `run_level` the p-value that
    one of many runs must stay under (see `sequential`; here for a question asked once); `df` the
    degrees of freedom below which CR2 is not to be relied on (Tipton 2015, Psychological Methods
    20); `reliability` what change within teams needs before a slope's size means anything.
    """

    teams: int = 10
    periods: int = 6
    level: float = 0.05
    run_level: float = 0.05
    df: float = 4.0
    reliability: float = 0.5
