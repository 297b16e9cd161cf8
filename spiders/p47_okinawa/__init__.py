"""Sources of bodies in 沖縄県."""
