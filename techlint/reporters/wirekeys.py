"""The JSON form of a finding: its keys, and what they mean.

In: nothing. Out: FINDING, from which the JSON Schema and the documentation come; a test holds `wire.py` to it.
Must not know: how findings are written.
"""

from __future__ import annotations

from techlint.finding import Severity
from techlint.shape import NULL, NUMBER, Choice, Each, Either, Key, Table, Text


def _required(keys: dict[str, Key]) -> dict[str, Key]:
    return {name: Key(key.shape, key.meaning, key.example, required=True) for name, key in keys.items()}


PLACE = Table(
    _required(
        {
            "row": Key(NUMBER, "The line, from 1"),
            "column": Key(NUMBER, "The character (code point) in the line, from 1"),
        }
    ),
    "place",
)
SPAN = {
    "location": Key(PLACE, "Where it begins"),
    "end_location": Key(PLACE, "Where it ends: the place after its last character"),
}
EDIT = Table(_required({"content": Key(Text(), "What to put there"), **SPAN}), "edit")
FIX = Table(
    _required(
        {
            "applicability": Key(
                Choice(("safe", "unsafe")), "Whether the fix is sure not to change what the draft says"
            ),
            "message": Key(Text(), "What the fix does"),
            "edits": Key(Each(EDIT), "The edits; they do not overlap"),
        }
    ),
    "fix",
)
FINDING = Table(
    _required(
        {
            "rule": Key(Text(says=True), "The rule's id"),
            "severity": Key(Choice(tuple(Severity)), "How sure and how grave"),
            "message": Key(Text(says=True), "What is wrong, in one line"),
            "filename": Key(Text(says=True), "The draft, as it was named"),
            **SPAN,
            "label": Key(Text(), "Words at the carets, perhaps empty"),
            "why": Key(Text(), "Why it matters"),
            "help": Key(Text(), "What to do"),
            "url": Key(Either((Text(), NULL), "string or null", ""), "Where to read more"),
            "fix": Key(Either((FIX, NULL), "fix or null", ""), "How to solve it, if techlint can"),
            "related": Key(
                Each(Table(_required({"message": Key(Text(), "What is there"), **SPAN}), "place")),
                "Other places that explain it",
            ),
        }
    ),
    "finding",
)
