"""What titles say of the numbers below them: made up, specified, planned, somebody else's, the author's own results.

In: the titles of a scene. Out: patterns, and what holds of a draft by its titles.
Must not know: claims, evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.claims.scene import Block, Scene

MADE_UP = folded(
    r"(?<!real-world )(?<!real world )\bexamples?\b|\bexercises?\b|\bscenarios?\b|\bwalk-?throughs?\b|\bquiz"
    r"|\bthought experiment|\bback[- ]of[- ]the[- ]envelope|\bhypothetical|\bcalculat(?:ion|ing)"
    r"|\bestimat(?:es?|ion|ing)\b"
)
"""Titles over numbers that were invented to explain something."""
SPECIFIED = folded(
    r"\b(?:limits?|limitations|quotas?|pric(?:e|es|ing)|specs?|specifications?|requirements?|prerequisites|sizing"
    r"|licen[cs]es?|warranty)\b"
)
"""Titles over what a product documents."""
PLANNED = folded(
    r"\b(?:estimated?|estimates|timelines?|schedules?|plan(?:s|ned|ning)?|roadmap|agenda|milestones|curriculum"
    r"|syllabus)\b"
)
BENCHMARKED = folded(
    r"\b(?:benchmark\w*|results?|evaluations?|experiments?|measurements?|load test\w*|performance tests?)\b"
)
INCIDENT = folded(
    r"^\W{0,4}(?:(?:incident |detailed )?timeline|(?:the )?root cause|impact|what happened|detection|mitigation"
    r"|remediation|resolution|post-?mortem)\b"
)
CAREER = folded(
    r"^\W{0,4}(?:(?:work |professional )?experience|education|(?:technical )?skills|certifications?|employment"
    r"|awards)\b"
)
ASKED_HERE = folded(r"\bsurvey\b")
SOURCES = folded(r"^\W{0,4}(?:sources?|references?|bibliography|works cited|citations|footnotes)\b")
OCCASION = folded(
    r"\b(?:recaps?|talks?|keynotes?|webinars?|podcasts?|episodes?|meet-?ups?|kubecon|cloudnativecon|fosdem|summit"
    r"|interviews?|conferences?|spotlight on|notes (?:from|on)|highlights (?:from|of))\b"
)
"""Titles over what somebody else said: the recording is the source."""
RECORDING = folded(
    r"youtu\.?be|vimeo\.com|slideshare|speakerdeck|sched\.com|spotify\.com|podcasts\.apple|\bloom\.com|twitch\.tv"
)
OWN_CASE = folded(
    r"\b(?:our|my) (?:[\w-]{1,20} ){0,2}(?:usage|traffic|set-?up|workloads?|data|stats|situation|patterns?|needs|team"
    r"|case|stack|bill|scale|requirements?)\b"
)
"""Titles and first lines of lists over what the author starts from."""


SORTS = {"a plan": PLANNED, "a specification": SPECIFIED, "made-up numbers": MADE_UP}


def above(block: Block, scene: Scene) -> str:
    """The titles that a block stands under, without that of the draft."""
    names, part = [], scene.parts[block.part]
    while part.index > 0:
        if part.level > 1 or part.title != scene.title:
            names.append(part.title)
        part = scene.parts[part.parent]
    return " / ".join(names)


def named(over: str, sorts: tuple[str, ...]) -> Iterator[str]:
    """Which of some sorts of SORTS the titles over a block name, as reasons."""
    yield from (f"title of {name}" for name in sorts if SORTS[name].search(over))


def tells_a_story(scene: Scene) -> bool:
    """Whether the titles are those of an incident's report, or of its author's career."""
    titles = [part.title for part in scene.parts]
    return any(sum(words.search(title) is not None for title in titles) >= 2 for words in (INCIDENT, CAREER))
