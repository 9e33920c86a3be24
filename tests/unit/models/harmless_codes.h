// What is no personal data though it may look so, one a line; codes and texts: GUIDs, hashes, commits, books, base64,
// CSS, source code, paths, Chinese. Drawn by lot once; what is a valid card or id by its check digit was left out.
#pragma once

#include <string_view>

inline constexpr std::string_view harmless_codes = R"list(
/jobs/537fdadb-97fb-4742-83b1-18bc060423b0/log
b8d66d2a761b50bff5e081639c6eb0b580c55d679eb27c5bb40d0636b9357def  dist.tar.gz
3f6b61f9ad50d651665a07e7bc685bf4ab492179/ac5c08867306c6f65dc94c14025e3f12a359e9dc
ISBN-10: 5-2855-3214-X
nonce="WDErkHCE1vdlMwQQo0YHNFn+"
0 6px 7px #971b8b, 0 1px #ad1857
股票代码573899，收盘72.15元
client_secret: ${CLIENT_SECRET_54}
/usr/lib/x86_64-linux-gnu/lib969.so.1
RFC 5238, section 9.3.1.5
e99b195d469e4c49a0e5c1f0a9de2c5a
crc32 446b3a83
git checkout dc9c18a412fe42db614006f010b112ef1d052a97
ISSN 1235-843X
data:image/png;base64,iVBORw0KYPdlunKBwbUEdTqJo2stzvVK72w1MubiH/YNSwyVjVH8c22jX4buc1kADEeq1l/Xw5E/KEYRzSjOGvSU
margin:93px 72px 14px 26px
（2014）京3159民初49765号
int a[17] = {434, 571, 994};
user@host:/srv/9852
🎉 1401 👍 4414 🔁 087
d6fa51cd6b594e6195cf426d087f1b6d
sha256 0f7b2a8f2abc994ab0c6fb1c5c8e0720dd8b34dacfa11f207c3ac61be21ad4d0
git checkout 06a292194c9af8695280d324544c48ce3fb31f29
PMID 06242595
src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAPwhtcSQ6oVvVgljTJQkCtx5jhGHITnMT7icLCOfew"
color: #e5ca09;
面积171平方米，总价510万元
uid=7244(x) gid=0797(x)
/usr/lib/x86_64-linux-gnu/lib828.so.1
RFC 9535, section 7.3.8.9
{98A47886-691F-453C-9D75-EB8EC2316EC3}
crc32 91225f89
git checkout 262fa00f6c6daf5beb73a4228732b47acd32a2eb
《红楼梦》ISBN 978-7-509-52658-0
data:image/png;base64,iVBORw0KBKEPo+bPPMHr/FYGahA8CuRXazmtSXtzcav6fAPVU+cmnA2OXwTgwScegaQ0BNWvmJvA5vLoD8KPm91N
0 7px 1px #338000, 0 1px #345142
股票代码338412，收盘71.52元
sk-learn-5455, sk-SK-9423
user@host:/srv/6550
ราคา 509 บาท ปี ๒๕๖๗
{AA444361-02BD-4743-ADEA-431DD6578FA0}
"integrity": "sha384-Q44yu4izlzge5IL5oOxL6ESJqYlcKKT6zODhKYmCR2ScLW1m35yuqVHG+H2rFxha"
82f96a7568183c7791a3a0a12cfe6f17547c208e/629b116ba2a1f68479988919d55da6aa64766954
《红楼梦》ISBN 978-7-937-69247-4
nonce="Wkacv8S3LIPX6/46lE8UxtF0"
background:#9e5 url(a/b079.png)
航班CA7749，07:54起飞
uid=2429(x) gid=2400(x)
https://例子.中国.invalid.216/
RFC 3040, section 6.5.0.3
urn:uuid:1514002c-67d2-462a-850e-e0f64fea7c07
169dc77e1f9a9f8e227e055ff0baad1f23989ff65f191d159f89bb7d90ff2d73  dist.tar.gz
git checkout 47599dfca3a7e3181b767545a43457bd957f2b2d
PMID 18571378
Content-MD5: WjRXlL63RMVO26r99hTikg==
color: #7d7838;
气温04℃～09℃
SG.your_key.example394
https://a.com/p/5528898041142623.html?x=12645
🎉 6330 👍 7405 🔁 185
/jobs/7991abf9-c6b7-46ce-b2cc-24548bd7480e/log
md5 f10754f94ba27ae4e858888fa570e0d6
commit a5df67a621a10b014cfdeb741ff1a7a094e6e34d
《红楼梦》ISBN 978-7-657-03298-8
iY3ePKUaIfSDGlccf1TzqxKvzz9p5QZcMcDPYP7brudK0434pZeOi1QY+adXQ7uVsk3aOnX9AFqm
rgba(152,4,90,0.2)
气温51℃～17℃
sk-learn-6356, sk-SK-0509
C:\Users\a33\36931042.log
🎉 4609 👍 8854 🔁 910
urn:uuid:cd0bcf03-66f4-4b7a-ab33-e2821fd95808
"integrity": "sha384-2C+t0SWmvkXA5eqmZaFU0juuBPkj4igK0HdE/DdWR9LTi1QkQkD9L2iOb4QOfWDi"
fixed in 4707644
《红楼梦》ISBN 978-7-648-59176-3
Content-MD5: bP7WyHxiHvjVl9vVZ2p0yg==
color: #844480;
气温95℃～43℃
uid=9484(x) gid=0345(x)
/usr/lib/x86_64-linux-gnu/lib395.so.1
P/N 053-68821-34
urn:uuid:4e1bcc9c-fc86-4ac3-b189-36642e6e99d8
65d36b15177ead18bcb0f09728cc67fee22531a670bbe02a56b230b141c47d34  dist.tar.gz
fixed in 74e3b4e
ISBN 132283821X
nonce="T8X/50KWPJNvFgzS7n+2Rglx"
hsl(19,39%,50%)
航班CA0887，22:05起飞
@import "a220"; git@github.com:a/b.git
https://a.com/487358211/509312516
S/N F72X8094147
urn:uuid:ee9ce2c5-86a5-4ca9-8b7c-e9a04438482a
8ba7bb46072ef13885b8ef2a107a88b7721a2ee311e90888aaf308f1b47b24a4  dist.tar.gz
037906d501dd 8b739b4911d7 refs/heads/main
ISBN 978-2-298-65220-5
src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAPmPRrOXenDjVLQ43IXIELX87yuyDLjbpzRubqxfp6"
0 4px 6px #1acbe6, 0 1px #5d14b9
共483人，1999年增长14.5%
uid=4340(x) gid=3434(x)
https://例子.中国.invalid.726/
scored 92-11, 24-14, 94-65
fa0d798aba2941a98b6d1f67555e75a3
1537c814f8d567e1f3d76f883c959b819daa1f4df64322cefcbbfa0c677be4cd  dist.tar.gz
https://github.com/a/b/commit/2d15e99ab6fd38302dcf9ea28a376278353e079a
ISSN 9562-702X
src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAPgMKcOLrfpULZZjM431zRDMEHbNwuvOmX/bzXAx7t"
color: #54f019;
统一编码：707209646
int a[05] = {658, 626, 549};
s3://bucket/2003/03/19/part-02197-cd0450cd-7de1-4b37-95a8-fc4a9b385fd5.parquet
chapter 2.2.2
fdfc5e248c094fd493e6a81cae778390
crc32 2e39e98a
fixed in 33abc0a
doi:10.8966/s54407-142-6691-0
nonce="oUWk5NO/ZRUg2EES17U/q7/6"
hsl(160,22%,50%)
第87条第9款
uid=1487(x) gid=7344(x)
https://a.com/766819665/655924791
RFC 5872, section 3.2.7.0
/jobs/b1017f50-83bc-45d0-8fbc-0562d85dde3b/log
sha1:4e4e7960b129b7453193dd9b641683cc258ccb5d
fixed in c91458d
doi:10.8208/s24031-602-7304-4
data:image/png;base64,iVBORw0KuIR3kAR1dBPRSV/0grLpwAtSWe+kupj27aWbUgyFRod0s8OljVvFhvtlJ9hNBMRbhAP+Ns6QCfMHVjU7
hsl(323,37%,50%)
邮编492506
SG.your_key.example673
https://a.com/p/2331247261849104.html?x=81907
FCC ID: C0315-560
{0A38D479-04EB-46AE-8E45-E8397AEC540A}
sha256 0ab32674f9b53529126addec1402e503a00c85ef1b90f9e7172baab8762bb918
1c4476cc8175 f581e83d35d3 refs/heads/main
PMID 81540472
nonce="TRg1AHPpbQ2j1xtnmY6IOEbe"
background:#b6a url(a/b849.png)
面积865平方米，总价990万元
https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX
images/20003601005_90ec680185_b.jpg
🎉 6191 👍 6873 🔁 127
{49AE0FD0-FB73-442E-A8CD-FD34EA0F243E}
sha1:740ebe06be3a02fe1c98d414e3871f7c3f63d5d5
git checkout a0f5ffdd8302a62e506810ad9bb86175e5787159
doi:10.2617/s13013-133-9458-6
nonce="dQQXxDpr/jkqOrpBYm/HwMNB"
rgba(193,104,232,0.1)
邮编973515
chmod 0755 a; sleep 940
C:\Users\a20\99644622.log
S/N F39X6264723
/jobs/ce8ff29f-e2fd-41ff-94ac-10586d125c7c/log
index 6e5d3d0..8e40c15 100644
git checkout 338bfc40050cd725608aaf27f4596dda78e1aa45
ISBN 978-9-979-54594-3
GkoeJnKi3zcNWb4DhdWmdThDAbzAYaqMsFkNfqgkYzq4hQJYj0sGP25q1m9Nkz6rRaEqxXtLIcOH
0 2px 6px #2c9353, 0 1px #a8f7e8
人口9,425,756
0b1101000101110000
s3://bucket/2010/02/25/part-42941-4ca96013-f78d-48d1-9072-d95e57129864.parquet
lotto 47 72 78 27 33 20
urn:uuid:d7566e83-6c19-42cb-a28b-086fdfad94c9
crc32 e13b3838
5dd10ad558009a77d1be312de23350ec78e81dc9/218370359d0536b239d25b42e2a81b3298ba2cbf
PMID 29964549
data:image/png;base64,iVBORw0K59XIUhLOSb56n9ojYOhFsR33CRP2LQv2UpSuq5n8l9+k/ePEtLfs6YAOCeOxUWviGzG3qbsJnHv5c9Ic
0 6px 3px #ef3ef6, 0 1px #84b4ef
共252人，2024年增长83.5%
access_token: /var/lib/tokens/service-7900/current.json
a/b/956581582433528014/c
bus 497/635/306
c6104d31-bcbd-4940-928b-72830d479223
ETag: "75271fa360b67d7c74726989acb4c4ec"
9bbab50dfd31 e46f9e9cc7ba refs/heads/main
ISBN-10: 1-1964-0015-X
nonce="aiiHzwO/R7SDst+TQtPBLOO3"
background:#b21 url(a/b991.png)
股票代码856216，收盘82.23元
AccountKey=example14exampleexampleexample==
s3://bucket/1990/11/07/part-86158-2db9e0a1-b25b-43fa-815a-d7e6c119c3a8.parquet
§ 95.11(8)
urn:uuid:4a9bb72b-f6e8-47c6-a34f-50727a3bde84
sha256 80efa128f4b09302770f329866039800dbf813ac162e8a3b5b4c8b461c670384
e40c9be45412c38ceeb361d919f23b6b0687218a/0b9121d8199c122c65d84165e52755d46f240380
ISBN 141688770X
data:image/png;base64,iVBORw0Kf+I11iHPc7F+joHq1r7HdjuGtnTLOLUJiHFRyB7d6RcNzZZXGFtdXkJkoGKoACllsvQCm6G3gUU6IZHj
rgba(171,196,186,0.6)
QQ群185556403
access_token: /var/lib/tokens/service-2177/current.json
/photos/8456104206/8725623474/
S/N D39X8005250
{66615010-3212-4AF5-AF77-3AC3F3970AAA}
sha256 ba2303d9e9d0f1bb08c68de110502ab8d690610a5209926bad06f2f94a63f70d
https://github.com/a/b/commit/0696203687217e6358e05d66c270382ba4f82404
ISBN-10: 9-9444-8855-X
data:image/png;base64,iVBORw0KHjHTrl4Gq4mAjffmN+PWwDg1FiR3SxbhuW7J4d8VIT9c5n4bPIprWfuC4rWMyxDVGNG4A2IUJu1aQyXj
hsl(111,38%,50%)
航班CA4766，13:01起飞
package@8.79.3
https://a.com/289280745/999497557
41% of 8064 (953/5208)
{8BDC9DCF-8870-48CC-AB23-C9F38524AF87}
md5 98127d22c3d7a26838f461d67ad3742a
git checkout 6902db627c6d52997e0bea208ef205254c08b589
doi:10.9472/s32310-075-3498-8
nonce="oLmQVT9QACzFchJOFxnXysEE"
margin:62px 84px 96px 18px
人口4,328,088
api_key = "YOUR_API_KEY_HERE_9838"
s3://bucket/1996/10/08/part-57673-fcc6f150-7790-424f-b909-65ea36132610.parquet
scored 17-00, 58-55, 93-69
id=ea71bd8f-69cc-46b1-8766-7aa35cf7ccba
crc32 764f123b
git checkout 645c66bb71c0bde72cdbfc4fb7dcba0ab5f34630
ISBN 910711063X
Content-MD5: nhhZprDkE1sueV9VIBSgXA==
linear-gradient(#80ea05,#ee505a)
面积387平方米，总价175万元
access_token: /var/lib/tokens/service-6745/current.json
a/b/105415130416589330/c
bus 459/251/271
bc5b9985-9fbf-4c1b-b448-5e802b8e3747
ETag: "bba00b2179c26f9a65148b7e6c9b3976"
git checkout 528c28f593bc8e384a067e307ac1419d46946b3f
ISBN-10: 2-8290-3282-X
src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAPKGostzRB57noU0opXbCQwoQEZo3973sDl66Fyi3V"
linear-gradient(#833999,#0916a6)
共310人，2011年增长60.9%
AccountKey=example21exampleexampleexample==
user@host:/srv/2392
FCC ID: A2661-351
id=8625d2a9-b9bc-46c1-a233-8675a1124b52
index 7d0ed2f..8ed15bb 100644
ce231cf518f0 f46199f7cd10 refs/heads/main
ISBN-10: 7-3195-3425-X
bGxpcukgr/x5q6euWix9lIirJmkDnancasjd/rjQoeGiXvrjt3N/KK+UQZiGaCBaPjLXkh3rxeXi
linear-gradient(#383a1c,#a141a5)
邮编139573
AccountKey=example61exampleexampleexample==
user@host:/srv/0606
FCC ID: C2494-856
/jobs/dca14761-8048-48c9-bc8b-a1d2b0e05f9b/log
ETag: "19852340dbaa4790d063721be7c75cb9"
https://github.com/a/b/commit/9e2804905b02c87fde12c0a88a112f88c8a7c855
PMID 37221631
data:image/png;base64,iVBORw0KIanK6BnPi7wUuz7n7uAutpcjJYrCRUrVoFPm+tArDKkebEK5AMzTv9lT8ZXDK54maGBmE0U07/DCVbD9
0 5px 2px #ce656b, 0 1px #9e0167
面积456平方米，总价915万元
api_key = "YOUR_API_KEY_HERE_8768"
/photos/1096851471/1517603550/
47:53 8-4
urn:uuid:6b1d7fdc-58d0-4c0a-bfca-cbf7f4e7941d
ETag: "0550f0833a6377b20b81faf3839a1f95"
commit 0908669c317d1ed306cc819ceaf3e89af446b7a2
ISBN-10: 1-0400-4578-X
src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAPp2/G60waWtpp7PnNevCR1LpPZZv+1Z4BVmh4oMVE"
background:#410 url(a/b704.png)
气温82℃～34℃
SG.your_key.example707
C:\Users\a81\65403193.log
EAN 8146992189701
id=92642f4b-4f3c-4490-b689-36fe828b8f4f
sha256 f1ac6b784d383159162b4ac3754694341b6033e19d73efd2d4fb11326ace7fc0
git checkout 7230182dbf1695b8b3df87ff8cdafd313c1c7275
doi:10.1909/s38735-703-2210-0
data:image/png;base64,iVBORw0KmdcU+qKXG1rbMr9fsS+0POYxSL9plmTc9FvInQ8jw2Uyzc834f5tRpr7uaF9FQHwa+PYZJa+pf45NOkT
rgba(89,93,6,0.5)
GB/T 79170-2020
for i in range(222, 14072):
https://例子.中国.invalid.136/
§ 67.32(5)
d0ebb217-3223-4fe7-b579-8b3f8f34c286
sha512-oJVO2+dT+PU79Z+svydumufCWA8eH+/kAavIdVl1M3n+39fDxYvFUFMp7R4X01x5pTfr/oML+V+mIYvnLrU0jw==
git checkout 7b1d142b564d016a92cbb30614ca6f19db4ae111
doi:10.7032/s15530-294-2980-7
src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAPTjq1Wm+0rjnLwbfJW/Ir+xo61UUZXaTJcv3uEsf7"
hsl(137,40%,50%)
人口6,921,489
https://discord.com/api/webhooks/353197441159498686/token
s3://bucket/2013/07/15/part-88999-0dbb9375-8bc3-45e6-afe8-1e057e6d5be8.parquet
EAN 5153239308690
id=603958d6-0855-4be6-8c71-08c725116cdc
56bc9126fc47a6f2ec381a1fb8bad9e3d4db470976db9f358d3688730e6ae5bc  dist.tar.gz
fixed in 809238f
doi:10.9206/s55023-893-9200-3
KBqpkwo1FcYWP8KA6/6AZKqoMpH9XhE+11Y18VeFIbB05IdaJdf/+mDkGYRYfKbpAENZzMmTyV4g
hsl(251,41%,50%)
人口7,667,985
chmod 0755 a; sleep 418
a/b/374766334791215848/c
P/N 079-46834-49
/jobs/1d986947-9298-4ce1-95d1-7d14d73b42a5/log
"integrity": "sha384-P5DoSNeJLaV4G3mA9W/8PysiGNuQZtlP4w9WGoZSfP92LwgyFK88A7V1wiAcCQFt"
fixed in 7ae244c
《红楼梦》ISBN 978-7-324-36823-3
data:image/png;base64,iVBORw0Krt8pnibwCDT2VRrqCa8JfBbYnfgI28W0FYOuTeHJUQQ5fVYEW5tcZQ4JfAHtpXHCN8aozL8/QQovPe69
linear-gradient(#6836c1,#cc96fa)
共578人，2014年增长58.7%
api-key: <paste your key 472291 here>
/photos/5607507383/5498934544/
63:71 0-4
ab962b6a-c75e-4618-8a1e-238510bd3186
sha512-26/wef5YBCZfJqL8zFfUxSqEzrVCQOwmxLSiID3IORbhNFpTD8/RXuNHwH6bjZGfrEaj/XGiVEuKI6CnhyVkDg==
f995fea6af54 ba8e67d311e3 refs/heads/main
ISBN-10: 3-1449-2182-X
src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAPngJmpPWaJDpRqBGBvBGYy9RMYU6pYIoKnqvW0n4B"
background:#6ec url(a/b424.png)
面积944平方米，总价762万元
foo_6565_bar-083.txt
s3://bucket/2018/03/13/part-48177-0ffd77c5-b969-473e-b167-bf67c654b9df.parquet
S/N F06X3376718
e4b7b0e5-3ead-4a0e-a764-a036fb227797
50dcccb070f28502ea20234a7d25e739745d59719da34df4d22df87f8bcb0ef0  dist.tar.gz
fixed in 4ead9c4
PMID 20061365
src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP12YYw5qQ3fQIMoD6NaGULLiJ56dKdpNIbxf0nU03"
hsl(44,60%,50%)
共505人，2020年增长39.1%
@import "a311"; git@github.com:a/b.git
https://例子.中国.invalid.408/
S/N E73X3009295
{2A2B7280-2E68-4420-B173-617DED391FC5}
sha512-sxgYQs2lCs5FPJhCxL+PCp9FhBi6zUvq6XWZoZYWs/py0N6rScsU522Fp+6w5qppJqgfPRsx0FRKrWIqBrYn7g==
dbb377683a9a63269268c1f1f81e8947beeb4832/372ce5b40a2dca3b012558320668dc86a3295934
ISBN 960509964X
fKrqHjpzc7gy27uIL09VuEqm9kdDx5a2XzLSNfZyKO2gUAhr5qhPDLJf1H/tPUyEps1ecUI4LFl1
background:#65a url(a/b588.png)
人口4,058,244
chmod 0755 a; sleep 147
a/b/729904307757164318/c
§ 20.31(4)
urn:uuid:af79f760-4bb6-4895-b623-4fdcf7ab9cba
cbd782d0e3a8c01397238c6181d2fe47abbe4e2b21c1a9789b7c0ec9edea33b9  dist.tar.gz
7138f9209dc3 3f2dae576b06 refs/heads/main
ISSN 5215-000X
src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAPX64NsTc0qQmBSjVV8J3Qd+mF2hmcI1zahRTGnkMQ"
rgba(150,70,78,0.4)
GB/T 08916-1991
@import "a188"; git@github.com:a/b.git
s3://bucket/1991/02/06/part-34148-9bc0d374-adcc-41b3-b137-83a9aaadcf16.parquet
Rev. 6d8a:ca49:d8
)list";
