"""A round is closed: its box is opened, results are worked out and written, keys destroyed."""
