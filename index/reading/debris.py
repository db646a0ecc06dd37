"""What a page puts around an interview: bylines, credits, share buttons, sign-ups, related articles, comments."""

from __future__ import annotations

import re

from index.reading.dates import read_date_line, without_dates
from index.reading.names import is_name
from index.reading.vocabulary import word_set

_CREDIT_WORDS, _BUTTON_LENGTH = 12, 60
_LONGEST = 400
"""Characters: a longer paragraph is somebody's words, whatever it begins with; a cookie notice may be twice that."""
_AUTHOR = re.compile(
    r"(?:text|ord|words|story|interview|intervju|foto|photo|reporter)?(?:\s{0,3}(?:och|and|"
    r"&)\s{0,3}(?:foto|bild|photo|photos))?\s{0,3}"
    r"(?:av|by|af|von|postad av|skriven av|skrivet av|publicerad av|posted by|written by|published by|"
    r"interviewed by|intervju av|interview by)(?!\w)",
    re.IGNORECASE,
)
_CREDITS = word_set(
    """
    foto text bild bilder fotograf fotografi photo photos photograph photography words image images illustration
    film bildkälla källa skribent reporter redaktör redigering översättning author written interview intervju
    intervjuare tekst fotos photographer credit courtesy picture pictures av by illustrationer journalist kamera
    video ljud produktion
    """
)
_WORDS_TOO = frozenset(
    {"intervju", "interview", "film", "video", "produktion", "journalist", "reporter", "källa", "av", "by", "text"}
)
"""What may stand before a colon in a headline, too."""
_PICTURES = frozenset({"foto", "photo", "photos", "bild", "bilder", "fotograf", "photographs", "illustration"})
_SHARING = word_set(
    """
    dela share tipsa tweet tweeta facebook twitter linkedin whatsapp pinterest instagram x print skriv ut gilla
    like e-post email mejla messenger kopiera copy bluesky threads reddit spara save lyssna skriv
    """
)
_AROUND_SHARING = word_set(
    """
    på via med on och and e-post email artikeln this article länk link en kopia till vän sida sidan ut inlägget
    post artikel story the den här detta page a
    """
)
_JOINTS = frozenset({"och", "and", "&", "/", "og", "und"})
_AROUND_WORDS = ".,:;|()–-•·*_[]"
_COUNTER = re.compile(
    r"(?:kommentarer|kommentar|comments?|visningar|views|delningar|shares|likes|gillar)\s{0,3}[(:]?\s?[0-9]*\)?"
    r"|[0-9]+\s{1,3}(?:kommentarer|kommentar|comments?|visningar|views|delningar|shares|likes)"
    r"|(?:lästid|läsetid|reading time|read time|lesezeit)\b.{0,30}|(?:ca\.?\s)?[0-9]+\s?(?:min(?:uter|"
    r"utes?)?\.?)\s?(?:läsning|lästid|read|reading)?",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:→|»|>|⇒)?\s?(?:läs (?:mer|också|även|vidare|hela)|read (?:more|also|next|on)|see also|se (?:även|"
    r"också)|les (?:mer|også)|læs (?:mere|også)|lyssna också|mehr lesen|lesen sie auch|auch interessant)"
    r"(?:[^.?!]{0,60}:.*|\s{0,3}|[^.?!]{0,80}[»→>]?)",
    re.IGNORECASE | re.DOTALL,
)
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright(?!\w)|all rights reserved|alla rättigheter).*", re.IGNORECASE | re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[?(?:bild|image|foto|photo)\s?[0-9]*\]?", re.IGNORECASE)
_LINK_DEFINITION = re.compile(r"\[[^\]]{1,200}\]:\s{0,3}\S.*")
_BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_TAGS = re.compile(
    r"(?:taggar|tags?|tagged|etiketter|ämnen|topics|kategorier|kategori|categories|category|filed under|"
    r"emneord|schlagwörter)\s?:.*|(?:#\w+[,\s]*){2,}",
    re.IGNORECASE,
)
_COOKIES = re.compile(r".{0,200}(?<!\w)(?:cookies?|kakor|informasjonskapsler)(?!\w).{0,400}", re.IGNORECASE | re.DOTALL)
_COOKIE_WORDS = re.compile(
    r"godkänn|accept|samtyck|använder|we use|inställningar|settings|integritet|privacy|webbplats|website|site|policy",
    re.IGNORECASE,
)
_SIGN_UP = re.compile(
    r"(?:få |get |missa |don.t miss|prenumerera|subscribe|anmäl dig|sign up|join our|gå med|registrera|"
    r"skriv upp dig|abonn|meld deg|tilmeld|jetzt abonnieren|newsletter|nyhetsbrev|gillar du |gillade du |"
    r"enjoy(?:ed|ing)? (?:this|what))"
    r"[^\n]{0,160}(?:nyhetsbrev|newsletter|prenumer|subscri|inbox|inkorg|brevlåda|nyhedsbrev|e-?post|"
    r"e-?mail|app\b|podd|podcast|abonn)[^\n]{0,120}"
    r"|(?:prenumerera|subscribe|nyhetsbrev|newsletter|sign up|anmäl dig|bli medlem|bli prenumerant|"
    r"logga in|log in|register|din e-?postadress|your email(?: address)?|enter your email|"
    r"ange din e-?post|skicka|submit)[.!:]?"
    r"|(?:prenumerera på|subscribe to|anmäl dig till|sign up (?:for|to)|bli prenumerant|bli medlem)[^\n]{0,140}",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"(?:\*|\[|\()?(?:annons|annonse|reklam|advertisement|advertorial|sponsored|sponsrat(?: innehåll)?|"
    r"betald? (?:annons|samarbete)|i samarbete med [^.]{1,40}|anzeige|werbung|sponsored content|"
    r"artikeln fortsätter (?:efter|under|nedan)[^.]{0,30}|article continues (?:below|after)[^.]{0,40}|"
    r"story continues below[^.]{0,20}|scroll to continue)(?:\*|\]|\))?[.:]?"
    r"|(?:annons|advertisement|reklam|sponsor|anzeige|sponsored)\s?[:–—-]\s.{1,300}"
    r"|(?:this (?:episode|show|podcast|interview) is (?:brought to you|sponsored|supported) by|"
    r"today.s sponsor|support for this (?:podcast|show)|det här avsnittet (?:presenteras|sponsras)|"
    r"avsnittet sponsras).{0,2000}",
    re.IGNORECASE | re.DOTALL,
)
_NOTE = re.compile(
    r"[\[(*_]{1,3}(?:this interview|the interview|this conversation|intervjun|intervjuet|samtalet|"
    r"interview).{0,300}|(?:this|the) (?:interview|conversation|transcript) (?:has been|"
    r"was) [^.]{0,40}(?:edited|condensed|transcribed|conducted)[^\n]{0,200}"
    r"|intervjun (?:är|har|gjordes|genomfördes)[^.]{0,60}(?:redigerad|redigerats|förkortad|kortad|"
    r"via mejl|mejl|telefon|2[0-9]{3})[^\n]{0,160}",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"[^.?!/›»>]{1,40}(?:\s[/›»>]\s?[^.?!/›»>]{1,60}){1,5}")
