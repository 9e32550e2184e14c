// A state machine with string enums and mapped types.
enum State { Idle = "idle", Busy = "busy", Done = "done" }
enum Signal { Start, Finish, Reset }
const table: { readonly [S in State]: Partial<Record<Signal, State>> } = {
  [State.Idle]: { [Signal.Start]: State.Busy },
  [State.Busy]: { [Signal.Finish]: State.Done, [Signal.Reset]: State.Idle },
  [State.Done]: { [Signal.Reset]: State.Idle },
};
class Machine { private state: State = State.Idle; constructor(private readonly onChange?: (from: State, to: State) => void) {}
  send(event: Signal): boolean { const next = table[this.state][event]; if (next === undefined) return false; this.onChange?.(this.state, next); this.state = next!; return true; }
  get current(): State { return this.state; } }
const seen: string[] = [];
const m = new Machine((a, b) => seen.push(`${a}>${b}`));
console.log([Signal.Finish, Signal.Start, Signal.Finish, Signal.Reset].map((e: Signal) => `${Signal[e]}=${m.send(e)}`).join(), m.current, seen.join());
console.log(Object.values(State).join(), Object.keys(Signal).join());
