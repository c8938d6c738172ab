"""Who did what: the security log as admins search it and as those concerned read it."""
