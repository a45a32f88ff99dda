"""The sample site, file by file."""

from pathlib import Path

from tests.golden import FOLDER, TREE, golden

ADVICE = "if it was meant, run `make golden` and look at the difference"


def test_the_sample_site_is_as_it_was(tmp_path):
    """The same content gives the same site; what changed is named file by file."""
    built = golden(tmp_path)
    kept = {path.relative_to(FOLDER).as_posix(): path for path in FOLDER.rglob("*") if path.is_file()}
    was, is_now = (_files(text) for text in (Path(kept[TREE]).read_text(encoding="utf-8"), built[TREE]))
    changed = sorted(path for path in was.keys() | is_now.keys() if was.get(path) != is_now.get(path))
    assert not changed, f"changed: {', '.join(changed)}; {ADVICE}"
    assert {name: path.read_text(encoding="utf-8") for name, path in kept.items()} == built, ADVICE


def _files(tree):
    return dict(reversed(line.split("  ", 1)) for line in tree.splitlines())
