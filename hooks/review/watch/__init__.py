"""What changes outside after a review was written: links, retractions, registries."""
