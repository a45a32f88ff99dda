#!/usr/bin/env bash
# Commits what changed in content/ and pushes it to BRANCH; usage: push-content.sh MESSAGE
# An editor may push meanwhile: then the commit is put on top of theirs, three times at most.
set -euo pipefail
git add content
if git diff --cached --quiet; then
  echo "Nothing changed in content/."
  exit 0
fi
git commit --quiet --message "$1"
for attempt in 1 2 3; do
  if git push origin "HEAD:refs/heads/$BRANCH"; then exit 0; fi
  echo "Push $attempt failed; trying on top of what is there now."
  git pull --rebase --quiet origin "$BRANCH"
done
echo "::error::The commit could not be pushed to $BRANCH."
exit 1
