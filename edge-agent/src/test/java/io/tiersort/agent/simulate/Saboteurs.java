// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Input;
import io.tiersort.agent.line.Moment;
import io.tiersort.agent.line.Output;
import io.tiersort.agent.runtime.LineStep;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.SorterEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Planted bugs: each is a line that does one thing wrong. */
final class Saboteurs {
    private Saboteurs() {}

    /** Codes go to the oldest parcel that has none, in order of arrival. */
    static LineStep fifoBinding(LineStep line) {
        Deque<Long> waiting = new ArrayDeque<>();
        return input(line, input -> {
            if (input instanceof Input.Device device && device.event() instanceof SorterEvent.Inducted inducted) {
                waiting.add(inducted.trackingId());
            } else if (input instanceof Input.Device device
                    && device.event() instanceof CodesRead read
                    && !waiting.isEmpty()) {
                return new Input.Device(
                        new CodesRead(read.device(), read.at(), waiting.remove(), read.encoder(), read.codes()));
            }
            return input;
        });
    }

    /** Every hundredth result of a scanner is forgotten. */
    static LineStep forgottenRead(LineStep line) {
        int[] reads = {0};
        return input(
                line,
                input -> input instanceof Input.Device device
                                && device.event() instanceof CodesRead
                                && ++reads[0] % 100 == 0
                        ? new Input.Tick()
                        : input);
    }

    /** Of two labels the last one is believed. */
    static LineStep lastLabelWins(LineStep line) {
        return input(
                line,
                input -> input instanceof Input.Device device
                                && device.event() instanceof CodesRead read
                                && read.codes().size() > 1
                        ? new Input.Device(new CodesRead(
                                read.device(),
                                read.at(),
                                read.trackingId(),
                                read.encoder(),
                                List.of(read.codes().get(read.codes().size() - 1))))
                        : input);
    }

    /** Every fiftieth command carries the tracking id of the parcel before. */
    static LineStep neighboursCommand(LineStep line) {
        long[] before = {0, 0};
        return outputs(line, output -> {
            if (output instanceof Output.Send send) {
                DestinationCommand command = send.command();
                long neighbour = before[0];
                before[0] = command.trackingId();
                if (++before[1] % 50 == 0) {
                    return List.of(
                            new Output.Send(addressed(command, command.epoch(), neighbour, command.destinations())));
                }
            }
            return List.of(output);
        });
    }

    /** Commands for the first chute leave three seconds late. */
    static LineStep lateCommands(LineStep line) {
        Deque<Map.Entry<Long, Output>> held = new ArrayDeque<>();
        return (input, now) -> {
            List<Output> through = new ArrayList<>();
            for (Output output : line.step(input, now)) {
                if (output instanceof Output.Send send
                        && send.command().destinations().get(0) == 1) {
                    held.add(Map.entry(now.nanos() + 3_000_000_000L, output));
                } else {
                    through.add(output);
                }
            }
            while (!held.isEmpty() && held.element().getKey() <= now.nanos()) {
                through.add(held.remove().getValue());
            }
            return through;
        };
    }

    /** After a restart of the PLC the last command of the former epoch is sent again. */
    static LineStep staleEpoch(LineStep line) {
        Deque<Output> last = new ArrayDeque<>();
        return (input, now) -> {
            List<Output> through = new ArrayList<>(line.step(input, now));
            boolean restarted = through.stream()
                    .anyMatch(output -> output instanceof Output.Happened happened
                            && happened.fact() instanceof Fact.SessionOpened session
                            && session.previousEpoch() != -1);
            if (restarted) {
                through.addAll(last);
            }
            for (Output output : through) {
                if (output instanceof Output.Send) {
                    last.clear();
                    last.add(output);
                }
            }
            return through;
        };
    }

    /** Every fiftieth parcel ends twice. */
    static LineStep secondOutcome(LineStep line) {
        int[] ends = {0};
        return outputs(
                line,
                output -> isFact(output, Fact.ParcelClosed.class) && ++ends[0] % 50 == 0
                        ? List.of(output, output)
                        : List.of(output));
    }

    /** A kind of fact gets lost, but for the first {@code kept} of them. */
    static Function<LineStep, LineStep> lost(Class<? extends Fact> kind, int kept) {
        return line -> {
            int[] seen = {0};
            return outputs(line, output -> isFact(output, kind) && ++seen[0] > kept ? List.of() : List.of(output));
        };
    }

    /** Everybody of a departure leaves with one run of it, however full it is. */
    static Function<LineStep, LineStep> crowded(String departure, long leaves) {
        return line ->
                decisions(line, fact -> fact.departure().equals(departure) ? leaving(fact, departure, leaves) : fact);
    }

