"""Frechet and kernel distances between sets of images, from Inception features."""
