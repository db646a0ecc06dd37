"""The bot as a process that is killed, cut off and flooded, against the fake Bot API."""
