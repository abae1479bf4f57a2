// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.sqlite;

import org.jspecify.annotations.Nullable;

/** A file of the data folder cannot be used. The message says what failed, what was expected and what to do. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** What a program may react to. */
    public enum Code {
        /** Another agent works on the folder. */
        LOCKED,
        /** The SQLite library is too old. */
        LIBRARY,
        /** A file can be neither opened nor moved aside. */
        OPEN,
        /** A read failed; the store looks after itself, try again later. */
        READ,
        /** A write failed; whether it took place is unknown. */
        WRITE,
        /** Too much is waiting already. */
        BUSY,
        /** The store was closed. */
        CLOSED
    }

    public StoreException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What kind of failure it is. */
    public Code code() {
        return code;
    }
}
