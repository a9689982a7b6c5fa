"""What to write instead of a literal, in the language at hand.

In: a Place in a Stretch. Out: the name of a variable, the words of an advice, a replacement where one solves it wholly.
Must not know: documents, rules. The forms are rules/secrets/data/advice.tsv.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from techlint import resources
from techlint.lazy import lazy
from techlint.secrets.calls import called
from techlint.secrets.commands import variable
from techlint.secrets.names import Purpose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from techlint.secrets.model import Place, Stretch

DEFAULTS: Mapping[Purpose, str] = {
    Purpose.PASSWORD: "DB_PASSWORD",
    Purpose.SIGNING: "SECRET_KEY",
    Purpose.TOKEN: "API_TOKEN",
}
SCHEMES: Mapping[str, str] = {
    "redis": "REDIS_URL",
    "rediss": "REDIS_URL",
    "amqp": "AMQP_URL",
    "mongodb": "MONGODB_URI",
    "http": "API_URL",
    "https": "API_URL",
}
CAPITALS = lazy(r"(?<=[a-z0-9])(?=[A-Z])")
QUALIFIED = 2
"""A name of fewer words, such as `password`, says too little for a variable of the environment."""


@cache
def _forms() -> Mapping[str, tuple[str, bool]]:
    lines = [line for line in resources.read_text("secrets/data/advice.tsv").splitlines() if line[:1] not in ("", "#")]
    rows = (line.split("\t") for line in lines[1:])
    return {language: (instead, fix == "whole") for languages, instead, fix in rows for language in languages.split()}


def variable_name(place: Place) -> str:
    """The environment variable that should hold a secret: `JWT_SECRET` for `jwtSecret`."""
    if place.position == "url":
        return SCHEMES.get(place.name.partition("+")[0], "DATABASE_URL")
    if place.position == "call" and (row := called(place.name)):
        return row.name
    if place.position == "command" and (name := variable(place.name)):
        return name
    if place.position == "prose":
        return place.purpose.name if place.purpose is Purpose.PASSWORD else DEFAULTS[place.purpose]
    if place.position == "header" and place.name == "basic":
        return "CREDENTIALS"
    words = [
        word
        for word in re.split(r"\W+|_+", CAPITALS.sub("_", place.name.rpartition(".")[2].removeprefix("x-")))
        if word
    ]
    return "_".join(words).upper() if len(words) >= QUALIFIED else DEFAULTS[place.purpose]


def instead(stretch: Stretch, place: Place) -> tuple[str, bool]:
    """What to write in place of a literal, and whether that alone solves it."""
    language = stretch.lang
    if language in {"yaml", "yml"}:
        language = (
            "compose" if "services:" in stretch.low else "kubernetes" if "apiversion:" in stretch.low else language
        )
    form, whole = _forms().get(language, ("", False))
    name = variable_name(place)
    if not form:
        return f"the environment variable {name}", False
    return form.replace("{NAME}", name).replace("{name}", name.lower()), whole


def what(place: Place) -> str:
    """How a message calls the thing."""
    if place.position == "call" and (row := called(place.name)):
        return row.what
    return {
        Purpose.PASSWORD: "the password",
        Purpose.SIGNING: "the signing key",
        Purpose.TOKEN: "the API key or token",
    }[place.purpose]
