"""Teams: their names among those above them, and what becomes of them."""
