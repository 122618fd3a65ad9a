"""Bounding boxes: how well two of them agree, and which of several detections are kept."""
