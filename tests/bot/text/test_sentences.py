"""Sentence boundaries, by the kinds of cases that mislead; `|` stands where a sentence has to end."""

import pytest

from bot.text.sentences import split

ENGLISH = [
    "The ferry left.| Nobody waved.",
    "Has it left?| It has.",
    "It has left!| Run!",
    "The harbor master, Dr. Elena Ruiz, signed it.| Mr. Poole did not.",
    "Capt. R. J. Holt and Lt. Col. Ames disagreed.| Both were right.",
    "J. K. Marlowe wrote it.| So did A.B. Crane.",
    "The letter is signed by George W. Harlan.| It is dated 1911.",
    "The U.S. Government paid.| The U.K. did not.",
    "They moved to the U.S. in 1990.| They came from the U.S.S.R. that spring.",
    "She has lived in the U.S.| She likes it.",
    "The train leaves at 9 a.m. and returns at 5 p.m. on weekdays.",
    "The train leaves at 9 a.m.| Mrs. Lund takes it daily.",
    "It costs $3.50 in Ohio.| In Iowa it is $4.25.",
    "See p. 55 of the report.| See also No. 7 and vol. 3.",
    "Version 2.0.1 is out.| It fixes 3.5 percent of bugs.",
    "Write to press.office@harbor.example for help.| Or call.",
    "It is on www.harbor.example/news.html today.| Look there.",
    "Barlow Inc. sold Tern & Co. to Lund Ltd. last week.",
    "He bought nails, rope, tar, etc. for the boat.| Then he left.",
    '"It is over," she said.| "Go home."',
    '"Is it over?" she asked.| Nobody knew.',
    "He said, “It is over.”| Then he left.",
    "“Stop!” he cried.| ‘Why?’ asked the girl.",
    "She stopped (nobody saw her) and turned.| It rained.",
    "She teaches chess (she once won a cup.) at the school.",
    "The gate was shut.| (It always is.)| We climbed.",
    "I waited... and waited.| Nothing came.",
    "I waited…| Nothing came.",
    "He never came .... Or so they say.".replace(" ....", "....|"),
    "The laws will appear less complex. . . .| That was his view.",
    "The firm Yahoo! said so.| It was wrong.",
    "What?!| You sold it?!",
    "Vitamin C is cheap.| Plan B. Baxter was dearer.",
    "At St. Mary's Ave. stands a mill.",
    "The gene E. coli carries is known.| It is old.",
    "Prof. Ito et al. found it in Fig. 3.| Others did not.",
    "1. The crew boards.| They sail.",
    "The price fell;| it rose: then fell.".replace("|", ""),
    "Born in Jan. 1900, he died in Feb. 1980.| He had six sons.",
    "She arrived at 10:30.| He was late by 5 min. and sorry.",
    "It grew to 3 ft. 6 in. in a year.| It died.",
    "It was found in 1988.[4]| It was lost again.",
    "The end of the line.The next one begins here.".replace(".The", ".|The"),
    "The library Node.js and the site Booking.com are down.",
    "Samuel L. Jackson and Ulysses S. Grant never met.",
    "Was it Dr. Who?| No, it was Mr. T. himself.",
    "Sgt. Pepper vs. Gen. Custer (cf. ch. 4) is a joke, i.e. not true, e.g. today.",
    "He has a Ph.D. in physics.| She has an M.A. in law.",
    "At 5 a.m. Mrs. Lund takes the boat.| She is back by 6 p.m.| Mr. Lund cooks.",
    "In 44 B.C. Carthage was rubble.| It was rebuilt by 20 A.D.| The harbor came last.",
    "The crew left the U.S.| Thousands waved at them.| Seven U.S. Navy ships did, too.",
    "The keel lies at N°. 12.44.| Nobody has seen it.",
    "Both Barlow Jr. and Mr. Tern's dog, a St. Bernard, swam.| All of them got wet.",
    "“Rain [...] and fog [...]” (Lund 1911).| Snow fell.",
    "Her book “Why Do Boats Sink?” (1911) sold well.| It is lost.",
    "His “Songs of the Pier...” (edited by Tern) are lost.| (Nobody looked.)| A pity.",
    'He sang: "The sea, the sea / [...] ".| They left.',
    "The mill stood for years.12 Then it burned.13| It was never rebuilt.".replace(".12", ".12|"),
    "It sank (in 1987).4, 5 Nobody saw.6 7 It was found.8–11 Divers went down.".replace("5 N", "5| N")
    .replace("7 I", "7| I")
    .replace("11 D", "11| D"),
    "See vol.3 Barlow for the rest.| It is dull.",
    "They met in Ohio.Mr. Lund was late.".replace(".Mr", ".|Mr"),
    "The repairs cost 1,500.That was too much.I paid.".replace(".T", ".|T").replace(".I", ".|I"),
    "Look at www.Tern.example and at Fig.Two of the report.| Then write.",
    "Nobody knew.| ...and then the bell rang.",
    "“The tide was high,” she said.| “... Nobody could swim.”",
    "He asked: 'Who drowned?' \" she said.| Nobody had.",
    "They live in the U.K.| There's a harbor.| It's in Mass.| He'll come from N.J.| That'd do.",
    "The storm moved in.| Barlow left.| It is 12 in. (30 cm) wide and 6½ in. High it is not.",
    "It was the air mass.| Lund was as apt.| Barlow sat.| Crane lay in the sun.| Tern left.",
    "Some have MS.| He has none, nor has DR. Lund.| He took the SAT.| Parents paid.",
    "MR. LUND AND DR. TERN SAILED AT DAWN.| NOBODY ELSE DID.",
    "It opens at 9 a.m. Friday.| It shuts at 5 p.m. EST.| Lund left at 9 a.m. (2 p.m. GMT) today.",
    "It began at 8 p.m.| Etna burned.",
    "See vol. III and fig. IX of No. 5.| Did you?| No.| I did not.",
    "She reads Ps. 27:13 and Rom. 8:1 aloud.| Amen.",
    "It names George V.| The case is Barlow v. Lund.| Ito et al. wrote it.| So did Crane et al.| I did not.",
]
OTHERS = [
    ("es", "El Sr. Pérez y la Dra. Gil viven en EE. UU. desde 1990.| ¿Por qué?| ¡Nadie lo sabe!"),
    ("es", "Vino a las 5 p. m. con D. Luis.| Trajo pan, vino, etc.| Luego se fue."),
    ("es", "—¿Vienes? —preguntó ella.| —No."),
    ("es", "Véase la pág. 12, art. 3, núm. 7.| Ahí está."),
    ("ru", "В 1990 г. он уехал в г. Тверь.| Там жил А. С. Белов."),
    ("ru", "Заплатили 5 тыс. руб. за дом и т. д.| Потом уехали."),
    ("ru", "«Куда?» — спросил он.| Она молчала."),
    ("ru", "Дом построен в XIX в.| Теперь там музей."),
    ("ru", "Т.е. никто не пришёл.| А ждали проф. Иванова."),
    ("uk", "У 1990 р. він жив у м. Київ на вул. Садовій.| Там працював Т. Г. Коваль."),
    ("uk", "Зібрали 5 млн грн. на міст.| Його відкрили."),
    ("uk", "— Ти йдеш? — спитав він.| Вона мовчала."),
    ("uk", "Це коштує 98 тис. грн, тобто багато.| Див. с. 5."),
    ("de", "Am 3. Oktober kam Dr. Vogt, z. B. mit dem Zug.| Er blieb bis 5 Uhr."),
    ("fr", "M. Dupont est né av. J.-C.| Non, c'est faux !| Vraiment ?"),
    ("it", "Arriva l'ing. Bruni con l'avv. Neri.| Dell'on. Riva nessuna notizia."),
    ("fr", "L'œuvre de l'abbé M. Petit est perdue.| C'est dommage."),
    ("de", "Dr. med. Vogt wohnt im XIV. Bezirk im 2.-3. Stock.| Er kam am 5./6. Mai."),
    ("de", "Die kath. Kirche wurde unter Otto II. Graf von Tal gebaut.| Sie steht noch."),
    ("da", "Han bor på St. Annæ Plads.| Brøndby vandt 2-1.| Så gik de hjem."),
    (
        "de",
        "Fälle dieser Art.| Das Amt prüft sie seit dem 3. Mai, Abs. 2, Art. 5.| So sagte Franz.| Er lachte.",
    ),
    ("de", "»Es geht«, sagt Vogt.| »Man kommt.«| Er ging, »bis zum See.«| »Wohin?«, rief sie.| »Heim!«"),
    ("da", "»Vi kommer,« sagde hun.| »I morgen.«| Så gik de."),
    ("fr", "« Il vient. »| Elle attend.| « Qui ? » dit-elle.| « Lui. »"),
    (
        "pl",
        "Mają 200 tys. zł.| Kowal liczy.| Spłonął w 1911 r.| Nowy jest z XX w.| W 1920 r. Nowak go kupił.",
    ),
    ("de", "Max. 5 Boote, sagte Max.| Am So. 3. Mai war das so.| Vogt ging."),
    ("fr", "Il a mis le cap.| La mer monte de 5 m.| Me Petit et M. Roux passent le col.| Lund suit."),
    ("pt", "Ele vive perto do mar.| Pedro não.| Nos EUA.| Luís também."),
    ("es", "El barco salió al mar.| Pedro no.| Fue el 5 mar. 1990.| EE. UU. Navales lo dice."),
    (
        "ru",
        "Цветок высотой 30 см.| Лепестки белые.| См. Рис. 3 и см. Белова.| Это понравилось им.| Там тихо.",
    ),
    ("hr", "Teži 5 g. Luka je vaga g. Horvata.".replace("g. L", "g.| L")),
    ("ru", "Он жил среди гор.| Там был полк.| Это древний род.| Заплатили 100 евро.| Белов ушёл."),
    ("uk", "Він надіслав лист.| Іваненко прочитав.| Заплатили 100 євро.| Коваль пішов."),
    ("pl", "Pomógł im.| Potem poszedł na ul. Długą im. Kopernika.| To było ok. 5 lat temu."),
    ("nl", "Hij slaapt.| 's Avonds werkt hij.| 't Is zo."),
    ("es", "Nació en el s. XX.| Véase el t. II.| Murió."),
    ("cs", "Narodil se r. 1950 v Praze.| Karel IV. ji založil."),
    ("hi", "श्री ए. के. शर्मा आए।| वे बोले।"),
    ("vi", "Ông Lê đến TP. Huế.| Rồi ông đi."),
    ("ru", "Это было в 60-х гг. XX в.| Потом он уехал."),
    ("nl", "Het was stil.| ...en toen viel de mast."),
    ("es", "Lo dicen el art. 4 y los párrs. 5 y 6.| El lun. 3 llegó a EE. UU. el Dr. Gil."),
    ("es", "A las 5 p. m. Pedro cerró la puerta.| Luego se fue."),
    ("ru", "В 1990–1992 гг. Белов жил в пгт. Заря.| Дом сгорел в 1993 г.| Потом он уехал."),
    ("uk", "Прийдуть двоє (може, троє. — Ред.).| Чекаємо."),
    ("kk", "Мұнда М. Т. Әлин, т.б. тұрды.| Үй ескі."),
    ("sv", "Herr Lund arbetar för Tern Inc. och Mr. Crane.| Det är allt."),
    ("zh", "我们看了《出发吧！船长》。|好看！"),
    ("ja", "駅（北口。南口は閉鎖。）に集まった。|雨だった。|（傘はない。）|帰った。"),
    ("ja", "「行こう。もう遅い。」などと言った。|彼は黙った。"),
    ("hy", "Նա եկավ:| Ո՞վ գիտեր:| 2-րդ օրը գնաց, ժամը 10:30-ին:"),
    ("am", "ማን መጣ፧|እሱ መጣ።"),
    ("it", "Il sig. Rossi e la dott.ssa Neri arrivano.| Poi vanno via."),
    ("pl", "Pan dr. Nowak mieszka przy ul. Długiej.| To jest np. dobre."),
    ("ja", "会議が開かれた。|「本当か。」と彼は言った。|終わり。"),
    ("zh", "今天下雨了。|你好吗？|很好！"),
    ("hi", "यह पहला वाक्य है।| यह दूसरा है।"),
    ("ar", "هل ذهبت؟| نعم ذهبت."),
    ("hy", "Սա առաջինն է։| Սա երկրորդն է։"),
    ("und", "Dr. Smith went.| He left."),
]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_ends_where_it_should(marked: str) -> None:
    assert split(marked.replace("|", ""), "en") == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(("language", "marked"), OTHERS)
