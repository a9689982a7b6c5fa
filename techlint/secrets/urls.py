"""Secrets in addresses: `postgres://user:VALUE@host`, `?token=VALUE`, `user:VALUE@tcp(`, `Password=VALUE;`.

In: a stretch of any kind. Out: Places. Must not know: whether the literal is worth a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.secrets.model import Place
from techlint.secrets.names import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.secrets.model import Stretch

SCHEME = lazy(r"(?i)[a-z][a-z0-9+.\-]{1,24}$")
LOGIN = lazy(
    r"""(?P<user>[^\s:/@"'<>`\\\[]{0,80}):(?P<value>[^\s/@"'<>`\\]{1,120})@(?P<host>[^\s/"'<>`?#),\\]{1,120})"""
)
TOKEN_ONLY = lazy(r"""(?P<value>[\w.~\-]{20,200})@(?P<host>[\w.\-]{4,100})""")
QUERY = lazy(
    r"(?i)(?P<name>(?:access_?|auth_?|api_?|secret_?|private_?|client_?|app_?|bot_?)?(?:token|key|secret)|password|passwd|pwd|x-amz-signature)="
    r"(?P<value>[\w.~%+/\-]{16,400})"
)
DSN = lazy(r"""(?P<user>\w{1,40}):(?P<value>[^\s:@"'/]{1,80})@(?:tcp|unix)\(""")
PAIRS = lazy(
    r"""(?i)(?P<name>password|pwd|accountkey|sharedaccesskey|secretkey)\s?=\s?(?P<value>[^;"'\s<>]{1,100})(?=;|["'])"""
)
ADO = lazy(
    r"(?i)(?:server|data source|host|user id|uid|user|database|initial catalog|accountname|endpoint|driver)\s?="
    r"[^;\n]{1,120};"
)
WORDED = lazy(r"(?:host|dbname|user)=\S{1,60} [^\n\"']{0,120}?\bpassword=(?P<value>[^\s\"';,]{1,80})")
GENERIC_HOST = lazy(
    r"(?i)\[?(?:host(?:name)?|server|ip|address|domain|your\S*|my\S{0,3}host\S*|db.?host|example\S*|\S*[.-]?example(?:\.\w+)?|\S*example\.(?:com|org|net|io|edu)\S*|"
    r"proxy(?:_?host|\.server)?|(?-i:[A-Z_]+)|x+|\.{2,}|…)\]?(?::\S{0,10})?"
)
GENERIC_USERS = frozenset(
    "user username usr login myuser db_user dbuser name foo u usuario your_username my_user id".split()
)
GENERIC_PASSWORDS = frozenset(
    "password pass passwd pwd pw secret token p mypassword my_password yourpassword your_password key bar".split()
)
OF_ADDRESS = frozenset("@ token= key= secret= password= passwd= pwd= signature=".split())
"""Of these an address with a secret in it holds one; code with a connection string one of CONNECTION."""
CONNECTION = frozenset("@tcp( @unix( password pwd accountkey sharedaccesskey".split())
WEB = frozenset({"http", "https", "ws", "wss", "ftp"})


def find(stretch: Stretch) -> Iterator[Place]:
    """The passwords and tokens written into addresses."""
    text = stretch.text
    at = text.find("://") if "@" in stretch.held else -1
    while at >= 0:
        scheme = SCHEME.search(text[max(at - 25, 0) : at])
        place = _login(text, at + 3, scheme[0].lower()) if scheme else None
        if place:
            yield place
        at = text.find("://", at + 3)
    for sign in "?&" if stretch.held.intersection(OF_ADDRESS) - {"@"} else "":
        at = text.find(sign)
        while at >= 0:
            match = QUERY.match(text, at + 1)
            if match:
                yield Place(*match.span("value"), "query", match["name"], Purpose.TOKEN, bare=True)
            at = text.find(sign, at + 1)


def connections(stretch: Stretch) -> Iterator[Place]:
    """The passwords in connection strings that are no addresses; only code is read for them."""
    text = stretch.text
    for start, end in stretch.lines("@tcp(", "@unix("):
        for match in DSN.finditer(text, start, end):
            yield Place(
                *match.span("value"), "url", match["user"], Purpose.PASSWORD, trusted=match["user"] not in GENERIC_USERS
            )
    for start, end in stretch.lines("password", "pwd", "accountkey", "sharedaccesskey"):
        if ADO.search(text, start, end):
            for match in PAIRS.finditer(text, start, end):
                yield Place(*match.span("value"), "url", match["name"], Purpose.PASSWORD, bare=True)
        for match in WORDED.finditer(text, start, end):
            yield Place(*match.span("value"), "url", "password", Purpose.PASSWORD, bare=True)


def _login(text: str, at: int, scheme: str) -> Place | None:
    match = LOGIN.match(text, at)
    if not match:
        alone = TOKEN_ONLY.match(text, at)  # https://TOKEN@github.com
        return Place(*alone.span("value"), "query", scheme, Purpose.TOKEN, bare=True) if alone else None
    user, value = match["user"].lower(), match["value"]
    if scheme in WEB and value.isdigit() and len(value) <= 5:  # a port
        return None
    if GENERIC_HOST.fullmatch(match["host"]) or (user in GENERIC_USERS and value.lower() in GENERIC_PASSWORDS):
        return None
    if user.isupper() and value.isupper():
        return None
    return Place(*match.span("value"), "url", scheme, Purpose.PASSWORD, trusted=True)
