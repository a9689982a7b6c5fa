"""Checks that need Python. Explicit on purpose: write the module, add the line.

In: the `check:` part of a rule file. Out: a Check that imports its module when it first runs.
Must not know: rule ids, severities, files.

A module has one public function, `check(node, doc, params)`, that yields hits.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from techlint.document import expand
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from techlint.document import Document, Node
    from techlint.finding import Hit

CHECKS: dict[str, str] = {
    "article": "techlint.checks.article",
    "broken_link": "techlint.checks.broken_link",
    "claim_contradiction": "techlint.checks.claim_contradiction",
    "claims": "techlint.checks.claims",
    "claims_without_method": "techlint.checks.claims_without_method",
    "code_bold": "techlint.checks.code_bold",
    "code_language": "techlint.checks.code_language",
    "code_marks": "techlint.checks.code_marks",
    "code_syntax": "techlint.checks.code_syntax",
    "doubled_word": "techlint.checks.doubled_word",
    "email_obfuscated": "techlint.checks.email_obfuscated",
    "empty_section": "techlint.checks.empty_section",
    "entities": "techlint.checks.entities",
    "escaped_markup": "techlint.checks.escaped_markup",
    "fences": "techlint.checks.fences",
    "foreign_block": "techlint.checks.foreign_block",
    "foreign_comment": "techlint.checks.foreign_comment",
    "heading_twice": "techlint.checks.heading_twice",
    "homoglyph": "techlint.checks.homoglyph",
    "its": "techlint.checks.its",
    "look": "techlint.checks.look",
    "lost_apostrophe": "techlint.checks.lost_apostrophe",
    "lost_fence": "techlint.checks.lost_fence",
    "lost_structure": "techlint.checks.lost_structure",
    "merge_markers": "techlint.checks.merge_markers",
    "missing_import": "techlint.checks.missing_import",
    "mojibake": "techlint.checks.mojibake",
    "mutable_tag": "techlint.checks.mutable_tag",
    "outdated": "techlint.checks.outdated",
    "paragraph_twice": "techlint.checks.paragraph_twice",
    "phrases": "techlint.checks.phrases",
    "product_names": "techlint.checks.product_names",
    "proselint": "techlint.checks.proselint",
    "secrets": "techlint.checks.secrets",
    "strange_characters": "techlint.checks.strange_characters",
    "stray_script": "techlint.checks.stray_script",
    "title_and_heading": "techlint.checks.title_and_heading",
    "title_twice": "techlint.checks.title_twice",
    "version_clash": "techlint.checks.version_clash",
}
"""The name a rule file uses -> the module that holds the check."""

PIPELINE = "pipeline"
"""The check of rules that the pipeline itself tells: unused suppressions, skipped blocks."""


class PythonCheck(NamedTuple):
    """A check written in Python, not imported before a draft needs it."""

    name: str
    kinds: frozenset[str]
    needs: frozenset[str]
    params: Mapping[str, Any]

    def __call__(self, node: Node, doc: Document) -> Iterable[Hit]:
        """Run the module's check."""
        return _function(self.name)(node, doc, self.params)


@cache
def _function(name: str) -> Callable[[Node, Document, Mapping[str, Any]], Iterable[Hit]]:
    function: Callable[[Node, Document, Mapping[str, Any]], Iterable[Hit]] = import_module(CHECKS[name]).check
    return function


def build(raw: Mapping[str, Any]) -> PythonCheck:
    """Make a check of the `check:`, `in:`, `needs:` and `params:` of a rule file."""
    return PythonCheck(
        name=raw["check"],
        kinds=expand(raw.get("in", ("document",))) if raw["check"] != PIPELINE else frozenset(),
        needs=frozenset(raw.get("needs", ())),
        params=raw.get("params", {}),
    )
