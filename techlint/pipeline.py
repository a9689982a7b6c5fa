"""check(source, ruleset) -> Report: THE path from a draft to its findings; command line, editor and tests all call it.

In: a Source and a Ruleset. Out: a Report in which every secret is masked and every silenced finding is kept.
Must not know: files, configuration files, formats.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from techlint import engine, suppress, undecoded
from techlint.collection import Surroundings
from techlint.finding import Hit, Severity
from techlint.fix import possible
from techlint.markdown import parse
from techlint.mask import Mask
from techlint.report import Report, Suppressed
from techlint.ruleset import names

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from techlint.document import Document
    from techlint.finding import Finding
    from techlint.rule import Rule
    from techlint.ruleset import Ruleset
    from techlint.text import Source


CLASHES = {"same-title": "titles/same-title", "near-title": "titles/near-title", "same-address": "titles/same-address"}
"""What two drafts can share -> the rule that tells it."""
ALONE = Surroundings()
MORE = f"; {engine.MOST:,} of these are told in a file, there may be more"
LONGEST_MESSAGE = 300
"""Characters of a message that are told: one that quotes a whole page helps nobody."""


def check(source: Source, ruleset: Ruleset, around: Surroundings = ALONE) -> Report:
    """Read a draft and tell what the rules find in it, and what it shares with the drafts around it."""
    doc = parse(source, site=ruleset.site or around.site)
    hits, broken = engine.run(doc, ruleset.to_run)
    day = ruleset.as_of or doc.published or ruleset.today
    told = []
    for rule, hit in [*hits, *_own_hits(doc, ruleset), *_clashes(around, ruleset)]:
        if rule.id in ruleset.selected and _holds(hit, ruleset, day) and not _printed(hit, source):
            try:
                told.append(_tell(rule, hit, ruleset, day))
            except KeyError as missing:  # a placeholder of the message that the check gave no value for
                broken.append((rule, missing))
    kept, suppressed = suppress.apply(doc, told, ruleset)
    doc.forget()
    secrets = tuple(sorted({span for _, hit in hits for span in hit.secrets}))
    mask = Mask(source, secrets)
    findings = {(f.rule, f.span, f.message): f for f in (_brief(mask.finding(_mendable(f, source))) for f in kept)}
    found = sorted(findings.values(), key=lambda f: (f.span, f.severity.rank, f.rule))
    return Report(
        source=mask.source(),
        findings=tuple(_with_limit(found, hits)),
        suppressed=tuple(Suppressed(mask.finding(s.finding), mask.text(s.reason)) for s in suppressed),
        errors=tuple(dict.fromkeys(f"{source.path}: rule {rule.id} failed: {type(e).__name__}" for rule, e in broken)),
        secrets=secrets,
        draft=doc.draft,
    )


def _holds(hit: Hit, ruleset: Ruleset, day: dt.date) -> bool:
    """Whether a hit holds on the day of judgement or, for a published post, has come to hold since."""
    if hit.until and hit.until <= day:
        return False
    last = ruleset.as_of or max(day, ruleset.today)
    return hit.since is None or hit.since <= last


def _printed(hit: Hit, source: Source) -> bool:
    """Whether a hit stands in what the code of a notebook printed, which its author did not write; secrets count."""
    outputs = source.origin.outputs if source.origin else ()
    return not hit.secrets and any(hit.span.within(output) for output in outputs)


def _tell(rule: Rule, hit: Hit, ruleset: Ruleset, day: dt.date) -> Finding:
    """Put a hit into words. A post is not wrong for what became wrong after it was published: that is `info`."""
    finding = rule.tell(hit)
    if hit.since and hit.since > day:
        return finding._replace(severity=Severity.INFO)
    chosen = [severity for selector, severity in ruleset.severities.items() if names(selector, rule.id)]
    return finding._replace(severity=chosen[-1]) if chosen and hit.sure else finding


def _mendable(finding: Finding, source: Source) -> Finding:
    """A finding without its fix, if that cannot be written."""
    return finding._replace(fix=None) if finding.fix and not possible(source, finding.fix) else finding


def _brief(finding: Finding) -> Finding:
    """A finding whose message can be read, once what must not be shown is starred out: a draft may be one long word."""
    if len(finding.message) <= LONGEST_MESSAGE:
        return finding
    return finding._replace(message=finding.message[: LONGEST_MESSAGE - 1] + "…")


def _with_limit(findings: list[Finding], hits: list[tuple[Rule, Hit]]) -> Iterator[Finding]:
    """The findings; the last of a rule that was stopped says so."""
    counts = Counter(rule.id for rule, _ in hits if not rule.always)
    last = {f.rule: k for k, f in enumerate(findings) if counts[f.rule] >= engine.MOST}
    for k, finding in enumerate(findings):
        more = last.get(finding.rule) == k
        yield finding._replace(message=finding.message + MORE) if more else finding


def _own_hits(doc: Document, ruleset: Ruleset) -> Iterator[tuple[Rule, Hit]]:
    """What the reading of the draft itself has to say."""
    if rule := ruleset.by_id.get("techlint/skipped-block"):
        yield from ((rule, Hit(span)) for span in doc.skipped)
    if (rule := ruleset.by_id.get("techlint/not-utf8")) and (stray := undecoded.hit(doc)):
        yield rule, stray
    front = doc.front_matter
    if front and front.error and (rule := ruleset.by_id.get("techlint/broken-front-matter")):
        yield rule, Hit(front.error_span or front.span, {"problem": front.error})


def _clashes(around: Surroundings, ruleset: Ruleset) -> Iterator[tuple[Rule, Hit]]:
    """What the draft shares with others of its repository."""
    for clash in around.clashes:
        if rule := ruleset.by_id.get(CLASHES[clash.kind]):
            others = ", ".join(clash.others[:3]) + (f" and {len(clash.others) - 3} more" if clash.others[3:] else "")
            yield rule, Hit(clash.span, {"value": clash.value, "others": others})
