//! Calls and returns: a closure's frame is pushed in place; everything else goes through `call`.
//!
//! Uses: frame, call. Never: the other operations' files.

use stilla_bytecode::CodeFlags;
use stilla_gc::Gc;

use crate::Cx;
use crate::code_block::CodeBlock;
use crate::error::{JsResult, Msg, range_error, reference_error, type_error};
use crate::function::Call;
use crate::gcvec::GcVec;
use crate::interp::call::{
    call_native, call_window, construct_window, deliver, run_native, tail_window,
};
use crate::interp::dispatch::{Block, Pc, Regs, Status, finish, next, sync, throw};
use crate::interp::frame::{
    CALLEE, FIRST_ARG, Link, NEW_TARGET, ReturnKind, THIS, return_value, set_return_pc,
};
use crate::object::{Kind, Object};
use crate::script::DirectEval;
use crate::value::Value;

/// The code of a closure whose frame is pushed in a few instructions: see [`CodeBlock::is_simple`].
#[inline(always)]
fn simple_code(callee: Value) -> Option<Gc<CodeBlock>> {
    let function = callee.as_object()?;
    if !function.is(Kind::Function) {
        return None;
    }
    let code = function.code_block_unchecked();
    code.is_simple().then_some(code)
}

/// Pushes the frame of a simple closure at the window, whose result goes to register `dst`; `None` leaves the
/// call to others.
#[inline(always)]
unsafe fn push_simple(
    w: usize,
    argc: usize,
    dst: usize,
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
) -> Option<(Regs, Gc<CodeBlock>)> {
    // SAFETY: I1, I2, I3; the limit is compared before anything above the window is written.
    unsafe {
        let window = r.at(w);
        let code = simple_code(window.get(CALLEE))?;
        let end = window.0.wrapping_add(code.registers.get() as usize);
        if end >= cx.machine.limit || cx.heap.poll().charge_one() {
            return None;
        }
        set_return_pc(window, pc.skip(1));
        Link::new(w, argc, dst, ReturnKind::Value).write(window);
        window.set(NEW_TARGET, Value::UNDEFINED);
        Some((window, code))
    }
}

/// Begins the code of a frame that [`push_simple`] made.
#[inline(always)]
unsafe fn begin(argc: usize, window: Regs, code: Gc<CodeBlock>, cx: &mut Cx) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let code = Block(code.as_ptr());
        if argc < (*code.0).parameters.get() as usize {
            return enter_with_missing(Pc((*code.0).words.get()), window, cx, code);
        }
        next(Pc((*code.0).words.get()), window, cx, code)
    }
}

/// Pushes the frame of a simple closure, or leaves the call to [`call_window`].
#[inline(always)]
unsafe fn call_closure(w: usize, argc: usize, pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        match push_simple(w, argc, pc.a(), pc, r, cx) {
            Some((window, code)) => begin(argc, window, code, cx),
            None => call_other(pc, r, cx, k),
        }
    }
}

/// Calls a getter or setter in the window behind the running frame, so that a closure needs no native stack;
/// the result goes to register `dst`, or one above the frame for a value that nobody wants.
///
/// # Safety
/// I1, I2, I3; the window is complete but for `new.target`.
#[inline(never)]
pub(super) unsafe fn call_accessor(
    argc: usize,
    dst: usize,
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    // SAFETY: as required; the stack's reserve has room for one window.
    unsafe {
        let w = (*k.0).registers.get() as usize;
        if let Some((window, code)) = push_simple(w, argc, dst, pc, r, cx) {
            return begin(argc, window, code, cx);
        }
        sync(pc, r, cx, k);
        call_window(w, argc, dst, 1, pc, r, cx, k)
    }
}

