"""Nothing is installed: setools then has no version of its own to tell."""


def get_distribution(name):
    raise ImportError(name)
