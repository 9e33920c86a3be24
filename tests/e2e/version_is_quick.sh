# `dsprep --version` in under 20 ms: the median of 21.
. "$(dirname "$0")/prelude.sh"
for _ in $(seq 21); do
  start=$(date +%s%N); "$DSPREP_BINARY" --version >/dev/null; end=$(date +%s%N)
  echo $(((end - start) / 1000))
done | sort -n >times
median=$(sed -n 11p times)
echo "median ${median} us"
[ "$median" -lt 20000 ] || fail "--version took $median us"
