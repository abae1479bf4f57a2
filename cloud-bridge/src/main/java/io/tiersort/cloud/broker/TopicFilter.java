// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.broker;

/** A topic filter of MQTT 3.1.1 (section 4.7): {@code +} is one level, {@code #} at the end any number of them. */
record TopicFilter(String text) {
    /** Longest filter or topic taken, in characters. */
    static final int LENGTH_MAX = 1024;

    /** True when wildcards stand alone in their level and {@code #} is the last. */
    static boolean valid(String text) {
        if (text.isEmpty() || text.length() > LENGTH_MAX || text.indexOf(0) >= 0) {
            return false;
        }
        String[] levels = text.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean wild = levels[i].indexOf('+') >= 0 || levels[i].indexOf('#') >= 0;
            if (wild && (levels[i].length() > 1 || (levels[i].equals("#") && i < levels.length - 1))) {
                return false;
            }
        }
        return true;
    }

    /** True for a name that can be published to. */
    static boolean publishable(String topic) {
        return valid(topic) && topic.indexOf('+') < 0 && topic.indexOf('#') < 0;
    }

    boolean matches(String topic) {
        if (topic.startsWith("$") && !text.startsWith("$")) {
            return false;
        }
        int f = 0;
        int t = 0;
        while (f < text.length()) {
            char wanted = text.charAt(f);
            if (wanted == '#') {
                return true;
            }
            if (wanted == '+') {
                int slash = topic.indexOf('/', t);
                t = slash < 0 ? topic.length() : slash;
            } else if (t < topic.length() && topic.charAt(t) == wanted) {
                t++;
            } else {
                // "a/#" also matches its parent "a".
                return t == topic.length() && text.startsWith("/#", f);
            }
            f++;
        }
        return t == topic.length();
    }
}