/// Calls a native getter or setter.
///
/// FAST: it needs no window: the argument stays in its register.
///
/// # Safety
/// I1, I2, I3; the arguments lie in the running frame.
#[inline(always)]
pub(super) unsafe fn call_native_accessor(
    function: Object,
    this: Value,
    args: &[Value],
    dst: usize,
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    // SAFETY: as required.
    unsafe {
        sync(pc, r, cx, k);
        match run_accessor(cx, function, this, args) {
            Ok(value) => {
                r.set(dst, value);
                next(pc.skip(1), r, cx, k)
            }
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// NOTE: a function of its own, because a handler that has the call on its stack can't jump to the next one.
#[inline(never)]
fn run_accessor(cx: &mut Cx, callee: Object, this: Value, args: &[Value]) -> JsResult<Value> {
    let new_target = Value::UNDEFINED;
    let call = Call {
        callee,
        this,
        new_target,
        args,
    };
    run_native(cx, &call)
}

/// Sets the missing arguments of a new frame to undefined and begins it.
#[inline(never)]
unsafe fn enter_with_missing(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        for i in Link::of(r).argc()..(*k.0).parameters.get() as usize {
            r.set(FIRST_ARG + i, Value::UNDEFINED);
        }
        next(pc, r, cx, k)
    }
}

/// r[a] = r[w+4](…)
pub(crate) unsafe fn call(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let w = pc.b();
        r.set(w + THIS, Value::UNDEFINED);
        call_closure(w, pc.c(), pc, r, cx, k)
    }
}

/// r[a] = r[w+4](…) with receiver r[w+5]
pub(crate) unsafe fn call_this(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe { call_closure(pc.b(), pc.c(), pc, r, cx, k) }
}

/// Calls a native function by its short way, and leaves everything else to [`call_native_at_once`] and [`call_slow`].
///
/// FAST: built-ins are called nearly as often as closures; most of those calls need no conversion.
#[inline(never)]
unsafe fn call_other(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let window = r.at(pc.b());
        let callee = window.get(CALLEE).as_object();
        let Some(function) = callee.filter(|callee| callee.is(Kind::NativeFunction)) else {
            return call_slow(pc, r, cx, k);
        };
        // NOTE: the charge comes after a short way that was taken, and before a long one: a call is charged once.
        if let Some(leaf) = function.leaf()
            && cx.heap.poll().has_unit()
            && let Some(value) = leaf(cx, window.get(THIS), window.slice(FIRST_ARG, pc.c()))
        {
            cx.heap.poll().charge(1);
            r.set(pc.a(), value);
            return next(pc.skip(1), r, cx, k);
        }
        call_native_at_once(pc, r, cx, k)
    }
}

/// Calls a native function.
///
/// FAST: it needs neither a frame nor the trampoline.
#[inline(never)]
unsafe fn call_native_at_once(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3; `call_other` saw a native function.
    unsafe {
        let window = r.at(pc.b());
        let function = window
            .get(CALLEE)
            .as_object()
            .expect("a native function is an object");
        sync(pc, r, cx, k);
        window.set(NEW_TARGET, Value::UNDEFINED);
        match call_native(cx, window, function, pc.c()) {
            Ok(value) => {
                r.set(pc.a(), value);
                next(pc.skip(1), r, cx, k)
            }
            Err(thrown) => throw(cx, thrown),
        }
    }
}

#[inline(never)]
unsafe fn call_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        call_window(pc.b(), pc.c(), pc.a(), 1, pc, r, cx, k)
    }
}

/// r[a] = new r[w+4](…)
pub(crate) unsafe fn new(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3; the limit is compared before anything above the window is written.
    unsafe {
        let window = r.at(pc.b());
        let callee = window.get(CALLEE);
        let Some(function) = callee
            .as_object()
            .filter(|callee| callee.is(Kind::Function))
        else {
            return new_slow(pc, r, cx, k);
        };
        let code = function.code_block_unchecked();
        let end = window.0.wrapping_add(code.registers.get() as usize);
        if !code.is_simple_constructor() || end >= cx.machine.limit {
            return new_slow(pc, r, cx, k);
        }
        let Some(this) = cx.construct_fast(function) else {
            return new_slow(pc, r, cx, k);
        };
        if cx.heap.poll().charge_one() {
            return new_slow(pc, r, cx, k);
        }
        set_return_pc(window, pc.skip(1));
        Link::new(pc.b(), pc.c(), pc.a(), ReturnKind::Construct).write(window);
        window.set(NEW_TARGET, callee);
        window.set(THIS, this.into());
        let code = Block(code.as_ptr());
        if pc.c() < (*code.0).parameters.get() as usize {
            return enter_with_missing(Pc((*code.0).words.get()), window, cx, code);
        }
        next(Pc((*code.0).words.get()), window, cx, code)
    }
}