_SOUND = re.compile(r"\\?[\[(♪][^\])]{0,40}[\])♪]\\?\]?[.]?")

_END = re.compile(
    r"(?:[0-9]+\s)?(?:kommentarer|kommentera|comments?|lämna (?:en kommentar|ett svar)|skriv en kommentar|"
    r"leave a (?:reply|comment)|responses|discussion|join the conversation|diskussion|svara|"
    r"legg igjen en kommentar|kommentare|"
    r"relaterade? (?:artiklar|inlägg|läsning|nyheter|intervjuer)|relaterat(?: innehåll)?|"
    r"related(?: (?:articles|posts|stories|reading|content|interviews))?|more (?:from|in|on|like|stories|"
    r"interviews|articles) ?[^.?!]{0,40}|you (?:might|may) also (?:like|enjoy|"
    r"be interested in)[^.?!]{0,20}|"
    r"(?:du kanske )?(?:också|även) (?:gillar|intressant)|du kanske också (?:gillar|"
    r"är intresserad av)[^.?!]{0,20}|(?:fler|andra) (?:intervjuer|artiklar|nyheter|inlägg|porträtt|"
    r"läser)[^.?!]{0,30}|mer (?:om|från|av) [^.?!]{1,40}|mer läsning|läs (?:också|även|vidare|mer)|"
    r"mest läst(?:a)?|most (?:read|popular)|senaste (?:nytt|nyheterna|artiklarna|inläggen)|latest (?:news|"
    r"posts|articles)|recent posts|populära? (?:inlägg|artiklar)|rekommenderad läsning|"
    r"recommended(?: for you)?|andra läser|trending|"
    r"about the (?:author|interviewer|writer)|om (?:författaren|skribenten|intervjuaren|"
    r"artikelförfattaren)|om oss|about us|kontakta oss|contact us|kontakt|följ oss[^.?!]{0,60}|"
    r"follow us[^.?!]{0,60}|dela (?:artikeln|inlägget|sidan)[^.?!]{0,40}|share this[^.?!]{0,40}|"
    r"föregående(?: (?:artikel|inlägg))?|nästa (?:artikel|inlägg)|previous (?:post|article)|next (?:post|"
    r"article)|till toppen|back to top|flere artikler|les også|relaterte artikler|relaterede artikler|"
    r"weitere artikel|das könnte sie auch interessieren|mehr zum thema"
    r")\s?(?:\([0-9]*\)|[0-9]+)?\s?[:.!>»→…]*",
    re.IGNORECASE,
)
_FACTS = re.compile(
    r"(?:fakta(?:ruta)?|snabbfakta|facts?|fact box|fact file|quick facts|kort om|in brief|bakgrund|"
    r"steckbrief|kurzbio|cv|bio|om)(?:(?:\s?[:–—/|-]|\s(?:om|about|kring))?\s[^.?!:]{1,50})?\s?:?",
    re.IGNORECASE,
)
_PROMO = re.compile(
    r"(?:^|[.!?…:]\s{1,3})(?:läs mer (?:om|på|här)|prenumerera|anmäl dig|kontakta oss|boka (?:din|en|tid|"
    r"demo|nu|plats)|köp (?:din|biljett|boken|nu|här)|klicka här|följ oss|ladda ner|se fler|utforska|"
    r"upptäck|besök (?:vår|oss)|bli medlem|beställ|subscribe|sign up|"
    r"read more (?:about|at|here)|follow us|click here|learn more|visit our|buy (?:tickets|now|the book)|"
    r"download (?:our|the)|book a (?:demo|call)|get in touch|contact us|order now|find out more|"
    r"discover more|les mer om|læs mere om|mehr erfahren|jetzt bestellen|vill du (?:veta mer|läsa mer|"
    r"ha hjälp|bli))(?!\w)",
    re.IGNORECASE,
)


