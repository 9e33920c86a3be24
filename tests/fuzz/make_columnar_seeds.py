#!/usr/bin/env python3
"""Writes the seeds of the fuzz target columnar: small Parquet files of all types, encodings and codecs.

    python3 tests/fuzz/make_columnar_seeds.py tests/fuzz/seeds/columnar          # with pyarrow
"""
import datetime
import decimal
import os
import sys

import pyarrow as pa
import pyarrow.parquet as pq

into = sys.argv[1]
n = 8
every = range(n)
texts = [None if i == 3 else ["", "中文", "ไทย", 'a "b"\n', "😀", "x" * 40][i % 6] for i in every]
when = datetime.datetime(2026, 11, 30, 23, 59, 59, 250000)
files = {
    "numbers_snappy": ({"i": pa.array([None if i == 2 else i for i in every], pa.int32()), "u": pa.array(every, pa.uint64()),
                        "f": pa.array([i / 3 for i in every], pa.float32()), "b": pa.array([i % 2 == 0 for i in every]),
                        "h": pa.array([float(i) for i in every], pa.float64())}, dict(compression="snappy")),
    "texts_zstd": ({"text": texts, "d": pa.array(texts).dictionary_encode(), "l": pa.array(texts, pa.large_string())}, dict(compression="zstd")),
    "nested_plain": ({"a": [[], None, [1], [2, None, 3]] * 2, "s": [{"x": i, "y": [{"z": str(i)}]} for i in every],
                      "m": pa.array([[("k", i), ("中", None)] for i in every], pa.map_(pa.string(), pa.int64()))}, dict(compression="none", use_dictionary=False)),
    "times_gzip": ({"t": pa.array([when] * n, pa.timestamp("us", "UTC")), "l": pa.array([when] * n, pa.timestamp("ns")), "d": [when.date()] * n,
                    "c": pa.array([when.time()] * n, pa.time64("us")), "e": pa.array(every, pa.duration("ms")),
                    "n": pa.array([decimal.Decimal(i) / 8 for i in every], pa.decimal128(12, 3)), "r": pa.array([b"\xff\x00" * i for i in every]),
                    "x": pa.array([bytes(16)] * n, pa.binary(16))}, dict(compression="gzip")),
    "second_pages_lz4": ({"a": list(every), "text": texts, "f": [float(i) for i in every]},
                         dict(compression="lz4", data_page_version="2.0", use_dictionary=False,
                              column_encoding={"a": "DELTA_BINARY_PACKED", "text": "DELTA_BYTE_ARRAY", "f": "BYTE_STREAM_SPLIT"})),
    "groups_brotli": ({"a": list(every), "text": texts}, dict(compression="brotli", row_group_size=3)),
}
os.makedirs(into, exist_ok=True)
for name, (columns, how) in files.items():
    pq.write_table(pa.table(columns), os.path.join(into, name), store_schema=name == "texts_zstd", write_statistics=False, **how)
