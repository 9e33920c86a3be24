# The preset webpages on a crawl: main text, one copy, in English; what it drops has a reason.
source "$(dirname "$0")/prelude.sh"
python3 - <<'END'
prose = ["The rain had stopped, and the birds began to sing with all their might in the trees behind the church.",
         "We have to be patient, she said to the people of the village: good bread takes time, and so does a good bridge.",
         "Nobody knew that the bridge was older than the church, or that it had been built with the same stones from the hill.",
         "He counted thirty-seven boats that day, and twelve of them were red, which was to be expected of the fishermen there.",
         "That evening they sat with the lamp between them and talked of the harvest, the school and the winter that would come."]
def page(n, body, lang='en'):
    html = ('<!DOCTYPE html><html lang="%s"><head><title>Page %d</title></head><body><nav><ul>' % (lang, n) +
            ''.join('<li><a href="/%d">Menu entry %d</a></li>' % (i, i) for i in range(9)) + '</ul></nav><main><article><h1>Page %d</h1>' % n +
            ''.join('<p>%s</p>' % p for p in body) + '</article></main><footer>All rights reserved</footer></body></html>').encode()
    block = b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n' + html
    return (b'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.com/%d\r\nContent-Type: application/http\r\n'
            b'Content-Length: %d\r\n\r\n%s\r\n\r\n' % (n, len(block), block))
other = ["When the new bridge was opened, the children of the school walked over it first, with flags that they had made themselves.",
         "It had taken four years and the work of sixty people, and nobody had believed in the beginning that it would ever be done.",
         "The old ferry, which had carried cows, carts and wedding guests for a century, was pulled on land and painted once more.",
         "Its last captain keeps a small museum there; he shows the rope, the bell and a book in which each crossing was written down.",
         "Whoever comes by in the afternoon is given tea, and has to listen to the story of the flood that took the first church."]
open('crawl.warc', 'wb').write(page(1, prose) + page(1, prose) + page(2, prose) + page(3, other) + page(4, ['Home', 'Login']) +
                               page(5, ['雨停了，鸟儿又唱起歌来。好面包需要时间，也需要耐心。'] * 5, 'zh'))
END
expect 0 dsprep clean --preset webpages crawl.warc -o out
python3 - <<'END'
import glob, json
kept = [json.loads(line) for name in glob.glob('out/data/*') for line in open(name)]
assert [r['url'] for r in kept] == ['http://example.com/1', 'http://example.com/3'], [r['url'] for r in kept]
for r in kept:
    assert 'Menu entry' not in r['text'] and '<' not in r['text'] and 'bridge' in r['text'], r['text']
    assert r['language']['label'] == 'en' and r['title'].startswith('Page'), r
END
expect 0 dsprep verify out
