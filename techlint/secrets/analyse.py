"""Document -> its secrets: each told by one rule, at one place, with all that must be masked.

In: a Document. Out: Secrets, in source order, none inside another. Must not know: rule files, severities, output.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from techlint import literals
from techlint.finding import Edit, Fix
from techlint.lazy import lazy, lower
from techlint.record import NamedTuple
from techlint.secrets import (
    advice,
    assignments,
    calls,
    commands,
    configs,
    headers,
    providers,
    queries,
    sentences,
    structured,
    urls,
)
from techlint.secrets.judge import Grade, judge
from techlint.secrets.mask import masked, notorious, shown
from techlint.secrets.model import Claims, Secret, Stretch
from techlint.secrets.names import LITERALS, Purpose
from techlint.text import Excerpt, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from techlint.document import Document
    from techlint.secrets.model import Place

    Find = Callable[[Stretch], Iterator[Place]]

IN_PROSE = (urls.find, headers.find, commands.find, sentences.find, assignments.find)
IN_CODE = (
    urls.find,
    urls.connections,
    headers.find,
    queries.find,
    commands.find,
    calls.find,
    assignments.find,
    configs.find,
)
LIVE = {"url": "connection-url", "header": "auth-header"}
WEAK = {"url": "weak-url", "command": "weak-command", "config": "weak-setting", "kubernetes": "weak-setting"}
WEAK_CODE = {Purpose.PASSWORD: "weak-password", Purpose.SIGNING: "weak-signing-key", Purpose.TOKEN: "weak-token"}
AWS_ID, AWS_SECRET = "AWS access key id", lazy(r"[A-Za-z0-9+/]{40}")
HANGING = lazy(r"[^\s\"'`<>]{0,200}")
NEAR = 400
"""Two halves of a key pair stand no farther apart, in characters."""
MOST = 1_200
"""Places of one sort that are judged in one block: what holds more is a dump or hostile. The others are only masked."""
REPEATED = 6
"""A shorter secret is masked only where it was found: elsewhere the same letters may be a word."""


class Found(NamedTuple):
    """A judged literal on its way to a Secret."""

    span: Span
    grade: Grade | None
    """None for what is not judged any more, and only masked."""
    stretch: Stretch
    place: Place
    whole: bool
    """Whether it is one run of unchanged source, so that a fix may rewrite it."""
    word: Span
    """The literal with what hangs on it: a bare password may hold a comma or bracket at which its reading stopped."""


def secrets_of(doc: Document) -> tuple[Secret, ...]:
    """All secrets of a draft. Rules ask for it through `doc.view(secrets_of)`."""
    text = doc.source.text
    taken = Claims()
    keys = _structured(text) if doc.held(structured.WORDS) else ()
    shapes = [secret for secret in (*keys, *_tokens(text)) if taken.add(secret.span)]
    found = [item for item in _literals(doc) if taken.add(item.span)]
    pairs, rest = _pairs(text, shapes, [item for item in found if item.grade])
    told = [*pairs, *(_tell(text, item) for item in rest)]
    beyond = [item.word for item in found if not item.grade]
    if told and beyond:
        told[-1] = told[-1]._replace(hidden=(*told[-1].hidden, *beyond))
    return tuple(_hide_repeats(text, sorted(told, key=lambda secret: secret.span)))


def _tokens(text: str) -> Iterator[Secret]:
    for token in providers.find(text):
        span = Span(token.start, token.end)
        live = token.provider.grade == "live"
        values = {"what": token.provider.name, "masked": masked(text[token.start : token.end], token.prefix)}
        stand_in = "YOUR_" + re.sub(r"\W+", "_", token.provider.name).upper()
        fix = Fix("put a stand-in there", (Edit(span, stand_in),)) if live else None
        yield Secret("provider-token" if live else "partial-key", span, values, (span,), fix=fix)


def _structured(text: str) -> Iterator[Secret]:
    for item in (*structured.private_keys(text), *structured.bare_keys(text), *structured.tokens(text)):
        span = Span(item.start, item.end)
        values = {"what": item.what, "masked": masked(text[item.start : item.end], 3 if item.kind == "jwt" else 0)}
        yield Secret(item.kind if item.live else "partial-key", span, values, (span,), until=item.until)


@cache
def _words_of() -> Mapping[Find, frozenset[str]]:
    """Of each finder the words, in lower case, of which a text must hold one for it to find any place."""
    return {
        urls.find: urls.OF_ADDRESS,
        urls.connections: urls.CONNECTION,
        headers.find: headers.WORDS,
        queries.find: queries.WORDS,
        commands.find: commands.words(),
        calls.find: calls.words(),
        sentences.find: frozenset(sentences.WORDS),
        assignments.find: LITERALS,
        configs.find: configs.WORDS,
    }


@cache
def _words() -> frozenset[str]:
    return frozenset().union(*_words_of().values())


def stretches(doc: Document) -> Iterator[tuple[Stretch, Excerpt]]:
    """The draft cut into code blocks, front matter and what stands between them, where it holds words of finders."""
    text, words, front, end = doc.source.text, doc.held(_words()), doc.front_matter, 0
    blocks = [(node.span, node.excerpt, getattr(node, "lang", "")) for node in doc.of("code_block") if node.excerpt]
    if front:
        blocks.insert(0, (front.span, Excerpt.verbatim(doc.source, front.span), front.syntax))
    for span, excerpt, lang in [*blocks, (Span(len(text), 0), None, "")]:
        if held := _held(doc.folded[end : span.start], words):
            between = Excerpt.verbatim(doc.source, Span(end, span.start))
            yield Stretch(between.text, held, kind="prose"), between
        if excerpt and (held := _held(lower(excerpt.text), words)):
            yield Stretch(excerpt.text, held, lang), excerpt
        end = max(end, span.end)


def _held(low: str, words: frozenset[str]) -> frozenset[str]:
    return frozenset([word for word in words if word in low])


def _literals(doc: Document) -> Iterator[Found]:
    for stretch, excerpt in stretches(doc):
        finders = IN_PROSE if stretch.kind == "prose" else IN_CODE
        for find in [find for find in finders if not _words_of()[find].isdisjoint(stretch.held)]:
            for number, place in enumerate(find(stretch)):
                grade = judge(stretch, place) if number < MOST else None
                if grade or number >= MOST:
                    whole = excerpt.literal(place.start, place.end)
                    rest = HANGING.match(stretch.text, place.end) if place.bare else None
                    word = excerpt.span(place.start, rest.end() if rest else place.end)
                    yield Found(excerpt.span(place.start, place.end), grade, stretch, place, whole, word)


def _pairs(text: str, shapes: list[Secret], found: list[Found]) -> tuple[list[Secret], list[Found]]:
    """An AWS key id and a secret key beside it make one finding, and a grave one."""
    halves = sorted((item for item in found if AWS_SECRET.fullmatch(text[slice(*item.span)])), key=lambda h: h.span)
    told, paired = [], set()
    for shape in shapes:
        half = _half(shape, halves) if shape.values["what"] == AWS_ID else None
        if half is None or half in paired:
            told.append(shape)
            continue
        paired.add(half)
        values = {"what": "AWS key pair", "masked": masked(text[slice(*half.span)])}
        edits = (Edit(shape.span, "YOUR_ACCESS_KEY_ID"), Edit(half.span, "YOUR_SECRET_ACCESS_KEY"))
        related = ((shape.span, "the key id it belongs to"),)
        hidden = (half.span, shape.span)
        told.append(Secret("cloud-key-pair", half.span, values, hidden, related, Fix("put stand-ins there", edits)))
    return told, [item for item in found if item not in paired]


def _half(shape: Secret, halves: list[Found]) -> Found | None:
    """The secret key nearest to a key id, if one is near."""
    at = bisect_left(halves, shape.span, key=lambda half: half.span)
    near = [
        (max(h.span.start - shape.span.end, shape.span.start - h.span.end), h) for h in halves[max(at - 1, 0) : at + 1]
    ]
    apart, half = min(near, key=lambda pair: pair[0], default=(NEAR + 1, None))
    return half if apart <= NEAR else None


def _tell(text: str, item: Found) -> Secret:
    value = text[item.span.start : item.span.end]
    form, replaces = advice.instead(item.stretch, item.place)
    live = item.grade == "live"
    values = {
        "what": advice.what(item.place),
        "masked": masked(value) if live else shown(value),
        "instead": form,
        "variable": advice.variable_name(item.place),
        "header": item.place.name if item.place.name.islower() and "-" in item.place.name else "Authorization",
    }
    return Secret(_kind(item), item.span, values, _hidden(text, item), fix=_fix(item, form if replaces else ""))


def _hidden(text: str, item: Found) -> tuple[Span, ...]:
    """What no output may show of it: a weak value that everybody knows may be seen."""
    return () if item.grade != "live" and notorious(text[slice(*item.span)]) else (item.span, item.word)


def _kind(item: Found) -> str:
    position, purpose = item.place.position, item.place.purpose
    if item.grade == "live":
        return LIVE.get(position, "generated-secret")
    return WEAK.get(position) or WEAK_CODE[purpose]


def _fix(item: Found, replacement: str) -> Fix | None:
    """A stand-in for what must not be published; for what is weak the right form, where that is all there is to do."""
    if not item.whole:
        return None
    if item.grade == "live":
        name = advice.variable_name(item.place) if item.place.position != "url" else "PASSWORD"
        return Fix("put a stand-in there", (Edit(item.span, f"YOUR_{name}"),))
    if not replacement or item.place.position not in {"call", "assignment", "config"}:
        return None
    span = item.span if item.place.bare else Span(item.span.start - 1, item.span.end + 1)
    return Fix(f"read it from the environment: {replacement}", (Edit(span, replacement),))


def _hide_repeats(text: str, told: list[Secret]) -> Iterator[Secret]:
    """Hide each secret wherever else the draft repeats it: a code frame may show those lines, too."""
    values = [{text[span.start : span.end] for span in secret.hidden} for secret in told]
    where: dict[str, list[Span]] = {}
    for value, start in literals.places({value for some in values for value in some if len(value) >= REPEATED}, text):
        where.setdefault(value, []).append(Span(start, start + len(value)))
    for secret, some in zip(told, values, strict=True):
        again = [span for value in some for span in where.pop(value, ())]  # the first that hides it hides it everywhere
        yield secret._replace(hidden=tuple(dict.fromkeys((*secret.hidden, *again))))
