"""The teams page: where teams stand on engagement and a customer result, shrunken."""
