"""Find tags and branches that move in what a reader deploys: `FROM alpine:latest`, `uses: actions/checkout@main`.

In: a code block. Out: hits on the reference. Must not know: severities.

A quick try at a prompt (`docker run redis:latest`) may take what is newest; what is built and rolled out may not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from techlint.document import Code
from techlint.finding import Hit
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node

BRANCH = r"(?:main|master|HEAD|latest|develop)"
IMAGE = r"(?P<at>(?P<image>[\w./-]{1,120}):(?P<tag>latest))"
FROM = lazy(rf"^[ \t]*FROM[ \t]+(?:--platform=\S{{1,40}}[ \t]+)?{IMAGE}(?=\s|$)", re.MULTILINE)
KEY = lazy(rf"^[ \t-]*image:[ \t]*['\"]?{IMAGE}['\"]?(?P<remark>[ \t]*#.{{0,200}})?[ \t]*$", re.MULTILINE)
USES = lazy(
    rf"^[ \t-]*uses:[ \t]*['\"]?(?P<at>(?P<image>[\w.-]+/[\w./-]+)@(?P<tag>{BRANCH}))['\"]?[ \t]*(?:#|$)", re.MULTILINE
)
MODULE = lazy(
    rf"^[ \t]*source[ \t]*=[ \t]*\"(?P<at>(?P<image>[^\"\n?]{{1,200}})\?ref=(?P<tag>{BRANCH}))\"", re.MULTILINE
)
SCRIPT = lazy(
    rf"\b(?:curl|wget)\b[^\n|]{{0,200}}(?P<at>https?://(?P<image>[\w./-]{{1,200}}?)/(?P<tag>{BRANCH})/[\w./-]{{1,200}})"
    r"[^\n|]{0,40}\|[ \t]*(?:sudo[ \t]+)?(?:ba|z)?sh\b"
)
MANIFEST = lazy(r"^(?:apiVersion|jobs|stages|pipelines|pipeline):|^[ \t]*runs-on:", re.MULTILINE)
"""A manifest of Kubernetes or a pipeline; what has none of these is a compose file for the reader's own machine."""
READERS_OWN = lazy(r"your|my-|example|<|replace|change", re.IGNORECASE)
"""In an image or the remark behind it: the reader is to put in an image of their own."""


PATTERNS = {"dockerfile": (FROM, SCRIPT), "hcl": (MODULE,), "terraform": (MODULE,), "yaml": (KEY, USES, SCRIPT)}


def check(node: Node, _doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield each reference to something that moves."""
    if not isinstance(node, Code) or node.excerpt is None or node.lang not in PATTERNS:
        return
    text, lang = node.excerpt.text, node.lang
    deployed = lang == "yaml" and MANIFEST.search(text) is not None
    for pattern in PATTERNS[lang]:
        for found in pattern.finditer(text):
            own = READERS_OWN.search(found["image"] + (found.groupdict().get("remark") or ""))
            sure = (deployed or lang != "yaml" or pattern is USES) and not own
            yield Hit(node.excerpt.span(*found.span("at")), {"tag": found["tag"], "image": found["image"]}, sure=sure)
