"""How languages point back at earlier text: data for `bot.text.anaphora`, and nothing else.

All words as `bot.text.words.words` gives them: case-folded, elisions parted (c'est is c, est).
"""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Pointers:
    """What an opening that points back looks like in one language.

    `pronouns` point back as the first word, after function words alone ("When he"), and beside a quotation
    ("…," he said); `openers` only as the first word; `phrases` are openings of two to four words. `fine`
    takes back an opening of two words that points at no text: "this week", "it is", "те, кто".

    `articles` open a noun that is taken up again, where one of `verbs`, or a word that ends in one of
    `endings`, follows it: "The verdict was", "The order divided". `noun_first` holds where adjectives come
    after their noun; there articles also open what is so in general ("La música es …"). `counts` point back
    where a verb follows them at once: "Two were".
    """

    pronouns: frozenset[str]
    openers: frozenset[str]
    phrases: frozenset[str]
    starts: frozenset[str]  # the first words of phrases
    fine: frozenset[str]
    articles: frozenset[str]
    verbs: frozenset[str]
    endings: tuple[str, ...]
    noun_first: bool
    counts: frozenset[str]


@cache
def pointers(language: str) -> Pointers | None:
    """Give the data of a language, None where there is none."""
    if language not in _DATA:
        return None
    data = _DATA[language]
    pairs = (line.split(":") for line in data["fine"].split("|"))
    phrases = [phrase.split() for phrase in data["phrases"].split("|")]
    return Pointers(
        pronouns=frozenset(data["pronouns"].split()),
        openers=frozenset(data["openers"].split()),
        phrases=frozenset(" ".join(phrase) for phrase in phrases),
        starts=frozenset(phrase[0] for phrase in phrases),
        fine=frozenset(
            f"{a} {b}" for firsts, seconds in pairs for a in firsts.split() for b in seconds.split()
        ),
        articles=frozenset(data.get("articles", "").split()),
        verbs=frozenset(data.get("verbs", "").split()),
        endings=tuple(data.get("endings", "").split()),
        noun_first=bool(data.get("noun_first")),
        counts=frozenset(data.get("counts", "").split()),
    )


