"""Interviews: read from files, searched by BM25, quoted and cited. Knows nothing of chats or of Telegram."""
