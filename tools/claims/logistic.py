"""Logistic regression over sets of features: small, plain, no dependency."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field


@dataclass
class Model:
    """A bias and a weight for each feature."""

    bias: float = 0.0
    weights: dict[str, float] = field(default_factory=dict)

    def logit(self, features: frozenset[str]) -> float:
        return self.bias + sum(self.weights.get(name, 0.0) for name in features)

    def probability(self, features: frozenset[str]) -> float:
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.logit(features)))))


Example = tuple[frozenset[str], float, float]
"""Features, label and weight."""


EPOCHS = 25


def train(rows: list[Example], *, ridge: float, each: bool = False, least: int = 4) -> Model:
    """Fit the examples by AdaGrad. The penalty of a weight is ridge / 2 times its square, all in all (a step takes the
    share that falls to one of the feature's examples) or for `each` example, which holds back what is seen often.
    A feature must be seen `least` times."""
    seen: dict[str, int] = {}
    for features, _, _ in rows:
        for name in features:
            seen[name] = seen.get(name, 0) + 1
    names = {name: k for k, name in enumerate(sorted(n for n, count in seen.items() if count >= least))}
    penalty = [ridge if each else ridge / seen[name] for name in names]
    data = [([names[n] for n in sorted(features) if n in names], label, weight) for features, label, weight in rows]
    w, g = [0.0] * len(names), [1e-6] * len(names)
    bias, bias_g = 0.0, 1e-6
    dice = random.Random(4)
    order = list(range(len(data)))
    for epoch in range(EPOCHS):
        rate = 0.3 / (1 + epoch / 5)
        dice.shuffle(order)
        for k in order:
            active, label, weight = data[k]
            z = bias + sum([w[j] for j in active])
            slope = (1 / (1 + math.exp(-max(-30.0, min(30.0, z)))) - label) * weight
            bias_g += slope * slope
            bias -= rate * slope / math.sqrt(bias_g)
            for j in active:
                step = slope + penalty[j] * w[j]
                g[j] += step * step
                w[j] -= rate * step / math.sqrt(g[j])
    return Model(bias, {name: w[k] for name, k in names.items()})
