#!/usr/bin/env bash
# Made hardy.tsv: AA, AB, BB and the p-value of Debian's plink1.9 (1.90~b6.26). Each set of counts is a variant of 600
# samples, of which those without a genotype are missing. Run in this folder; needs awk and plink1.9.
set -e
work=$(mktemp -d)
awk -v SEED=20270113 'BEGIN {
  srand(SEED)
  for (v = 1; v <= 300; v++) {
    n = v % 4 == 0 ? 600 : 1 + int(rand() * 600)
    q = v % 3 == 0 ? rand() * 0.05 : rand() * 0.5
    f = v % 5 == 0 ? 0.6 : v % 5 == 1 ? -0.5 : 0
    printf "1 v%d 0 %d", v, v
    for (i = 0; i < 600; i++) {
      u = rand()
      h = 2 * q * (1 - q) * (1 - f); bb = q * q + f * q * (1 - q); if (bb < 0) bb = 0
      g = i >= n ? "0 0" : u < bb ? "B B" : u < bb + h ? "A B" : "A A"
      printf " %s", g
    }
    print ""
  }
}' > "$work/a.tped"
for i in $(seq 600); do echo "f$i i$i 0 0 0 -9"; done > "$work/a.tfam"
plink1.9 --tfile "$work/a" --hardy --out "$work/a" > /dev/null
# GENO is rare homozygote / heterozygote / common homozygote
awk 'BEGIN { OFS = "\t"; print "aa", "ab", "bb", "p" } $3 ~ /^ALL/ { split($6, g, "/"); print g[1], g[2], g[3], $9 }' "$work/a.hwe" > hardy.tsv
rm -r "$work"
