"""Pictures that explain, one a file: drawn as SVG from the real functions, in the colours of the theme."""
