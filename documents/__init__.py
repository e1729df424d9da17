"""Everything that is a file: plan documents in; reports and forms out."""
