"""Net promoter scores: who of 0–10 promotes (9–10) and who detracts (0–6), whoever is asked."""

PROMOTER_FROM, DETRACTOR_TO = 9, 6
