// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import io.tiersort.device.DeviceContext;
import io.tiersort.device.Driver;
import io.tiersort.device.DriverContractTest;

/** The scanner driver as TCP server keeps the contract of all drivers. */
class ScannerServerContractTest extends DriverContractTest {
    @Override
    protected Driver driver(String device, int port, DeviceContext context) {
        return TunnelScannerDriver.make(device, ScannerRig.settings("server", port), context);
    }

    @Override
    protected Peer peer(int port, DeviceContext context) {
        return new ScannerPeer(ScannerRig.settings("server", port), context);
    }
}
