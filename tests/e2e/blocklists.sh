# Lists of domains as they are passed around: every entry blocks, or is refused with its place.
. "$(dirname "$0")/prelude.sh"
cat >list.txt <<'EOF'
! Title: a list
[Adblock Plus 2.0]
# a comment
||ads.test^
bad.test.
UPPER.test   # with a comment
*.wild.test
.dotted.test
https://address.test/
http://address2.test
0.0.0.0 hosts1.test hosts2.test # two
127.0.0.1	hosts3.test
::1 hosts4.test
bücher.test
xn--mnchen-3ya.test
例子.test
EOF
hosts='x.ads.test ads.test bad.test www.upper.test Upper.Test a.wild.test wild.test dotted.test address.test address2.test hosts1.test hosts2.test hosts3.test hosts4.test www.bücher.test xn--bcher-kva.test BÜCHER.test münchen.test www.例子.test bad.test.'
for host in $hosts; do printf '{"url":"http://%s/path"}\n' "$host"; done >bad.jsonl
expect 0 dsprep clean --url=domains_file=list.txt bad.jsonl -o -; same "$(cat stdout)" "" "not blocked"
printf '{"url":"http://%s/path"}\n' good.test goodads.test bad.test.example upper.tests münchen.tests example.com title comment >good.jsonl
expect 0 dsprep clean --url=domains_file=list.txt good.jsonl -o -; cmp stdout good.jsonl
for entry in 'https://site.test/page' '||site.test/page^' '||site.test^$third-party' '@@||site.test^' 'foo*.test' 'site.test other.test' 'address=/site.test/' 'site.test:8080' 'a..b'; do
  printf 'fine.test\n%s\n' "$entry" >refused.txt
  expect 2 dsprep clean --url=domains_file=refused.txt good.jsonl -o -
  says "refused.txt:2: "; one_error_line
done
