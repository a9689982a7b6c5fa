"""Secrets in a form that may be shown.

In: a secret. Out: words for a message. Must not know: documents. (techlint/mask.py stars them out of the draft itself.)
"""

from __future__ import annotations

from techlint.secrets.values import words


def masked(value: str, prefix: int = 0) -> str:
    """The public prefix and the length, as in `ghp_...(40)`; of a password nothing but its length."""
    return f"{value[:prefix]}...({len(value)})"


def notorious(value: str) -> bool:
    """Whether a value is one that everybody knows, so that showing it gives nothing away."""
    return value.lower() in words("notorious")


def shown(value: str) -> str:
    """A made-up value: as it is where everybody knows it, else masked."""
    return value if notorious(value) else masked(value)
