"""Which numbers may be told, so that no answer of a few people can be worked out of them."""
