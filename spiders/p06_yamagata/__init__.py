"""Sources of bodies in 山形県."""
