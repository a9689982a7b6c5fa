"""The language server, `serve`: from the documents of an editor to LSP messages.

`server` holds the connection, `answers` what is asked about a place, `document` the words for places.
"""

from techlint.lsp.server import serve

__all__ = ["serve"]
