"""Letters about accounts: what they say, kept until they have gone, and who they do not reach."""
