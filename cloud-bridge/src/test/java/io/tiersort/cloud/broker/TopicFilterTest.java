// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {
    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/b, a/bc, false",
        "a/b, a, false",
        "a/+, a/b, true",
        "a/+, a/, true",
        "a/+, a, false",
        "a/+, a/b/c, false",
        "+/b, a/b, true",
        "+, a, true",
        "+, a/b, false",
        "+/+, /a, true",
        "/+, /a, true",
        "a/+/c, a/b/c, true",
        "a/+/c, a//c, true",
        "a/#, a, true",
        "a/#, a/b/c, true",
        "a/#, ab, false",
        "a/b/#, a, false",
        "#, a/b, true",
        "#, $SYS/a, false",
        "+/a, $SYS/a, false",
        "$SYS/#, $SYS/a, true",
        "A/b, a/b, false"
    })
    void matchesAsTheStandardSays(String filter, String topic, boolean expected) {
        assertEquals(expected, new TopicFilter(filter).matches(topic), filter + " against " + topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a#", "a/#/b", "a+", "a/b+/c", "##", "\0"})
    void malformedFiltersAreInvalid(String filter) {
        assertFalse(TopicFilter.valid(filter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "+", "a/+/b/#", "/", "a"})
    void wildcardsThatStandAloneAreValid(String filter) {
        assertTrue(TopicFilter.valid(filter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "a/+", ""})
    void wildcardsCannotBePublishedTo(String topic) {
        assertFalse(TopicFilter.publishable(topic));
    }
}
