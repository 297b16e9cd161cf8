"""Open Contracting Data Standard 1.1: what is emitted, how it is made, and how it is checked."""
