"""Second factors: authenticator apps, passkeys and recovery codes, and how they are reset."""
