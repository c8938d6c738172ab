"""Words that several pages share: names of periods and sizes, and every reason."""
