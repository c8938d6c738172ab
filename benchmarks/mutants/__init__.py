"""What tests do not see: one change at a time to what computes, and the tests that reach it."""
