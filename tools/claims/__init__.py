"""What made `rules/claims/data/weights.json`: labels, features, training, cross-validation. Not part of the package."""
