"""Tables that come in files: one way to find out how they are written and to read them."""

from cxstaff.tables.conversion import ACCEPTED, as_text, convert, unpack
from cxstaff.tables.delimited import Record, parse, records
from cxstaff.tables.layout import Layout
from cxstaff.tables.sniffing import examine

__all__ = [
    "ACCEPTED",
    "Layout",
    "Record",
    "as_text",
    "convert",
    "examine",
    "parse",
    "records",
    "unpack",
]
