# Every preset below configs/ is loaded, explained without reading a record, and run on a sample; its books balance.
. "$(dirname "$0")/prelude.sh"
sample() {
  cat <<'END'
{"id":1,"url":"https://example.com/1","messages":[{"role":"user","content":"How many of the boats were red that day?"},{"role":"assistant","content":"Twelve of the thirty-seven boats were red, and record 1 says so."}],"text":"The rain had stopped, and the birds began to sing with all their might. We have to be patient: good bread takes time.\nNobody in the village knew that the bridge was older than the church, or that it had been built with the same stones.\nHe counted thirty-seven boats that day, and twelve of them were red. The others, to his surprise, had been painted in the colour of the sea."}
{"id":2,"url":"https://example.com/2","messages":[{"role":"user","content":"How many of the boats were red that day?"},{"role":"assistant","content":"Twelve of the thirty-seven boats were red, and record 2 says so."}],"text":"雨停了，鸟儿又唱起歌来。好面包需要时间，也需要耐心。\n村里没有人知道那座桥比教堂还要古老！他数了三十七条船，其中十二条是红色的。\n他的朋友在河边的房子里住了很多年，每天都要去看一看那些船是不是还在那里。"}
{"id":3,"url":"https://example.com/3","messages":[{"role":"user","content":"How many of the boats were red that day?"},{"role":"assistant","content":"Twelve of the thirty-seven boats were red, and record 3 says so."}],"text":"La pluie avait cessé, et l'on entendait de nouveau les oiseaux dans les arbres.\nLe bon pain demande du temps et de la patience. Personne au village ne savait que le pont était plus vieux que l'église."}
{"id":4,"url":"https://example.com/4","messages":[{"role":"user","content":"How many of the boats were red that day?"},{"role":"assistant","content":"Twelve of the thirty-seven boats were red, and record 4 says so."}],"text":"Home\nHome\nLogin\nHome\n# # #"}
{"id":5,"url":"https://example.com/5","messages":[{"role":"user","content":"How many of the boats were red that day?"},{"role":"assistant","content":"Twelve of the thirty-seven boats were red, and record 5 says so."}],"text":""}
END
}
for copy in 1 2 3 4 5 6 7 8; do sample; done >in.jsonl
# What is to be parted must be more than a few texts.
awk 'BEGIN { srand(5); for (i = 0; i < 300; ++i) { t = ""; for (j = 0; j < 25; ++j) t = t " " substr("船桥鸟河村石雨歌", 1 + 3 * int(rand() * 8), 3) sprintf("%c%c", 97 + int(rand() * 26), 97 + int(rand() * 26));
  printf "{\"text\":\"%s\",\"label\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s?\"},{\"role\":\"assistant\",\"content\":\"好%s\"}]}\n", t, i % 3 ? "好" : "坏", t, t } }' >many.jsonl
# The model that bert-input names: any vocab.txt.
printf '%s\n' '[PAD]' '[UNK]' '[CLS]' '[SEP]' the a >vocab.txt
found=0
while IFS= read -r preset; do
  found=$((found + 1))
  # Evaluation sets and lists that a preset names, beside the user's data.
  for path in $(grep -oE 'path = "[^"]+"' "$preset" | cut -d'"' -f2); do
    mkdir -p "$(dirname "$path")"
    echo '{"question":"Who counted how many of the boats by the old bridge that day, and why were twelve of them red?"}' >"$path"
  done
  in=in.jsonl
  case $preset in */split-*) in=many.jsonl ;; esac
  expect 0 dsprep run "$preset" $in -o out --dry-run; grep -q 'pass 1' stdout stderr || fail "$preset: no plan"
  expect 0 dsprep run "$preset" $in -o out --explain; grep -q '"trail"' -r out || fail "$preset: nothing is explained"
  expect 0 dsprep verify out
  rm -rf out
done <<END
$(find "$DSPREP_SOURCE/configs" -name '*.toml' | sort)
END
[ "$found" -gt 100 ] || fail "only $found presets"
# By name, also in a folder.
expect 0 dsprep clean --preset fineweb2/fra_Latn in.jsonl -o french
expect 0 dsprep clean --preset fineweb --set gopher_quality.min_words=30 in.jsonl -o english
same "$(grep -c '"id":1,' english/data/*.jsonl)" 8 "good English that FineWeb keeps"
expect 0 dsprep clean --preset fineweb2/cmn_Hani --set gopher_quality.min_words=30 in.jsonl -o chinese
same "$(grep -c '"id":2,' chinese/data/*.jsonl)" 8 "good Chinese that FineWeb-2 keeps"
expect 2 dsprep clean --preset fineweb2/fra_Lat in.jsonl -o french2; says "fineweb2/fra_Latn"
# Pages without a URL are compared by their texts.
sed 's/"url":"[^"]*",//' in.jsonl >no-url.jsonl
expect 0 dsprep clean --preset dedup-web no-url.jsonl -o unique
same "$(cat unique/data/*.jsonl | wc -l)" 12 "four texts, and eight that are empty, which are copies of none"
[ -z "$(find unique/malformed -type f 2>/dev/null)" ] || fail "a page without URL is malformed"