# Phrases are parted by |; so are lines of fine pairs, each "first words: second words".
_DATA: dict[str, dict[str, str]] = {
    "en": {
        "pronouns": """he she they him them his their theirs hers himself herself themselves he's she's
            they're he'd she'd they'd he'll she'll they'll they've""",
        "openers": """it its her this that these those it's that's it'll such and but or so yet then thus
            hence also however therefore moreover furthermore nevertheless nonetheless still
            besides instead otherwise likewise similarly consequently accordingly meanwhile
            afterwards afterward subsequently conversely indeed there's another others both
            neither either here here's later too nor""",
        "phrases": """in addition | as a result | for example | for instance | by contrast | in contrast |
            in turn | in fact | after that | before that | because of this | because of that |
            despite this | despite that | in this | in that | at that | at this | on the other
            hand | at the same time | the latter | the two | the pair | one of them | some of them
            | many of them | most of them | all of them | of these | of those | among them | with
            this | with that | to this | that is why | even so | on top of that | the same | the
            other | the others | if so | if not | at the time | even then | by then | until then |
            since then | every such | any such | no such | one such | many such | nobody else |
            no one else | everyone else | everybody else | nothing else | everything else""",
        "fine": """this these: week weeks month year years morning afternoon evening summer winter spring
            autumn fall season century decade days | in: this | those: who whose | that: said |
            it's: unclear | in: fact | so: far | both: of | her: majesty | later:
            this""",
        "articles": "the",
        "verbs": """is are was were be been has have had will would could can may might must shall should did
            does do said says say told tells came comes became becomes began begins took takes went goes
            made makes got gets gave gives left leaves also then now later never isn't aren't wasn't weren't
            hasn't haven't hadn't won't wouldn't couldn't can't doesn't don't didn't""",
        "endings": "ed",
        "counts": "one two three four five six seven eight nine ten some many most several few none each",
    },
    "es": {
        "pronouns": "él ella ellos ellas ello éste ésta éstos éstas ése ésa ésos ésas aquél aquélla",
        "openers": """este esta esto estos estas ese esa eso esos esas aquel aquella aquello aquellos
            aquellas su sus suyo suya pero y e o sino además entonces así también tampoco luego
            después asimismo igualmente aunque allí ahí finalmente mientras ambos ambas dicho
            dicha dichos dichas tal tales""",
        "phrases": """sin embargo | por eso | por ello | por esto | por tanto | por lo tanto | no obstante |
            en cambio | de hecho | por ejemplo | en consecuencia | a pesar de ello | a pesar de
            esto | además de esto | con ello | con esto | para ello | en ese | en esa | en esos |
            en esas | de este modo | de esta forma | de esta manera | por otra parte | por otro
            lado | por su parte | al mismo tiempo | a su vez | en su | el mismo | la misma | los
            mismos | las mismas | los dos | las dos | es decir | como resultado | debido a ello |
            debido a esto""",
        "fine": """este esta estos estas: año semana mes mañana tarde noche lunes martes miércoles jueves
            viernes sábado domingo verano invierno primavera otoño siglo temporada | así: como |
            además: de | después: de del | luego: de | mientras: que el la los las | también:
            conocido conocida | tal: como vez | aunque: el la los las | su: majestad""",
        "articles": "el la los las",
        "verbs": """es son era eran fue fueron será serán sería está están estaba estaban ha han había habían
            habrá tiene tienen tenía tuvo puede pueden podía podrá debe deben va van iba se no también ya
            dijo dice dijeron llegó empezó comenzó terminó ocurrió""",
        "endings": "ó aron ieron aba aban",
        "counts": """uno una dos tres cuatro cinco seis siete ocho nueve diez algunos algunas muchos muchas
            varios varias pocos pocas ninguno ninguna""",
        "noun_first": "yes",
    },
    "ru": {
        "pronouns": "он она оно они его её ее их ему ей им ним ней нему нём них нею неё него",
        "openers": """это этот эта эти этого этой этих этому этим этими эту этою тот та то те ту той тех тем
            теми того тому такой такая такое такие такую таких таким такими там тогда туда оттуда
            поэтому однако но а и или же тоже также затем потом зато впрочем
            следовательно итак притом причем причём наоборот кроме здесь оба обе иначе свой своя
            свои""",
        "phrases": """кроме того | тем не менее | при этом | при том | в то же время | таким образом | из за
            этого | после этого | до этого | для этого | об этом | в этом | на это | на этом | с
            этим | в связи с | в результате | несмотря на это | вместе с тем | по его | по ее | по
            её | по их | в свою очередь | более того | например | в частности | с другой стороны |
            к тому же | так как | тот же | та же | те же | то же | за это | от этого | на самом
            деле | именно поэтому | в таком | в таких""",
        "fine": """этот эта это эти этой этим эту: год неделя неделю зиму весну месяц утро день вечер
            лето зима весна осень летом зимой весной осенью утром вечером неделе | в: этом |
            то те тот та тех тем того тому ту той: что кто кому кого как | а: также | в: связи |
            и: в | кроме: него | также: известный известная
            известен""",
    },
    "uk": {
        "pronouns": """він вона воно вони його її їх їхній їхня їхнє їхні йому їй їм ним нею ними ньому ній
            них нього неї""",
        "openers": """це цей ця ці цього цієї цих цьому цим цими цю цією той та те ті ту тієї тої тих тим тими
            тією того такий така таке такі таку таких таким такими там тоді
            туди звідти тому однак але а і й або проте отже також теж потім зате втім утім відтак
            натомість навпаки крім тут обидва обидві інакше свій своя свої причому""",
        "phrases": """крім того | тим не менш | при цьому | у той же час | в той же час | водночас | таким
            чином | через це | після цього | до цього | для цього | про це | у цьому | в цьому |
            на це | на цьому | з цим | у зв'язку з | у результаті | в результаті | попри це |
            незважаючи на це | разом з тим | за його | за її | за їхніми | за його словами | за її
            словами | у свою чергу | своєю чергою | більше того | наприклад | зокрема | з іншого
            боку | до того ж | той же | та ж | те ж | за це | від цього | саме тому | насправді |
            у такому | в такому | у таких | в таких""",
        "fine": """цей ця це ці цієї цю: зиму весну рік тиждень місяць ранок день вечір літо
            зима весна осінь зими весни осені | цього: року тижня місяця літа ранку вечора |
            те ті той та тих тим того ту тієї: що хто кого кому як | а: також | тому: що |
            крім: нього | також: відомий відома""",
    },
    "de": {
        "pronouns": """er ihm ihn sie ihnen ihr ihre ihren ihrem ihrer sein
            seine seinen seinem seiner seines""",
        "openers": """es dieser diese dieses diesem diesen jener jene jenes dies deren dessen dem aber doch
            jedoch deshalb daher darum deswegen dennoch trotzdem außerdem zudem ferner dann dort
            damit dabei dafür dagegen danach davor darin darauf davon dazu daran darüber darunter
            auch so also und oder denn hingegen allerdings schließlich stattdessen folglich somit
            zuvor beide beides ebenso gleichzeitig""",
        "phrases": """das ist | das war | das sei | das hat | das hatte | das wird | das sind | das wäre |
            das gilt | aus diesem grund | in diesem | in dieser | bei diesem | bei dieser | zu
            diesem | zu dieser | mit diesem | mit dieser | zum beispiel | im gegensatz dazu | auf
            der anderen seite | zur gleichen zeit | die beiden | der gleiche | der selbe | in der
            tat | darüber hinaus | infolgedessen""",
        "fine": """diese dieser dieses diesen diesem: woche jahr monat morgen abend tage sommer winter
            frühling herbst saison | es: gibt gab | in: diesem | auch: der die das den dem in im |
            so: wie""",
    },
    "fr": {
        "pronouns": "il elle ils elles lui eux celui celle ceux celles",
        "openers": """ce cet cette ces cela ça ceci son sa ses leur leurs mais cependant toutefois pourtant
            néanmoins donc alors ainsi puis ensuite aussi et ou or car enfin là y en c tous toutes
            certains certaines autrement""",
        "phrases": """en effet | de plus | en outre | par conséquent | par exemple | par ailleurs | en
            revanche | au contraire | en fait | c est pourquoi | pour cela | pour cette raison |
            malgré cela | dans ce | dans cette | à ce | à cette | de ce fait | d autre part | en
            même temps | le même | la même | les mêmes | les deux | du coup | après cela | avec
            cela | de son | de leur | selon lui | selon elle | selon eux | à son tour | de son
            côté""",
        "fine": """ce cet cette ces: semaine année mois matin soir lundi mardi mercredi jeudi vendredi
            samedi dimanche été hiver printemps automne siècle | il: y faut | ce: qui que | ceux
            celui celle celles: qui que | tous toutes: les | en: janvier février mars avril mai
            juin juillet août septembre octobre novembre décembre france europe | ainsi: que |
            certains certaines: des""",
    },
    "it": {
        "pronouns": "egli ella esso essa essi esse lui lei loro costui costei costoro",
        "openers": """questo questa questi queste quest quello quella quelli quelle quel quell ciò suo sua
            suoi sue ma però tuttavia quindi perciò inoltre dunque così poi allora anche e o
            eppure infatti infine invece intanto pertanto ne lì là entrambi entrambe tale tali
            altrimenti""",
        "phrases": """il suo | la sua | i suoi | le sue | il loro | la loro | i loro | le loro | per questo
            | per ciò | di conseguenza | ad esempio | per esempio | d altra parte | nel frattempo
            | allo stesso tempo | in effetti | di fatto | in questo | in questa | in quel | in
            quella | a questo | a questa | dopo ciò | nonostante ciò | lo stesso | la stessa | gli
            stessi | le stesse | i due | le due | secondo lui | secondo lei | a sua volta""",
        "fine": """questo questa quest questi queste: anno settimana mese mattina sera notte estate
            inverno primavera autunno secolo | quelli quelle quello quella ciò: che | così: come |
            anche: il la i gli le l se""",
    },
    "pt": {
        "pronouns": "ele ela eles elas dele dela deles delas",
        "openers": """este esta estes estas isto esse essa esses essas isso aquele aquela aqueles aquelas
            aquilo seu sua seus suas mas porém contudo todavia entretanto portanto então assim
            também e ou logo depois ali lá aí ademais ambos ambas nele nela nisso disso neste
            nesta nesse nessa tal tais""",
        "phrases": """no entanto | além disso | por isso | por isto | por conseguinte | por exemplo | por
            outro lado | ao mesmo tempo | apesar disso | com isso | para isso | o seu | a sua | os
            seus | as suas | em vez disso | de fato | de facto | como resultado | o mesmo | a
            mesma | os mesmos | as mesmas | os dois | as duas | por sua vez | segundo ele |
            segundo ela | dessa forma | desta forma | desse modo | deste modo""",
        "fine": """este esta estes estas neste nesta: ano semana mês manhã tarde noite segunda terça
            quarta quinta sexta sábado domingo verão inverno primavera outono século | aqueles
            aquelas aquele aquela: que | assim: como | além: de do da | depois: de do da | logo:
            após | ele: próprio""",
    },
    "nl": {
        "pronouns": "hij zij ze hem haar hun hen",
        "openers": """het dit dat deze die zijn maar echter toch dus daarom daardoor dan daar daarna daarmee
            daarbij daarvoor ook en of want bovendien verder zo vervolgens niettemin desondanks
            intussen ondertussen beide beiden""",
        "phrases": """in plaats daarvan | als gevolg daarvan | aan de andere kant | tegelijkertijd | de twee
            | om die reden | ondanks dat | met die | op die | in die""",
        "fine": "deze dit: week maand jaar ochtend avond zomer winter lente herfst | het: is",
    },
    "pl": {
        "pronouns": "on ona ono oni one jego jej ich mu im nim nią nimi niego niej nich",
        "openers": """to ten ta te ci tego tej tych temu tym tymi taki taka takie tam wtedy dlatego jednak
            ale a i lub też także również potem następnie zatem więc ponadto poza natomiast
            tymczasem obaj obie oba tak""",
        "phrases": """z tego powodu | mimo to | pomimo tego | w ten sposób | w tym czasie | na przykład | z
            drugiej strony | po tym | przed tym | w rezultacie | co więcej | oprócz tego | w tym |
            o tym | do tego | za to""",
        "fine": """ten ta to te: rok tydzień miesiąc ranek wieczór | ten ta to te ci: kto który która
            które którzy co | w: tym""",
    },
}
