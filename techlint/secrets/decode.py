"""What is written in base64.

In: text. Out: the bytes it stands for. Must not know: what they mean.
"""

from __future__ import annotations


def unbase64(text: str) -> bytes:
    """Decode base64 of either alphabet, padded or not; b"" if it is none."""
    import base64
    from binascii import Error

    bare = text.rstrip("=").translate(str.maketrans("+/", "-_"))
    try:
        return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except (Error, ValueError):
        return b""
