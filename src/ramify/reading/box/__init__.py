"""Where documents are read: processes with limits, so that none can hang or fill ours."""
