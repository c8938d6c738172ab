"""Whether measured, incented and celebrated pull the same way, side by side per team."""