    /** Everybody travels in this tier. */
    static Function<LineStep, LineStep> givenAway(String tier) {
        return line -> decisions(
                line, fact -> fact.tier().isEmpty() ? fact : decided(fact, fact.revision(), tier, tier, fact.chutes()));
    }

    /** A parcel that nothing can divert any more is decided anew for another chute. */
    static LineStep changeOfMind(LineStep line) {
        Map<Long, Fact.ParcelDecided> standing = new LinkedHashMap<>();
        return (input, now) -> {
            List<Output> through = new ArrayList<>(line.step(input, now));
            for (Output output : List.copyOf(through)) {
                if (output instanceof Output.Happened happened && happened.fact() instanceof Fact.ParcelDecided fact) {
                    standing.put(fact.parcel(), fact);
                } else if (isFact(output, Fact.ParcelClosed.class)) {
                    standing.remove(((Output.Happened) output).fact().parcel());
                }
            }
            if (input instanceof Input.Device device && device.event() instanceof SorterEvent.EncoderMoved moved) {
                standing.values().stream()
                        .filter(fact -> fact.chutes().size() == 1
                                && fact.validUntil() + 300 < moved.stamp().encoder())
                        .findFirst()
                        .ifPresent(fact -> through.add(new Output.Happened(
                                decided(fact, fact.revision() + 1, fact.tier(), fact.promised(), List.of(11)))));
            }
            return through;
        };
    }

    /** A chute that was just told to be closed is taken. */
    static LineStep closedChute(LineStep line) {
        int[] closed = {0};
        return outputs(line, output -> {
            if (output instanceof Output.Happened happened) {
                if (happened.fact() instanceof Fact.ChuteStateChanged chute) {
                    closed[0] = chute.state() == SorterEvent.ChuteState.FULL ? chute.chute() : 0;
                } else if (closed[0] != 0 && happened.fact() instanceof Fact.ParcelDecided fact) {
                    return List.of(new Output.Happened(
                            decided(fact, fact.revision(), fact.tier(), fact.promised(), List.of(closed[0]))));
                }
            }
            return List.of(output);
        });
    }

    private static boolean isFact(Output output, Class<? extends Fact> kind) {
        return output instanceof Output.Happened happened && kind.isInstance(happened.fact());
    }

    private static LineStep input(LineStep line, UnaryOperator<Input> change) {
        return (input, now) -> line.step(change.apply(input), now);
    }

    private static LineStep outputs(LineStep line, Function<Output, List<Output>> change) {
        return (Input input, Moment now) -> line.step(input, now).stream()
                .flatMap(output -> change.apply(output).stream())
                .toList();
    }

    private static LineStep decisions(LineStep line, UnaryOperator<Fact.ParcelDecided> change) {
        return outputs(
                line,
                output ->
                        output instanceof Output.Happened happened && happened.fact() instanceof Fact.ParcelDecided fact
                                ? List.of(new Output.Happened(change.apply(fact)))
                                : List.of(output));
    }

    private static DestinationCommand addressed(
            DestinationCommand command, int epoch, long trackingId, List<Integer> chutes) {
        return new DestinationCommand(
                epoch,
                trackingId,
                chutes,
                command.validUntilEncoder(),
                command.tier(),
                command.plan(),
                command.reason());
    }

    /** What a saboteur may change of a decision. */
    private record Change(
            int revision, String tier, String promised, List<Integer> chutes, String departure, long leaves) {}

    private static Fact.ParcelDecided leaving(Fact.ParcelDecided fact, String departure, long leaves) {
        return changed(
                fact, new Change(fact.revision(), fact.tier(), fact.promised(), fact.chutes(), departure, leaves));
    }

    private static Fact.ParcelDecided decided(
            Fact.ParcelDecided fact, int revision, String tier, String promised, List<Integer> chutes) {
        return changed(fact, new Change(revision, tier, promised, chutes, fact.departure(), fact.leaves()));
    }

    private static Fact.ParcelDecided changed(Fact.ParcelDecided fact, Change to) {
        return new Fact.ParcelDecided(
                fact.at(),
                fact.parcel(),
                to.revision,
                fact.reference(),
                fact.key(),
                fact.keyType(),
                fact.verdicts(),
                to.tier,
                to.promised,
                fact.tierRule(),
                fact.route(),
                fact.destination(),
                to.chutes,
                fact.candidates(),
                fact.cause(),
                fact.physical(),
                fact.extraLabel(),
                fact.weightMismatch(),
                fact.plan(),
                fact.planRevision(),
                fact.validUntil(),
                fact.microsSinceRead(),
                fact.slackMillis(),
                fact.encoder(),
                to.departure,
                to.leaves,
                fact.point(),
                fact.compartment(),
                fact.basis());
    }
}
