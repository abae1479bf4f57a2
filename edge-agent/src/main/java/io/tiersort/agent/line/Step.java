// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.device.command.DestinationCommand;
import java.util.ArrayList;
import java.util.List;

/** One step of a line: when it happens and what it asks for so far. A fact changes the state as it is emitted. */
final class Step {
    final Moment now;
    private final LineState state;
    private final List<Output> outputs = new ArrayList<>(4);

    Step(LineState state, Moment now) {
        this.state = state;
        this.now = now;
    }

    void emit(Fact fact) {
        state.apply(fact);
        outputs.add(new Output.Happened(fact));
    }

    void send(DestinationCommand command) {
        outputs.add(new Output.Send(command));
    }

    void limit(int percent) {
        outputs.add(new Output.Limit(percent));
    }

    /** Raises an alarm unless it stands already. */
    void raise(String alarm, int priority, String text, String remedy) {
        if (!state.alarms.contains(alarm)) {
            emit(new Fact.AlarmRaised(now.millis(), alarm, priority, text, remedy));
        }
    }

    void clear(String alarm) {
        if (state.alarms.contains(alarm)) {
            emit(new Fact.AlarmCleared(now.millis(), alarm));
        }
    }

    /** True while nothing has happened to a parcel in this step. */
    boolean idle() {
        for (Output output : outputs) {
            if (output instanceof Output.Happened happened && happened.fact().parcel() != 0) {
                return false;
            }
        }
        return true;
    }

    List<Output> outputs() {
        return outputs;
    }
}
