"""`techlint api`: what is known of a symbol, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.api.lookup import Known


@click.command
@click.argument("name")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="How to print the answer.")
def command(name: str, output_format: str) -> int:
    """Tell what is known of NAME: `numpy.product`, `axum::Server`, `alpine:3.19`, `actions/checkout@v2`.

    Ends with 1 if nothing is known.
    """
    from techlint.api.lookup import known

    found = known(name)
    if output_format == "json":
        from techlint.reporters.wire import dumps

        click.echo(dumps([_record(one) for one in found], indent=2))
    elif found:
        click.echo("\n\n".join("\n".join(_page(one)) for one in found))
    else:
        click.echo(f"nothing is known of {name}", err=True)
    return 0 if found else 1


def _record(one: Known) -> dict[str, str]:
    return {
        "symbol": one.symbol,
        **one.said._asdict(),
        "evidence": one.evidence,
        "origin": one.origin,
        "checked": one.checked,
    }


def _page(one: Known) -> Iterator[str]:
    said = one.said
    when = " ".join(filter(None, (said.library, said.since, f"({said.date})" if said.date else "")))
    yield f"{one.symbol}  {said.status} since {when}"
    lines = {
        "until": said.until,
        "instead": said.instead,
        "evidence": one.evidence,
        "source": said.source,
        "from": f"{one.origin}, checked {one.checked}",
    }
    yield from (f"  {key:9} {value}" for key, value in lines.items() if value)
