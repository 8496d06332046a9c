#!/usr/bin/env bash
# release.sh : what is given to others, into dist/: a binary for each architecture, what is in it (CycloneDX, of Go and of the page), the
# licences of that, and the checksums of all. VERSION names it; SBOM is cyclonedx-gomod.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf dist
mkdir dist
for arch in amd64 arm64; do
  scripts/static.sh "$arch" "dist/ringside-$VERSION-linux-$arch"
  # The page and all else is the same for both; modules of C differ.
  "$SBOM" bin -json -licenses -version "$VERSION" -output "dist/ringside-$VERSION-linux-$arch.cdx.json" "dist/ringside-$VERSION-linux-$arch"
done
(cd web && npm sbom --omit dev --sbom-format cyclonedx) >"dist/ringside-$VERSION-page.cdx.json"
scripts/licences.sh >"dist/ringside-$VERSION-licences.txt"
scripts/empty_root.sh "dist/ringside-$VERSION-linux-amd64"
# Not on this machine's processor: whether it starts.
qemu-aarch64-static -L /usr/aarch64-linux-gnu "dist/ringside-$VERSION-linux-arm64" version
(cd dist && sha256sum -- * >SHA256SUMS && sha256sum --check --quiet SHA256SUMS)
ls -l dist
