package dev.sst.web;

import java.util.List;

/** Routes that belong together, as one class answers them. An application may add its own beside ours. */
@FunctionalInterface
public interface RouteGroup {
    /** In the order in which they are tried: where two match, the first answers. */
    List<Route> routes();
}
