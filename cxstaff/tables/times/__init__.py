"""Dates, times and zones as files write them."""
