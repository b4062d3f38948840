"""Best ways over large networks: a customizable contraction hierarchy, and trees for where there is none.

Compiled with numba, which the rest of the terrain room does without.
"""
