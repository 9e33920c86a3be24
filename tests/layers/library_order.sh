# Apache Arrow's libraries hand on a simdjson and an OpenSSL of their own: in every program ours must stand before them,
# or calls of ours end in code of another version. Usage: library_order.sh PROGRAM…
set -euo pipefail
command -v readelf >/dev/null || { echo "skipped: no readelf"; exit 77; }
looked=0
for program in "$@"; do
  needed=$(readelf -d "$program" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
  arrow=$(grep -nE '^lib(parquet|arrow)\.so' <<<"$needed" | head -1 | cut -d: -f1 || true)
  [ -n "$arrow" ] || continue
  looked=$((looked + 1))
  last=$(grep -nE '^lib(simdjson|crypto)\.so' <<<"$needed" | tail -1 | cut -d: -f1 || true)
  if [ -n "$last" ] && [ "$last" -gt "$arrow" ]; then
    echo "$program: $(sed -n "${last}p" <<<"$needed") stands behind $(sed -n "${arrow}p" <<<"$needed")"
    exit 1
  fi
done
[ "$looked" -gt 0 ] || { echo "skipped: no program with Apache Arrow"; exit 77; }
echo "$looked programs"
