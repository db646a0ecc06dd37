"""What a person meets: the conversation over an index of interviews, in a terminal and in Telegram."""
