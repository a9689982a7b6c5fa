"""Names of secrets with an unquoted value: environment files, YAML, properties, shell exports, Compose, Kubernetes.

In: a stretch of code. Out: Places. Must not know: whether the value is worth a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.secrets.assignments import names
from techlint.secrets.decode import unbase64
from techlint.secrets.model import Place
from techlint.secrets.names import LITERALS, Purpose, purpose
from techlint.secrets.values import looks_random

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.secrets.assignments import Name
    from techlint.secrets.model import Stretch

SHELLS = frozenset(
    "bash sh shell console zsh fish terminal shell-session shellsession bat batch cmd shellscript".split()
)
SETTINGS = frozenset(
    "env dotenv ini properties conf cfg nginx toml editorconfig npmrc netrc systemd config apache haproxy".split()
)
YAMLS = frozenset("yaml yml docker-compose compose docker-compose.yml compose.yaml k8s kubernetes helm ansible".split())
UNKNOWN = frozenset({"", "text", "txt", "plaintext", "plain", "none", "output", "log"})
DOCKERS = frozenset({"dockerfile", "docker", "containerfile"})
COLONS = YAMLS | UNKNOWN | SETTINGS - {"toml"}
BARE = SHELLS | SETTINGS | YAMLS | UNKNOWN | DOCKERS
"""Languages in which a value without quotes is a literal; elsewhere it is an identifier."""

EQUALS = lazy(
    r"""[ \t]?=[ \t]?(?P<value>[^\s"'`#;,&|()<>{}\[$][^\s"'`;,|<>()&]{0,400})(?=$|[\s"';,#|)\\`])""", re.MULTILINE
)
COLON = lazy(
    r"""["']?[ \t]{0,8}:[ \t]{1,40}(?P<value>[^\s"'#{}\[\]|>&*!$<%](?:[^\n#]|(?<=\S)#){0,400}?)"""
    r"""[ \t]{0,80}(?:[ \t]#[^\n]{0,200})?$""",
    re.MULTILINE,
)
SPACE = lazy(r"[ \t]{1,40}(?P<value>[^\s=:{}\"'$<]{3,100})[ \t]*$", re.MULTILINE)
VALUE_BELOW = lazy(
    r"""["']?[ \t]{0,20}\n[ \t]{1,40}value:[ \t]{1,20}"""
    r"""(?P<quote>["']?)(?P<value>[^\s"'#{}\[\]|>&*!$<%]{3,400})(?P=quote)[ \t]{0,20}$""",
    re.MULTILINE,
)
MANIFEST = "kind: secret"
WORDS = LITERALS | {MANIFEST}
OPENERS = frozenset("\n \t;|\"'(=`")
DIRECTIVES = frozenset({"requirepass", "masterauth", "password"})
SEALED = ("kind: sealedsecret", "\nsops:", "encrypteddata:")
DATA = lazy(r"^data:[ \t]*\n(?P<lines>(?:[ \t]{1,20}[^\n]{0,2000}\n?){1,60})", re.MULTILINE)
ENTRY = lazy(
    r"^[ \t]{1,20}(?P<name>[\w.\-]{1,80}):[ \t]{1,20}(?P<value>[A-Za-z0-9+/]{4,400}={0,2})[ \t]*$", re.MULTILINE
)


def find(stretch: Stretch) -> Iterator[Place]:
    """The unquoted values given to names of secrets."""
    if stretch.lang not in BARE or any(mark in stretch.low for mark in SEALED):
        return
    if MANIFEST in stretch.held:
        yield from _kubernetes(stretch)
    for name in names(stretch):
        match = _given(stretch, name)
        if match:
            start, end = match.span("value")
            value = stretch.text[start:end].rstrip("\\ ")
            if value and not value.endswith(("(", ":")):
                yield Place(start, start + len(value), "config", name.text, name.purpose, bare=True)


def _given(stretch: Stretch, name: Name) -> re.Match[str] | None:
    text = stretch.text
    if not _opens(text, name.start):
        return None
    if match := EQUALS.match(text, name.end):
        return match
    line = text[stretch.line(name.start)[0] : name.start].strip(" \t-\"'")
    if line == "name:":  # the environment of a container in Kubernetes
        return VALUE_BELOW.match(text, name.end)
    if line and line not in {"export", "ENV", "set"}:
        return None
    if stretch.lang in COLONS and (match := COLON.match(text, name.end)):
        return match if stretch.lang not in UNKNOWN or _plain(match["value"]) else None
    return SPACE.match(text, name.end) if name.text.lower() in DIRECTIVES or line == "ENV" else None


def _opens(text: str, start: int) -> bool:
    """Whether a setting can begin here: not a flag (commands.py knows those), not a variable of PowerShell or PHP."""
    before = text[start - 1] if start else "\n"
    return text[start] not in "$@" and (before in OPENERS or text.endswith(("-D", "-e"), 0, start))


def _plain(value: str) -> bool:
    """In a block of unknown language `token: refreshed` may be prose: a digit or randomness must speak for it."""
    return looks_random(value) or any(c.isdigit() for c in value)


def _kubernetes(stretch: Stretch) -> Iterator[Place]:
    """The base64 of a Secret's `data`, where it says what somebody thought up or a generator made."""
    for data in DATA.finditer(stretch.text):
        for entry in ENTRY.finditer(data["lines"]):
            meant = purpose(entry["name"])
            if meant and unbase64(entry["value"]).isascii():
                start = data.start("lines") + entry.start("value")
                yield Place(
                    start,
                    start + len(entry["value"]),
                    "kubernetes",
                    entry["name"],
                    meant or Purpose.PASSWORD,
                    bare=True,
                )
