"""Links to the bot, as clients open them."""

from urllib.parse import parse_qsl, urlsplit

from fake_bot_api.inline import START_PARAMETER
from fake_bot_api.records import User

_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})


def said_by(link: str, bot: User) -> str:
    """Return what a client says to the bot for whoever opens a link to it and taps Start.

    Raises:
        ValueError: The link leads elsewhere, or its start parameter is none that Telegram takes.
    """
    url = urlsplit(link)
    fields = dict(parse_qsl(url.query, keep_blank_values=True))
    if url.scheme == "tg" and url.netloc == "resolve":
        name = fields.pop("domain", "")
    elif url.scheme in {"http", "https"} and url.hostname in _HOSTS:
        name = url.path.strip("/")
    else:
        name = ""
    if name.lower() != str(bot.username).lower():
        message = f"{link} does not lead to @{bot.username}"
        raise ValueError(message)
    if fields.keys() - {"start"}:
        message = f"{link} holds more than a start parameter"
        raise ValueError(message)
    if "start" not in fields:
        return "/start"
    if not START_PARAMETER.fullmatch(fields["start"]):
        message = f"{link}: a start parameter is 1 to 64 of A-Z, a-z, 0-9, _ and -"
        raise ValueError(message)
    return f"/start {fields['start']}"
