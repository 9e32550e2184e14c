// Puts the rooms of the API together; gives the controller of the suite.
(equality, expect, chai, suite, fixtures, snapshot, assert, mock, clock, modules, host) => {
  "use strict";
  const { inspect, render, readFile } = host;
  const equal = equality();
  const snapshots = snapshot(inspect, readFile);
  return suite({
    api: expect(equal, inspect, render, snapshots, chai), inspect, snapshots, fixtures: fixtures(),
    // Made when they are first asked for: most files have no mocks.
    makeVi: () => mock(equal, inspect), addTimers: clock, makeMocks: (vi) => modules(host, inspect, vi, vi.fn), makeAssert: assert,
  });
};
