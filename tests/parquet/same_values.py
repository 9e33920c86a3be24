#!/usr/bin/env python3
"""Holds what dsprep reads and writes of Parquet to what pyarrow reads. Run with the Python of a virtual environment that
has pyarrow:

    same_values.py json DSPREP FILE…    the JSON of every row says what pyarrow's value of it is
    same_values.py trip DSPREP FILE…    FILE → FILE: the same schema and values, and the same bytes on 1, 2 and 4 threads
    same_values.py make FOLDER          writes files with all types, nulls, nesting and codecs
"""
import base64
import datetime
import decimal
import json
import math
import os
import subprocess
import sys
import tempfile
import uuid

import pyarrow as pa
import pyarrow.parquet as pq


def clock(count, units):
    """A count since midnight as cells have it."""
    seconds, rest = divmod(count, units)
    nanos = rest * (10**9 // units)
    text = "%02d:%02d:%02d" % (seconds // 3600, seconds // 60 % 60, seconds % 60)
    if nanos:
        text += ".%06d" % (nanos // 1000) if nanos % 1000 == 0 else ".%09d" % nanos
    return text


UNITS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}


def expected(scalar):
    """What the JSON of a pyarrow scalar should be, worked out from pyarrow's own view of it."""
    kind = scalar.type
    if isinstance(kind, pa.BaseExtensionType):
        if not scalar.is_valid:
            return None
        if kind.extension_name == "arrow.uuid":
            return str(uuid.UUID(bytes=scalar.value.as_py()))
        return expected(scalar.value)
    if not scalar.is_valid:
        return None
    if pa.types.is_dictionary(kind):
        return expected(scalar.dictionary[scalar.index.as_py()])
    if pa.types.is_struct(kind):
        return {kind.field(i).name: expected(scalar[i]) for i in range(kind.num_fields)}
    if pa.types.is_map(kind):
        pairs = {}
        for entry in scalar.values:
            key = expected(entry[0])
            pairs[key if isinstance(key, str) else json.dumps(key)] = expected(entry[1])
        return pairs
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        return [expected(one) for one in scalar.values]
    if pa.types.is_timestamp(kind):
        seconds, rest = divmod(scalar.value, UNITS[kind.unit])
        days, seconds = divmod(seconds, 86400)
        if not -719162 <= days <= 2932896:
            return ("year", days)  # Python has no such date
        date = (datetime.date(1970, 1, 1) + datetime.timedelta(days=days)).isoformat()
        return date + "T" + clock(seconds * UNITS[kind.unit] + rest, UNITS[kind.unit]) + ("Z" if kind.tz else "")
    if pa.types.is_time(kind):
        return clock(scalar.value, UNITS[kind.unit])
    if pa.types.is_duration(kind):
        return scalar.value
    value = scalar.as_py()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, (datetime.date, decimal.Decimal)):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def differs(want, have):
    if isinstance(want, tuple):
        return not isinstance(have, str)
    if isinstance(want, dict):
        return not isinstance(have, dict) or list(want) != list(have) or any(differs(want[k], have[k]) for k in want)
    if isinstance(want, list):
        return not isinstance(have, list) or len(want) != len(have) or any(map(differs, want, have))
    if isinstance(want, float) and isinstance(have, float):
        return want != have or math.copysign(1, want) != math.copysign(1, have)
    return type(want) is not type(have) or want != have


def readable(path):
    try:
        return pq.read_table(path)
    except Exception:
        return None


def run(*words):
    done = subprocess.run(words, capture_output=True)
    if done.returncode:
        sys.exit("%s: exit %d: %s" % (" ".join(words), done.returncode, done.stderr.decode()[-500:]))
    return done.stdout


def check_json(dsprep, path):
    table = readable(path)
    if table is None:
        return None
    lines = run(dsprep, "clean", path, "-o", "-").splitlines()
    assert len(lines) == table.num_rows, "%s: %d rows, not %d" % (path, len(lines), table.num_rows)
    columns = [table.column(i) for i in range(table.num_columns)]
    for row, line in enumerate(lines):
        have = json.loads(line)
        want = {name: expected(column[row]) for name, column in zip(table.column_names, columns)}
        assert not differs(want, have), "%s:%d: %s, not %s" % (path, row + 1, have, want)
    return table.num_rows


def same_tables(a, b):
    """Equal, where NaN equals itself."""
    if a.equals(b):
        return True
    return all(str([expected(x) for x in p]) == str([expected(x) for x in q])
               for p, q in zip(a.columns, b.columns))


def check_trip(dsprep, path):
    table = readable(path)
    if table is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        first = None
        for threads in "1", "2", "4":
            out = os.path.join(folder, "out%s.parquet" % threads)
            run(dsprep, "clean", path, "-o", out, "-j", threads)
            data = open(out, "rb").read()
            first = first or data
            assert data == first, "%s: other bytes on %s threads" % (path, threads)
        back = pq.read_table(out)
        # The writer of another program may store less: what pyarrow itself keeps of the types is what can be kept.
        pq.write_table(table, os.path.join(folder, "own.parquet"))
        kept = pq.read_table(os.path.join(folder, "own.parquet"))
        assert back.schema.equals(kept.schema), "%s: schema\n%s\nnot\n%s" % (path, back.schema, kept.schema)
        assert same_tables(back, kept), "%s: other values" % path
        # Once more by way of the survey, and as a directory.
        run(dsprep, "clean", path, "-o", os.path.join(folder, "out"), "--to", "parquet=compression=zstd", "--explain")
        whole = pq.read_table(os.path.join(folder, "out/data/part-00000.parquet"))
        assert whole.num_rows == table.num_rows
    return table.num_rows


def all_types():
    now = 1_795_999_999_123_456_789
    values = {
        "bool": (pa.bool_(), [True, False, None]),
        "half": (pa.float16(), [0.5, None, float("nan")]),
        "float": (pa.float32(), [0.1, -0.0, float("inf")]),
        "double": (pa.float64(), [0.1, 1e300, float("-inf")]),
        "text": (pa.string(), ["汉字 \"quoted\"\n\\ 🎉", "", None]),
        "large_text": (pa.large_string(), ["ไทย", None, "عربي"]),
        "binary": (pa.binary(), [b"\x00\xff", b"", None]),
        "large_binary": (pa.large_binary(), [b"a", b"ab", b"abc"]),
        "fixed": (pa.binary(3), [b"abc", None, b"\x00\x01\x02"]),
        "dec128": (pa.decimal128(38, 2), [decimal.Decimal("123456789012345678901234567890.12"), None, decimal.Decimal("-0.01")]),
        "dec256": (pa.decimal256(70, 10), [decimal.Decimal("1e50"), None, decimal.Decimal("0")]),
        "date32": (pa.date32(), [datetime.date(1, 1, 1), datetime.date(2026, 11, 30), None]),
        "date64": (pa.date64(), [datetime.date(1969, 12, 31), datetime.date(9999, 12, 31), None]),
        "null": (pa.null(), [None, None, None]),
        "dictionary": (pa.dictionary(pa.int32(), pa.string()), ["a", "b", None]),
        "list": (pa.list_(pa.int64()), [[1, None, 3], [], None]),
        "large_list": (pa.large_list(pa.string()), [["x"], None, []]),
        "fixed_list": (pa.list_(pa.float32(), 2), [[1.5, 2.5], [3.5, 4.5], [0.0, 1.0]]),
        "struct": (pa.struct([("a", pa.int8()), ("b", pa.struct([("c", pa.list_(pa.string()))]))]),
                   [{"a": 1, "b": {"c": ["x", None]}}, None, {"a": None, "b": None}]),
        "chat": (pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())])),
                 [[{"role": "user", "content": "こんにちは"}], [], None]),
        "map": (pa.map_(pa.string(), pa.int32()), [[("k", 1), ("l", None)], [], None]),
        "int_map": (pa.map_(pa.int64(), pa.list_(pa.bool_())), [[(-5, [True]), (7, [])], None, []]),
    }
    for name in "int8", "int16", "int32", "int64":
        bits = int(name[3:]) - 1
        values[name] = (getattr(pa, name)(), [-(2**bits), 2**bits - 1, None])
        values["u" + name] = (getattr(pa, "u" + name)(), [0, 2 ** (bits + 1) - 1, None])
    for unit, per_second in UNITS.items():
        values["local_" + unit] = (pa.timestamp(unit), [now * per_second // 10**9, -1, None])
        values["utc_" + unit] = (pa.timestamp(unit, "UTC"), [now * per_second // 10**9, 0, None])
        values["paris_" + unit] = (pa.timestamp(unit, "Europe/Paris"), [1, -86_400 * per_second, None])
        values["duration_" + unit] = (pa.duration(unit), [5, -7, None])
        values["time_" + unit] = ((pa.time32 if unit in ("s", "ms") else pa.time64)(unit), [86_399 * per_second, 0, None])
    columns = {name: pa.array(data, kind) for name, (kind, data) in values.items()}
    columns["uuid"] = pa.ExtensionArray.from_storage(
        pa.uuid(), pa.array([uuid.UUID(int=1).bytes, None, uuid.UUID(int=2**127 + 5).bytes], pa.binary(16)))
    return pa.table(columns)


def make(folder):
    table = all_types()
    for codec in "none", "snappy", "gzip", "brotli", "zstd", "lz4":
        pq.write_table(table, os.path.join(folder, "all_%s.parquet" % codec), compression=codec)
    pq.write_table(table, os.path.join(folder, "all_pages_v2.parquet"), data_page_version="2.0")
    pq.write_table(table.slice(0, 0), os.path.join(folder, "no_rows.parquet"))
    many = pa.concat_tables([table] * 3000)
    pq.write_table(many, os.path.join(folder, "many.parquet"), row_group_size=1000)
    required = pa.schema([pa.field("id", pa.int64(), False), pa.field("text", pa.string(), False, {"about": "text"})],
                         metadata={"huggingface": '{"info": {"features": {}}}'})
    pq.write_table(pa.table([pa.array(range(50_000)), pa.array("中文 %d" % i for i in range(50_000))], schema=required),
                   os.path.join(folder, "required.parquet"), row_group_size=20_000)


def main():
    what, rest = sys.argv[1], sys.argv[2:]
    if what == "make":
        return make(rest[0])
    dsprep, files = rest[0], rest[1:]
    check = {"json": check_json, "trip": check_trip}[what]
    failed = rows = read = 0
    for path in files:
        try:
            n = check(dsprep, path)
        except AssertionError as fault:
            failed += 1
            print("FAILED", str(fault)[:1500])
            continue
        if n is None:
            print("pyarrow does not read", os.path.basename(path))
        else:
            read += 1
            rows += n
    print("%s: %d files, %d rows equal to pyarrow %s; %d files failed" % (what, read, rows, pa.__version__, failed))
    sys.exit(failed > 0 or read == 0)


main()
