// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

/** The version of this build, from its manifest. */
public final class Version {
    private Version() {}

    /** Such as {@code 0.1.0}; {@code development} when run from class files. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
