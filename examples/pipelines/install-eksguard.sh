#!/usr/bin/env bash
# Builds eksguard at one commit, once, and prints the folder to put on the PATH. Needs git, Maven
# and a JDK 25. Copy it to `ci/` of the repository that keeps the desired-state file.
#
#   EKSGUARD_REPOSITORY   where git clones it from: your mirror or fork
#   EKSGUARD_REF          the commit, all 40 digits: a branch or a tag can move
#   EKSGUARD_HOME         where it is kept, by commit; cache this folder. Default: ~/.cache/eksguard
set -euo pipefail

: "${EKSGUARD_REPOSITORY:?is not set}" "${EKSGUARD_REF:?is not set}"
if [[ ! $EKSGUARD_REF =~ ^[0-9a-f]{40}$ ]]; then
  echo "EKSGUARD_REF must be a commit of 40 digits, and is $EKSGUARD_REF." >&2
  exit 64
fi

clone=${EKSGUARD_HOME:-$HOME/.cache/eksguard}/$EKSGUARD_REF
if [ ! -f "$clone/target/eksguard.jar" ]; then
  rm -rf "$clone"
  git init -q "$clone"
  git -C "$clone" fetch -q --depth 1 "$EKSGUARD_REPOSITORY" "$EKSGUARD_REF"
  git -C "$clone" checkout -q --detach FETCH_HEAD
  (cd "$clone" && mvn -B -q -Dquick package) >&2
fi
printf '%s\n' "$clone/scripts"
