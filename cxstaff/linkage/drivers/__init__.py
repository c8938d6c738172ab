"""The drivers page: what each driver carries of a customer result’s movement within teams."""
