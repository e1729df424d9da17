"""The pages: what an agency answers on and what a supervisor reads."""