#[inline(never)]
unsafe fn new_slow(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let w = pc.b();
        r.set(w + NEW_TARGET, r.get(w + CALLEE));
        construct_window(w, pc.c(), pc.a(), 1, pc, r, cx, k)
    }
}

/// The list of an array that a spread made: its elements can't have been touched.
fn spread_list(cx: &mut Cx, array: Value) -> JsResult<GcVec> {
    let array = array
        .as_object()
        .expect("a spread collects its arguments in an array");
    let count = cx.array_length(array) as usize;
    // More arguments than the stack holds are refused before they are copied.
    if count.saturating_mul(size_of::<Value>()) > cx.limits.stack {
        return Err(range_error(cx, Msg::StackOverflow));
    }
    let list = GcVec::new(cx);
    for i in 0..count {
        list.try_push(cx, cx.dense_element(array, i).unwrap_or(Value::UNDEFINED))?;
    }
    Ok(list)
}

/// r[a] = r[w+4](...r[c])
pub(crate) unsafe fn call_spread(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let w = pc.b();
        let list = spread_list(cx, r.get(pc.c()));
        let callee = r.get(w + CALLEE);
        let result = list.and_then(|list| {
            if cx.is_callable(callee) {
                cx.call_list(callee, r.get(w + THIS), list)
            } else {
                Err(crate::interp::stack_trace::not_callable_error(cx, callee))
            }
        });
        deliver(result, pc.a(), 1, pc, r, cx, k)
    }
}

/// r[a] = new r[w+4](...r[c])
pub(crate) unsafe fn new_spread(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let list = spread_list(cx, r.get(pc.c()));
        let callee = r.get(pc.b() + CALLEE);
        let result = list.and_then(|list| match callee.as_object() {
            Some(constructor) => cx
                .construct_list(constructor, list, constructor)
                .map(Value::from),
            None => Err(type_error(cx, Msg::NotConstructor { value: callee })),
        });
        deliver(result, pc.a(), 1, pc, r, cx, k)
    }
}

/// r[a] = the [[Prototype]] of r[b]
pub(crate) unsafe fn super_constructor(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let active = r
            .get(pc.b())
            .as_object()
            .expect("the active constructor is a function");
        let result = cx.get_prototype_of(active).map(Value::from);
        finish(result, pc, r, cx, k)
    }
}

/// The callee of `super()` as a constructor.
fn parent_constructor(cx: &mut Cx, parent: Value) -> JsResult<Object> {
    match parent
        .as_object()
        .filter(|parent| cx.has_construct(*parent))
    {
        Some(parent) => Ok(parent),
        None => Err(type_error(cx, Msg::SuperNotConstructor { value: parent })),
    }
}

/// r[a] = super(…)
pub(crate) unsafe fn super_call(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let w = pc.b();
        match parent_constructor(cx, r.get(w + CALLEE)) {
            Ok(_) => construct_window(w, pc.c(), pc.a(), 1, pc, r, cx, k),
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// r[a] = super(...r[c])
pub(crate) unsafe fn super_call_spread(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let w = pc.b();
        let list = spread_list(cx, r.get(pc.c()));
        let new_target = r.get(w + NEW_TARGET);
        let result = list.and_then(|list| {
            let parent = parent_constructor(cx, r.get(w + CALLEE))?;
            let target = new_target.as_object().unwrap_or(parent);
            cx.construct_list(parent, list, target).map(Value::from)
        });
        deliver(result, pc.a(), 1, pc, r, cx, k)
    }
}

/// r[a] = whether r[b] is %eval%
pub(crate) unsafe fn is_eval(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let eval = cx.intrinsic(crate::realm::Intrinsic::Eval);
        r.set(pc.a(), Value::from(r.get(pc.b()).as_object() == Some(eval)));
        next(pc.skip(1), r, cx, k)
    }
}

