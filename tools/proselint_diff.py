"""Compare the search with proselint itself on the prose of drafts: `python -m tools.proselint_diff FOLDER...`."""

import re
import sys
from pathlib import Path

from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

from techlint.markdown import parse
from techlint.prose.search import ILLUSIONS, search
from techlint.prose.whole import whole
from techlint.text import Source


def theirs(prose: str, *, joined: bool = True) -> set[tuple[str, int, int]]:
    """What proselint finds: path and place. Not `joined`: each paragraph has its own repeated phrases."""
    if not joined:
        whole_text = LintFile("text", prose)
        alone = {f for f in theirs(prose) if f[0] != ILLUSIONS}
        for part in re.finditer(r"[^\n]+(?:\n(?!\n)[^\n]+)*", prose):
            own = {f for f in theirs(part[0]) if not whole_text.is_quoted_pos(f[1] + part.start() + 1)}
            alone |= {
                (p, a + part.start(), b + part.start()) for p, a, b in own if p == ILLUSIONS and _whole(part[0], a, b)
            }
        return alone
    if not CheckRegistry().checks:
        CheckRegistry().register_many(__register__)
    file = LintFile("text", prose)
    found = set()
    for check in CheckRegistry().checks:
        if check.path.startswith("restricted"):
            continue
        for result in check.check_with_flags(file.content):
            if check.flags.allow_quotes or not file.is_quoted_pos(result.span[0]):
                found.add((result.check_path, result.span[0] - 1, result.span[1] - 1))
    return found


def _whole(text: str, start: int, end: int) -> bool:
    return not re.match(r"\w", text[end:]) and not re.search(r"\w$", text[:start])


def ours(prose: str) -> set[tuple[str, int, int]]:
    """What the search finds: path and place."""
    return {match[:3] for match in search(prose)}


def main(folders: list[str]) -> int:
    """Print every difference; 1 if there is one."""
    drafts = differences = findings = 0
    for path in (p for folder in folders for p in sorted(Path(folder).rglob("*")) if p.suffix in {".md", ".txt"}):
        prose = whole(parse(Source.decode(str(path), path.read_bytes()))).text
        if not prose:
            continue
        expected, got = theirs(prose, joined=False), ours(prose)
        drafts, findings = drafts + 1, findings + len(expected)
        for sign, group in (("-", expected - got), ("+", got - expected)):
            for check, start, end in sorted(group):
                differences += 1
                print(sign, path.name, check, repr(prose[max(start - 10, 0) : end + 10]))
    print(f"{drafts} drafts, {findings} findings, {differences} differences")
    return int(differences > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
