"""How long does the worst input take? Every case is a text of so many characters; each must be read in time.

python benchmarks/hostile.py [--size 1000000] [--limit 5] [--only WORD]
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time


def fill(size: int, *parts: str) -> str:
    """The parts, as often as fits: the first and the last once if there are three."""
    before, unit, after = ("", *parts, "") if len(parts) == 1 else parts
    return before + unit * ((size - len(before) - len(after)) // len(unit)) + after


UNITS = [
    "[",
    "]",
    "![",
    "[[",
    "[](",
    "[a](",
    "[a](<",
    "[a](b",
    "[a][",
    "[a]",
    "[^1]",
    "(",
    "<",
    "<a ",
    "<a b='",
    "<!--",
    "<!-- -->",
    "<?",
    "<![CDATA[",
    "`",
    "`a",
    "` ``",
    "``` ",
    "*",
    "*a ",
    "*a**a",
    "**a *a ",
    "_a ",
    "_a_",
    "~~",
    "~~a ",
    "\\",
    "\\*",
    "&",
    "&amp;",
    "&#",
    "!",
    "://",
    "http://a ",
    "https://a.b/c)))",
    "$",
    "$a_",
    "$$",
    "{",
    "{{",
    "{{<",
    "{{< code >}}",
    "{% raw %}",
    "{% highlight %}",
    "{a",
    "{.a",
    "{: ",
    "{#a}",
    ":::",
    "::: a\n",
    "\n",
    " ",
    "\t",
    "  \n",
    "a\n",
    "a\n\n",
    "\\\n",
    "a  \n",
    "> ",
    ">",
    ">\n",
    "> a\n",
    "> a\nb\n",
    "- ",
    "- a\n",
    "- a\n\n",
    "-\n",
    "- a\nb\n",
    "* a\n  b\n\n",
    "1. a\n",
    "1) ",
    "- [ ] a\n",
    "# a\n",
    "#",
    "# a   ",
    "a\n===\n",
    "===\n",
    "---\n",
    "***\n",
    "+++\n",
    "```\n",
    "~~~\n",
    "```\n\n",
    "    a\n",
    "\ta\n",
    "    a\n\n",
    "| a ",
    "|",
    "| a |\n",
    "|-",
    "a | b\n",
    "| a | b |\n|--|--|\n",
    "[a]: b\n",
    "[a]: <b> 'c'\n",
    "[a]: b '\n",
    "[a]:\n",
    "[^a]: b\n",
    "[^a]:\n    b\n\n",
    "!!! a\n    b\n",
    "!!! a\n\n",
    "<div>\n",
    "<div>\n\n",
    "</div>\n",
    "<b>\n",
    "<br/>\n",
    "<pre>\n",
    "<script>\n",
    "<!--\n",
    "import a\n",
    "export a\n",
    "import a from 'b'\n",
    "> [!NOTE]\n",
    "a" * 5000 + " ",
    "é😀",
    "\u0301",
    "\x00",
    "\ud800",
    "\ufffc",
    "\u2028",
    "word ",
    "a *b* `c` [d](e) ",
    "a *b* `c` [d](e)\n",
    "a.\n\n> b\n\n- c\n\n",
]


def soup(size: int) -> str:
    """Markup at random."""
    chance = random.Random(7)
    out, length = [], 0
    while length < size:
        out.append(chance.choice(UNITS[:120]))
        length += len(out[-1])
    return "".join(out)


WHOLE = {
    "table of many rows": lambda n: fill(n, "| a | b |\n|--|--|\n", "| c *d* | e |\n", ""),
    "table of many columns": lambda n: "| a " * (n // 8) + "|\n" + "|---" * (n // 8) + "|\n",
    "table of short rows": lambda n: fill(n, "| a | b | c |\n|--|--|--|\n", "d\n", ""),
    "one link with many definitions": lambda n: fill(n, "[a]\n\n", "[b]: c\n", ""),
    "many links, one definition": lambda n: fill(n, "[a]: b\n\n", "[a][", ""),
    "many link texts, one definition": lambda n: fill(n, "[a]: b\n\n", "[a] ", ""),
    "many notes": lambda n: "".join(f"x[^{k}]\n\n[^{k}]: y\n\n" for k in range(n // 20)),
    "quote in quote": lambda n: "".join("> " * (k % 200) + "a\n" for k in range(n // 200)),
    "list in list": lambda n: "".join("  " * (k % 200) + "- a\n" for k in range(n // 200)),
    "list ever deeper": lambda n: "".join("  " * k + "- a\n" for k in range(int(n**0.5))),
    "quote ever deeper": lambda n: "".join("> " * k + "a\n" for k in range(int(n**0.5))),
    "10,000 quotes in each other": lambda n: fill(n, "> " * 10_000 + "a\n", "b\n", ""),
    "10,000 lists in each other": lambda n: fill(n, "- " * 10_000 + "a\n", "b\n", ""),
    "heading with a run of blanks": lambda n: "# a" + " " * n + "b\n",
    "growing runs of backticks": lambda n: "".join("`" * k + "a" for k in range(int((2 * n) ** 0.5))),
    "growing runs of stars": lambda n: "".join("*" * k + "a" for k in range(int((2 * n) ** 0.5))),
    "emphasis left open": lambda n: "*a _b **c " * (n // 10),
    "links in links": lambda n: "[a " * (n // 6) + "](b)" * (n // 8),
    "images in images": lambda n: "![a " * (n // 8) + "](b)" * (n // 8),
    "list of paragraphs": lambda n: fill(n, "- a\n", "\n  b\n", ""),
    "list item of code": lambda n: fill(n, "- a\n\n", "      b\n", ""),
    "fence in a list": lambda n: fill(n, "- ```\n", "  b\n", "  ```\n"),
    "fence left open": lambda n: fill(n, "```\n", "b\n", ""),
    "lazy fence": lambda n: fill(n, "> ```\n", "b\n", ""),
    "comment left open": lambda n: fill(n, "a <!-- ", "b\n", ""),
    "highlight in highlight": lambda n: fill(n, "{% highlight a %}\n", "b\n", "{% endhighlight %}\n"),
    "base64 picture": lambda n: fill(n, "![a](data:image/png;base64,", "iVBORw0KGgo", ")\n"),
    "one long word": lambda n: "a" * n,
    "one long line": lambda n: "a b. " * (n // 5),
    "one long paragraph": lambda n: ("a b c d e f g h i j k l m n o p q r s t. " * 2 + "\n") * (n // 83),
    "token soup": soup,
}


def cases() -> dict[str, object]:
    """Name -> a function from size to text."""
    units = {
        repr(unit if len(unit) < 30 else unit[:5] + "..."): (lambda n, unit=unit: unit * (n // len(unit)))
        for unit in UNITS
    }
    return units | WHOLE


def measure(name: str, size: int) -> None:
    """Read one case and print the seconds it took."""
    from techlint.markdown import parse
    from techlint.text import Source

    parse(Source.of("warm *up* with `code` and\n\n- a [list](b)\n"))
    text = cases()[name](size)
    path = "draft.mdx" if "import" in name or "export" in name or "{a" in name else "draft.md"
    started = time.process_time()
    doc = parse(Source.of(text, path))
    seconds = time.process_time() - started
    read = len(text) - sum(end - start for start, end in doc.skipped)
    print(f"{seconds:.2f} s, {len(doc.nodes)} nodes, {len(doc.skipped)} skipped, {read} characters read")


def main() -> None:
    """Run every case in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--limit", type=float, default=5, help="seconds")
    parser.add_argument("--only", default="", help="cases with this in their name")
    parser.add_argument("--slow", type=float, default=0, help="print only what takes longer")
    parser.add_argument("--case", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.case:
        measure(options.case, options.size)
        return
    failed = 0
    for name in cases():
        if options.only not in name:
            continue
        command = [sys.executable, __file__, "--case", name, "--size", str(options.size)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=options.limit * 6, check=False)
            result = done.stdout.strip() or done.stderr.strip().rpartition("\n")[2]
        except subprocess.TimeoutExpired:
            result = "timeout"
        seconds = result.partition(" ")[0]
        bad = not seconds.replace(".", "").isdigit() or float(seconds) > options.limit
        failed += bad
        if bad or float(seconds) >= options.slow:
            print(f"{name:40} {result}{'   <-- TOO SLOW' if bad else ''}", flush=True)
    print(f"{failed} cases of {len(cases())} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
