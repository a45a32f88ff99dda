"""Choose: items → stories → the day's selection. Pure functions from data to data.

items ─group─▶ stories ─score─▶ in order ─quota─▶ full · briefs · left out, each with its reason
"""

from ai_digest.choose.cluster import group
from ai_digest.choose.links import canonical
from ai_digest.choose.rank import Quota, select
from ai_digest.choose.topics import STRONG, WEAK, Topics

__all__ = ["STRONG", "WEAK", "Quota", "Topics", "canonical", "group", "select"]
