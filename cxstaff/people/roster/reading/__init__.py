"""Reading a roster file: what its columns, its words and each of its lines say."""
