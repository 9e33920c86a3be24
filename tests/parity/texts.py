"""Short texts in many languages for the fixtures of quality.py: sentences of ours, put together in the ways that quality rules look at."""

SENTENCES = {
    "en": ["The rain had stopped, and the birds began to sing with all their might.", "We have to be patient: good bread takes time.",
           "Nobody in the village knew that the bridge was older than the church.", "He counted 37 boats, 12 of them red."],
    "de": ["Der Regen hatte aufgehört, und die Vögel sangen wieder.", "Wer gutes Brot will, muss warten können.",
           "Niemand im Dorf wusste, dass die Brücke älter war als die Kirche.", "Er zählte 37 Boote, 12 davon rot."],
    "fr": ["La pluie avait cessé, et l'on entendait de nouveau les oiseaux.", "Le bon pain demande du temps et de la patience.",
           "Personne au village ne savait que le pont était plus vieux que l'église.", "Il compta 37 bateaux, dont 12 rouges !"],
    "es": ["La lluvia había parado y los pájaros volvían a cantar.", "¿Quién sabe cuánto tarda un buen pan?",
           "Nadie en el pueblo sabía que el puente era más viejo que la iglesia.", "Contó 37 barcos, 12 de ellos rojos."],
    "ru": ["Дождь кончился, и птицы снова запели.", "Хорошему хлебу нужно время.", "Никто в деревне не знал, что мост старше церкви.",
           "Он насчитал 37 лодок, из них 12 красных."],
    "el": ["Η βροχή σταμάτησε και τα πουλιά τραγουδούσαν πάλι.", "Το καλό ψωμί θέλει χρόνο.", "Κανείς στο χωριό δεν ήξερε πόσο παλιά ήταν η γέφυρα;",
           "Μέτρησε 37 βάρκες, 12 από αυτές κόκκινες."],
    "tr": ["Yağmur durmuş, kuşlar yeniden ötmeye başlamıştı.", "İyi ekmek zaman ister.", "Köyde kimse köprünün kiliseden eski olduğunu bilmiyordu.",
           "37 tekne saydı, 12'si kırmızıydı."],
    "vi": ["Mưa đã tạnh và chim lại hót.", "Bánh mì ngon cần thời gian.", "Không ai trong làng biết cây cầu cũ hơn nhà thờ.",
           "Anh đếm được 37 chiếc thuyền, 12 chiếc màu đỏ."],
    "zh": ["雨停了，鸟儿又唱起歌来。", "好面包需要时间。", "村里没有人知道那座桥比教堂还要古老！", "他数了37条船，其中12条是红色的。"],
    "ja": ["雨がやんで、鳥がまた歌いはじめた。", "おいしいパンには時間がかかる。", "村の誰も、橋が教会より古いとは知らなかった。", "彼は37隻の船を数え、そのうち12隻は赤かった。"],
    "ko": ["비가 그치고 새들이 다시 노래하기 시작했다.", "좋은 빵에는 시간이 필요하다.", "마을 사람 누구도 다리가 교회보다 오래된 줄 몰랐다.",
           "그는 배 37척을 세었고 그중 12척은 빨간색이었다."],
    "th": ["ฝนหยุดตกแล้ว และนกก็ร้องเพลงอีกครั้ง", "ขนมปังดีต้องใช้เวลา", "ไม่มีใครในหมู่บ้านรู้ว่าสะพานเก่ากว่าโบสถ์", "เขานับเรือได้ ๓๗ ลำ"],
    "ar": ["توقف المطر وعادت الطيور إلى الغناء.", "الخبز الجيد يحتاج إلى وقت.", "لم يكن أحد في القرية يعرف أن الجسر أقدم من الكنيسة؟",
           "عدّ ٣٧ قاربًا، منها ١٢ حمراء."],
    "fa": ["باران بند آمد و پرنده‌ها دوباره خواندند.", "نان خوب زمان می‌خواهد.", "هیچ‌کس در روستا نمی‌دانست که پل از کلیسا قدیمی‌تر است.",
           "او ۳۷ قایق شمرد."],
    "he": ["הגשם פסק והציפורים שבו לשיר.", "לחם טוב דורש זמן.", "איש בכפר לא ידע שהגשר עתיק מן הכנסייה.", "הוא ספר 37 סירות, 12 מהן אדומות."],
    "hi": ["बारिश रुक गई और चिड़ियाँ फिर गाने लगीं।", "अच्छी रोटी को समय चाहिए।", "गाँव में कोई नहीं जानता था कि पुल गिरजे से पुराना है।",
           "उसने ३७ नावें गिनीं।"],
    "ta": ["மழை நின்றது, பறவைகள் மீண்டும் பாடின.", "நல்ல ரொட்டிக்கு நேரம் வேண்டும்.", "பாலம் பழையது என்று யாருக்கும் தெரியாது.", "அவன் 37 படகுகளை எண்ணினான்."],
    "am": ["ዝናቡ ቆመ፤ ወፎቹም እንደገና ዘመሩ።", "ጥሩ ዳቦ ጊዜ ይፈልጋል።", "በመንደሩ ማንም አላወቀም።", "37 ጀልባዎችን ቆጠረ።"],
    "ka": ["წვიმა შეწყდა და ჩიტები კვლავ ამღერდნენ.", "კარგ პურს დრო სჭირდება.", "სოფელში არავინ იცოდა.", "მან 37 ნავი დათვალა."],
    "hy": ["Անձրևը դադարեց, և թռչունները նորից երգեցին։", "Լավ հացը ժամանակ է պահանջում։", "Գյուղում ոչ ոք չգիտեր։", "Նա հաշվեց 37 նավակ։"],
}

