"""One rule file, read and validated.

In: the text of `rules/<family>/<name>.yaml`. Out: the spec a run needs (plain data that JSON can hold), the Manual that
`explain` and tests need; or a FileError that names file, line, key and the nearest right name.
Must not know: caches, configuration, which rules are selected.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

from techlint import checks, match, yamlfile
from techlint.document import GROUPS, KINDS
from techlint.errors import FileError, suggest
from techlint.examples import read_example
from techlint.finding import Severity
from techlint.match.conditions import CONDITIONS
from techlint.match.structure import ATTRIBUTES
from techlint.rule import Manual, Measured
from techlint.yamlfile import Map, Seq

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from techlint.match.regex import MakeRegex
    from techlint.rule import Example

REQUIRED = ("severity", "message", "why", "help", "explanation", "since", "examples")
TEXTS = frozenset({"message", "label", "why", "help", "explanation", "since", "check"})
KEYS = frozenset(REQUIRED) | TEXTS | {"references", "measured", "always", "match", "in", "needs", "params"}
RUN_KEYS = ("severity", "message", "label", "why", "help", "always", "match", "check", "in", "needs", "params")
MATCH_KEYS = frozenset(match.WORDS) | {"in", "needs", "lang", "unless"}
EXAMPLE_KEYS = frozenset({"text", "fixed", "path"})


class RuleFile:
    """The reader of one file; its methods raise FileError at the line of the key that is wrong."""

    def __init__(self, path: str, text: str, regex: MakeRegex) -> None:
        self.path, self.regex = path, regex
        raw = yamlfile.load(path, text)
        if not isinstance(raw, Map):
            raise FileError(path, 1, "a rule file is a mapping with the keys " + ", ".join(REQUIRED))
        self.raw: Map = raw
        self._validate()

    def spec(self, rule_id: str) -> dict[str, Any]:
        """What a run needs, as plain data."""
        return {"id": rule_id, **{key: self.raw[key] for key in RUN_KEYS if key in self.raw}}

    def manual(self) -> Manual:
        """What `explain` and tests need."""
        measured = self.raw.get("measured")
        return Manual(
            explanation=self.raw["explanation"],
            references=tuple(self.raw.get("references", ())),
            since=self.raw["since"],
            measured=Measured(measured["right"], measured["read"], measured["on"]) if measured else None,
            bad=self._examples("bad"),
            good=self._examples("good"),
        )

    def _examples(self, name: str) -> tuple[Example, ...]:
        found = self.raw["examples"][name]
        return tuple(read_example(raw, line) for raw, line in zip(found, found.lines, strict=True))

    def _fail(self, where: Map, key: str, problem: str) -> FileError:
        return FileError(self.path, where.lines.get(key, where.line), problem)

    def _known(self, where: Map, known: Iterable[str], name: str) -> None:
        allowed = frozenset(known)
        for key in where:
            if key not in allowed:
                raise self._fail(where, key, f"unknown key '{key}' in {name}{suggest(key, allowed)}")

    def _texts(self, where: Map, key: str, known: frozenset[str] | None = None) -> None:
        """A list of strings, of a closed set if `known`."""
        value = where[key]
        if not isinstance(value, Seq) or not all(isinstance(entry, str) for entry in value):
            raise self._fail(where, key, f"'{key}' must be a list of strings")
        for entry, line in zip(value, value.lines, strict=True):
            if known is not None and entry not in known:
                raise FileError(self.path, line, f"unknown '{entry}' in {key}{suggest(entry, known)}")

    def _validate(self) -> None:
        raw = self.raw
        self._known(raw, KEYS, "rule")
        for key in REQUIRED:
            if key not in raw:
                raise FileError(self.path, raw.line, f"missing key '{key}'")
        for key in TEXTS & raw.keys():
            if not isinstance(raw[key], str) or not raw[key].strip():
                raise self._fail(raw, key, f"'{key}' must be a string that says something")
        if raw["severity"] not in set(Severity):
            near = suggest(str(raw["severity"]), list(Severity))
            raise self._fail(raw, "severity", f"severity must be error, warning or info{near}")
        if raw["message"].rstrip().endswith("."):
            raise self._fail(raw, "message", "a message is one line without a final period")
        if ("match" in raw) == ("check" in raw):
            raise FileError(self.path, raw.line, "a rule has either 'match' or 'check'")
        for key in {"references", "needs"} & raw.keys():
            self._texts(raw, key)
        if "match" in raw:
            self._validate_match(raw["match"])
        else:
            self._validate_check()
        self._validate_placeholders()
        self._validate_measured()
        self._validate_examples()

    def _validate_check(self) -> None:
        raw, known = self.raw, [*checks.CHECKS, checks.PIPELINE]
        if raw["check"] not in known:
            raise self._fail(raw, "check", f"unknown check '{raw['check']}'{suggest(raw['check'], known)}")
        if "in" in raw:
            self._texts(raw, "in", KINDS | GROUPS.keys())

    def _validate_match(self, raw: Any) -> None:
        if not isinstance(raw, Map):
            raise self._fail(self.raw, "match", "'match' must be a mapping")
        self._known(raw, MATCH_KEYS, "match")
        words = [key for key in raw if key in match.WORDS]
        if len(words) != 1:
            raise self._fail(self.raw, "match", f"'match' has exactly one of {', '.join(match.WORDS)}")
        if "in" not in raw:
            raise self._fail(self.raw, "match", "missing key 'in' in match: the kinds of node to look at")
        self._texts(raw, "in", KINDS | GROUPS.keys())
        for key in {"needs", "lang"} & raw.keys():
            self._texts(raw, key)
        (word,) = words
        self._validate_word(raw, word)
        for entry in self._entries(raw, "unless"):
            if not isinstance(entry, Map) or len(entry) != 1:
                raise self._fail(raw, "unless", "an entry of 'unless' is a mapping of one key")
            self._known(entry, CONDITIONS, "unless")
            self._try_patterns(entry, next(iter(entry)))
        try:
            match.build(raw, self.regex)
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            raise self._fail(self.raw, "match", f"cannot be read: {error}") from None

    def _entries(self, where: Map, key: str) -> Seq:
        value = where.get(key, Seq())
        if not isinstance(value, Seq):
            raise self._fail(where, key, f"'{key}' must be a list")
        return value

    def _validate_word(self, raw: Map, word: str) -> None:
        value = raw[word]
        shapes: dict[str, Callable[[Any], bool]] = {
            "pattern": lambda v: isinstance(v, str),
            "terms": lambda v: isinstance(v, Seq) and bool(v) and all(isinstance(term, str) and term for term in v),
            "symbol": lambda v: isinstance(v, Seq) and bool(v) and all(isinstance(name, str) and name for name in v),
            "swap": lambda v: isinstance(v, Map) and bool(v) and all(isinstance(use, str) for use in v.values()),
            "structure": lambda v: isinstance(v, Map) and bool(v),
            "count": lambda v: isinstance(v, Map) and isinstance(v.get("max"), int) and "pattern" in v,
        }
        wanted = {
            "pattern": "a regular expression",
            "terms": "a list of words",
            "symbol": "a list of names",
            "swap": "a mapping from words to what to write instead",
            "structure": "a mapping of attributes",
            "count": "a mapping {pattern: ..., max: number}",
        }
        if not shapes[word](value):
            raise self._fail(raw, word, f"'{word}' must be {wanted[word]}")
        if word == "structure":
            self._known(value, ATTRIBUTES, "structure")
        if word == "count":
            self._known(value, {"pattern", "max"}, "count")
        if word in {"pattern", "structure", "count"}:
            self._try_patterns(raw, word)

    def _try_patterns(self, where: Map, key: str) -> None:
        value = where[key]
        patterns = [value] if isinstance(value, str) else list(value.values()) if isinstance(value, Map) else []
        for pattern in patterns:
            if isinstance(pattern, str):
                try:
                    _ = self.regex(pattern).compiled
                except ValueError as error:
                    raise self._fail(where, key, f"bad pattern in '{key}': {error}") from None

    def _validate_placeholders(self) -> None:
        """Placeholders of a `match:` rule must be values its hits have; those of checks are seen when examples run."""
        known = self._values()
        for key in ("message", "label", "help"):
            try:
                names = [name for _, name, _, _ in string.Formatter().parse(self.raw.get(key, "")) if name is not None]
            except ValueError as error:
                raise self._fail(self.raw, key, f"bad placeholder in '{key}': {error}") from None
            for name in names:
                if known is not None and name not in known:
                    raise self._fail(self.raw, key, f"unknown placeholder '{{{name}}}' in {key}{suggest(name, known)}")

    def _values(self) -> set[str] | None:
        raw = self.raw.get("match")
        if raw is None:
            return None
        if "pattern" in raw:
            return {"found", *self.regex(raw["pattern"]).compiled.groupindex}
        (word,) = (key for key in raw if key in match.WORDS)
        return {
            "terms": {"found"},
            "symbol": {"found"},
            "swap": {"found", "use"},
            "structure": {"text"},
            "count": {"found", "count", "max"},
        }[word]

    def _validate_measured(self) -> None:
        measured = self.raw.get("measured")
        if measured is None:
            return
        fine = isinstance(measured, Map) and measured.keys() == {"right", "read", "on"}
        if not fine or not all(isinstance(measured[key], int) for key in ("right", "read")):
            raise self._fail(self.raw, "measured", "'measured' is {right: number, read: number, on: where}")

    def _validate_examples(self) -> None:
        examples = self.raw["examples"]
        if not isinstance(examples, Map):
            raise self._fail(self.raw, "examples", "'examples' is a mapping with the lists 'bad' and 'good'")
        self._known(examples, ("bad", "good"), "examples")
        for name in ("bad", "good"):
            if not self._entries(examples, name) and self.raw.get("check") != checks.PIPELINE:
                raise self._fail(self.raw, "examples", f"a rule needs at least one '{name}' example")
            for entry, line in zip(examples[name], examples[name].lines, strict=True):
                if isinstance(entry, Map):
                    self._known(entry, EXAMPLE_KEYS, "example")
                text = entry.get("text") if isinstance(entry, Map) else entry
                if not isinstance(text, str):
                    raise FileError(self.path, line, "an example is a text, or a mapping with 'text'")
                marked = bool(read_example(entry, line).marks)
                if marked != (name == "bad"):
                    problem = "no carets under what is bad" if name == "bad" else "carets in a good example"
                    raise FileError(self.path, line, problem)
