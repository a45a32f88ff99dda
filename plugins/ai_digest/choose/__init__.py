"""Choose: items → stories → the day's selection. Pure functions from data to data.

items ─group─▶ stories ─recall─▶ news ─score─▶ in order ─quota─▶ full · briefs · left out, with reasons
"""

from ai_digest.choose.cluster import group
from ai_digest.choose.dead import without_dead
from ai_digest.choose.guards import may_merge
from ai_digest.choose.rank import Quota, select
from ai_digest.choose.threads import recall
from ai_digest.choose.topics import STRONG, WEAK, Topics
from ai_digest.links import canonical

__all__ = [
    "STRONG",
    "WEAK",
    "Quota",
    "Topics",
    "canonical",
    "group",
    "may_merge",
    "recall",
    "select",
    "without_dead",
]
