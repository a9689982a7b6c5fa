"""Many drafts over several processes: the same results as over one, each with its own draft."""

from pathlib import Path

import pytest

from techlint import workers
from techlint.collection import Surroundings
from techlint.settings import Settings
from techlint.workers import Job, Workers

PIECE = "The new parser is 40% faster than the old one.\n\n```python\nimport imp\n```\n\n"


def jobs() -> list[Job]:
    """Thirty drafts of different length, the shortest first; enough for two processes."""
    texts = [
        f"# Draft {k}\n\n{PIECE}" + "Some plain words stand here and say little.\n\n" * (25 * k) for k in range(1, 31)
    ]
    return [Job(Path(f"{k}.md"), text.encode(), Surroundings(), str(k)) for k, text in enumerate(texts)]


def results(settings: Settings) -> dict[str, object]:
    with Workers(settings) as crew:
        return {job.path.name: entry for job, entry in crew.check(jobs())}


def test_several_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(isolated=True, use_cache=False, select=("claims", "api"))
    assert sum(len(job.data) for job in jobs()) > workers.PARALLEL_FROM
    monkeypatch.setattr(workers, "_processors", lambda: 2)
    several = results(settings)
    monkeypatch.setattr(workers, "_processors", lambda: 1)
    assert several == results(settings)
    assert len(several) == 30
    assert all(isinstance(entry, dict) and entry["findings"] for entry in several.values())


def test_a_draft_that_trips_techlint_does_not_cost_the_others_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = workers.check

    def stumble(source, *rest):
        if source.path == "7.md":
            raise ZeroDivisionError
        return usual(source, *rest)

    monkeypatch.setattr(workers, "check", stumble)
    monkeypatch.setattr(workers, "_processors", lambda: 1)
    found = results(Settings(isolated=True, use_cache=False, select=("api",)))
    told = [entry for entry in found.values() if isinstance(entry, str)]
    assert told == ["7.md: techlint itself failed here (ZeroDivisionError); please report this draft"]
    assert len(found) == 30
