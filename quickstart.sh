#!/usr/bin/env bash
# From nothing but Debian to a split dataset with a report: installs packages, builds, runs configs/quickstart.toml on real
# documents (the Debian FAQ in seven languages). Usage: ./quickstart.sh [OUTPUT_DIRECTORY]
set -euo pipefail
cd "$(dirname "$0")"
out=${1:-out/quickstart}
say() { printf '\n== %s\n' "$*"; }
trap 'printf "\nquickstart.sh failed at line %s; the lines above say why.\n" "$LINENO" >&2' ERR

say "1. Packages"
scripts/install-packages.sh build

say "2. Build"
cmake -S . -B build/quickstart -G Ninja -DCMAKE_BUILD_TYPE=Release -DDSPREP_TESTS=OFF >/dev/null
cmake --build build/quickstart --target dsprep

say "3. Real documents: the Debian FAQ, HTML as Debian packages it"
rm -rf out/quickstart-input
mkdir -p out/quickstart-input
input=$(cd out/quickstart-input && pwd)
[ -n "$(ls /var/lib/apt/lists/*_Packages* 2>/dev/null || true)" ] || { [ "$(id -u)" -eq 0 ] && apt-get update -q >/dev/null || sudo apt-get update -q >/dev/null; }
for package in debian-faq debian-faq-{de,fr,it,ja,ru,zh-cn}; do
  (cd "$input" && apt-get -o APT::Sandbox::User=root download -q "$package" >/dev/null && dpkg-deb -x "$package"_*.deb "$input")
done

say "4. dsprep run configs/quickstart.toml"
build/quickstart/dsprep run configs/quickstart.toml "$input/usr/share/doc/debian/FAQ/**/*.html" -o "$out" --force

say "Done"
printf 'The dataset:  %s\nThe report:   %s\nCheck it:     build/quickstart/dsprep verify %s\n' "$out/data" "$out/report.html" "$out"
