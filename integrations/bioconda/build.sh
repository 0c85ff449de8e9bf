#!/bin/bash
# Lays what the command needs of the release archive into the environment, and links the launcher from its bin.
set -euo pipefail

target=$PREFIX/share/$PKG_NAME-$PKG_VERSION-$PKG_BUILDNUM
mkdir -p "$target" "$PREFIX/bin"
# the launcher has the first commands train the JVM on the example
cp -R bin lib examples LICENSE THIRD-PARTY.txt "$target/"
ln -s "../share/$(basename "$target")/bin/chi2-homogeneity" "$PREFIX/bin/chi2-homogeneity"
