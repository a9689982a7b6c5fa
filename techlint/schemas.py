"""JSON Schemas (draft 7) of what techlint reads and writes: SCHEMAS is the register.

In: the tables of keys that validate. Out: schemas as plain data.
Must not know: who asks; the built-in rules are named in the schema of the configuration so that editors can offer them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

UNSET = (None, "")
DIALECT = "http://json-schema.org/draft-07/schema#"


def config_schema() -> dict[str, Any]:
    """The schema of `techlint.toml` and of `[tool.techlint]`."""
    from techlint import catalog
    from techlint.keys import CONFIG

    ids = [rule_id.split("/") for rule_id, _ in catalog.builtin().files()]
    names = sorted({"/".join(parts[:depth]) for parts in ids for depth in range(1, len(parts) + 1)})
    found = _titled("techlint configuration", CONFIG.schema())
    for name, default in defaults().items():
        found["properties"][name]["default"] = default
    described = {"description": "A rule or a family of rules", "anyOf": [{"enum": names}, {"type": "string"}]}
    return found | {"definitions": {"rule": described}}


def rule_schema() -> dict[str, Any]:
    """The schema of a rule file."""
    from techlint.rulekeys import RULE

    return _titled("techlint rule", RULE.schema())


def report_schema() -> dict[str, Any]:
    """The schema of `--output-format json`; a line of `json-lines` is one of its items."""
    from techlint.reporters.wirekeys import FINDING

    return _titled("techlint report", {"type": "array", "items": FINDING.schema()})


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "config": config_schema,
    "rule": rule_schema,
    "report": report_schema,
}


def defaults() -> dict[str, Any]:
    """The values of the keys that no configuration file sets, as JSON would have them; unset ones are left out."""
    from techlint.config import Config
    from techlint.keys import KEYS
    from techlint.shape import Mapped

    values: dict[str, Any] = {name: getattr(Config(), name.replace("-", "_"), None) for name in KEYS}
    tables = {name for name, key in KEYS.items() if isinstance(key.shape, Mapped)}
    found = {name: dict(value) if name in tables else value for name, value in values.items()}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in found.items() if value not in UNSET
    }


def _titled(title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": title, **schema}
