"""Types into a post as an editor does, and times the wait for diagnostics.

Usage: `python -m benchmarks.editor POST [-n KEYSTROKES]`. Starts `techlint server`, opens the post, types letters at
random places one by one, and prints the median and the 95th percentile of the milliseconds from sending a keystroke
to receiving the diagnostics of that version. The bar: 95th percentile of 50 ms on a post of 3,000 words.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import BaseLanguageClient

SEED = 20261121


def main() -> int:
    """Type, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("post", type=Path)
    parser.add_argument("-n", type=int, default=200)
    args = parser.parse_args()
    text = args.post.read_text(encoding="utf-8")
    times = asyncio.run(type_into(text, args.post.absolute().as_uri(), args.n))
    cuts = statistics.quantiles(times, n=20)
    words = len(text.split())
    print(
        f"{words} words, {args.n} keystrokes: median {statistics.median(times):.0f} ms, 95 % within {cuts[18]:.0f} ms"
    )
    return 0


async def type_into(text: str, uri: str, count: int) -> list[float]:
    """Milliseconds for each keystroke."""
    client = BaseLanguageClient("benchmark", "1")
    answers: asyncio.Queue[int | None] = asyncio.Queue()

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def told(params: lsp.PublishDiagnosticsParams) -> None:
        answers.put_nowait(params.version)

    await client.start_io(sys.executable, "-m", "techlint", "server")
    await client.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities()))
    client.initialized(lsp.InitializedParams())
    item = lsp.TextDocumentItem(uri=uri, language_id="markdown", version=0, text=text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    await answers.get()
    lines, rng, times = text.split("\n"), random.Random(SEED), []
    for version in range(1, count + 1):
        line = rng.randrange(len(lines))
        at = lsp.Position(line, rng.randrange(len(lines[line]) + 1))
        change = lsp.TextDocumentContentChangePartial(range=lsp.Range(at, at), text=rng.choice("etaoin "))
        identifier = lsp.VersionedTextDocumentIdentifier(uri=uri, version=version)
        begun = time.perf_counter()
        client.text_document_did_change(lsp.DidChangeTextDocumentParams(identifier, [change]))
        while await answers.get() != version:
            pass
        times.append((time.perf_counter() - begun) * 1000)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()
    return times


if __name__ == "__main__":
    raise SystemExit(main())
