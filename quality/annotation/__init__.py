"""The gold standard: its form, a reader's answer in the same form, and how two annotations compare, layer by layer."""
