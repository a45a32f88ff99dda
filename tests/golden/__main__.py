"""`make golden`: write the golden files anew."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tests.golden import FOLDER, golden

with tempfile.TemporaryDirectory() as scratch:
    files = golden(Path(scratch))
shutil.rmtree(FOLDER, ignore_errors=True)
for name, text in files.items():
    (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_text(text, encoding="utf-8")
print(f"{len(files)} files in {FOLDER}; look at what changed with git diff")
