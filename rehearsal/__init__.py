"""For practice: simulated agencies, a local post office, a clock of its own."""
