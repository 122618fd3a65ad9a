"""How many zeros keep the size: along one axis, in Keras and in PyTorch, and the slips people make with them."""
