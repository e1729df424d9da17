"""How it is written: Vietnamese text, normal forms, order, dates, numbers, and the catalogue of translations."""
