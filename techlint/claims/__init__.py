"""Claims: numbers and superlatives that a reader cannot check from the draft.

In: a Document. Out: every claim of it with its kind, its evidence and how sure we are: `doc.view(analyse)`.
Must not know: rules, findings, output.

Stages, each a module: quantity (what numbers), frames (what is said of them), vetoes (why not a claim), scene and gate
(what sort of draft), links and evidence (what backs it), scorer (how likely), tables and wording (claims not in
sentences), tier (how they are told).
"""

from __future__ import annotations

from techlint.claims.analysis import Analysis, Claim, analyse

__all__ = ["Analysis", "Claim", "analyse"]
