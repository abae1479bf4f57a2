// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.vertx.core.http.HttpConnection;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts the open connections. Up to {@link Limits#CONNECTIONS} are served; a few more are told that the console is full when they ask,
 * so that a person sees a reason instead of a broken page; all others are closed at once. Owned by the console's event loop.
 */
final class Connections {
    private static final int TOLD = 16;

    private final Set<HttpConnection> served = new HashSet<>();
    private final Set<HttpConnection> told = new HashSet<>();

    void opened(HttpConnection connection) {
        if (served.size() < Limits.CONNECTIONS) {
            keep(served, connection);
        } else if (told.size() < TOLD) {
            keep(told, connection);
        } else {
            connection.close();
        }
    }

    private static void keep(Set<HttpConnection> group, HttpConnection connection) {
        group.add(connection);
        connection.closeHandler(gone -> group.remove(connection));
    }

    /** Whether this connection came after the limit and is only owed an explanation. */
    boolean isOverLimit(HttpConnection connection) {
        return told.contains(connection);
    }
}
