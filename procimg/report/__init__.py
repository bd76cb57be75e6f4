"""Pictures, plots and the one-page report."""
