#!/usr/bin/env bash
# Keeps one comment of a pull request up to date with a plan. Its last line says which run made the
# plan and what its digest is; `reviewed.sh` finds the plan by it after the merge.
#
#   comment.sh PLAN.md      GH_TOKEN, GITHUB_REPOSITORY, GITHUB_RUN_ID, PULL_REQUEST and DIGEST are set;
#                           without a DIGEST there is no plan to apply, and the line is left out
set -euo pipefail

marker='<!-- eksguard:plan' # how the first line begins that eksguard writes
comments="repos/$GITHUB_REPOSITORY/issues"
body=$(mktemp)
trap 'rm -f "$body"' EXIT
{
  cat "$1"
  if [ -n "$DIGEST" ]; then
    # shellcheck disable=SC2016 # the backticks are Markdown
    printf '\nPlan `%s` of run %s\n' "$DIGEST" "$GITHUB_RUN_ID"
  fi
} > "$body"

ids=$(gh api --paginate "$comments/$PULL_REQUEST/comments" --jq \
  ".[] | select(.user.login == \"github-actions[bot]\" and (.body | startswith(\"$marker\"))) | .id")
id=${ids%%$'\n'*}
if [ -n "$id" ]; then
  gh api --silent --method PATCH "$comments/comments/$id" -F "body=@$body"
else
  gh api --silent --method POST "$comments/$PULL_REQUEST/comments" -F "body=@$body"
fi
