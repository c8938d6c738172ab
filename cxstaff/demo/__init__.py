"""A made-up company to look at and to test with, always marked as one."""
