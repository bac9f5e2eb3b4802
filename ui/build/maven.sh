#!/bin/sh
# What Maven calls for this module: `build` or `check`. Does only what its sources ask for: npm ci
# when the lockfile has changed, the rest when a source has.
set -eu
cd "$(dirname -- "$0")/.."

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "The UI is built with Node.js 20.19 or newer and npm, and they are not on the PATH." >&2
  echo "Install them (Debian: apt-get install nodejs npm), or leave the UI out with -DskipUi." >&2
  exit 1
fi
exec node build/maven.mjs "$1"
