"""Words by which the readers tell who asks, who answers and what is neither; in lower case.

Swedish, English, Norwegian, Danish and German, since interviews are published in those where the bot is at home.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`, which white space parts."""
    return frozenset(text.split())


ASKERS = word_set(
    """
    f fråga frågan frågor frågare frågeställare intervjuare intervjuaren intervjuledare journalist journalisten
    moderator moderatorn programledare programledaren publik publiken publikfråga redaktionen reporter reportern
    värd värden q question questions interviewer host hosts audience asked moderated spørsmål spørgsmål spm
    intervjuer interviewer'en journalisten interviewere programleder frage fragen interviewerin moderatorin
    redaktion
    """
)
"""What stands before a question instead of a name."""

ANSWERERS = word_set(
    """
    s svar svaret svarar intervjuperson intervjupersonen respondent respondenten gäst gästen a answer answers
    guest interviewee antwort antworten gast respondentin intervjuobjekt intervjuobjektet gjest gjesten gæst
    gæsten
    """
)
"""What stands before an answer instead of a name."""

PLACEHOLDERS = word_set(
    """
    speaker talare talaren speakers unknown okänd person röst voice taler sprecher deltagare
    """
)
"""What stands, with a figure or a letter, for a voice that nobody has named."""

INTERLUDES = word_set(
    """
    break sponsor sponsors ad ads advert advertisement jingle music musik intro outro reklam reklampaus annons
    paus reklame pause werbung
    """
)
"""Speakers that are none: what they say is no part of the interview."""

IMPERATIVES = word_set(
    """
    berätta beskriv förklara nämn utveckla ge tipsa jämför presentera motivera sammanfatta rangordna resonera
    describe explain name tell walk give share introduce compare summarize summarise elaborate talk imagine
    fortell forklar nevn fortæl beskrive nævn uddyb utdyp erzählen erzähl erzähle beschreiben beschreib
    beschreibe erklären erklär nennen nenne stellen schildern
    """
)
"""The verbs that bid somebody speak."""

QUESTION_WORDS = word_set(
    """
    vad vem vilka vilken vilket var vart varför när hur vems varifrån finns är har kan skulle kommer tycker tror
    får känner hade blir brukar ska måste vill vågar gör hinner minns vet ser trivs what who whom whose which
    where why when how is are was were do does did can could would will should have has had hva hvem hvilke
    hvilken hvilket hvor hvorfor når hvordan hvad hvornår er har kan skal vil blir bliver was wer wen wem welche
    welcher welches wo woher wohin warum wieso weshalb wann wie ist sind haben hat können kann würden wollen
    gibt werden wird hast bist kannst
    """
)
"""Words that a question begins with, verbs put first among them."""

FIRST_PERSON = word_set(
    """
    jag mig min mitt mina me my mine i'm i've i'd i'll jeg meg mine ich mich mir mein meine meinen meiner
    """
)
"""The first person singular; not the English "I", which is a preposition in Swedish."""

ENGLISH_ABOUT_I = word_set(
    """
    am was have had do did would could should think know feel want the and to
    """
)
"""Words by which an "I" is the English one."""

PLURAL = word_set(
    """
    vi oss vår vårt våra we us our ours vores vårt våre wir uns unser unsere
    """
)

SECOND_PERSON = word_set(
    """
    du dig din ditt dina ni ert era you your yours you're you've you'd deg dere deres jer jeres sie ihnen ihr
    ihre ihren ihrem ihrer dich dir dein deine deinen euch
    """
)

SAYING = word_set(
    """
    säger sa sade berättar förklarar menar svarar fortsätter tillägger konstaterar utbrister skrattar undrar
    minns tycker påpekar understryker betonar funderar summerar avslutar skämtar intygar hävdar resonerar says
    said tells told explains explained recalls recalled adds added continues continued laughs laughed admits
    admitted notes noted remembers insists insisted replies replied answers answered smiles sier forteller
    forklarer mener svarer fortsetter tilføyer ler minnes opplyser siger fortæller fortsætter tilføjer griner
    husker sagt erzählt erklärt meint antwortet erinnert ergänzt lacht
    """
)
"""Verbs that tell who is quoted."""

INTERJECTIONS = word_set(
    """
    ja jo just precis okej ok mm mhm aha jaha jaså exakt absolut visst ah åh oj wow nej så sant jasså hmm hm
    japp jepp bra spännande kul coolt det klart yeah yes yep yup right okay sure exactly totally absolutely
    uh-huh mm-hmm mmhmm huh no oh really nice cool great interesting gotcha true indeed definitely of course i
    see got it that's amazing awesome nei jo nettopp akkurat riktig nemlig præcis klart genau stimmt klar
    richtig achso ach so
    """
)
"""Words that a listener puts in."""

ANSWERING = word_set(
    """
    ja jo nej absolut visst kanske javisst självklart nja tja haha oj jadå precis yes no yeah well oh nope sure
    absolutely maybe perhaps ha definitely honestly nei joda kanskje selvfølgelig måske nej nein naja vielleicht
    natürlich
    """
)
"""Words that begin an answer and hardly a question."""

OWN_ASKING = word_set(
    """
    frågar undrar asks ask wonder wondered asked spør spørger frage fragen
    """
)
"""Verbs by which a writer tells what they asked themselves: "frågar jag"."""
