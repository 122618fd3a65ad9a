"""Byte-pair encoding on a few words: pairs counted, pairs merged, words taken apart, and the usual slips."""
