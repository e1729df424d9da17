"""How it travels: letters, SMTP, IMAP, reading replies."""
