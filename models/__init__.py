"""What is true: tables, queries and rules, one noun a file; the session is the first argument and is never opened here."""
