// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.Stamp;

/**
 * What a session reads before its first event: header, command ring, chute table. Read again when events were missed, since
 * among them may be the only word of a chute that closed. Used once.
 */
final class Greeting {
    private final Wiring wiring;
    private final RegisterMap map;
    private final Header header;
    private final CommandRing ring;
    private final ChuteRow[] chutes;

    Greeting(Wiring wiring, RegisterMap map, Header header) {
        this.wiring = wiring;
        this.map = map;
        this.header = header;
        ring = new CommandRing(map);
        chutes = new ChuteRow[map.chutes()];
    }

    Header header() {
        return header;
    }

    /** Reads ring and table, then runs {@code done}. */
    void read(RegisterLink link, Runnable done) {
        int limit = wiring.settings().readLimit();
        int rows = limit / ChuteRow.REGISTERS * ChuteRow.REGISTERS;
        ChunkedRead table = new ChunkedRead(link, this::takeRows, done)
                .add(map.chuteBase(), map.chutes() * ChuteRow.REGISTERS, rows);
        new ChunkedRead(link, ring::take, table::start)
                .add(map.commands().base(), map.commands().slots() * CommandRecord.REGISTERS, limit)
                .start();
    }

    /** Reports the session, then the line, then every chute. */
    void report(PlcState plc, long now) {
        Stamp stamp = plc.observed(now);
        wiring.sink()
                .accept(new SorterEvent.SessionStarted(
                        wiring.device(), now, stamp, ring.commands(header.commandHead(), header.epoch(), plc.belt())));
        reportState(stamp, now);
    }

    /** Reads the table alone, then reports the line and every chute as they are now. */
    void again(RegisterLink link, PlcState plc, Runnable done) {
        int rows = wiring.settings().readLimit() / ChuteRow.REGISTERS * ChuteRow.REGISTERS;
        new ChunkedRead(link, this::takeRows, () -> {
                    long now = wiring.clock().nanos();
                    reportState(plc.observed(now), now);
                    done.run();
                })
                .add(map.chuteBase(), map.chutes() * ChuteRow.REGISTERS, rows)
                .start();
    }

    private void reportState(Stamp stamp, long now) {
        wiring.sink()
                .accept(new SorterEvent.LineChanged(wiring.device(), now, stamp, header.packMlState(), header.speed()));
        EventDecoder decoder = new EventDecoder(wiring.device(), wiring.counters());
        for (int i = 0; i < chutes.length; i++) {
            wiring.sink().accept(decoder.chute(stamp, now, i + 1, chutes[i].state(), chutes[i].fill()));
        }
    }

    private boolean takeRows(byte[] image, int index) {
        for (int at = 0; at < image.length / 2; at += ChuteRow.REGISTERS) {
            chutes[(index + at) / ChuteRow.REGISTERS] = ChuteRow.decode(image, at);
        }
        return true;
    }
}
