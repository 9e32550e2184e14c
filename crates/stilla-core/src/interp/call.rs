//! Calls: pushing a frame for a closure, calling a native function, calling from Rust.
//!
//! One room because every way into a function must prepare the same frame.
//!
//! Uses: frame, dispatch. Never: the operations' files.

use stilla_bytecode::{CodeFlags, FunctionKind};
use stilla_gc::Gc;

use super::dispatch::{Block, Pc, Regs, Status, resume, step, throw};
use super::frame::{
    CALLEE, COROUTINE, FIRST_ARG, Link, MAX_ARGUMENTS, NEW_TARGET, ReturnKind, THIS, return_pc,
    set_return_pc,
};
use super::{run, run_from};
use crate::code_block::CodeBlock;
use crate::error::{JsResult, Msg, Thrown, range_error, type_error};
use crate::function::{Call, slot};
use crate::object::{Kind, Object};
use crate::realm::Intrinsic;
use crate::value::Value;
use crate::{Cx, GcVec};

/// Makes the window at `window` (callee, this, new.target and arguments in place) the frame of a
/// closure and saves its state. Missing arguments become undefined.
///
/// # Safety
/// The window lies on the stack at or above the saved frame's registers; `link.distance()` leads
/// back to the caller's frame.
unsafe fn push_frame(
    cx: &mut Cx,
    window: Regs,
    function: Object,
    return_pc: Pc,
    link: Link,
) -> JsResult<()> {
    let cell = function.code_block();
    if cell.words.get().is_null() {
        cx.prepare(cell)?;
    }
    let argc = link.argc();
    let registers = cell.registers.get() as usize;
    let parameters = cell.parameters.get() as usize;
    // SAFETY: the window's arguments are in place; room above is checked before it is written.
    unsafe {
        let mut r = window;
        let keeps_arguments = cell.flags.get() & CodeFlags::NEEDS_ARGUMENTS != 0;
        let shift = if keeps_arguments { FIRST_ARG + argc } else { 0 };
        let end = r.0.wrapping_add(shift + registers.max(FIRST_ARG + argc));
        if !cx.machine.has_room(end) {
            return Err(range_error(cx, Msg::StackOverflow));
        }
        if keeps_arguments {
            r = window.at(shift);
            for i in NEW_TARGET..FIRST_ARG + argc.min(parameters) {
                r.set(i, window.get(i));
            }
        }
        for i in argc..parameters {
            r.set(FIRST_ARG + i, Value::UNDEFINED);
        }
        if cell.kind.get() == FunctionKind::Arrow as u32 {
            r.set(THIS, function.internal(slot::THIS));
            r.set(NEW_TARGET, function.internal(slot::NEW_TARGET));
        }
        set_return_pc(r, return_pc);
        link.moved(shift).write(r);
        r.set(COROUTINE, Value::UNDEFINED);
        cx.machine.pc = Pc(cell.words.get());
        cx.machine.regs = r;
        cx.machine.block = Block(cell.as_ptr());
        cx.machine.top = r.0.add(registers);
    }
    Ok(())
}

/// Whether calling (not constructing) the closure is refused: class constructors.
/// The error of calling a class, which is one of the class's realm.
#[cold]
fn class_called(cx: &mut Cx, class: Gc<CodeBlock>) -> Thrown {
    let realm = cx.realm();
    cx.set_realm(class.realm());
    let thrown = type_error(cx, Msg::ClassCalled { name: class.name() });
    cx.set_realm(realm);
    thrown
}

fn is_class_constructor(cell: Gc<CodeBlock>) -> bool {
    let kind = cell.kind.get();
    kind == FunctionKind::ClassConstructor as u32 || kind == FunctionKind::DerivedConstructor as u32
}

