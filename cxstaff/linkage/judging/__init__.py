"""The measures page: what customers say of what teams are measured and incented on."""
