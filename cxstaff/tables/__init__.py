"""Tables that come in files: one way to find out how they are written and to read them."""

from cxstaff.tables.alphabets import ENCODINGS
from cxstaff.tables.blocks import Block, Record
from cxstaff.tables.conversion import ACCEPTED, as_text, convert, unpack
from cxstaff.tables.delimited import opened, parse, records
from cxstaff.tables.encodings import check_encoding, samples
from cxstaff.tables.layout import Layout
from cxstaff.tables.sniffing import examine

__all__ = [
    "ACCEPTED",
    "ENCODINGS",
    "Block",
    "Layout",
    "Record",
    "as_text",
    "check_encoding",
    "convert",
    "examine",
    "opened",
    "parse",
    "records",
    "samples",
    "unpack",
]