/// The general call of the window at `w`, the state being saved at the instruction: a closure gets a
/// frame that returns behind the instruction of `words` words, anything else is called here.
///
/// # Safety
/// I1, I2, I3; the window holds callee, this and `argc` arguments.
#[inline(never)]
pub(super) unsafe fn call_window(
    w: usize,
    argc: usize,
    dst: usize,
    words: isize,
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    // SAFETY: as required.
    unsafe {
        let window = r.at(w);
        let callee = window.get(CALLEE);
        let Some(function) = callee.as_object() else {
            return throw_uncallable(cx, callee);
        };
        match function.kind() {
            Kind::Function => {
                let cell = function.code_block();
                if is_class_constructor(cell) {
                    let thrown = class_called(cx, cell);
                    return throw(cx, thrown);
                }
                window.set(NEW_TARGET, Value::UNDEFINED);
                let link = Link::new(w, argc, dst, ReturnKind::Value);
                if let Err(thrown) = cx.charge(1) {
                    return throw(cx, thrown);
                }
                match push_frame(cx, window, function, pc.skip(words), link) {
                    Ok(()) => Status::Resume,
                    Err(thrown) => throw(cx, thrown),
                }
            }
            Kind::NativeFunction => {
                window.set(NEW_TARGET, Value::UNDEFINED);
                let result = call_native(cx, window, function, argc);
                deliver(result, dst, words, pc, r, cx, k)
            }
            _ => {
                let args = window.slice(FIRST_ARG, argc);
                cx.machine.top = window.0.add(FIRST_ARG + argc);
                let result = cx.call(callee, window.get(THIS), args);
                deliver(result, dst, words, pc, r, cx, k)
            }
        }
    }
}

/// The general call of the window at `w` in place of frame `r`, the state being saved at the
/// instruction. What is no closure, or has a frame that more than a value is expected of, is called
/// as ever: its result goes to the window's first register, and a `Return` of that follows.
///
/// # Safety
/// As for [`call_window`].
#[inline(never)]
pub(super) unsafe fn tail_window(
    w: usize,
    argc: usize,
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    // SAFETY: as required; the arguments move down to where this frame's window was, which lies
    // below this frame by its own arguments if its code keeps them.
    unsafe {
        let (window, link) = (r.at(w), Link::of(r));
        let closure = window.get(CALLEE).as_object().filter(|callee| {
            callee.is(Kind::Function) && !is_class_constructor(callee.code_block())
        });
        let Some(function) = closure.filter(|_| link.is_plain()) else {
            return call_window(w, argc, w, 1, pc, r, cx, k);
        };
        let cell = function.code_block();
        let prepared = if cell.words.get().is_null() {
            cx.prepare(cell)
        } else {
            Ok(())
        };
        if let Err(thrown) = prepared.and_then(|()| cx.charge(1)) {
            return throw(cx, thrown);
        }
        let room = 2 * (FIRST_ARG + argc) + cell.registers.get() as usize;
        if !cx.machine.has_room(window.0.wrapping_add(room)) {
            let thrown = range_error(cx, Msg::StackOverflow);
            return throw(cx, thrown);
        }
        let keeps_arguments = (*k.0).flags.get() & CodeFlags::NEEDS_ARGUMENTS != 0;
        let below = if keeps_arguments {
            FIRST_ARG + link.argc()
        } else {
            0
        };
        let (base, return_pc) = (Regs(r.0.sub(below)), return_pc(r));
        for i in CALLEE..FIRST_ARG + argc {
            base.set(i, window.get(i));
        }
        base.set(NEW_TARGET, Value::UNDEFINED);
        let link = Link::new(link.distance() - below, argc, link.dst(), ReturnKind::Value);
        match push_frame(cx, base, function, return_pc, link) {
            Ok(()) => Status::Resume,
            Err(thrown) => throw(cx, thrown),
        }
    }
}

/// Puts the result of a call in its register and goes on.
///
/// # Safety
/// I1, I2, I3.
#[inline(always)]
pub(super) unsafe fn deliver(
    result: JsResult<Value>,
    dst: usize,
    words: isize,
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    match result {
        // SAFETY: as required.
        Ok(value) => unsafe {
            r.set(dst, value);
            resume(pc.skip(words), r, cx, k)
        },
        Err(thrown) => throw(cx, thrown),
    }
}

