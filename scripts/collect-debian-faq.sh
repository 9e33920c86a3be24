#!/usr/bin/env bash
# The Debian FAQ in seven languages as JSON Lines, a record a section: {"id","lang","title","text"}. Takes the texts out of
# Debian's packages without installing them. Usage: scripts/collect-debian-faq.sh DIRECTORY
set -euo pipefail
out=$1
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
[ -n "$(ls /var/lib/apt/lists/*_Packages* 2>/dev/null || true)" ] || { [ "$(id -u)" -eq 0 ] && apt-get update -q >/dev/null || sudo apt-get update -q >/dev/null; }
for lang in en de fr it ja ru zh-cn; do
  package=debian-faq; [ "$lang" = en ] || package=debian-faq-$lang
  apt-get -o APT::Sandbox::User=root download -q "$package" >/dev/null
  dpkg-deb -x "$package"_*.deb tree
  gzip -dc tree/usr/share/doc/debian/FAQ/debian-faq."$lang".txt.gz |
    lang=$lang perl -0777 -ne '
      sub json { my $s = shift; $s =~ s/(["\\])/\\$1/g; $s =~ s/\n/\\n/g; $s =~ s/\t/\\t/g; $s =~ s/\r/\\r/g;
                 $s =~ s/([\x00-\x1f])/sprintf("\\u%04x", ord $1)/ge; "\"$s\"" }
      my $n = 0;
      for my $section (split /^(?=\d+\.\d+\.(?:\d+\.)?(?: |\xc2\xa0))/m) {
        my ($title) = $section =~ /^(.*)/;
        printf "{\"id\":\"%s-%d\",\"lang\":\"%s\",\"title\":%s,\"text\":%s}\n", $ENV{lang}, ++$n, $ENV{lang}, json($title), json($section);
      }' >"$out/debian-faq.$lang.jsonl"
  printf '%s: %s sections\n' "$lang" "$(wc -l <"$out/debian-faq.$lang.jsonl")"
done
