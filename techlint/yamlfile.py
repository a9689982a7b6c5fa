"""YAML whose values know their lines, so that an error can name file, line and key.

In: the text of a YAML file. Out: dicts, lists and scalars; `Map.lines` says where each key stands.
Must not know: what the file means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint.errors import FileError

if TYPE_CHECKING:
    import yaml


class Map(dict[str, Any]):
    """A mapping; `line` is where it begins, `lines` where each key's value does, counted from 1."""

    line: int
    lines: dict[str, int]


class Seq(list[Any]):
    """A sequence; `line` is where it begins, `lines` where each entry does."""

    line: int
    lines: list[int]


def load(path: str, text: str) -> Any:
    """Read one YAML document; raises FileError."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FileError(path, mark.line + 1 if mark else 0, error.problem or str(error.context)) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FileError(path, 0, str(error).splitlines()[0] if str(error) else "no YAML") from None
    return _construct(path, root) if root else None


def _construct(path: str, node: yaml.Node) -> Any:
    import yaml

    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(path, node)
    if isinstance(node, yaml.SequenceNode):
        entries = Seq(_construct(path, child) for child in node.value)
        entries.line, entries.lines = line, [child.start_mark.line + 1 for child in node.value]
        return entries
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return node.value.lower() in {"true", "yes", "on"}
    if kind == "int" and node.value.lstrip("-+").isdecimal():
        return int(node.value)
    return node.value


def _mapping(path: str, node: yaml.MappingNode) -> Map:
    found = Map()
    found.line, found.lines = node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in found:
            raise FileError(path, line, f"key '{key}' stands twice (first on line {found.lines[key]})")
        found[key], found.lines[key] = _construct(path, value_node), line
    return found