#[cold]
fn throw_uncallable(cx: &mut Cx, value: Value) -> Status {
    let thrown = super::stack_trace::not_callable_error(cx, value);
    throw(cx, thrown)
}

/// Calls a native function whose window is complete.
///
/// # Safety
/// The window lies on the stack and holds callee, this, new.target and `argc` arguments.
#[inline(never)]
pub(super) unsafe fn call_native(
    cx: &mut Cx,
    window: Regs,
    function: Object,
    argc: usize,
) -> JsResult<Value> {
    // SAFETY: as required; the arguments lie below `top` and stay while the function runs.
    unsafe {
        cx.machine.top = window.0.add(FIRST_ARG + argc);
        if !cx.machine.has_room(cx.machine.top) {
            return Err(range_error(cx, Msg::StackOverflow));
        }
        let call = Call {
            callee: function,
            this: window.get(THIS),
            new_target: window.get(NEW_TARGET),
            args: window.slice(FIRST_ARG, argc),
        };
        run_native(cx, &call)
    }
}

/// Charges and makes the call of a native function; the state is saved, and the arguments stay where they are meanwhile.
#[inline(always)]
pub(super) fn run_native(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    if cx.heap.poll().charge_one() {
        cx.charge(1)?;
    }
    cx.check_native_stack()?;
    let cell = call.callee.cell();
    let native = cell.inline_word(slot::NATIVE).as_native();
    let realm = cell.inline_word(slot::REALM).as_internal();
    cx.set_realm(realm.expect("a native function has a realm"));
    native.expect("a native function has a function")(cx, call)
}

/// The general `new` of the window at `w`; `new.target` is in place.
///
/// # Safety
/// As for [`call_window`].
#[inline(never)]
pub(super) unsafe fn construct_window(
    w: usize,
    argc: usize,
    dst: usize,
    words: isize,
    pc: Pc,
    r: Regs,
    cx: &mut Cx,
    k: Block,
) -> Status {
    // SAFETY: as required.
    unsafe {
        let window = r.at(w);
        let callee = window.get(CALLEE);
        let constructor = callee
            .as_object()
            .filter(|function| cx.has_construct(*function));
        let Some(constructor) = constructor else {
            let thrown = type_error(cx, Msg::NotConstructor { value: callee });
            return throw(cx, thrown);
        };
        let new_target = window.get(NEW_TARGET);
        match constructor.kind() {
            Kind::Function => {
                let link = Link::new(w, argc, dst, ReturnKind::Construct);
                if let Err(thrown) = cx.charge(1) {
                    return throw(cx, thrown);
                }
                cx.machine.top = window.0.add(FIRST_ARG + argc);
                match prepare_this(cx, constructor, new_target) {
                    Ok(this) => window.set(THIS, this),
                    Err(thrown) => return throw(cx, thrown),
                }
                match push_frame(cx, window, constructor, pc.skip(words), link) {
                    Ok(()) => Status::Resume,
                    Err(thrown) => throw(cx, thrown),
                }
            }
            Kind::NativeFunction => {
                let result = call_native(cx, window, constructor, argc);
                deliver(result, dst, words, pc, r, cx, k)
            }
            _ => {
                cx.machine.top = window.0.add(FIRST_ARG + argc);
                let args = window.slice(FIRST_ARG, argc);
                let target = new_target.as_object().unwrap_or(constructor);
                let result = cx.construct(constructor, args, target).map(Value::from);
                deliver(result, dst, words, pc, r, cx, k)
            }
        }
    }
}

