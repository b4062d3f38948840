"""One module a schema, each leading on from the one before."""
