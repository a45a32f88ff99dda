"""Settings for publishing: `pelicanconf.py`, with an address, hence feeds; a search index; no drafts."""

import sys
from pathlib import Path

# Pelican runs this file by its path, so Python does not look for pelicanconf.py beside it.
sys.path.append(str(Path(__file__).parent))
from ai_digest.publish.address import site_address
from pelicanconf import *  # noqa: F403
from pelicanconf import PATH, ROOT

# The address of the site, without a slash at its end: https://example.org or https://name.github.io/project.
# It goes into canonical links, feeds and previews. SITEURL of the environment decides, else
# the domain in content/CNAME, else the repository's Pages on GitHub; else it is where `make serve` shows it.
SITEURL = site_address(ROOT, ROOT / PATH) or "http://localhost:8000"
RELATIVE_URLS = False

SEARCH_INDEX = True

# Drafts, held editions and editions of tomorrow stay at home.
DRAFT_SAVE_AS = ""
DRAFT_LANG_SAVE_AS = ""
DRAFT_PAGE_SAVE_AS = ""
DRAFT_PAGE_LANG_SAVE_AS = ""
WITH_FUTURE_DATES = False

DELETE_OUTPUT_DIRECTORY = False
