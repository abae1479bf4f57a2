// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.DeviceContext;
import io.tiersort.device.Replay;
import io.tiersort.device.TestLoop;
import io.tiersort.device.Within;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SupervisorTest {
    private static final Timing QUICK = new Timing(Duration.ofMillis(40), Duration.ofMillis(2), Duration.ofMillis(20));
    private static final Timing HASTY = new Timing(Duration.ofMillis(8), Duration.ofMillis(2), Duration.ofMillis(8));
    private static final Timing SLOW =
            new Timing(Duration.ofSeconds(3), Duration.ofMillis(250), Duration.ofSeconds(10));

    private final TestLoop loop = new TestLoop();
    private final CountedTimers timers = new CountedTimers(loop.vertx());
    private final FakeDevice device = new FakeDevice();
    private final Notes notes = new Notes();
    private final List<Long> waits = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void itConnectsAndSaysSoOnTheLoop() {
        Supervisor<FakeLink> supervisor = opened(QUICK);
        device.awaitAttempts(1);
        FakeLink link = device.answer(0);
        notes.awaitUps(1);
        assertEquals(List.of(link), notes.ups);
        assertEquals(List.of(loop.call(Thread::currentThread)), notes.threads);
        closeAndCheck(supervisor);
        assertEquals(1, link.closes);
    }

    @Test
    void aFailureIsToldWithItsReasonAndTriedAgain() {
        Supervisor<FakeLink> supervisor = opened(QUICK);
        device.awaitAttempts(1);
        device.refuse(0, "no route");
        device.awaitAttempts(2);
        assertEquals(List.of("no route"), notes.downs);
        closeAndCheck(supervisor);
    }

    @Test
    void aConnectorThatThrowsIsAFailureToo() {
        DeviceContext context = context(new Random());
        Supervisor<FakeLink> supervisor = new Supervisor<>(
                context,
                QUICK,
                () -> {
                    throw new IllegalStateException("no such interface");
                },
                notes);
        loop.run(supervisor::open);
        Within.seconds("several attempts", () -> notes.downs.size() >= 3, () -> notes.downs);
        assertEquals("no such interface", notes.downs.get(0));
        closeAndCheck(supervisor);
    }

    @Test
    void anAttemptWithoutAnAnswerEndsAtTheDeadlineAndItsLateLinkIsClosedUnused() {
        Supervisor<FakeLink> supervisor = opened(QUICK);
        device.awaitAttempts(2);
        assertTrue(notes.downs.get(0).contains("deadline=40ms"), notes.downs::toString);
        FakeLink late = device.answer(0);
        Within.seconds("the late link closed", () -> late.closes == 1, () -> late.closes);
        assertFalse(notes.ups.contains(late));
        closeAndCheck(supervisor);
    }

    @Test
    void aLostLinkIsClosedAndReplacedByANewOne() {
        Supervisor<FakeLink> supervisor = opened(QUICK);
        device.awaitAttempts(1);
        FakeLink first = device.answer(0);
        notes.awaitUps(1);
        first.lose("cable pulled");
        device.awaitAttempts(2);
        FakeLink second = device.answer(1);
        notes.awaitUps(2);
        assertEquals(List.of("cable pulled"), notes.downs);
        assertEquals(1, first.closes);
        assertNotSame(first, second);
        closeAndCheck(supervisor);
    }

    @Test
    void theWaitGrowsToItsLimitAndIsRandomBelowIt() {
        assertEquals(
                List.of(250L, 500L, 1000L, 2000L, 4000L, 8000L, 10_000L, 10_000L),
                List.of(1, 2, 3, 4, 5, 6, 7, 1_000_000).stream()
                        .map(SLOW::backOffMillis)
                        .toList());
        Supervisor<FakeLink> supervisor = opened(QUICK);
        for (int i = 0; i < 6; i++) {
            device.awaitAttempts(i + 1);
            device.refuse(i, "no");
        }
        device.awaitAttempts(7);
        assertEquals(List.of(2L, 4L, 8L, 16L, 20L, 20L), waits);
        closeAndCheck(supervisor);
    }

    @Test
    void aLinkThatFlapsKeepsTheWaitGrowing() {
        Supervisor<FakeLink> supervisor =
                opened(new Timing(QUICK.deadline(), Duration.ofMillis(1), SLOW.longestBackOff()));
        for (int i = 0; i < 5; i++) {
            device.awaitAttempts(i + 1);
            device.answer(i).lose("slammed");
        }
        device.awaitAttempts(6);
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L), waits);
        closeAndCheck(supervisor);
    }

    @Test
    void aLinkThatLastedStartsAgainWithTheShortWait() {
        Supervisor<FakeLink> supervisor = opened(QUICK);
        for (int i = 0; i < 4; i++) {
            device.awaitAttempts(i + 1);
            device.refuse(i, "no");
        }
        device.awaitAttempts(5);
        FakeLink link = device.answer(4);
        notes.awaitUps(1);
        loop.moveClock(QUICK.longestBackOff().toNanos() + TimeUnit.SECONDS.toNanos(1));
        link.lose("cable pulled");
        device.awaitAttempts(6);
        assertEquals(2L, waits.get(waits.size() - 1));
        closeAndCheck(supervisor);
    }

    @Test
    void closingDuringAnAttemptWaitsForItsLinkAndClosesThat() {
        Supervisor<FakeLink> supervisor = opened(SLOW);
        device.awaitAttempts(1);
        Future<Void> closed = loop.call(supervisor::close);
        assertFalse(closed.isComplete());
        FakeLink link = device.answer(0);
        Within.seconds(closed);
        assertEquals(1, link.closes);
        assertEquals(List.of(), notes.ups);
        assertEquals(0, timers.live());
    }

    @Test
    void closingDuringAnAttemptThatNeverAnswersEndsAtTheDeadline() {
        Supervisor<FakeLink> supervisor = opened(QUICK);
        device.awaitAttempts(1);
        closeAndCheck(supervisor);
        assertEquals(List.of(), notes.downs);
    }

    @Test
    void closingDuringAWaitEndsAtOnce() {
        Supervisor<FakeLink> supervisor =
                opened(new Timing(SLOW.deadline(), Duration.ofMinutes(5), Duration.ofMinutes(5)));
        device.awaitAttempts(1);
        device.refuse(0, "no");
        Within.seconds("the refusal", () -> notes.downs.size() == 1, () -> notes.downs);
        closeAndCheck(supervisor);
    }

    @Test
    void closingBeforeOpeningAndTwiceIsHarmless() {
        Supervisor<FakeLink> supervisor = new Supervisor<>(context(new Random()), QUICK, device, notes);
        loop.complete(supervisor::close);
        closeAndCheck(supervisor);
        assertEquals(0, device.attempts.size());
    }

    /** Two hundred lives, each ended at another moment of connecting, being up, losing and waiting. */
    @Test
    void noTimerAndNoLinkIsLeftWheneverItIsClosed() {
        Replay replay = Replay.seeded();
        Random random = replay.random();
        for (int life = 0; life < 200; life++) {
            FakeDevice erratic = new FakeDevice();
            erratic.behaveAtRandom(new Random(random.nextLong()), loop.vertx());
            Supervisor<FakeLink> supervisor = new Supervisor<>(context(new Random(life)), HASTY, erratic, new Notes());
            loop.run(supervisor::open);
            erratic.awaitAttempts(random.nextInt(4));
            loop.complete(supervisor::close);
            assertEquals(0, timers.live(), replay::toString);
            int attempts = erratic.attempts.size();
            Within.seconds("every link closed, " + replay, erratic::allLinksClosed, erratic.links::size);
            assertEquals(attempts, erratic.attempts.size(), replay::toString);
        }
    }

    private Supervisor<FakeLink> opened(Timing timing) {
        RandomGenerator longestWait = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException("a wait has a limit");
            }

            @Override
            public long nextLong(long limit) {
                waits.add(limit);
                return limit - 1;
            }
        };
        Supervisor<FakeLink> supervisor = new Supervisor<>(context(longestWait), timing, device, notes);
        loop.run(supervisor::open);
        return supervisor;
    }

    private DeviceContext context(RandomGenerator random) {
        DeviceContext context = loop.context();
        return new DeviceContext(timers.vertx(), context.loop(), context.clock(), random);
    }

    private void closeAndCheck(Supervisor<FakeLink> supervisor) {
        loop.complete(supervisor::close);
        loop.complete(supervisor::close);
        assertEquals(0, timers.live());
    }

    private static final class Notes implements Watcher<FakeLink> {
        final List<FakeLink> ups = new CopyOnWriteArrayList<>();
        final List<String> downs = new CopyOnWriteArrayList<>();
        final List<Thread> threads = new CopyOnWriteArrayList<>();

        @Override
        public void up(FakeLink link) {
            threads.add(Thread.currentThread());
            ups.add(link);
        }

        @Override
        public void down(String reason) {
            threads.add(Thread.currentThread());
            downs.add(reason);
        }

        void awaitUps(int count) {
            Within.seconds(count + " links", () -> ups.size() >= count, () -> ups);
        }
    }

    private static final class FakeLink implements Link {
        private final Promise<String> lost = Promise.promise();
        volatile int closes;

        void lose(String reason) {
            lost.tryComplete(reason);
        }

        @Override
        public Future<String> lost() {
            return lost.future();
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // Closed on the loop only; the test reads.
        public Future<Void> close() {
            closes++;
            return Future.succeededFuture();
        }
    }

    private static final class FakeDevice implements Connector<FakeLink> {
        final List<Promise<FakeLink>> attempts = new CopyOnWriteArrayList<>();
        final List<FakeLink> links = new CopyOnWriteArrayList<>();
        private Consumer<Promise<FakeLink>> reaction = attempt -> {};

        @Override
        public Future<FakeLink> connect() {
            Promise<FakeLink> attempt = Promise.promise();
            attempts.add(attempt);
            reaction.accept(attempt);
            return attempt.future();
        }

        FakeLink answer(int attempt) {
            FakeLink link = new FakeLink();
            links.add(link);
            attempts.get(attempt).complete(link);
            return link;
        }

        void refuse(int attempt, String reason) {
            attempts.get(attempt).fail(reason);
        }

        /** Refuses, answers at once, answers late, answers and loses, or never answers. */
        void behaveAtRandom(Random random, Vertx vertx) {
            reaction = attempt -> {
                FakeLink link = new FakeLink();
                int choice = random.nextInt(5);
                if (choice == 0) {
                    attempt.fail("refused");
                } else if (choice < 4) {
                    links.add(link);
                    vertx.setTimer(1 + random.nextInt(15), id -> link.lose("gone"));
                    if (choice == 1) {
                        attempt.complete(link);
                    } else {
                        vertx.setTimer(1 + random.nextInt(15), id -> attempt.complete(link));
                    }
                }
            };
        }

        boolean allLinksClosed() {
            return links.stream().allMatch(link -> link.closes > 0);
        }

        void awaitAttempts(int count) {
            Within.seconds(count + " attempts", () -> attempts.size() >= count, attempts::size);
        }
    }
}
