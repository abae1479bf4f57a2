// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

/** Is told about the links of one device, on the loop; not called any more once closing has begun. */
public interface Watcher<L extends Link> {
    /** This link is the live one from now on. A link that was live before is not. */
    void up(L link);

    /** No link is live: an attempt failed or the link was lost. Said after each failed attempt, often the same reason. */
    void down(String reason);
}
