"""Sources of bodies in 北海道."""
