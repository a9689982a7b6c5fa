"""What is wrong with a block of front matter."""

from __future__ import annotations


class Broken(Exception):  # noqa: N818 - the block is
    """A block that cannot be parsed: why, and where in the draft."""

    def __init__(self, problem: str, place: int | None = None) -> None:
        super().__init__(problem)
        self.problem, self.place = problem, place
