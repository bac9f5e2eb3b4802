#!/bin/sh
# Lays out what drives the browser: Playwright's driver and axe, from npm, when the lockfile has changed. Where there is
# no Node.js nothing is laid out, and the tests say so and are skipped.
set -eu
cd "$(dirname -- "$0")/.."

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "There is no Node.js with npm: the tests in a browser are skipped."
  exit 0
fi
now=$(cksum <package-lock.json)
mark=target/installed.cksum
if [ -d node_modules ] && [ -x target/driver/node ] && [ "$(cat "$mark" 2>/dev/null)" = "$now" ]; then
  exit 0
fi
npm ci --no-audit --no-fund --ignore-scripts
mkdir -p target/driver
rm -f target/driver/package target/driver/node
ln -s ../../node_modules/playwright-core target/driver/package
ln -s "$(command -v node)" target/driver/node
printf '%s' "$now" >"$mark"
