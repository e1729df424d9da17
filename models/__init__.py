"""What is true: tables, queries and rules, one noun a file; a session is the first argument, never opened here."""
