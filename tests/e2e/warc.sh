# From a crawl to records: wget stores what a server on 127.0.0.1 sends (plain, chunked, gzip, both, other charsets,
# errors, images), and dsprep reads every page of it.
source "$(dirname "$0")/prelude.sh"
command -v wget >/dev/null || skip "wget is not installed (debian-packages.txt)"

mkdir site
# Documentation as Debian ships it, where there is some, and pages of our own.
find -L /usr/share/doc -name '*.html' -size -200k 2>/dev/null | sort | head -40 >debian || true
n=0
while IFS= read -r page; do
  n=$((n + 1))
  cp "$page" "site/debian-$n.html"
done <debian
for i in $(seq 20); do
  printf '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>网页 %d</title></head><body><p>第 %d 页：雨停了，鸟儿又唱起歌来。ไทย مرحبا 😀</p></body></html>\n' "$i" "$i" >"site/page-$i.html"
done
printf '<html><head><meta charset="gbk"></head><body>%s</body></html>' '好面包需要时间' | iconv -f UTF-8 -t GBK >site/gbk.html
printf 'plain text\n日本語\n' >site/notes.txt
printf '\x89PNG\r\n\x1a\n' >site/image.png

cat >server.py <<'END'
import gzip, http.server, os, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def log_message(self, *_): pass
    def do_GET(self):
        path = self.path.lstrip('/')
        if path == '':
            links = ''.join('<a href="/%s">x</a>\n' % name for name in sorted(os.listdir('.')) + ['missing.html'])
            return self.send('index.html', ('<html><body>' + links + '</body></html>').encode())
        if not os.path.isfile(path):
            return self.send_error(404)
        self.send(path, open(path, 'rb').read())
    def send(self, name, body):
        # 1: gzip, 2: chunked, 3: both
        kind = sum(map(ord, name)) % 4 if self.path != '/' else 2
        self.send_response(200)
        types = {'.html': 'text/html', '.txt': 'text/plain; charset=utf-8', '.png': 'image/png'}
        self.send_header('Content-Type', types[os.path.splitext(name)[1]])
        if kind & 1:
            body = gzip.compress(body)
            self.send_header('Content-Encoding', 'gzip')
        if not kind & 2:
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            return self.wfile.write(body)
        self.send_header('Transfer-Encoding', 'chunked')
        self.end_headers()
        for at in range(0, len(body), 1000):
            piece = body[at:at + 1000]
            self.wfile.write(b'%x\r\n%s\r\n' % (len(piece), piece))
        self.wfile.write(b'0\r\n\r\n')
os.chdir('site')
server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
END
python3 server.py >port &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 100); do [ -s port ] && break; sleep 0.05; done
port=$(cat port)
[ -n "$port" ] || fail "the server did not start"
# Some versions of wget ask for no compression unless told to. 8: the server answered with an error once.
code=0
wget --quiet --no-proxy --compression=none --warc-file=crawl --recursive --level=1 --directory-prefix=got \
  "http://127.0.0.1:$port/" || code=$?
same "$code" 8 "wget"
kill "$server"

expect 0 dsprep clean crawl.warc.gz -o out
files=$(find site -type f ! -name '*.png' | wc -l)
gzip -dcf out/data/* >pages.jsonl  # compressed as the input is
python3 - "$port" "$files" <<'END'
import json, os, sys
port, files = sys.argv[1], int(sys.argv[2])
records = [json.loads(line) for line in open('pages.jsonl')]
assert len(records) == files + 1, (len(records), files)  # and the index
texts = {record['url']: record for record in records}
for name in os.listdir('site'):
    url = 'http://127.0.0.1:%s/%s' % (port, name)
    if name.endswith('.png'):
        assert url not in texts
        continue
    record = texts[url]
    bytes = open('site/' + name, 'rb').read()
    if name == 'gbk.html': assert record['text'] == bytes.decode('gbk') and record['encoding'] == 'gbk', record
    elif record['encoding'] == 'utf-8': assert record['text'] == bytes.decode('utf-8-sig'), name
    else: assert not name.startswith(('page', 'notes')), record
    assert record['status'] == 200 and record['content_type'] == ('text/plain' if name == 'notes.txt' else 'text/html')
    assert record['date'].endswith('Z') and record['id'].startswith('urn:uuid:'), record
END
says 'passed over'
grep -q '"passed_over":{.*"image/png":1,.*"status404":2' <(tr -d ' \n' <out/manifest.json) || fail "passed_over in the manifest"
expect 0 dsprep verify out

# The same bytes for any number of threads, from standard input, and of the plain file.
for j in 1 2; do dsprep clean crawl.warc.gz -j $j -o - 2>said | md5sum >sum$j; done
gzip -dc crawl.warc.gz >crawl.warc
dsprep clean --from warc -o - <crawl.warc 2>said | md5sum >sum3
cmp sum1 sum2
cmp sum1 sum3

# A crawl that was cut off, and another one appended: what is whole is read, the rest is malformed with its place.
size=$(stat -c %s crawl.warc)
{ head -c $((size / 2)) crawl.warc; cat crawl.warc; } >two.warc
expect 0 dsprep clean two.warc -o two --max-errors 5
[ "$(cat two/data/*.jsonl | wc -l)" -gt "$files" ] || fail "records behind the cut are lost"
[ "$(cat two/malformed/* 2>/dev/null | wc -l)" -le 1 ] || fail "more than one record is malformed"

# A bomb: bounded, told, and the read goes on.
python3 - <<'END'
import gzip
def record(body, head):
    block = b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n' + head + b'\r\n' + body
    return b'WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n' % (len(block), block)
bomb = gzip.compress(b'x' * 300000000, 9)
open('bomb.warc', 'wb').write(record(bomb, b'Content-Encoding: gzip\r\n') + record(b'<p>next', b''))
END
expect 0 dsprep clean bomb.warc -o bomb --max-record-size 10MB --max-errors 5
says 'unpacks to more than --max-record-size'
grep -q '<p>next' bomb/data/*.jsonl

# Parameters; what is wrong with them is one line.
expect 0 dsprep clean --from warc=status=404 crawl.warc.gz -o -; same "$(grep -c '"status":404' stdout)" 2 "robots.txt, and what is missing"
expect 2 dsprep clean --from warc=status=ok crawl.warc.gz -o -; one_error_line; says '"ok" is no status code'
expect 2 dsprep clean --from warc=content_types=html crawl.warc.gz -o -; one_error_line; says '"html" is no media type'
# Files that are something else, and none at all.
echo '{"text":"a"}' >lines.warc
expect 4 dsprep clean lines.warc -o lines; says 'not a WARC record'
: >empty.warc
expect 0 dsprep clean empty.warc -o empty
