"""The evidence of an old edition, made slim: what nothing shows or asks for any more is kept as counts.

    goes    the stories that were left out, the sources that answered, the parts of scores, merges
    stays   items with figures and names, stories, facts with their quotes, drops, failures, calls

What stays is what its page, its report, `check`, a redraft, the archive and the next editions read. What goes
told an editor of that morning why the edition was as it was.
"""

from __future__ import annotations

from ai_digest.file.evidence import Evidence, FoldedRecord

NOTHING = FoldedRecord(answered=0, in_window=0, left_out=0)


def folded(evidence: Evidence) -> Evidence:
    """Return the slim record; one that is slim already is returned as it is."""
    answered = [source for source in evidence.sources if not source.error]
    scored = any(story.score for story in evidence.stories)
    if not (answered or scored or evidence.left_out or evidence.merges):
        return evidence
    before = evidence.folded or NOTHING
    counts = FoldedRecord(
        answered=before.answered + len(answered),
        in_window=before.in_window + sum(source.in_window for source in answered),
        left_out=before.left_out + len(evidence.left_out),
    )
    return evidence.model_copy(
        update={
            "sources": tuple(source for source in evidence.sources if source.error),
            "stories": tuple(story.model_copy(update={"score": None}) for story in evidence.stories),
            "left_out": (),
            "merges": (),
            "folded": counts,
        }
    )
