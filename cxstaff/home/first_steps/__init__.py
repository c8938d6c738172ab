"""What a company does on its first day, each step known as done from what is there."""
