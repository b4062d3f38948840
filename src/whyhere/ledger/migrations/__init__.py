"""The ledger's schema through time; applied by :mod:`whyhere.ledger.migrate`."""
