"""The roster as a file: read line by line, checked against who is known, written as a whole."""
