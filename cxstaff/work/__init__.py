"""Work that runs by itself: when jobs are due, who holds long work, how letters go out."""
