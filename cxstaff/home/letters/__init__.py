"""Which letters and messages somebody wants: one page for all kinds."""
