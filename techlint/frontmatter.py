"""The data at the top of a draft.

In: a draft's text. Out: FrontMatter, or None.
Must not know: Markdown, rules.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from techlint.document import Field, FrontMatter
from techlint.text import Span

YAML = re.compile(r"\A\ufeff?---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
KEY = re.compile(r"^([\w-]+):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
DATED = re.compile(r"(?:^|/)(\d{4})-(\d{2})-(\d{2})-")


def read(text: str) -> FrontMatter | None:
    """The front matter of a draft."""
    found = YAML.match(text)
    if not found:
        return None
    import yaml

    span = Span(found.start(), found.end())
    try:
        data: Any = yaml.safe_load(found[1])
    except yaml.YAMLError as error:
        return FrontMatter(span, "yaml", {}, str(error).partition("\n")[0], span)
    if not isinstance(data, dict):
        return None
    places = {m[1]: Span(found.start(1) + m.start(2), found.start(1) + m.end(2)) for m in KEY.finditer(found[1])}
    return FrontMatter(span, "yaml", {str(k): Field(v, places.get(str(k), span)) for k, v in data.items()})


def published(path: str, front: FrontMatter | None) -> dt.date | None:
    """The day a draft appeared."""
    fields = front.fields if front else {}
    if "draft" in fields and fields["draft"].value is True:
        return None
    for key in ("date", "pubDate", "publishDate", "published"):
        value = fields[key].value if key in fields else None
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
    if dated := DATED.search(path):
        try:
            return dt.date(*map(int, dated.groups()))
        except ValueError:
            return None
    return None
