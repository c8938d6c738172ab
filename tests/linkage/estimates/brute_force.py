"""CR2 by the book: every dummy written out, every matrix formed, nothing shared with the code."""

import numpy as np
import numpy.typing as npt
from scipy.integrate import quad

Floats = npt.NDArray[np.float64]


def dummies(codes: npt.NDArray[np.int64]) -> Floats:
    return (codes[:, None] == np.unique(codes)[None, :]).astype(float)


def cr2(x: Floats, y: Floats, w: Floats, cluster: npt.NDArray[np.int64]) -> tuple[float, ...]:
    """Give slope, standard error and degrees of freedom of the first column of `x` (n, k)."""
    slope, error, products = pieces(x, y, w, cluster)
    return slope, error, float(products.trace() ** 2 / (products**2).sum())


def pieces(
    x: Floats, y: Floats, w: Floats, cluster: npt.NDArray[np.int64]
) -> tuple[float, float, Floats]:
    """Give slope, standard error, and the variance (G, G) of the teams' parts of the error."""
    n = len(y)
    xw = x * w[:, None]
    m = np.linalg.pinv(x.T @ xw, rcond=1e-12)
    hat = x @ m @ xw.T
    residual_maker = np.eye(n) - hat
    residuals = residual_maker @ y
    variance, p = 0.0, []
    for c in np.unique(cluster):
        rows = cluster == c
        b = residual_maker[rows] @ residual_maker[rows].T
        values, vectors = np.linalg.eigh(b)
        roots = np.array([v**-0.5 if v > 1e-11 else 0.0 for v in values])
        adjusted = (vectors * roots) @ vectors.T @ (xw[rows] @ m[:, 0])
        variance += float(adjusted @ residuals[rows]) ** 2
        p.append(residual_maker[rows].T @ adjusted)
    products = np.array(p) @ np.array(p).T
    return float((m @ xw.T @ y)[0]), variance**0.5, products


def passed(t: float, weights: Floats) -> float:
    """Give how often |N| passes t √(Σ λ χ²) by Imhof (1961, Biometrika 48); λ add up to 1."""
    signed = np.append(1.0, -t * t * weights / weights.sum())

    def inside(u: float) -> float:
        angle = 0.5 * np.arctan(signed * u).sum()
        size = np.prod((1 + (signed * u) ** 2) ** 0.25)
        return float(np.sin(angle) / (u * size))

    return 0.5 + quad(inside, 0, np.inf, limit=400)[0] / np.pi


def cr2_of_scaled(
    x: Floats, y: Floats, w: Floats, cluster: npt.NDArray[np.int64]
) -> tuple[float, ...]:
    """Give the same of data scaled by the root of their weights, whose errors are then alike."""
    root = np.sqrt(w)
    return cr2(root[:, None] * x, root * y, np.ones_like(root), cluster)
