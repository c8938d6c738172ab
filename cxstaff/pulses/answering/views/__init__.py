"""Pages on which people answer: signed in, by a personal link, on a shared device."""
