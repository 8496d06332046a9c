#!/usr/bin/env bash
# generated.sh : fails when a generated file is not what its generator makes. Go's own are held by -update golden tests
# (internal/api/openapi.json); this one is for the page's types.
set -euo pipefail
cd web
npm run --silent types:check
