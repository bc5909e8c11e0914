"""Words whose forms no stemmer brings together: wrote and write, men and man.

By hand: the irregular verbs and plurals of English, the commonest of Spanish, Russian and Ukrainian;
countries and their adjectives; numbers in words and in figures. A group's forms are one word. Not for regular
forms (`bot.text.words`), nor for misspelled ones (`bot.text.spelling`).
"""

from collections.abc import Sequence
from functools import cache

from bot.text.words import stem

# The form that others are derived from (begin: begins, beginning) comes first.
FORMS = {
    "en": "arise arose arisen|awake awoke awoken|bear bore borne born|beat beaten|become became"
    "|begin began begun|bend bent|bind bound|bite bit bitten|bleed bled|blow blew blown"
    "|break broke broken|breed bred|bring brought|build built|burn burnt|buy bought|catch caught"
    "|choose chose chosen|cling clung|come came|creep crept|deal dealt|dig dug|do did done"
    "|draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|dwell dwelt|eat ate eaten"
    "|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fling flung|fly flew flown"
    "|forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen"
    "|get got gotten|give gave given|go went gone|grind ground|grow grew grown|hang hung|hear heard"
    "|hide hid hidden|hold held|keep kept|kneel knelt|know knew known|lay laid|lead led|lean leant"
    "|leap leapt|learn learnt|leave left|lend lent|lie lay lain|light lit|lose lost|make made"
    "|mean meant|meet met|mistake mistook mistaken|overcome overcame|overthrow overthrew overthrown"
    "|pay paid|prove proven|ride rode ridden|ring rang rung|rise rose risen|run ran|say said"
    "|see saw seen|seek sought|sell sold|send sent|sew sewn|shake shook shaken|shine shone|shoot shot"
    "|show shown|shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat|slay slew slain|sleep slept"
    "|slide slid|smell smelt|sow sown|speak spoke spoken|speed sped|spell spelt|spend spent|spill spilt"
    "|spin spun|spoil spoilt|spring sprang sprung|stand stood|steal stole stolen|stick stuck"
    "|sting stung|stride strode|strike struck stricken|strive strove striven|swear swore sworn"
    "|sweep swept|swell swollen|swim swam swum|swing swung|take took taken|teach taught|tear tore torn"
    "|tell told|think thought|throw threw thrown|tread trod trodden|undergo underwent undergone"
    "|understand understood|undertake undertook undertaken|uphold upheld|wake woke woken|wear wore worn"
    "|weave wove woven|weep wept|win won|wind wound|withdraw withdrew withdrawn|withhold withheld"
    "|withstand withstood|write wrote written|rewrite rewrote rewritten|analysis analyses|axis axes"
    "|basis bases|child children|crisis crises|criterion criteria|curriculum curricula|die died dying"
    "|dead died death|foot feet|goose geese|half halves|hypothesis hypotheses|knife knives|leaf leaves"
    "|life lives|loaf loaves|louse lice|man men|medium media|mouse mice|nucleus nuclei|ox oxen"
    "|person people|phenomenon phenomena|shelf shelves|thesis theses|thief thieves|tooth teeth"
    "|wife wives|wolf wolves|woman women|bacterium bacteria|fungus fungi|index indices|spectrum spectra"
    "|stimulus stimuli|high height|long length|wide width|deep depth|strong strength|two 2|three 3"
    "|four 4|five 5|six 6|seven 7|eight 8|nine 9|ten 10|eleven 11|twelve 12|fifteen 15|twenty 20"
    "|thirty 30|forty 40|fifty 50|sixty 60|hundred 100|first 1st|second 2nd|third 3rd|fourth 4th"
    "|fifth 5th|sixth 6th|seventh 7th|eighth 8th|ninth 9th|tenth 10th|france french"
    "|spain spanish spaniard|england english|britain british|netherlands dutch|switzerland swiss"
    "|poland polish|denmark danish|sweden swedish|finland finnish|greece greek|turkey turkish"
    "|wales welsh|ireland irish|scotland scottish|china chinese|japan japanese|portugal portuguese"
    "|iraq iraqi|america american|europe european|africa african|asia asian|peru peruvian"
    "|norway norwegian|thailand thai|germany german|italy italian|russia russian|egypt egyptian"
    "|philippines filipino philippine",
    "es": "andar anduvo anduvieron|caber cupo|conducir condujo condujeron|dar dio dieron da dado"
    "|decir dijo dijeron dice dicho|dormir durmió duerme|elegir eligió elige electo"
    "|estar estuvo estuvieron|hacer hizo hicieron hace hecho|ir fue fueron va"
    "|morir murió murieron muere muerto|mover mueve|nacer nació nacido"
    "|obtener obtuvo obtuvieron obtiene|pedir pidió pide|poder pudo pudieron puede"
    "|poner puso pusieron pone puesto|producir produjo produjeron produce|querer quiso quiere"
    "|romper roto|saber supo sabe|seguir siguió sigue|tener tuvo tuvieron tiene|traer trajo trajeron"
    "|venir vino vinieron viene|ver vio vieron visto|volver vuelve vuelto|escribir escrito"
    "|abrir abierto|cubrir cubierto|descubrir descubierto|empezar empieza|comenzar comienza comienzo"
    "|pensar piensa|encontrar encuentra encuentran|mostrar muestra muestran|demostrar demuestra"
    "|contar cuenta cuentan|probar prueba|aprobar aprueba|recordar recuerda|costar cuesta cuestan"
    "|volar vuela|servir sirve sirvió|medir mide midió|competir compite compitió|repetir repite repitió"
    "|convertir convierte convirtió|sentir siente sintió|preferir prefiere prefirió"
    "|sugerir sugiere sugirió|referir refiere refirió|requerir requiere requirió"
    "|adquirir adquiere adquirió|perder pierde|cerrar cierra|gobernar gobierna gobierno"
    "|extender extiende|defender defiende|entender entiende|jugar juega juegan juego|leer leyó"
    "|creer creyó|caer cayó|oír oyó oye|huir huyó huye|traducir tradujo traduce|reducir redujo reduce"
    "|introducir introdujo introduce|conducir conduce|mantener mantuvo mantiene"
    "|contener contuvo contiene|detener detuvo detiene|intervenir intervino interviene"
    "|proponer propuso propone propuesto propuesta|componer compuso compone compuesto"
    "|imponer impuso impone impuesto|exponer expuso expone expuesto|describir describe descrito"
    "|resolver resuelve resuelto|conseguir consiguió consigue|perseguir persiguió persigue"
    "|corregir corrige corrigió|conocer conozca|nacer nace|dos 2|tres 3|cuatro 4|cinco 5|seis 6|siete 7"
    "|ocho 8|nueve 9|diez 10|doce 12|veinte 20|cien 100",
    "ru": "человек люди людей людям людьми|ребенок дети детей детям|идти шел шла шли идет"
    "|найти нашел нашла нашли найден|войти вошел вошла вошли|прийти пришел пришла пришли"
    "|произойти произошел произошла произошло произошли|взять взял возьмет|умереть умер умерла умерли"
    "|лед льда льды|день дня дней|писать пишет пишут|показать покажет|начать начал начнет"
    "|принять принял примет|понять понял поймет|жить жил живет живут|мочь может могут мог"
    "|помочь поможет помог|хотеть хочет хотят|дать дал даст дают|брать берет|вести вел ведет вела"
    "|перевести перевел перевела|произвести произвел произвела|привести привел привела"
    "|расти рос растет росла|вырасти вырос выросла|уйти ушел ушла ушли|выйти вышел вышла вышли"
    "|перейти перешел перешла перешли|имя имени имена|время времени времена|племя племени племена"
    "|мать матери|дочь дочери|друг друзья друзей|брат братья|сын сыновья|отец отца|церковь церкви|два 2"
    "|три 3|четыре 4|пять 5|шесть 6|семь 7|восемь 8|девять 9|десять 10|двенадцать 12|двадцать 20"
    "|сто 100",
    "uk": "людина люди людей людям|дитина діти дітей дітям|йти ішов йшов йшла йшли"
    "|знайти знайшов знайшла знайшли|піти пішов пішла пішли|прийти прийшов прийшла прийшли"
    "|взяти взяв візьме|день дня днів|лід льоду|писати пише пишуть|почати почав почне|прийняти прийняв"
    "|жити жив живе|могти може могли|допомогти допоміг допоможе|дати дав дасть|вести вів вела"
    "|перевести перевів|рости ріс росла|вийти вийшов вийшла вийшли|ім'я імені імена|час часу"
    "|плем'я племені|мати матері|дочка доньки|друг друзі друзів|місто міст|церква церков|село сіл|два 2"
    "|три 3|чотири 4|п'ять 5|шість 6|сім 7|вісім 8|дев'ять 9|десять 10|двадцять 20|сто 100",
}


def others(word: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Give the other forms of a word, in those of these languages that have it as irregular."""
    found: dict[str, None] = {}
    for language in languages:
        by_form, by_stem = _tables(language)
        for group in by_form.get(word) or (by_stem and by_stem.get(stem(word, language))) or ():
            found.update(dict.fromkeys(group))
    found.pop(word, None)
    return tuple(found)


@cache
def _tables(language: str) -> tuple[dict[str, list[list[str]]], dict[str, list[list[str]]]]:
    """Give the groups of each form, and of the stem of each first form."""
    by_form: dict[str, list[list[str]]] = {}
    by_stem: dict[str, list[list[str]]] = {}
    for group in [line.split() for line in FORMS.get(language, "").split("|") if line]:
        for form in group:
            by_form.setdefault(form, []).append(group)
        by_stem.setdefault(stem(group[0], language), []).append(group)
    return by_form, by_stem
