// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.SorterEvent.Answer;
import io.tiersort.device.event.SorterEvent.Cause;
import io.tiersort.device.event.SorterEvent.ChuteState;
import io.tiersort.device.sorter.CommandRecord;
import io.tiersort.device.sorter.EventRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the PLC accepts or refuses destination commands. Belongs to the thread that advances the site. */
final class CommandDesk {
    private final SiteModel model;
    private final HostMailbox host;
    private final PlcClock clock;
    private final TrackingTable table;
    private final ChuteBank chutes;
    private final SiteLedger ledger;

    CommandDesk(
            SiteModel model,
            HostMailbox host,
            PlcClock clock,
            TrackingTable table,
            ChuteBank chutes,
            SiteLedger ledger) {
        this.model = model;
        this.host = host;
        this.clock = clock;
        this.table = table;
        this.chutes = chutes;
        this.ledger = ledger;
    }

    /** Takes every command that waits. */
    void takeAll(int epoch, boolean hostAlive) {
        for (CommandRecord command = host.take(); command != null; command = host.take()) {
            Tracked tracked = command.epoch() == epoch ? table.find(command.trackingId()) : null;
            Answer answer = command.epoch() == epoch ? answer(command, tracked, hostAlive) : Answer.WRONG_EPOCH;
            if (answer == Answer.ACCEPTED && tracked != null) {
                ledger.commanded(epoch, command.trackingId(), command.destinations());
            }
            if (model.host().answers()) {
                long encoder = clock.encoder(clock.travelUm());
                host.post(new EventDraft(EventRecord.ACKNOWLEDGE, command.trackingId(), encoder, clock.millis())
                        .detail(command.sequence(), WireValue.of(answer))
                        .record());
            }
        }
    }

    private Answer answer(CommandRecord command, @Nullable Tracked tracked, boolean hostAlive) {
        if (tracked == null || command.command() != CommandRecord.DESTINATION) {
            return Answer.UNKNOWN_TRACKING_ID;
        }
        List<Integer> destinations = command.destinations();
        if (!hostAlive) {
            return Answer.TOO_LATE;
        }
        if (!destinations.isEmpty() && tracked.destinations.equals(destinations)) {
            return Answer.ACCEPTED;
        }
        if (destinations.stream().noneMatch(this::canEverBeServed)) {
            return Answer.DESTINATION_DISABLED;
        }
        if (isStale(command)
                || tracked.isSettled()
                || destinations.stream().noneMatch(chute -> isAhead(chute, tracked))) {
            return tooLate(tracked);
        }
        tracked.destinations = destinations;
        tracked.cause = Cause.NONE;
        return Answer.ACCEPTED;
    }

    private static Answer tooLate(Tracked tracked) {
        if (tracked.destinations.isEmpty() && !tracked.isSettled()) {
            tracked.cause = Cause.COMMAND_LATE;
        }
        return Answer.TOO_LATE;
    }

    /** True when the belt has passed the validity; both sides count 32 bits, so the sign of the difference decides. */
    private boolean isStale(CommandRecord command) {
        return (int) (command.validUntil() - clock.encoder(clock.travelUm())) < 0;
    }

    private boolean canEverBeServed(int destination) {
        if (destination == model.endOfLine()) {
            return true;
        }
        PlcChute chute = chutes.find(destination);
        return chute != null && chute.state != ChuteState.DISABLED;
    }

    private boolean isAhead(int destination, Tracked tracked) {
        return destination == model.endOfLine() || chutes.indexOf(destination) >= tracked.nextChute;
    }
}
