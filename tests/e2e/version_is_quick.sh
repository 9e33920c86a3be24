# `dsprep --version` in under 20 ms: the quickest of 21, and the processor's time of all. The median says little where tests run side by side.
# With Apache Arrow, whose libraries alone take some 10 ms to load, 40 (docs/performance.md).
. "$(dirname "$0")/prelude.sh"
for _ in $(seq 21); do
  start=$(date +%s%N); "$DSPREP_BINARY" --version >/dev/null; end=$(date +%s%N)
  echo $(((end - start) / 1000))
done | sort -n >times
best=$(head -1 times)
cpu=$({ TIMEFORMAT='%U %S'; time for _ in $(seq 21); do "$DSPREP_BINARY" --version >/dev/null; done; } 2>&1 | awk '{ printf "%d", ($1 + $2) / 21 * 1e6 }')
echo "quickest ${best} us, median $(sed -n 11p times) us; processor ${cpu} us a run"
limit=20000
if "$DSPREP_BINARY" --version | grep -q '^with Parquet'; then limit=40000; fi
[ "$best" -lt $limit ] || fail "--version took $best us"
[ "$cpu" -lt $limit ] || fail "--version took $cpu us of processor time"