/// `this` for a constructor's frame: a new object, or empty in a derived constructor.
fn prepare_this(cx: &mut Cx, constructor: Object, new_target: Value) -> JsResult<Value> {
    let cell = constructor.code_block();
    if cell.kind.get() == FunctionKind::DerivedConstructor as u32 {
        return Ok(Value::EMPTY);
    }
    let new_target = new_target.as_object().unwrap_or(constructor);
    // FAST: an ordinary function's own plain `prototype` is read without running anything.
    if let Some(this) = cx.construct_fast(new_target) {
        return Ok(this.into());
    }
    let prototype = cx.get_prototype_from_constructor(new_target, Intrinsic::ObjectPrototype)?;
    Ok(cx.ordinary_object_create(Some(prototype)).into())
}

impl Cx {
    /// §7.3.13 Call ( F, V, argumentsList ) <https://tc39.es/ecma262/#sec-call>
    ///
    /// # Errors
    /// TypeError if `function` can't be called; what it throws.
    #[inline]
    pub fn call(&mut self, function: Value, this: Value, args: &[Value]) -> JsResult<Value> {
        // FAST: the callbacks of built-ins are simple closures, called again and again.
        match function.as_object() {
            Some(callee)
                if callee.is(Kind::Function) && callee.code_block_unchecked().is_simple() =>
            {
                self.call_simple(callee, this, args)
            }
            _ => self.call_any(function, this, args),
        }
    }

    #[inline(never)]
    fn call_any(&mut self, function: Value, this: Value, args: &[Value]) -> JsResult<Value> {
        let Some(callee) = function.as_object() else {
            return Err(type_error(self, Msg::NotCallable { value: function }));
        };
        match callee.kind() {
            Kind::Function => {
                if is_class_constructor(callee.code_block()) {
                    return Err(class_called(self, callee.code_block()));
                }
                self.invoke_frame(callee, this, args, Value::UNDEFINED, ReturnKind::Entry)
            }
            Kind::NativeFunction => {
                self.invoke_frame(callee, this, args, Value::UNDEFINED, ReturnKind::Entry)
            }
            Kind::BoundFunction => self.call_bound(callee, args),
            Kind::Proxy if callee.is_callable() => {
                self.check_native_stack()?;
                crate::object::internal_methods::proxy_call(self, callee, this, args)
            }
            Kind::IsHtmlDda => Ok(Value::NULL),
            _ => Err(type_error(self, Msg::NotCallable { value: function })),
        }
    }

    /// §7.3.14 Construct ( F, argumentsList, newTarget ) <https://tc39.es/ecma262/#sec-construct>
    ///
    /// # Errors
    /// TypeError if `constructor` is none; what it throws.
    pub fn construct(
        &mut self,
        constructor: Object,
        args: &[Value],
        new_target: Object,
    ) -> JsResult<Object> {
        let result = match constructor.kind() {
            _ if !self.has_construct(constructor) => {
                return Err(type_error(
                    self,
                    Msg::NotConstructor {
                        value: constructor.into(),
                    },
                ));
            }
            Kind::Function => {
                let saved = self.save_state();
                let this = prepare_this(self, constructor, new_target.into());
                self.restore_state(saved);
                let kind = ReturnKind::EntryConstruct;
                self.invoke_frame(constructor, this?, args, new_target.into(), kind)?
            }
            Kind::NativeFunction => self.invoke_frame(
                constructor,
                Value::EMPTY,
                args,
                new_target.into(),
                ReturnKind::Entry,
            )?,
            Kind::BoundFunction => return self.construct_bound(constructor, args, new_target),
            _ => {
                self.check_native_stack()?;
                return crate::object::internal_methods::proxy_construct(
                    self,
                    constructor,
                    args,
                    new_target,
                );
            }
        };
        match result.as_object() {
            Some(object) => Ok(object),
            None => Err(type_error(self, Msg::NotAnObject { value: result })),
        }
    }

    /// The arguments of a bound function and those of its call, in one list.
    fn bound_arguments(&mut self, bound: Object, args: &[Value]) -> JsResult<GcVec> {
        let list = GcVec::new(self);
        let own = GcVec::from_value(bound.internal(slot::BOUND_ARGUMENTS))
            .expect("a bound function has a list of arguments");
        for value in own.iter().chain(args.iter().copied()) {
            list.try_push(self, value)?;
        }
        Ok(list)
    }

