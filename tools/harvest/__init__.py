"""Harvesters: releases and official tables in, `rules/api/packs/**.tsv` out."""
