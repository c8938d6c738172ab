"""Ways in which systems write a moment; each says whether it tells the seconds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from babel.dates import get_month_names

from cxstaff.tables.times.dates import DateOrder
from tests.cast import ZONE

Write = Callable[[datetime], str]
HOME = ZoneInfo(ZONE)
_WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


def _local(pattern: str) -> Write:
    return lambda moment: moment.astimezone(HOME).strftime(pattern)


def _american(pattern: str, year: str = "%Y", comma: str = "") -> Write:
    def write(moment: datetime) -> str:
        there = moment.astimezone(HOME)
        day = f"{there.month}/{there.day}/{there.strftime(year)}"
        return f"{day}{comma} {there.strftime(pattern).lstrip('0')}"

    return write


def _named(language: str, form: str) -> Write:
    months = get_month_names("wide", "format", language)
    short = get_month_names("abbreviated", "format", language)

    def write(moment: datetime) -> str:
        there = moment.astimezone(HOME)
        day = form.format(there, d=there.day, month=months[there.month], mon=short[there.month])
        return f"{day} {there.strftime('%H:%M')}"

    return write


def _serial(moment: datetime) -> str:
    there = moment.astimezone(HOME).replace(tzinfo=None)
    return f"{(there - datetime(1899, 12, 30)).total_seconds() / 86_400:.10f}"  # noqa: DTZ001


def _forms(moment: datetime) -> str:
    there = moment.astimezone(HOME)
    ahead = int((there.utcoffset() or timedelta()).total_seconds() // 3600)
    return f"{there.strftime('%Y/%m/%d')} {there.strftime('%I:%M:%S %p').lstrip('0')} GMT+{ahead}"


STYLES: dict[str, tuple[Write, bool, DateOrder]] = {
    "iso": (_local("%Y-%m-%d %H:%M:%S"), True, DateOrder.YEAR_FIRST),
    "short": (_local("%Y-%m-%d %H:%M"), False, DateOrder.YEAR_FIRST),
    "slash": (_local("%Y/%m/%d %H:%M:%S"), True, DateOrder.YEAR_FIRST),
    "isoms": (lambda m: m.strftime("%Y-%m-%dT%H:%M:%S.000Z"), True, DateOrder.YEAR_FIRST),
    "utc": (lambda m: m.strftime("%Y-%m-%d %H:%M:%S UTC"), True, DateOrder.YEAR_FIRST),
    "long_en": (lambda m: m.astimezone(HOME).strftime("%A, %B %d, %Y, %I:%M %p"), False,
                DateOrder.DAY_FIRST),
    "serial": (lambda m: _serial(m).replace(".", ","), True, DateOrder.SERIAL),
    "um": (_named("de", "{d}. {month} {0:%Y} um"), False, DateOrder.DAY_FIRST),
    "mon.": (lambda m: _WEEKDAYS[m.astimezone(HOME).weekday()]
             + m.astimezone(HOME).strftime("., %d.%m.%Y %H:%M"), False, DateOrder.DAY_FIRST),
    "isoT": (lambda m: m.strftime("%Y-%m-%dT%H:%M:%SZ"), True, DateOrder.YEAR_FIRST),
    "offset": (lambda m: m.astimezone(HOME).isoformat(), True, DateOrder.YEAR_FIRST),
    "micro": (lambda m: m.strftime("%Y-%m-%d %H:%M:%S.123456+00"), True, DateOrder.YEAR_FIRST),
    "rfc": (lambda m: format_datetime(m.astimezone(HOME)), True, DateOrder.DAY_FIRST),
    "epoch": (lambda m: str(int(m.timestamp())), True, DateOrder.EPOCH),
    "epoch_ms": (lambda m: str(int(m.timestamp()) * 1000 + 7), True, DateOrder.EPOCH),
    "mdy12": (_american("%I:%M %p"), False, DateOrder.MONTH_FIRST),
    "mdy12c": (_american("%I:%M %p", comma=","), False, DateOrder.MONTH_FIRST),
    "mdy12y": (_american("%I:%M %p", "%y"), False, DateOrder.MONTH_FIRST),
    "mdy24": (_local("%m/%d/%Y %H:%M:%S"), True, DateOrder.MONTH_FIRST),
    "jira": (_local("%d/%b/%y %I:%M %p"), False, DateOrder.DAY_FIRST),
    "named_en": (_named("en", "{mon} {d}, {0:%Y}"), False, DateOrder.DAY_FIRST),
    "named_de": (_named("de", "{d}. {month} {0:%Y}"), False, DateOrder.DAY_FIRST),
    "named_fr": (_named("fr", "{d} {mon} {0:%Y} à"), False, DateOrder.DAY_FIRST),
    "named_es": (_named("es", "{d} de {month} de {0:%Y},"), False, DateOrder.DAY_FIRST),
    "named_it": (_named("it", "{d} {mon} {0:%Y}, "), False, DateOrder.DAY_FIRST),
    "dmy.": (_local("%d.%m.%Y %H:%M"), False, DateOrder.DAY_FIRST),
    "dmy.s": (_local("%d.%m.%Y %H:%M:%S"), True, DateOrder.DAY_FIRST),
    "yy.": (_local("%d.%m.%y %H:%M"), False, DateOrder.DAY_FIRST),
    "uhr": (_local("%d.%m.%Y, %H:%M Uhr"), False, DateOrder.DAY_FIRST),
    "cet": (lambda m: m.astimezone(HOME).strftime("%d.%m.%Y %H:%M:%S MEZ"), True,
            DateOrder.DAY_FIRST),
    "dmy-": (_local("%d-%m-%Y %H:%M"), False, DateOrder.DAY_FIRST),
    "dmy/": (_local("%d/%m/%Y %H:%M"), False, DateOrder.DAY_FIRST),
    "dmy/s": (_local("%d/%m/%Y %H:%M:%S"), True, DateOrder.DAY_FIRST),
    "dmyh": (_local("%d/%m/%Y %Hh%M"), False, DateOrder.DAY_FIRST),
    "forms": (_forms, True, DateOrder.YEAR_FIRST),
    "cell": (_local("%Y-%m-%d %H:%M:%S"), True, DateOrder.YEAR_FIRST),
}  # fmt: skip


def kept(moment: datetime | None, style: str) -> datetime | None:
    """Return what a style keeps of a moment."""
    if moment is None or STYLES[style][1]:
        return moment
    return moment.astimezone(UTC).replace(second=0)
