"""Sources of bodies in 岐阜県."""
