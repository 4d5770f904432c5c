"""Who may sign: keys in files and on tokens, certificates, their issue and their revocation."""
