"""Small convolutional networks whose summary is asked: every layer's output shape and how many parameters it learns."""