def test_other_languages_end_where_they_should(language: str, marked: str) -> None:
    assert split(marked.replace("|", ""), language) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(
    "hostile",
    [
        *(".", "?", ". ", "a", "(", "A. ", '." ', "。", ".\n", "... ", ".[1]", "a.A", " »", "[a] "),
        *(
            "• ",
            "1) ",
            "1. A 2. A ",
            "(a. - A",
            "l'a. ",
            "《！",
            "ab.1 ",
            ".…a",
            '!" (a',
            "U.S. A ",
            "etc. a ",
            "At 5 p.m. ",
            "ա: ",
        ),
    ],
)
def test_hostile_text_is_split_without_losing_a_letter(hostile: str) -> None:
    text = hostile * (200_000 // len(hostile))

    assert "".join("".join(split(text, "en")).split()) == "".join(text.split())


def test_sentences_are_slices_in_order() -> None:
    text = "  One is  here.\tTwo,\nthere!  Three "

    assert split(text, "en") == ["One is  here.", "Two,\nthere!", "Three"]


def test_nothing_gives_no_sentence() -> None:
    assert split("", "en") == []
    assert split(" \n ", "und") == []


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("hi", ["वह डॉ. शर्मा हैं।", "क्या वे आएँगे?", "हाँ।"]),
        ("ur", ["وہ آیا۔", "کیا وہ گیا؟", "ہاں۔"]),
        ("hy", ["Նա եկավ։", "Հետո գնաց։"]),
        ("am", ["እሱ መጣ።", "ከዚያ ሄደ።"]),
        ("my", ["သူလာသည်။", "ပြန်သွားသည်။"]),
        ("ka", ["ის მოვიდა.", "მერე წავიდა."]),
        ("el", ["Ποιος ήρθε;", "Ο κ. Νίκος.", "Έφερε ψωμί, κρασί κ.λπ. και έφυγε."]),
        ("tr", ["Prof. Kaya M.Ö. 300 dolaylarını anlattı.", "Elma, armut vb. getirdi.", "Sonra gitti."]),
        ("ca", ["El Sr. Puig va arribar.", "Va dur pa, vi, etc. i se'n va anar."]),
        ("sv", ["Hon köpte bl.a. bröd.", "Det var billigt."]),
        ("hu", ["Dr. Nagy megérkezett.", "Az 5. emeleten lakik."]),
        ("lt", ["Jis gimė 1990 m. Vilniuje.", "Ten ir mokėsi."]),
        ("id", ["Dr. Sutrisno tiba di Jl. Merdeka.", "Ia pulang."]),
        ("sr", ["Др Петровић је дошао.", "Донео је хлеб, вино итд. и отишао."]),
        ("fa", ["او آمد.", "آیا رفت؟", "بله."]),
        ("ar", ["وصل د. أحمد.", "هل غادر؟", "نعم."]),
    ],
)
def test_sentences_end_as_their_language_ends_them(language: str, sentences: list[str]) -> None:
    assert split(" ".join(sentences), language) == sentences