ODD = [
    " ", "\n", "\n\n\n", "x", "...", "…", "#", "- ", "•", "a", "a a", "a\n", "\na", "\n\na\n\n", "a\n\n\n\na", "ab c\na bc\nab c\na bc ab c",
    "\u0301", "\u0301 \u0301 \u0301", "\u0301\u0302\u0303", "😀", "😀😀 😀 👍🏽 👨‍👩‍👧 🇫🇷🇩🇪", "😀\n😀\n😀", "(a) (b) (c) (a) (b) (c)", "* * * * *",
    "1 2 34 5 6 7 8 1 23 4 5 6 7 8 1 2 34 5 6 7 8", "a b c d e a b c d e a b c d e a b c d e", "ab cde f abc de f ab cde f abc de f ab cde f",
    "one\r\ntwo\r\none\r\ntwo", "one\rtwo\vthree\ffour\x1cfive\x1dsix\x1eseven\x85eight\u2028nine\u2029ten\nten",
    "a\u00a0b\u3000c\u2003d\u200be", " \u3000 ", "word\x00word word\x00 \x00word", "\x1fone\x1f two\x1c#three", "_a _b -c _a _b -c", "don't can't won't don't can't",
    "first... second... third... fourth... fifth... sixth...", "one . . . two . . . three . . .", "# # # ## ### #hash a#b", "wait….\nand…\nso... \nend ...\n. . .",
    "- one\n- two\n* three\n• four\n● five\n‣ six\n  - seven\n\t• eight\n  * nine\n\n   \nten", "Read more...\nRead more...\nRead more…\n",
    "the be to of and that have with", "The Be TO of oF the the THE", "THE \u212aELVIN", "\u2018quoted\u2019 \u201ctext\u201d \uff11\uff12 １ ① ² Ⅷ ½",
    "x " * 60, "lorem " * 12, "supercalifragilisticexpialidocious https://example.org/a/very/long/address/that/goes/on/and/on/and/on short one two three",
    "e\u0301te\u0301 e\u0301te\u0301 \u0915\u093e \u0915\u093e", "mixed 混合 текст نص 混合 текст نص mixed 混合 текст نص", "ひらがな カタカナ 漢字 ひらがな カタカナ 漢字",
    "3.14 1,000 3.14 1,000 v1.2.3 a_b a-b a.b", "a\n\na\n \na\n\n a", "p one\n\np two\n\np one\n\n\np two\n", "tab\tsep\ttab\tsep\ttab\tsep",
]


def make_texts():
    texts = []
    for one, two, three, four in SENTENCES.values():
        texts += [
            " ".join([one, two, three, four]),
            "\n".join([one, two, one, three, one]),
            "\n\n".join([one + "\n" + two, three, one + "\n" + two, four]) + "\n",
            "\n".join("- " + s for s in (one, two, three)) + "\n• " + four + "\n\n* " + one + "\n",
            f"{one} {one} {two} {one} {three} {one}",
            f"{one.rstrip('.。!')}...\n{two}…\n{three} . . .\n# {four} #\n{two}… ",
            f"  {three}\n{three}  \n\t{three}\n\n{four}\n{one}",
        ]
    return texts + ODD
