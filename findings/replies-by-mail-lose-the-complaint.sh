#!/usr/bin/env bash
# email-reply-parser 0.5.12, mail-parser-reply 1.36 and quotequail 0.5.4: a customer who writes that
# "On Monday … I wrote:" is taken for the head of a quotation, and what follows is thrown away.
#
# All three cut the quoted letter off a reply, so that what the customer said is left. The head of a
# quotation ("On <date> <name> wrote:") may be broken over lines, so they look for "On" at the
# beginning of a line and "wrote:" at the end of a later one, whatever stands between, a date
# or an address or not. Of a complaint that tells its story by days only "Hello," is kept as the
# customer's words. The first also ends a reply at a row of underscores, and empties one that
# begins with "From:".
#
# Seen: 'Hello,' of seven lines from the first two, in English; the third says that the part after
#   "wrote:" is no longer the reply. 'I measured' of a reply with a row of underscores, '' of one
#   that begins with "From: Berlin".
# What to do: keep the whole text beside the cut one, show it where the cut is large, and ask for a
# date or an address in the head.
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/v"
"$folder/v/bin/pip" install -q email-reply-parser==0.5.12 mail-parser-reply==1.36 quotequail==0.5.4
"$folder/v/bin/python" - <<'PY'
import quotequail
from email_reply_parser import EmailReplyParser
from mailparser_reply import EmailReplyParser as Reply

STORY = """Hello,

On Monday your colleague promised me a call.
Nobody called, so on Tuesday I wrote:
please call me.
Still nothing. I am leaving you.
"""
first = EmailReplyParser.parse_reply(STORY)
second = Reply(languages=["en"]).parse_reply(STORY)
third = quotequail.quote(STORY)
lines = EmailReplyParser.parse_reply("I measured\n__________\n10 cm\nbut ordered 12\n")
stations = EmailReplyParser.parse_reply("From: Berlin\nTo: Hamburg\nThe train was late.\n")
print(repr(first), repr(second), third, repr(lines), repr(stations), sep="\n")
assert first == second == "Hello,"
assert [kept for kept, _ in third] == [True, False] and "leaving" in third[1][1]
assert lines == "I measured" and stations == ""
PY