def is_furniture(text: str) -> bool:
    """Tell whether a line is debris or a date, and so cannot be where somebody begins to speak."""
    return read_date_line(text) is not None or why_debris(text) is not None


def why_debris(text: str) -> str | None:
    """Say why a line is no part of an interview; None where it may be, or is blank."""
    if not text:
        return None
    if not any(character.isalnum() for character in text):
        return "no words"
    text = text.strip("*_ •·|")
    if len(text) > _LONGEST:
        return "advert" if len(text) < 5 * _LONGEST and _ADVERT.fullmatch(text) else _why_cookies(text)
    reasons = (
        (_is_byline(text), "byline"),
        (_is_credit(text), "credit"),
        (_CRUMBS.fullmatch(text), "breadcrumbs"),
        (_is_share_button(text), "share button"),
        (_COUNTER.fullmatch(text), "counter"),
        (_LINK.fullmatch(text), "link"),
        (_BARE_ADDRESS.fullmatch(text), "link"),
        (_LINK_DEFINITION.fullmatch(text), "link"),
        (_RIGHTS.fullmatch(text), "copyright"),
        (_IMAGE.fullmatch(text), "image"),
        (_TAGS.fullmatch(text), "tags"),
        (_ADVERT.fullmatch(text), "advert"),
        (_SIGN_UP.fullmatch(text), "sign-up"),
        (_NOTE.fullmatch(text), "note about the interview"),
        (_SOUND.fullmatch(text), "sound"),
    )
    return next((why for holds, why in reasons if holds), None) or _why_cookies(text)


