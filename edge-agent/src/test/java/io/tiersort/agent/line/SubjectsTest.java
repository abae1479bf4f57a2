// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiersort.agent.plan.Condition.NumberField;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Label;
import io.tiersort.agent.plan.Rules;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class SubjectsTest {
    @Test
    void whatIsRecordedOfASubjectGivesEveryRuleTheSameAnswer() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 2_000; i++) {
            Subject subject = subject(random);
            boolean weighed = random.nextBoolean();
            Fact.Basis basis = Subjects.basis("host", subject, weighed);
            Subject back = Subjects.of(basis);
            for (TextField field : TextField.values()) {
                if (field != TextField.FLAGS) {
                    assertEquals(Rules.value(field, subject), Rules.value(field, back), field + ", seed " + seed);
                }
            }
            for (NumberField field : NumberField.values()) {
                assertEquals(Rules.value(field, subject), Rules.value(field, back), field + ", seed " + seed);
            }
            assertEquals(subject.shipment().flags(), back.shipment().flags(), "seed " + seed);
            assertEquals(basis, Subjects.basis("host", back, weighed), "seed " + seed);
        }
    }

    @Test
    void aFlagOfALaterVersionIsLeftOut() {
        assertEquals(Set.of(Shipment.Flag.COLD), Subjects.flags(List.of("cold", "levitating")));
    }

    private static Subject subject(RandomGenerator random) {
        Set<Shipment.Flag> flags = EnumSet.noneOf(Shipment.Flag.class);
        for (Shipment.Flag flag : Shipment.Flag.values()) {
            if (random.nextInt(4) == 0) {
                flags.add(flag);
            }
        }
        Shipment shipment = new Shipment(
                text(random),
                List.of(text(random)),
                text(random),
                text(random),
                flags,
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                random.nextLong(1L << 50),
                random.nextLong(1L << 50),
                random.nextInt(50_000),
                random.nextInt(2_000),
                random.nextInt(2_000),
                random.nextInt(2_000),
                Shipment.Status.OPEN);
        return new Subject(
                shipment,
                new Label(text(random), text(random), text(random), text(random), text(random), random.nextBoolean()),
                new Customer(shipment.customer(), 3, random.nextInt(9), random.nextInt(6), text(random)),
                "",
                random.nextInt(50_000),
                random.nextInt(2_000),
                random.nextInt(2_000),
                random.nextInt(2_000));
    }

    private static String text(RandomGenerator random) {
        return random.nextInt(3) == 0 ? "" : "t" + random.nextInt(1_000);
    }
}
