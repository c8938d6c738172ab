"""Studies: questions that are declared before anybody looks, and run by themselves."""
