"""The conversation in Telegram: the only place that knows python-telegram-bot."""
