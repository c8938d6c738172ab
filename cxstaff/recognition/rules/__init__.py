"""How thanks work in this company: what HR and CX chose."""
