// A bytecode interpreter: one big switch over integer code, with a stack, locals and calls.
"use strict";
const out = typeof print === "function" ? print : console.log;

const PUSH = 0, ADD = 1, SUB = 2, MUL = 3, MOD = 4, LOAD = 5, STORE = 6, JUMP = 7, JZ = 8, LT = 9, EQ = 10, CALL = 11, RET = 12, DUP = 13, POP = 14, XOR = 15, AND = 16, SHL = 17, SHR = 18, NOT = 19, HALT = 20;

function run(code, entry) {
  const stack = new Array(256).fill(0), frames = [];
  let locals = new Array(8).fill(0), sp = 0, pc = entry, steps = 0;
  for (;;) {
    steps++;
    switch (code[pc++]) {
      case PUSH: stack[sp++] = code[pc++]; break;
      case ADD: sp--; stack[sp - 1] = (stack[sp - 1] + stack[sp]) | 0; break;
      case SUB: sp--; stack[sp - 1] = (stack[sp - 1] - stack[sp]) | 0; break;
      case MUL: sp--; stack[sp - 1] = Math.imul(stack[sp - 1], stack[sp]); break;
      case MOD: sp--; stack[sp - 1] = stack[sp - 1] % stack[sp] | 0; break;
      case LOAD: stack[sp++] = locals[code[pc++]]; break;
      case STORE: locals[code[pc++]] = stack[--sp]; break;
      case JUMP: pc = code[pc]; break;
      case JZ: if (stack[--sp] === 0) pc = code[pc]; else pc++; break;
      case LT: sp--; stack[sp - 1] = stack[sp - 1] < stack[sp] ? 1 : 0; break;
      case EQ: sp--; stack[sp - 1] = stack[sp - 1] === stack[sp] ? 1 : 0; break;
      case CALL: {
        const target = code[pc++], fresh = new Array(8).fill(0);
        fresh[0] = stack[--sp];
        frames.push(pc, locals);
        locals = fresh;
        pc = target;
        break;
      }
      case RET: locals = frames.pop(); pc = frames.pop(); break;
      case DUP: stack[sp] = stack[sp - 1]; sp++; break;
      case POP: sp--; break;
      case XOR: sp--; stack[sp - 1] ^= stack[sp]; break;
      case AND: sp--; stack[sp - 1] &= stack[sp]; break;
      case SHL: sp--; stack[sp - 1] <<= stack[sp]; break;
      case SHR: sp--; stack[sp - 1] >>= stack[sp]; break;
      case NOT: stack[sp - 1] = stack[sp - 1] === 0 ? 1 : 0; break;
      case HALT: return stack[sp - 1] ^ steps;
      default: throw new Error("bad code at " + (pc - 1));
    }
  }
}

// fib(n) by recursion at 0; a mixing loop at 40 that calls it.
const code = [];
function at(address, ...ops) { ops.forEach((op, i) => { code[address + i] = op; }); }
at(0, LOAD, 0, PUSH, 2, LT, JZ, 10, LOAD, 0, RET, LOAD, 0, PUSH, 1, SUB, CALL, 0, LOAD, 0, PUSH, 2, SUB, CALL, 0, ADD, RET);
at(40, PUSH, 0, STORE, 1, PUSH, 1, STORE, 2,
  LOAD, 1, PUSH, 150000, LT, JZ, 90,
  LOAD, 2, DUP, PUSH, 5, SHL, XOR, DUP, PUSH, 7, SHR, XOR, LOAD, 1, ADD, STORE, 2,
  LOAD, 1, PUSH, 1, ADD, STORE, 1, JUMP, 48);
at(90, PUSH, 18, CALL, 0, LOAD, 2, XOR, HALT);
for (let i = 0; i < code.length; i++) code[i] ??= HALT;

let check = 0;
for (let round = 0; round < 2; round++) check = (check * 31 + run(code, 40)) | 0;
out("switch " + check);
