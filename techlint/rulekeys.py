"""The keys of a rule file: what their values look like, what they mean, an example of each.

In: the vocabulary (`match`, `checks`, the kinds of node). Out: RULE, from which the validator, the JSON Schema and the
documentation come. What no shape can say (patterns that compile, placeholders, carets) is in `rulefile.py`.
Must not know: files, lines.
"""

from __future__ import annotations

from techlint import checks, match
from techlint.document import GROUPS, KINDS
from techlint.finding import Severity
from techlint.shape import ANYTHING, FLAG, NUMBER, Choice, Each, Either, Key, Mapped, Shape, Table, Text, Words

SAYS = Text(says=True)
PATTERN = Text("regular expression")
KIND = Words(tuple(sorted(KINDS | GROUPS.keys())), name="list of kinds of node")
NEEDS = Key(
    Words(),
    "Lower-case words of which a draft must hold one to be looked at; for speed only",
    "needs: [faster, slower]",
)


def _message(text: str) -> str:
    return "a message is one line without a final period" if text.rstrip().endswith(".") else ""


CONDITIONS: dict[str, Key] = {
    "has": Key(PATTERN, "The node holds it anywhere", "has: 'benchmark'"),
    "near": Key(PATTERN, "It stands within 80 characters of the hit, in the same block", "near: 'quoted'"),
    "inside": Key(KIND, "The hit stands in a node of these kinds", "inside: [block_quote, link]"),
    "section": Key(PATTERN, "The heading above says it", "section: '(?i)history'"),
    "meta": Key(
        Mapped(PATTERN, "mapping from keys to patterns", "'meta' must be a mapping from keys to patterns"),
        "The front matter says all of it",
        "meta: {layout: 'archive'}",
    ),
}
"""What acquits a hit."""

ATTRIBUTES: dict[str, Key] = {
    **dict.fromkeys(
        ("text", "url", "title", "lang", "info", "fence"),
        Key(PATTERN, "A pattern for the whole of it", "url: 'TODO|#'"),
    ),
    **dict.fromkeys(("closed", "lost", "head", "checked"), Key(FLAG, "Whether it is so", "lost: true")),
    "level": Key(NUMBER, "The level of a heading", "level: 1"),
}
"""What `structure` may ask of a node."""

COUNT = Table(
    {
        "pattern": Key(PATTERN, "What to count", "pattern: '!'", required=True),
        "max": Key(NUMBER, "How often it may stand there", "max: 2", required=True),
    },
    "count",
    "'count' must be a mapping {pattern: ..., max: number}",
)
SWAP = Mapped(Text(), "mapping", "'swap' must be a mapping from words to what to write instead", filled=True)
WORDS: dict[str, Key] = {
    "pattern": Key(
        PATTERN, "A regular expression; its group `at`, if there is one, is the place", "pattern: 'v(?P<at>[0-9]+)'"
    ),
    "terms": Key(
        Words(filled=True, name="list of words"), "Words and phrases, whatever their case", "terms: [in order to]"
    ),
    "swap": Key(SWAP, "Words in exact case and what to write instead, with a fix", "swap: {Gizmo: Widget}"),
    "symbol": Key(
        Words(filled=True, name="list of names"), "Qualified names in code, not in comments", "symbol: [np.product]"
    ),
    "structure": Key(
        Table(ATTRIBUTES, "structure", "'structure' must be a mapping of attributes"),
        "Nodes by what they are: every attribute must hold",
        "structure: {url: 'TODO|#'}",
    ),
    "count": Key(COUNT, "Too much of something in one node", "count: {pattern: '!', max: 2}"),
}
"""The vocabulary of `match`: exactly one of these says what to find."""

MATCH = Table(
    {
        "in": Key(KIND, "The kinds of node to look at", "in: [prose]", required=True),
        **WORDS,
        "needs": NEEDS,
        "lang": Key(Words(), "The languages of code to look at", "lang: [rust, toml]"),
        "unless": Key(
            Each(Table(CONDITIONS, "unless", "an entry of 'unless' is a mapping of one key", only=True)),
            "What acquits a hit",
            "unless: [{inside: [block_quote]}]",
        ),
    },
    "match",
    "'match' must be a mapping",
    one_of=tuple(match.WORDS),
    one_of_problem=f"'match' has exactly one of {', '.join(match.WORDS)}",
)

EXAMPLE = Either(
    (
        Text(),
        Table(
            {
                "text": Key(Text(), "The draft, with carets under what must be found", required=True),
                "fixed": Key(Text(), "What comes out when the fix is applied; demanded if there is one"),
                "path": Key(Text(), "The name that the draft pretends to have", "path: content/posts/a.md"),
            },
            "example",
        ),
    ),
    "text, or mapping with `text`",
    "an example is a text, or a mapping with 'text'",
)
EXAMPLES = Table(
    {
        "bad": Key(Each(EXAMPLE), "Drafts in small; carets underline what must be found", required=True),
        "good": Key(Each(EXAMPLE), "Drafts in small in which nothing must be found", required=True),
    },
    "examples",
    "'examples' is a mapping with the lists 'bad' and 'good'",
)
MEASURED = Table(
    {
        "right": Key(NUMBER, "How many findings were right", required=True),
        "read": Key(NUMBER, "How many were read", required=True),
        "on": Key(Text(), "Where, and when", required=True),
    },
    "measured",
    "'measured' is {right: number, read: number, on: where}",
)
CHECK: Shape = Choice((*checks.CHECKS, checks.PIPELINE), noun="check")

RULE = Table(
    {
        "severity": Key(
            Choice(tuple(Severity)),
            "`error` (certain), `warning` (right nine times in ten) or `info` (worth a look)",
            "severity: warning",
            required=True,
        ),
        "message": Key(
            Text(says=True, pattern=r"[^.\s]\s*$", refuse=_message),
            "What is wrong: one line that stands alone, without a final period; `{name}` puts in a value of the hit",
            'message: "`{found}` is not what we call it"',
            required=True,
        ),
        "label": Key(SAYS, "A few words at the carets", 'label: "an old name"'),
        "why": Key(SAYS, "Why it matters, one line", "why: Readers know it by one name", required=True),
        "help": Key(SAYS, "What to do, one line", 'help: "write `{use}`"', required=True),
        "explanation": Key(SAYS, "What `techlint explain` prints: a paragraph or two", required=True),
        "references": Key(Words(), "Links for those who want to know more", "references: [https://example.org/style]"),
        "since": Key(SAYS, "The version that brought the rule", "since: 0.1.0", required=True),
        "measured": Key(
            MEASURED,
            "How often the rule was right when someone read what it printed, and on what",
            'measured: {right: 38, read: 40, on: "our posts, 2026-11"}',
        ),
        "always": Key(FLAG, "Run even where not selected, since what it finds must be masked", "always: true"),
        "match": Key(MATCH, "What to find, in the words of YAML", "match: {in: [prose], terms: [in order to]}"),
        "check": Key(CHECK, "Or: the name of a check that techlint has, with `in`, `needs` and `params`"),
        "in": Key(KIND, "The kinds of node a check is called with", "in: [document]"),
        "needs": NEEDS,
        "params": Key(
            Mapped(ANYTHING, "mapping", "'params' must be a mapping"),
            "What a check wants to know",
            "params: {kind: x}",
        ),
        "examples": Key(EXAMPLES, "The tests of the rule, which its page shows", required=True),
    },
    "rule",
    one_of=("match", "check"),
    one_of_problem="a rule has either 'match' or 'check'",
)
