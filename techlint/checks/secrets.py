"""Credentials, as techlint.secrets finds them: each rule tells one kind.

In: the document and `params: {kind: ...}`. Out: hits with what must be masked. Must not know: rule ids, severities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint.finding import Hit, Label
from techlint.secrets.analyse import secrets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node


def check(_node: Node, doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the secrets of one kind."""
    for secret in doc.view(secrets_of):
        if secret.kind == params["kind"]:
            related = tuple(Label(span, text) for span, text in secret.related)
            yield Hit(secret.span, secret.values, related, secret.fix, until=secret.until, secrets=secret.hidden)
