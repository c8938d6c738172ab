"""Plans that pay, before they hold: written, tried on the past, held against customers, decided."""
