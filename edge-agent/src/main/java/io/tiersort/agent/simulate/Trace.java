// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.line.Fact;
import io.tiersort.device.command.DestinationCommand;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over every fact and command in order: two runs with the same hash did the same. One thread. */
final class Trace implements Watcher {
    private final String line;
    private final MessageDigest digest;

    Trace(String line) {
        this.line = line;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is part of every Java", missing);
        }
    }

    @Override
    public void happened(Fact fact) {
        digest.update(FactCodec.type(fact).getBytes(StandardCharsets.US_ASCII));
        digest.update(FactCodec.entry(line, fact).body());
    }

    @Override
    public void commanded(DestinationCommand command) {
        digest.update(command.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of everything so far in hex digits; ends the trace. */
    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