    fn call_bound(&mut self, bound: Object, args: &[Value]) -> JsResult<Value> {
        self.check_native_stack()?;
        let list = self.bound_arguments(bound, args)?;
        self.call_list(
            bound.internal(slot::TARGET),
            bound.internal(slot::BOUND_THIS),
            list,
        )
    }

    fn construct_bound(
        &mut self,
        bound: Object,
        args: &[Value],
        new_target: Object,
    ) -> JsResult<Object> {
        self.check_native_stack()?;
        let list = self.bound_arguments(bound, args)?;
        let target = bound
            .internal(slot::TARGET)
            .as_object()
            .expect("a bound function has a target");
        let new_target = if new_target == bound {
            target
        } else {
            new_target
        };
        self.construct_list(target, list, new_target)
    }

    /// [`Cx::call`] with the arguments in a list.
    ///
    /// # Errors
    /// As for [`Cx::call`].
    pub fn call_list(&mut self, function: Value, this: Value, list: GcVec) -> JsResult<Value> {
        let args = self.stage(list)?;
        let result = self.call(function, this, args);
        self.unstage(list.len());
        result
    }

    /// [`Cx::construct`] with the arguments in a list.
    ///
    /// # Errors
    /// As for [`Cx::construct`].
    pub fn construct_list(
        &mut self,
        constructor: Object,
        list: GcVec,
        new_target: Object,
    ) -> JsResult<Object> {
        let args = self.stage(list)?;
        let result = self.construct(constructor, args, new_target);
        self.unstage(list.len());
        result
    }

    /// Copies a list to the machine's stack, where it stays until [`Cx::unstage`].
    fn stage<'s>(&mut self, list: GcVec) -> JsResult<&'s [Value]> {
        let count = list.len();
        let start = self.machine.top;
        if count > MAX_ARGUMENTS || !self.machine.has_room(start.wrapping_add(count)) {
            return Err(range_error(self, Msg::StackOverflow));
        }
        // SAFETY: there is room up to the limit, and everything below `top` stays as it is.
        unsafe {
            for (i, value) in list.iter().enumerate() {
                start.add(i).write(value);
            }
            self.machine.top = start.add(count);
            Ok(std::slice::from_raw_parts(start, count))
        }
    }

    fn unstage(&mut self, count: usize) {
        self.machine.top = self.machine.top.wrapping_sub(count);
    }

    /// Calls a closure with a `new.target` without constructing: eval code takes over that of its caller.
    pub(crate) fn call_closure(
        &mut self,
        closure: Object,
        this: Value,
        args: &[Value],
        new_target: Value,
    ) -> JsResult<Value> {
        self.invoke_frame(closure, this, args, new_target, ReturnKind::Entry)
    }

    /// The block of the innermost running code, if there is one.
    pub(crate) fn active_block(&self) -> Option<Gc<CodeBlock>> {
        let block = self.machine.block;
        // SAFETY: I3: the saved block is that of a running frame.
        (self.machine.depth > 0 && !block.0.is_null()).then(|| unsafe { block.cell() })
    }

    pub(super) fn save_state(&self) -> SavedState {
        let machine = &self.machine;
        SavedState {
            pc: machine.pc,
            regs: machine.regs,
            block: machine.block,
            top: machine.top,
            realm: self.realm(),
        }
    }

    pub(super) fn restore_state(&mut self, state: SavedState) {
        self.machine.pc = state.pc;
        self.machine.regs = state.regs;
        self.machine.block = state.block;
        self.machine.top = state.top;
        self.set_realm(state.realm);
    }

