"""Networks, one idea a file: torch code that students read beside the plots."""