def test_stops_that_are_nothing_else_need_no_space_after_them() -> None:
    assert split("वह आया।फिर गया।", "hi") == ["वह आया।", "फिर गया।"]
    assert split("円周率は３．１４である．次に進む．", "ja") == ["円周率は３．１４である．", "次に進む．"]


def test_a_semicolon_ends_a_greek_question_and_no_other_sentence() -> None:
    assert len(split("Ποιος είναι; Δεν ξέρω.", "el")) == 2
    assert len(split("Ήρθε; όχι ακόμη.", "el")) == 1
    assert len(split("She came; He left.", "en")) == 1


def test_thai_is_parted_at_spaces_between_clauses() -> None:
    clause = "ชาวบ้านช่วยกันซ่อมสะพานไม้เก่าที่ถูกน้ำพัดไป"
    text = f"{clause} และ{clause} {clause} {clause} อย่างไรก็ตาม{clause}"
    found = split(text, "th")
    assert " ".join(found) == text
    assert len(found) == 3
    assert found[-1].startswith("อย่างไรก็ตาม")
    assert split("มี 12 คน และ 3 คัน", "th") == ["มี 12 คน และ 3 คัน"]


def test_a_language_without_starters_takes_its_function_words_for_them() -> None:
    assert split("Matti A. Virtanen tuli.", "fi") == ["Matti A. Virtanen tuli."]
    assert split("Hän asui USA:ssa ym. Hän palasi.", "fi") == ["Hän asui USA:ssa ym.", "Hän palasi."]