    /// Calls a closure whose code [is simple](CodeBlock::is_simple) in a frame above everything in use.
    #[inline(never)]
    fn call_simple(&mut self, callee: Object, this: Value, args: &[Value]) -> JsResult<Value> {
        self.check_native_stack()?;
        self.charge(1)?;
        let code = callee.code_block_unchecked();
        let (argc, parameters) = (args.len(), code.parameters.get() as usize);
        let saved = self.save_state();
        let base = saved.top;
        let words = 2 + (code.registers.get() as usize).max(FIRST_ARG + argc);
        if argc > MAX_ARGUMENTS || !self.machine.has_room(base.wrapping_add(words)) {
            return Err(range_error(self, Msg::StackOverflow));
        }
        // SAFETY: there is room up to the limit; the frame is complete before anything runs.
        let status = unsafe {
            saved.write_link(base);
            let window = Regs(base.add(2));
            set_return_pc(window, Pc(std::ptr::null()));
            Link::new(0, argc, 0, ReturnKind::Entry).write(window);
            window.set(COROUTINE, Value::UNDEFINED);
            window.set(NEW_TARGET, Value::UNDEFINED);
            window.set(CALLEE, callee.into());
            window.set(THIS, this);
            for (i, value) in args.iter().enumerate() {
                window.set(FIRST_ARG + i, *value);
            }
            for i in argc..parameters {
                window.set(FIRST_ARG + i, Value::UNDEFINED);
            }
            self.machine.depth += 1;
            step(Pc(code.words.get()), window, self, Block(code.as_ptr()))
        };
        self.machine.depth -= 1;
        let result = if status == Status::Done {
            Ok(self.machine.result)
        } else {
            run_from(self, status)
        };
        self.restore_state(saved);
        result
    }

    /// Calls a closure or a native function in a frame above everything in use.
    fn invoke_frame(
        &mut self,
        function: Object,
        this: Value,
        args: &[Value],
        new_target: Value,
        kind: ReturnKind,
    ) -> JsResult<Value> {
        self.check_native_stack()?;
        let argc = args.len();
        let saved = self.save_state();
        let base = self.machine.top;
        if argc > MAX_ARGUMENTS
            || !self
                .machine
                .has_room(base.wrapping_add(2 + FIRST_ARG + argc))
        {
            return Err(range_error(self, Msg::StackOverflow));
        }
        // SAFETY: there is room up to the limit; the frame is complete before anything runs.
        let result = unsafe {
            saved.write_link(base);
            let window = Regs(base.add(2));
            window.set(NEW_TARGET, new_target);
            window.set(CALLEE, function.into());
            window.set(THIS, this);
            for (i, value) in args.iter().enumerate() {
                window.set(FIRST_ARG + i, *value);
            }
            self.machine.top = window.0.add(FIRST_ARG + argc);
            if function.is(Kind::NativeFunction) {
                call_native(self, window, function, argc)
            } else {
                self.run_window(window, function, argc, kind)
            }
        };
        self.restore_state(saved);
        result
    }

    /// Runs a closure whose window is complete, until it returns.
    ///
    /// # Safety
    /// The window lies at the top of the stack.
    unsafe fn run_window(
        &mut self,
        window: Regs,
        function: Object,
        argc: usize,
        kind: ReturnKind,
    ) -> JsResult<Value> {
        self.charge(1)?;
        let link = Link::new(0, argc, 0, kind);
        // SAFETY: as required.
        unsafe { push_frame(self, window, function, Pc(std::ptr::null()), link)? };
        run(self)
    }
}

/// The machine's state while native code calls in.
#[derive(Clone, Copy)]
pub(super) struct SavedState {
    pc: Pc,
    regs: Regs,
    block: Block,
    top: *mut Value,
    realm: Gc<crate::realm::RealmCell>,
}

impl SavedState {
    /// Writes the two words that lie below an entry frame.
    ///
    /// # Safety
    /// There is room for them at `base`.
    pub(super) unsafe fn write_link(self, base: *mut Value) {
        // SAFETY: as required.
        unsafe {
            base.cast::<u64>().write(self.pc.0 as u64);
            base.cast::<u64>().add(1).write(self.regs.0 as u64);
        }
    }
}
