// A typed event emitter.
type Events = { message: [text: string, from?: string]; close: []; error: [Error] };
class Emitter<E extends Record<string, unknown[]>> {
  private handlers: { [K in keyof E]?: Array<(...args: E[K]) => void> } = {};
  on<K extends keyof E>(name: K, handler: (...args: E[K]) => void): () => void {
    (this.handlers[name] ??= []).push(handler);
    return () => { this.handlers[name] = this.handlers[name]!.filter((h) => h !== handler); };
  }
  emit<K extends keyof E & string>(name: K, ...args: E[K]): boolean {
    const list = this.handlers[name] as Array<(...args: E[K]) => void> | undefined;
    list?.forEach((handler): void => handler(...args));
    return !!list?.length;
  }
}
const e = new Emitter<Events>();
const off = e.on("message", (text, from = "nobody") => console.log(`${from}: ${text}`));
console.log(e.emit("message", "hi"), e.emit("message", "yo", "me"), e.emit("close"));
off();
console.log(e.emit("message", "gone"));
