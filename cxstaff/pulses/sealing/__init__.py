"""The sealed box that answers go into, and the keys that open it."""