/// Returns r[w+4](…) in place of this frame
pub(crate) unsafe fn tail_call(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3; the window moves down onto this frame's base.
    unsafe {
        sync(pc, r, cx, k);
        let (w, argc) = (pc.a(), pc.b());
        let window = r.at(w);
        let link = Link::of(r);
        let tail = simple_code(window.get(CALLEE)).filter(|_| link.is_plain());
        let keeps_arguments = (*k.0).flags.get() & CodeFlags::NEEDS_ARGUMENTS != 0;
        let Some(code) = tail.filter(|_| !keeps_arguments) else {
            return tail_window(w, argc, pc, r, cx, k);
        };
        if let Err(thrown) = cx.charge(1) {
            return throw(cx, thrown);
        }
        if !cx
            .machine
            .has_room(r.0.wrapping_add(code.registers.get() as usize))
        {
            let thrown = range_error(cx, Msg::StackOverflow);
            return throw(cx, thrown);
        }
        for i in NEW_TARGET..FIRST_ARG + argc {
            r.set(i, window.get(i));
        }
        r.set(NEW_TARGET, Value::UNDEFINED);
        for i in argc..code.parameters.get() as usize {
            r.set(FIRST_ARG + i, Value::UNDEFINED);
        }
        Link::new(link.distance(), argc, link.dst(), ReturnKind::Value).write(r);
        next(Pc(code.words.get()), r, cx, Block(code.as_ptr()))
    }
}

/// r[a] = eval(…)
pub(crate) unsafe fn call_eval(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let (w, argc) = (pc.b(), pc.c());
        let callee = r.get(w + CALLEE);
        if callee.as_object() != Some(cx.intrinsic(crate::realm::Intrinsic::Eval)) {
            return call_window(w, argc, pc.a(), 2, pc, r, cx, k);
        }
        let source = if argc > 0 {
            r.get(w + FIRST_ARG)
        } else {
            Value::UNDEFINED
        };
        let direct = DirectEval {
            block: k.cell(),
            scope: pc.d(),
            environment: r.get(pc.e()),
            this: r.get(THIS),
            new_target: r.get(NEW_TARGET),
            home: super::function::home_of(r),
        };
        let result = cx.direct_eval(source, direct);
        deliver(result, pc.a(), 2, pc, r, cx, k)
    }
}

/// Returns r[a]
pub(crate) unsafe fn return_(pc: Pc, r: Regs, cx: &mut Cx, _: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe { return_value(r.get(pc.a()), r, cx) }
}

/// Returns undefined
pub(crate) unsafe fn return_undefined(_: Pc, r: Regs, cx: &mut Cx, _: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe { return_value(Value::UNDEFINED, r, cx) }
}

/// Returns from a derived constructor
pub(crate) unsafe fn return_derived(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        let value = r.get(pc.a());
        if value.is_object() {
            return return_value(value, r, cx);
        }
        sync(pc, r, cx, k);
        if !value.is_undefined() {
            cx.set_realm(cx.caller_realm(r));
            let thrown = type_error(cx, Msg::DerivedReturnedNonObject);
            return throw(cx, thrown);
        }
        let this = r.get(pc.b());
        if this.is_empty() {
            cx.set_realm(cx.caller_realm(r));
            let thrown = reference_error(cx, Msg::ThisUninitialised);
            return throw(cx, thrown);
        }
        return_value(this, r, cx)
    }
}

/// r[a] = import(r[b], r[c])
pub(crate) unsafe fn import_call(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx.import_call(k.cell(), r.get(pc.b()), r.get(pc.c()), pc.d() as u32);
        deliver(result, pc.a(), 2, pc, r, cx, k)
    }
}

/// r[a] = import.meta
pub(crate) unsafe fn import_meta(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        let result = cx.import_meta(k.cell());
        deliver(result, pc.a(), 1, pc, r, cx, k)
    }
}

/// Throws r[a]
pub(crate) unsafe fn throw_value(pc: Pc, r: Regs, cx: &mut Cx, k: Block) -> Status {
    // SAFETY: I1, I2, I3.
    unsafe {
        sync(pc, r, cx, k);
        throw(cx, crate::Thrown::new(r.get(pc.a())))
    }
}
