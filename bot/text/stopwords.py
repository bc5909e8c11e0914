"""Stop words of languages for which sumy has no list, or a thin one: data, and nothing else.

Function words only (pronouns, articles, prepositions, conjunctions, auxiliaries, question words), written for
this project. `bot.text.words.stop_words` joins them with sumy's.
"""

OWN: dict[str, str] = {
    "da": """af alle alt anden andet at blev blive bliver da de dem den denne der deres det dette dig din
        disse dog du efter eller en end er et for fordi fra få før ham han hans har havde have hende
        hendes her hos hun hvad hvem hver hvilken hvis hvor hvordan hvorfor hvornår i ikke ind ingen jeg
        jer kan kun kunne man mange med meget men mig min mod må ned noget nogle nogen nu når og også om
        op os over på samt se selv sig sin sit skal skulle som så sådan thi til ud under var ved vi vil
        ville vor være været""",
    "de": """ab allem aller alles ans außer bei beim bereits bevor bin bis bist da dabei dadurch dafür damit
        dann darauf daran das dass deren dessen dem den denn der des dich die dies diese diesem diesen
        dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwa etwas euch euer
        für gegen gewesen hab habe haben hat hatte hatten hier hinter ich ihm ihn ihnen ihr ihre ihrem
        ihren ihrer im in indem ins ist ja jede jedem jeden jeder jedes jedoch kann kein keine können
        könnte man mehr mein mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne sehr
        sein seine seinem seinen seiner seit sich sie sind so sogar solche soll sollte sollten sondern
        sowie über um und uns unser unter vom von vor war waren warum was weil welche welchem welchen
        welcher welches wenn wer werde werden wessen wie wieder will wir wird wo wurde wurden würde
        würden zu zum zur zwar zwischen""",
    "en": """it's that's there's he's she's i'm we're you're they're don't didn't doesn't isn't wasn't
        won't""",
    "es": """a acá ahí al algo alguien algún alguna algunas alguno algunos allá allí ambas ambos ante antes
        apenas aquel aquella aquellas aquello aquellos aquí así aun aún aunque bajo bien cada casi como
        cómo con contra cual cuál cuales cualquier cuando cuándo cuanto cuánto cuantos cuántos cuya
        cuyas cuyo cuyos de del desde después donde dónde dos durante e el él ella ellas ello ellos en
        entonces entre era eran eres es esa esas ese eso esos esta está estaba estaban están estar estas
        este esto estos estoy estuvo fue fueron fui ha había habían haber han has hasta hay haya he
        hemos hubo incluso jamás la las le les lo los luego mas más me mediante mi mí mientras mis misma
        mismas mismo mismos mucha muchas mucho muchos muy nada nadie ni ningún ninguna ninguno no nos
        nosotros nuestra nuestras nuestro nuestros nunca o os otra otras otro otros para pero poca pocas
        poco pocos por porque pude pudo puede pueden pues que qué quien quién quienes quiénes quizá
        quizás se sea sean según ser será serán sería si sí sido siempre siendo sin sino sobre sólo solo
        son soy su sus suya suyo tal tales también tampoco tan tanta tanto tantos te tendrá tenía tener
        tengo ti tiene tienen toda todas todavía todo todos tras tu tú tus tuvo u un una unas uno unos
        usted ustedes va vez vosotros y ya yo""",
    "fi": """ei eivät emme en et ette että hän häneen häneltä hänelle hänen hänet häntä he heidän heille
        heidät heistä heitä ja jo joiden joita joka jokin jolla jolle jonka jos joskus jossa josta jota
        jotka jotta kanssa keiden keitä ken kenen ketkä ketä koska kuin kuinka kuka kun kuten me meidän
        meille meitä mikä miksi mikäli minkä minua minulla minun minut minä missä mistä mitkä mitä
        mukaan mutta myös ne niiden niin niitä noin nuo nyt näin nämä näiden näitä oli olen olemme olet
        olette olevat olimme olin olisi olisivat olivat olla olleet ollut on ovat poikki se sekä sen
        siellä siinä siitä sille sillä sinua sinun sinä sitä tai te teidän teitä tuo tähän tämä tämän
        tässä tästä tätä vaan vai vaikka voi voivat yli""",
    "fr": """a ai ainsi après as assez auquel aura auraient aurait avaient avais avait avant avez avons ayant
        c celle celles celui cet cette chez contre d de delà dont du duquel dès en entre est et eux
        furent fut il ils j jusque jusqu l la laquelle le lequel les leur leurs lors lorsque lui là m
        malgré me moi moins mon même n ne ni nos notre nous on ont ou où par parmi pas plus pour
        pourquoi puis puisque qu quand que quel quelle quelles quels qui quoi sa sans se selon sera
        seraient serait ses si soit son sont sous sur t ta te toi ton tous tout toute toutes tu un une
        vers voici voilà vos votre vous y à était étaient étant été être""",
    "hu": """a abban ahhoz ahogy ahol aki akik akkor alatt amely amelyek amelyet ami amikor amit amíg annak
        arra arról az azok azon azonban azt aztán azután azzal azért be benne bár csak de e ebben egy
        egyes egyik egyéb egész ehhez ekkor el ellen elé először előtt ennek erre erről ez ezek ezen ezt
        ezzel ezért fel felé hanem hiszen hogy hogyan ha ide igen illetve ilyen is ismét itt jó kell
        keresztül ki kik kívül között közül le legyen lehet lenne lett ma maga magát majd meg mellett
        mely melyek mert mi miatt mikor milyen mind minden mint mintha mit mivel miért már más míg még
        nagyon ne nekem neki nem nincs náluk néha néhány olyan ott pedig persze rá s saját sem semmi sok
        sokkal során számára szerint szinte tehát te ti tovább több ugyanis utolsó után utána vagy
        vagyok valaki valami van vannak vele volt voltak volna úgy új ő ők őket össze így""",
    "it": """a ad agli ai al alla alle allo anche ancora avere aveva avevano c che chi ci cioè coi col come
        con contro cosa così cui d da dagli dai dal dalla dalle dallo dei del della delle dello dentro
        di dopo dove e è ed era erano essere fra fu furono gli ha hanno ho i il in io l la le lei li lo
        loro lui ma me mentre mi mia mie miei mio molto ne né negli nei nel nella nelle nello noi non
        nostra nostro o od ogni oltre per perché perciò più poi poiché prima può qual quale quali quando
        quanto quasi quella quelle quelli quello questa queste questi questo qui quindi sarà se senza si
        sia sono sotto sta stata state stati stato su sua sue sugli sui sul sulla sulle sullo suo suoi
        tra tu tua tuo tutta tutte tutti tutto un una uno vi voi""",
    "nl": """aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een
        eens en er ge geen geweest haar had hadden heb hebben heeft hem het hier hij hoe hoewel hun
        iemand iets ik in indien is ja je jij jullie kan kon konden kunnen maar me meer men met mij mijn
        moest moet moeten mogen na naar niet niets nog nu of om omdat ons onze ook op over reeds sinds
        te tegen tijdens toch toen tot tussen u uit uw van veel voor vooral waar waarom wanneer want
        waren was wat we wel werd werden wie wij wil worden wordt zal ze zelf zich zij zijn zo zoals
        zodat zonder zou zouden zullen""",
    "no": """alle at av bare begge ble blei bli blir blitt da de deg dei deim deira dem den denne der dere
        deres det dette di din disse dit du eg ein eit eller elles en enn er et ett etter for fordi fra
        før ha hadde han hans har henne hennes her ho hos hun hva hvem hver hvilke hvilken hvis hvor
        hvordan hvorfor i ikke ikkje ingen inn ja jeg kan kom kun kunne kva kven kvar man mange med meg
        meget mellom men mens mer mi min mot mye må når nå noe noen nokon og også om opp oss over på
        samme seg selv si sia sin sine sitt skal skulle slik som så til ut under uten var ved vi vil
        ville vår være vært å""",
    "pl": """a aby ale albo ani aż bardzo bez bo by był była było były być chociaż ci cię co czy czyli dla do
        gdy gdzie go i ich ile im inny innych ja jak jaka jakie jako je jednak jego jej jest jeszcze
        jeśli już każdy kiedy kim kto która które którego której który których którym którzy lecz lub ma
        mają mi mnie może można mój my na nad nam nas nie nich niego niej nim niż no o od on ona one oni
        ono oraz pod po ponieważ poza przed przez przy są się sobie swoje swój ta tak także tam te tego
        tej temu ten to też tu ty tych tylko tym u w we więc wszystko z za zaś że żeby""",
    "pt": """a à ainda além algo alguém algum alguma algumas alguns ali ambos ante antes ao aos apenas após
        aquela aquelas aquele aqueles aquilo aqui as às assim até cada com como contra cujo cuja da das
        de dela delas dele deles depois desde dessa desse desta deste do dos durante e é ela elas ele
        eles em embora enquanto entre era eram essa essas esse esses esta está estão estar estas estava
        estavam este estes eu fazer foi for foram fosse há havia isso isto já lhe lhes logo mais mas me
        mediante meio menos mesma mesmo meu meus minha minhas muita muitas muito muitos na não nas nela
        nele nem nenhum nenhuma nessa nesse nesta neste no nos nós nossa nosso nunca o onde os ou outra
        outras outro outros para pela pelas pelo pelos per perante pode podem poder pois por porque
        porém qual quais qualquer quando quanto quantos que quem são se segundo sem sempre ser será
        serão seu seus si sido sim sob sobre sua suas tal talvez também tanto tão te tem têm tenha ter
        teu teve tinha toda todas todo todos tu tua tudo um uma umas uns você vocês vos""",
    "ro": """a abia acea aceasta această aceea aceeași acei aceia acel acela acele acest acesta aceste
        acestea acești aceștia acolo acum ai aia al ale alt alta altă alte altul am ar are aș asta
        astfel asupra atât ați atunci au avea avut ba bine ca cam care căci când cât câte către ce cea
        ceea cei cel cele celor chiar cine cineva că cum cu da dacă dar datorită de deci deja deși
        despre din dintr dintre doar după ea ei el ele era erau este eu face fără fi fie fiecare fiind
        fost i îi îl îmi în înainte încât încă între într își îți iar ie la le li lor lui mai mea mei
        mele mereu meu mi mult multe mulți ne nici niciun nimic noastră noi nostru noștri nu o odată or
        ori orice pe pentru peste pot până prea prin printr sa sale sau se sub sunt să său și tot toată
        toate toți tu un una unde unei unele unor unui unul va vor voastră voi vostru vă""",
    "ru": """а без более больше бы был была были было быть в вам вами вас ваш ваша ваше ваши ведь весь во вот
        все всегда всего всей всем всех всё вся вы где да даже для до его ее её если есть еще ещё ею же
        за зачем здесь и из изза или им ими иногда их к каждый как какая какие какой когда конечно кто
        куда ли либо лишь между меня мне много мной мог могла могли могут может можно мой моя моё мои мы
        на над надо нам нами нас наш наша наше наши не него нее неё ней нельзя нем нём нет ни нибудь
        никогда ним ними них ничего но ну о об оба однако он она они оно от откуда очень перед по под
        поэтому после потом потому почему почти при про просто пусть раз с сам сама сами само самый свой
        своего своей своем своём своими своих свою своя себе себя собой со стал стала стали стало так
        также такая такие такой такое там те тебе тебя тем теми тех то тобой тогда того тоже той только
        том томе тот ту тут ты у уж уже хотя чего чей чем через что чтоб чтобы чья эта эти этим этими
        этих это этого этой этом этому этот эту я является являются""",
    "sv": """alla allt att av blev bli blir de dem den denna deras dess dessa det detta dig din du där då
        efter ej eller en er ett från för ha hade han hans har henne hennes hon honom hur här i icke in
        ingen inom inte jag ju kan kunde man med mellan men mig min mot mycket ni nu när någon något
        några och om oss på samma sedan sig sin sina ska skulle som så sådan till under upp ut utan vad
        var vara varför varit vi vid vilka vilken vilket vår är åt över""",
    "uk": """а або авжеж адже але б без би більш більше був була були було бути в вам вами вас ваш ваша ваше
        ваші вже від він вона вони воно всього всі всім всіх все всю вся ви где де для до дуже е ж з за
        завжди зараз зі із й його йому її їй їм ними їх їхній їхня їхні і інколи коли котрий котра котрі
        кого кому крім куди лиш лише ледве між мене мені мій моя моє мої ми могти може можуть можна має
        мали мало мати на навіть над нам нами нас наш наша наше наші не нею нього ньому неї ній ніби ніж
        ним них ні ніколи ну о один об обидва однак отже ось під після перед по поки при про проте
        просто саме сам сама самі свій свого своєї своїй своєму своїми своїх свою своя своє себе собі
        собою та так такий така таке такі також там твій те тебе тим тими тих ти тобі того тоді тої той
        том тому тощо тут ту у хоч хоча хто хтось це цей цього цьому цим ці цих ця цю цієї цій через чи
        чий чия чого чому чим що щоб щось я як яка яке який які якій якого якої якому якою яких якщо є""",
}
