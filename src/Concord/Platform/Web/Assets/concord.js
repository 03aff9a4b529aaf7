// Makes forms quicker; nothing depends on it.
