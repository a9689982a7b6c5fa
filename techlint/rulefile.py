"""One rule file, read and validated.

In: the text of `rules/<family>/<name>.yaml`. Out: the spec a run needs (plain data that JSON can hold), the Manual that
`explain` and tests need; or a FileError that names file, line, key and the nearest right name. What keys there are is
in `rulekeys.py`; what no shape can say is looked at here.
Must not know: caches, configuration, which rules are selected.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

from techlint import checks, match, yamlfile
from techlint.errors import FileError, suggest
from techlint.examples import read_example
from techlint.manual import Manual, Measured
from techlint.rulekeys import RULE
from techlint.yamlfile import Map

if TYPE_CHECKING:
    from techlint.manual import Example
    from techlint.match.regex import MakeRegex
    from techlint.shape import Problem

RUN_KEYS = ("severity", "message", "label", "why", "help", "always", "match", "check", "in", "needs", "params")
VALUES = {
    "terms": {"found"},
    "symbol": {"found"},
    "swap": {"found", "use"},
    "structure": {"text"},
    "count": {"found", "count", "max"},
}
"""The values of the hits of each word, but `pattern`, whose groups are its values."""


class RuleFile:
    """The reader of one file; its methods raise FileError at the line of the key that is wrong."""

    def __init__(self, path: str, text: str, regex: MakeRegex) -> None:
        self.path, self.regex = path, regex
        raw = yamlfile.load(path, text)
        if not isinstance(raw, Map):
            keys = ", ".join(name for name, key in RULE.keys.items() if key.required)
            raise FileError(path, 1, f"a rule file is a mapping with the keys {keys}")
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

    def _validate(self) -> None:
        for problem in RULE.problems(self.raw, ()):
            raise FileError(self.path, self._line(problem), problem.text)
        if "match" in self.raw:
            self._validate_match(self.raw["match"])
        self._validate_placeholders()
        self._validate_examples()

    def _line(self, problem: Problem) -> int:
        """The line at the end of a way: of the key or entry it leads to."""
        value: Any = self.raw
        line = self.raw.line
        for step in problem.way:
            line = value.lines[step]
            value = value[step]
        return line

    def _validate_match(self, raw: Map) -> None:
        for word in {"pattern", "structure", "count"} & raw.keys():
            self._try_patterns(raw, word)
        for entry in raw.get("unless", ()):
            for key in entry:
                self._try_patterns(entry, key)
        try:
            match.build(raw, self.regex)
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            raise self._fail(self.raw, "match", f"cannot be read: {error}") from None

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
        return VALUES[word]

    def _validate_examples(self) -> None:
        examples = self.raw["examples"]
        for name in ("bad", "good"):
            if not examples[name] and self.raw.get("check") != checks.PIPELINE:
                raise self._fail(self.raw, "examples", f"a rule needs at least one '{name}' example")
            for entry, line in zip(examples[name], examples[name].lines, strict=True):
                marked = bool(read_example(entry, line).marks)
                if marked != (name == "bad"):
                    problem = "no carets under what is bad" if name == "bad" else "carets in a good example"
                    raise FileError(self.path, line, problem)
