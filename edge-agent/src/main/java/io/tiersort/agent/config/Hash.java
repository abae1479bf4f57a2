// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/** Short fingerprints of files. */
final class Hash {
    private static final int DIGITS = 12;

    private Hash() {}

    /** First 12 hex digits of the SHA-256 over the names and contents of files, each ended by a zero byte. */
    static String of(SortedMap<String, String> files) {
        MessageDigest digest = sha256();
        for (Map.Entry<String, String> file : files.entrySet()) {
            digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(file.getValue().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
