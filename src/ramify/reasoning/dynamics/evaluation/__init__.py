"""Whether the numbers are right: baselines, calibration, residuals, rankings."""
