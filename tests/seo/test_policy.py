"""The Content-Security-Policy: this site's own files, and the one inline script by its hash."""

import base64
import hashlib

from seo.policy import policy


def directives(text):
    return {name: values for name, *values in (part.split() for part in text.split("; "))}


def test_only_this_sites_files_run():
    """Nothing is allowed that is not named; no directive allows inline scripts or foreign ones."""
    found = directives(policy("let a=1", "index", {}))
    assert found["default-src"] == ["'none'"]
    digest = base64.b64encode(hashlib.sha256(b"let a=1").digest()).decode()
    assert found["script-src"] == ["'self'", f"'sha256-{digest}'"]
    assert found["style-src"] == ["'self'"]


def test_a_template_can_be_allowed_more():
    """The setting adds to the named template only, and 'none' gives way."""
    more = {
        "search": {"script-src": ["'wasm-unsafe-eval'"], "default-src": ["'self'"], "worker-src": ["blob:"]}
    }
    found = directives(policy("", "search", more))
    assert found["script-src"][-1] == "'wasm-unsafe-eval'"
    assert (found["default-src"], found["worker-src"]) == (["'self'"], ["blob:"])
    assert "'wasm-unsafe-eval'" not in policy("", "index", more)
