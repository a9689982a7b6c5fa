"""The tables in `docs/` that are made from techlint itself, so that pages can be read without a site.

In: a page with `<!-- made: name -->` ... `<!-- end -->`. Out: the page with the block as it should be.
Must not know: where pages lie.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tools.docs import reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BLOCK = re.compile(r"(<!-- made: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
BLOCKS: dict[str, Callable[[], Iterator[str]]] = {
    "configuration-keys": reference.key_table,
    "rule-keys": reference.rule_table,
    "match-words": reference.word_table,
    "unless-conditions": reference.unless_table,
    "structure-attributes": reference.attribute_list,
    "finding-keys": reference.finding_table,
}


def renewed(text: str) -> str:
    """The page with all its blocks made anew; KeyError for a block that nobody makes."""
    return BLOCK.sub(lambda m: m[1] + "\n" + "\n".join(BLOCKS[m["name"]]()) + "\n\n" + m[3], text)
