"""What an edition is made of: thanks in words, levers beside them, news, and what waits."""
