"""Reads a SIE 4 file with the independent parser pysie-accounting, and writes what that has understood as JSON."""
import json
import sys
import tempfile

from pysie_accounting import pysie

sie = pysie.PySIE()
# What its author's own files are written in is UTF-8; a SIE file has code page 437.
sie.sie_encoding = "CP437"
# It wants a table of tax codes, which such a file does not need.
with tempfile.NamedTemporaryFile("w", suffix=".csv") as table:
    table.write("SRU,Ink2\n7251,2.12\n")
    table.flush()
    sie.open_trans(table.name)
sie.open(sys.argv[1])
vouchers = [
    {
        "number": number,
        "date": date,
        "text": text,
        "registered": registered,
        "postings": [{"account": int(account), "amount": amount} for account, _, amount in postings],
    }
    for number, (date, text, registered, postings) in sie.verifikat.items()
]
json.dump({"company": sie.fnamn, "vouchers": vouchers}, sys.stdout)
