"""Whether two states of the code say the same of the same companies, byte for byte."""
