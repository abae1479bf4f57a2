// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Input;
import io.tiersort.agent.line.LineLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bindings of containers as they come from a broker. */
class ContainerFeedTest {
    private final List<Input.ContainerBound> bound = new ArrayList<>();
    private final List<Runnable> durable = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final List<String> passedOn = new ArrayList<>();
    private final ContainerFeed feed = new ContainerFeed(
            new ContainerFeed.Target() {
                @Override
                public Optional<LineLayout> layout(String line) {
                    return line.equals("L1") ? Optional.of(line()) : Optional.empty();
                }

                @Override
                public void bind(String line, Input.ContainerBound binding, Runnable whenDurable) {
                    bound.add(binding);
                    durable.add(whenDurable);
                }
            },
            (topic, container, problems) -> answers.add(container + " " + problems),
            (topic, payload) -> {
                passedOn.add(new String(payload, StandardCharsets.UTF_8));
                return CompletableFuture.completedFuture(null);
            });

    private static LineLayout line() {
        LineLayout.Chute chute = new LineLayout.Chute(
                4, "Town", 6_000, Duration.ofMillis(60), 0, 0, 0, Set.of(), 0, Duration.ZERO, true);
        return new LineLayout(
                "L1",
                1_000,
                1_500,
                12_000,
                List.of(),
                List.of(chute),
                4,
                0,
                false,
                0,
                Duration.ofMillis(100),
                Duration.ofMillis(40),
                Duration.ZERO,
                0);
    }

    private CompletableFuture<Void> give(String message) {
        return feed.handle("bags", message.getBytes(StandardCharsets.UTF_8)).toCompletableFuture();
    }

    @Test
    void aBindingIsAcknowledgedAndAnsweredOnlyWhenItIsDurable() {
        CompletableFuture<Void> taken =
                give("{\"op\": \"bind\", \"line\": \"L1\", \"chute\": 4, \"container\": \"BAG-1\"}");
        assertEquals(List.of(new Input.ContainerBound(4, "BAG-1")), bound);
        assertFalse(taken.isDone());
        assertTrue(answers.isEmpty());
        durable.get(0).run();
        assertTrue(taken.isDone());
        assertEquals(List.of("BAG-1 []"), answers);
    }

    @Test
    void anEmptyContainerTakesAwayWhatIsBound() {
        assertFalse(give("{\"op\": \"bind\", \"line\": \"L1\", \"chute\": 4, \"container\": \"\"}")
                .isDone());
        assertEquals(List.of(new Input.ContainerBound(4, "")), bound);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "{'op':'bind','line':'L2','chute':4,'container':'B'};$.line: found L2",
                "{'op':'bind','line':'L1','chute':5,'container':'B'};$.chute: found 5",
                "{'op':'bind','line':'L1','chute':'4','container':'B'};$.chute: found 4",
                "{'op':'bind','line':'L1','chute':4};$.container: expected a text",
                "{'op':'bind','line':'L1','chute':4,'container':'B','bag':1};$.bag: unknown key"
            })
    void aWrongBindingIsRejectedForGoodWithItsPlace(String message, String problem) {
        assertTrue(give(message.replace('\'', '"')).isDone());
        assertTrue(bound.isEmpty());
        assertEquals(1, answers.size());
        assertTrue(answers.get(0).contains(problem), answers.get(0));
    }

    @Test
    void everyOtherMessageGoesOn() {
        List<String> others = List.of("{\"op\": \"cancel\", \"reference\": \"A1\"}", "[]", "no JSON", "");
        others.forEach(message -> assertTrue(give(message).isDone()));
        assertEquals(others, passedOn);
    }
}
