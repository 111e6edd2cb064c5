#!/usr/bin/env bash
# Finds the plan that was reviewed for the commit at hand, and writes `run` and `digest` to the outputs
# of the step: from RUN and DIGEST if they are given, else from the comment of the pull request
# that was merged. GH_TOKEN, GITHUB_REPOSITORY and GITHUB_SHA are set.
set -euo pipefail

run=${RUN:-}
digest=${DIGEST:-}
if [ -z "$run" ]; then
  merged=$(gh api "repos/$GITHUB_REPOSITORY/commits/$GITHUB_SHA/pulls" \
    --jq 'map(select(.merged_at)) | .[0] | select(.) | "\(.number) \(.head.sha)"')
  if [ -z "$merged" ]; then
    echo "::error::No pull request brought $GITHUB_SHA. Run the workflow 'eksguard plan' on main, and apply its plan by hand."
    exit 1
  fi
  read -r number head <<< "$merged"
  # shellcheck disable=SC2016 # the backticks are Markdown
  # Of our own comments the one with our marker; the last line with a plan counts.
  line=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$number/comments" --jq \
    '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("<!-- eksguard:plan"))) | .body' |
    sed -n 's/^Plan `\(sha256:[0-9a-f]\{64\}\)` of run \([0-9][0-9]*\)$/\2 \1/p' | tail -n 1)
  read -r run digest <<< "$line" || true
  if [ -z "$run" ]; then
    echo "::error::Pull request $number has no comment with a plan."
    exit 1
  fi
  planned=$(gh api "repos/$GITHUB_REPOSITORY/actions/runs/$run" --jq '.head_sha')
  if [ "$planned" != "$head" ]; then
    echo "::error::The plan of pull request $number is of $planned, and $head was merged. Plan main and apply that by hand."
    exit 1
  fi
fi
if [[ ! $run =~ ^[0-9]+$ || ! $digest =~ ^sha256:[0-9a-f]{64}$ ]]; then
  echo "::error::A run and its digest are needed, such as 123456 and sha256:..."
  exit 64
fi
{
  echo "run=$run"
  echo "digest=$digest"
} >> "$GITHUB_OUTPUT"
