// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.device.event.ScannedCode;
import org.jspecify.annotations.Nullable;

/** One form of codes. Pure, any thread, never throws. */
@FunctionalInterface
interface CodeFormat {
    /**
     * What the code is in this form; null when it does not have this form.
     *
     * @param text the data of the code without surrounding blanks, not empty
     */
    @Nullable
    Classified read(ScannedCode code, String text, Policy policy);
}
