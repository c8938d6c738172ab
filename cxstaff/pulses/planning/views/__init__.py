"""Pages of those who run pulses."""
