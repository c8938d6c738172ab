"""All teams at once: what each is measured, incented and celebrated on, and where it is mixed."""
