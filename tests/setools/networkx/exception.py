"""What setools catches of the library."""


class NetworkXError(Exception):
    pass


class NetworkXNoPath(NetworkXError):
    pass


class NodeNotFound(NetworkXError):
    pass
