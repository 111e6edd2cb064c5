#!/usr/bin/env bash
# Keeps one issue about drift, found by its label: opened when there is drift, its text replaced while it
# lasts, closed with a comment when it is gone.
#
#   issue.sh DRIFT.txt     GH_TOKEN, GITHUB_REPOSITORY, GITHUB_RUN_ID and CODE, the exit code of drift, are set
set -euo pipefail

label=eksguard-drift
run="${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
number=$(gh issue list --repo "$GITHUB_REPOSITORY" --label "$label" --state open --limit 1 \
  --json number --jq '.[0].number // empty')

case $CODE in
  2 | 7)
    body=$(mktemp)
    trap 'rm -f "$body"' EXIT
    {
      if [ "$CODE" = 7 ]; then
        printf 'Something could not be read, so this may not be all.\n\n'
      fi
      # Four spaces make it a block of code: nothing in it is taken for Markdown. GitHub takes 65,536
      # characters.
      head -c 60000 "$1" | sed 's/^/    /'
      printf '\nSeen by %s\n' "$run"
    } > "$body"
    if [ -n "$number" ]; then
      gh issue edit "$number" --repo "$GITHUB_REPOSITORY" --body-file "$body"
    else
      gh issue create --repo "$GITHUB_REPOSITORY" --label "$label" \
        --title "GuardDuty runtime monitoring is not as the file says" --body-file "$body"
    fi
    ;;
  0)
    if [ -n "$number" ]; then
      gh issue close "$number" --repo "$GITHUB_REPOSITORY" --comment "Live is as the file says again: $run"
    fi
    ;;
  *)
    echo "::error::drift ended with $CODE, which is neither 0, 2 nor 7."
    exit 1
    ;;
esac