def ends_interview(text: str) -> bool:
    """Tell whether a line opens what stands below an interview: comments, related articles, who wrote it."""
    text = text.strip("*_ •·|#")
    return len(text) <= _LONGEST // 4 and _END.fullmatch(text) is not None


def opens_facts(text: str) -> bool:
    """Tell whether a line opens a box of facts."""
    text = text.strip("*_ •·|#")
    return len(text) <= _LONGEST // 5 and _FACTS.fullmatch(text) is not None


def is_promotion(text: str) -> bool:
    """Tell whether a paragraph wants the reader to do something: read more, sign up, buy."""
    return len(text) <= 2 * _LONGEST and _PROMO.search(text) is not None


def _why_cookies(text: str) -> str | None:
    if len(text) > 2 * _LONGEST or not _COOKIES.fullmatch(text):
        return None
    return "cookie notice" if _COOKIE_WORDS.search(text) else None


def _is_byline(text: str) -> bool:
    """Tell "Av Frida Holm" and "Postad av" from a sentence that begins with "Av"."""
    undated = " ".join(without_dates(text).split()).lstrip(f"{_AROUND_WORDS} ")
    author = _AUTHOR.match(undated)
    if author is None:
        return False
    return _names_only(undated[author.end() :])


def _names_only(text: str) -> bool:
    words = (word.strip(_AROUND_WORDS) for word in text.split())
    names = [word for word in words if word and word.casefold() not in _JOINTS | _CREDITS]
    return not names or is_name(names)


def byline_names(text: str) -> list[str]:
    """Return the names in a byline or a credit for words, in their order: who is likely to have asked."""
    undated = " ".join(without_dates(text).split()).strip(f"{_AROUND_WORDS} ")
    author = _AUTHOR.match(undated)
    if author is None:
        head, colon, rest = undated.partition(":")
        if not colon or not {
            "text",
            "ord",
            "words",
            "intervju",
            "interview",
            "reporter",
            "journalist",
            "skribent",
            "tekst",
            "av",
            "by",
            "author",
            "intervjuare",
        } & set(head.casefold().split()):
            return []
        undated = rest
    else:
        undated = undated[author.end() :]
    names: list[list[str]] = [[]]
    for token in undated.split():
        word = token.strip(_AROUND_WORDS)
        if word.casefold() in _PICTURES:
            break
        if not word or word.casefold() in _JOINTS | _CREDITS or token[:1] in "|•·":
            names.append([])
        elif is_name([word]) or names[-1]:
            names[-1].append(word)
        if token[-1:] in ",|/•·;":
            names.append([])
    return [" ".join(words) for words in names if words and is_name(words)]


def _is_credit(text: str) -> bool:
    """Tell "Foto: Anna Berg" and "Text och bild: Anna Berg", with what comes before the credit in a caption."""
    head, colon, rest = text.partition(":")
    words = set(head.casefold().replace("/", " ").split())
    if (
        colon
        and words & _CREDITS
        and words <= _CREDITS | _JOINTS
        and len(rest.split()) <= _CREDIT_WORDS
        and not rest.rstrip().endswith(("?", "!"))
    ):
        return not words <= _WORDS_TOO or _names_only(rest.replace("/", " ").replace(":", " "))
    if (
        "/" in text
        and len(text) < _BUTTON_LENGTH
        and text.split("/", maxsplit=1)[0].strip().casefold() in {"foto", "photo", "bild"}
    ):
        return True
    caption, dot, credit = text.rpartition("oto:")
    return (
        bool(dot)
        and caption[-1:].casefold() in {"f", "h"}
        and len(credit.split()) <= _CREDIT_WORDS // 2
        and is_name(credit.replace("/", " ").split() or ["x"])
    )


def _is_share_button(text: str) -> bool:
    """Tell "Dela på Facebook", alone on its line."""
    words = {word.strip(_AROUND_WORDS) for word in text.casefold().split()} - {""}
    return bool(words & _SHARING) and words <= _SHARING | _AROUND_SHARING
