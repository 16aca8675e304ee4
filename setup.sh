#!/bin/sh
# Makes .venv and installs ramify with locked requirements: with uv where it is, else with pip.
set -eu
cd "$(dirname "$0")"
requirements=$1

python=
for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
  if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 &&
    "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "ramify needs Python 3.11 to 3.14; install one, or name it: make PYTHON=/path/to/python" >&2
  exit 1
fi

# Build tools come from the lock too, so the local packages build without isolation.
if command -v uv >/dev/null 2>&1; then
  [ -x .venv/bin/python ] || uv venv -q -p "$python" .venv
  uv pip install -q --compile-bytecode --python .venv/bin/python --require-hashes -r "$requirements"
  uv pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e . ./packages/ramify-english ./packages/ramify-relations
else
  if [ ! -x .venv/bin/pip ]; then
    "$python" -m venv .venv || {
      echo "Python cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2
      exit 1
    }
  fi
  .venv/bin/pip install -q --disable-pip-version-check --require-hashes -r "$requirements"
  .venv/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . ./packages/ramify-english ./packages/ramify-relations
fi
