"""`python -m bot` is `interviewbot`."""

from bot.cli import main

main()
