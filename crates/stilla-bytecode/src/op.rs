//! The instruction set: one table, from which everything else derives.
//!
//! An instruction is one 64-bit word, read as four little-endian 16-bit fields `op a b c`; the
//! operations declared with `+` own a second word with the fields `d e f g`. Sixteen bits for
//! each operand make wide forms unnecessary: 65,536 registers, constants and caches a function.
//! A jump is relative to the word after the instruction, counted in words.
//!
//! Uses: nothing. Never: code.

/// What an operand means. The assembler, the disassembler and the verifier read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The register that the instruction writes.
    Def,
    /// A register that the instruction reads.
    Use,
    /// A register that the instruction reads and writes.
    Mod,
    /// The first register of a window of consecutive registers, its extent given by the operation.
    Window,
    /// A number of arguments or registers.
    Count,
    /// An index into [`Code::constants`](crate::Code::constants).
    Const,
    /// An index into [`Code::keys`](crate::Code::keys): a property key without a cache.
    Key,
    /// An index into [`Code::cache_keys`](crate::Code::cache_keys): an inline cache and its key.
    Cache,
    /// An index into [`Code::functions`](crate::Code::functions).
    Function,
    /// An index into [`Code::jump_tables`](crate::Code::jump_tables).
    Table,
    /// A slot of an environment.
    Slot,
    /// A number of environments to walk outwards.
    Depth,
    /// A signed 16-bit immediate.
    Imm,
    /// A bit set whose meaning the operation's line gives.
    Flags,
    /// A signed 16-bit jump offset.
    Near,
    /// A signed 32-bit jump offset; occupies two fields, the low half first.
    Far,
    /// A signed 32-bit immediate or an unsigned 32-bit index; occupies two fields, the low half first.
    Wide,
}

/// Calls the macro `$consumer` with every operation of the machine.
///
/// # Notation
///
/// `r[x]` is the register that operand `x` names; `w` is the first register of a call window:
/// the callee's frame begins there, so `r[w+3]` is `new.target`, `r[w+4]` the callee, `r[w+5]`
/// the receiver and `r[w+6]…` the arguments (the first three words belong to the machine).
/// `env` is an environment cell in a register. `key[x]` is a property key of the code. `->`
/// is a jump. An operation may throw unless its line says that it can't.
#[macro_export]
macro_rules! for_each_op {
    ($consumer:ident) => {
        $consumer! {
            // ---- Loads and moves: none of them throws.
            /// r[dst] = r[src]
            Move { dst: Def, src: Use }
            /// r[dst] = value, an int32
            LoadInt { dst: Def, value: Wide }
            /// r[dst] = constants[index]
            LoadConst { dst: Def, index: Wide }
            /// r[dst] = undefined
            LoadUndefined { dst: Def }
            /// r[dst] = null
            LoadNull { dst: Def }
            /// r[dst] = true
            LoadTrue { dst: Def }
            /// r[dst] = false
            LoadFalse { dst: Def }
            /// r[dst] = empty: the mark of an uninitialised binding or of a hole
            LoadEmpty { dst: Def }

            // ---- Arithmetic. The operands go through ToNumeric (Add: ToPrimitive first).
            /// r[dst] = r[lhs] + r[rhs]
            Add { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] - r[rhs]
            Sub { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] * r[rhs]
            Mul { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] / r[rhs]
            Div { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] % r[rhs]
            Rem { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] ** r[rhs]
            Exp { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] & r[rhs]
            BitAnd { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] | r[rhs]
            BitOr { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] ^ r[rhs]
            BitXor { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] << r[rhs]
            Shl { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] >> r[rhs]
            Shr { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] >>> r[rhs]
            UShr { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] + imm, where `imm` is a Number
            AddInt { dst: Def, lhs: Use, imm: Imm }
            /// r[dst] = r[lhs] - imm, where `imm` is a Number
            SubInt { dst: Def, lhs: Use, imm: Imm }
            /// r[dst] = r[lhs] * imm, where `imm` is a Number
            MulInt { dst: Def, lhs: Use, imm: Imm }
            /// r[dst] = r[lhs] / imm, where `imm` is a Number
            DivInt { dst: Def, lhs: Use, imm: Imm }
            /// r[dst] = r[lhs] % imm, where `imm` is a Number
            RemInt { dst: Def, lhs: Use, imm: Imm }
            /// r[dst] = r[lhs] & imm, where `imm` is a Number
            BitAndInt { dst: Def, lhs: Use, imm: Imm }
            /// r[dst] = r[lhs] | imm, where `imm` is a Number
            BitOrInt { dst: Def, lhs: Use, imm: Imm }
            /// r[dst] = r[lhs] ^ imm, where `imm` is a Number
            BitXorInt { dst: Def, lhs: Use, imm: Imm }
            /// r[dst] = r[lhs] << imm, where `imm` is a Number
            ShlInt { dst: Def, lhs: Use, imm: Imm }
            /// r[dst] = r[lhs] >> imm, where `imm` is a Number
            ShrInt { dst: Def, lhs: Use, imm: Imm }
            /// r[dst] = r[lhs] >>> imm, where `imm` is a Number
            UShrInt { dst: Def, lhs: Use, imm: Imm }
            /// r[dst] = ToNumeric(r[src]) + 1
            Inc { dst: Def, src: Use }
            /// r[dst] = ToNumeric(r[src]) - 1
            Dec { dst: Def, src: Use }
            /// r[dst] = -r[src]
            Neg { dst: Def, src: Use }
            /// r[dst] = ~r[src]
            BitNot { dst: Def, src: Use }
            /// r[dst] = ToNumber(r[src]), the unary plus
            ToNumber { dst: Def, src: Use }
            /// r[dst] = ToNumeric(r[src]), the old value of a postfix increment
            ToNumeric { dst: Def, src: Use }
            /// r[dst] = ToPropertyKey(r[src]): a string, a symbol or a number that is an index
            ToPropertyKey { dst: Def, src: Use }
            /// r[dst] = ToPropertyKey(r[key]) unless r[obj], whose key it is, is undefined or null: then throws
            ToElementKey { dst: Def, obj: Use, key: Use }
            /// r[dst] = ToString(r[src]), a part of a template (throws on a symbol)
            ToString { dst: Def, src: Use }
            /// r[dst] = r[first] + … + r[first+count-1], all strings
            Concat { dst: Def, first: Window, count: Count }
            /// r[dst] = !ToBoolean(r[src]); can't throw
            Not { dst: Def, src: Use }
            /// r[dst] = typeof r[src]; can't throw
            TypeOf { dst: Def, src: Use }

            // ---- Comparison.
            /// r[dst] = r[lhs] == r[rhs]
            Eq { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] != r[rhs]
            Ne { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] === r[rhs]; can't throw
            StrictEq { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] !== r[rhs]; can't throw
            StrictNe { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] < r[rhs]
            Lt { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] <= r[rhs]
            Le { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] > r[rhs]
            Gt { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] >= r[rhs]
            Ge { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] instanceof r[rhs]
            InstanceOf { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = r[lhs] in r[rhs]
            In { dst: Def, lhs: Use, rhs: Use }
            /// r[dst] = whether r[obj] has the private name r[name]
            HasPrivate { dst: Def, name: Use, obj: Use }

            // ---- Jumps. `Jump…` go forwards, `Loop…` go backwards and charge the budget.
            /// -> target
            Jump { target: Far }
            /// -> target, charging the budget
            Loop { target: Far }
            /// ToBoolean(r[cond]) -> target
            JumpIfTrue { cond: Use, target: Far }
            /// !ToBoolean(r[cond]) -> target
            JumpIfFalse { cond: Use, target: Far }
            /// ToBoolean(r[cond]) -> target, charging the budget
            LoopIfTrue { cond: Use, target: Far }
            /// !ToBoolean(r[cond]) -> target, charging the budget
            LoopIfFalse { cond: Use, target: Far }
            /// r[src] is undefined or null -> target
            JumpIfNullish { src: Use, target: Far }
            /// r[src] is neither undefined nor null -> target
            JumpIfNotNullish { src: Use, target: Far }
            /// r[src] is undefined -> target
            JumpIfUndefined { src: Use, target: Far }
            /// r[src] is not undefined -> target
            JumpIfNotUndefined { src: Use, target: Far }
            /// r[src] is empty -> target
            JumpIfEmpty { src: Use, target: Far }
            /// r[lhs] < r[rhs] -> target
            JumpIfLt { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] <= r[rhs] -> target
            JumpIfLe { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] > r[rhs] -> target
            JumpIfGt { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] >= r[rhs] -> target
            JumpIfGe { lhs: Use, rhs: Use, target: Near }
            /// !(r[lhs] < r[rhs]) -> target
            JumpIfNotLt { lhs: Use, rhs: Use, target: Near }
            /// !(r[lhs] <= r[rhs]) -> target
            JumpIfNotLe { lhs: Use, rhs: Use, target: Near }
            /// !(r[lhs] > r[rhs]) -> target
            JumpIfNotGt { lhs: Use, rhs: Use, target: Near }
            /// !(r[lhs] >= r[rhs]) -> target
            JumpIfNotGe { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] == r[rhs] -> target
            JumpIfEq { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] != r[rhs] -> target
            JumpIfNe { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] === r[rhs] -> target
            JumpIfStrictEq { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] !== r[rhs] -> target
            JumpIfStrictNe { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] < imm -> target
            JumpIfLtInt { lhs: Use, imm: Imm, target: Near }
            /// r[lhs] <= imm -> target
            JumpIfLeInt { lhs: Use, imm: Imm, target: Near }
            /// r[lhs] > imm -> target
            JumpIfGtInt { lhs: Use, imm: Imm, target: Near }
            /// r[lhs] >= imm -> target
            JumpIfGeInt { lhs: Use, imm: Imm, target: Near }
            /// !(r[lhs] < imm) -> target
            JumpIfNotLtInt { lhs: Use, imm: Imm, target: Near }
            /// !(r[lhs] <= imm) -> target
            JumpIfNotLeInt { lhs: Use, imm: Imm, target: Near }
            /// !(r[lhs] > imm) -> target
            JumpIfNotGtInt { lhs: Use, imm: Imm, target: Near }
            /// !(r[lhs] >= imm) -> target
            JumpIfNotGeInt { lhs: Use, imm: Imm, target: Near }
            /// r[lhs] === imm -> target
            JumpIfStrictEqInt { lhs: Use, imm: Imm, target: Near }
            /// r[lhs] !== imm -> target
            JumpIfStrictNeInt { lhs: Use, imm: Imm, target: Near }
            /// r[lhs] < r[rhs] -> target, charging the budget
            LoopIfLt { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] <= r[rhs] -> target, charging the budget
            LoopIfLe { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] > r[rhs] -> target, charging the budget
            LoopIfGt { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] >= r[rhs] -> target, charging the budget
            LoopIfGe { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] === r[rhs] -> target, charging the budget
            LoopIfStrictEq { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] !== r[rhs] -> target, charging the budget
            LoopIfStrictNe { lhs: Use, rhs: Use, target: Near }
            /// r[lhs] < imm -> target, charging the budget
            LoopIfLtInt { lhs: Use, imm: Imm, target: Near }
            /// r[lhs] <= imm -> target, charging the budget
            LoopIfLeInt { lhs: Use, imm: Imm, target: Near }
            /// r[lhs] > imm -> target, charging the budget
            LoopIfGtInt { lhs: Use, imm: Imm, target: Near }
            /// r[lhs] >= imm -> target, charging the budget
            LoopIfGeInt { lhs: Use, imm: Imm, target: Near }
            /// r[lhs] is a Number (int32 or double) equal to an int32 that jump_tables[table] holds -> its target; otherwise the next instruction
            SwitchInt { lhs: Use, table: Table }

            // ---- Properties. A cache holds the key.
            /// r[dst] = r[obj].key
            GetProp { dst: Def, obj: Use, cache: Cache }
            /// r[dst] = r[obj].length, the key of the cache being "length"
            GetLength { dst: Def, obj: Use, cache: Cache }
            /// r[obj].key = r[src]; a failure throws in strict code
            SetProp { obj: Use, cache: Cache, src: Use }
            /// r[dst] = r[obj][r[key]]
            GetElem { dst: Def, obj: Use, key: Use }
            /// r[obj][r[key]] = r[src]; a failure throws in strict code
            SetElem { obj: Use, key: Use, src: Use }
            /// r[dst] = delete r[obj].key; false throws in strict code
            DeleteProp { dst: Def, obj: Use, key: Key }
            /// r[dst] = delete r[obj][r[key]]; false throws in strict code
            DeleteElem { dst: Def, obj: Use, key: Use }
            /// r[dst] = the object that `super` looks properties up in: the prototype of the callee's home object, or null
            SuperBase { dst: Def }
            /// r[dst] = r[base][r[key]] with r[this] as receiver
            GetSuper + { dst: Def, this: Use, key: Use, base: Use }
            /// r[base][r[key]] = r[src] with r[this] as receiver
            SetSuper + { this: Use, key: Use, src: Use, base: Use }
            /// r[w+4] = r[w+5].key: the callee of a method call
            GetMethod { w: Window, cache: Cache }
            /// r[w+4] = r[w+5][r[key]]: the callee of a computed method call
            GetMethodElem { w: Window, key: Use }
            /// r[dst] = r[obj]'s private field, method or accessor r[name]
            GetPrivate { dst: Def, obj: Use, name: Use }
            /// r[obj]'s private r[name] = r[src]
            SetPrivate { obj: Use, name: Use, src: Use }
            /// Adds private field r[name] with value r[src] to r[obj]; throws if it is there
            DefinePrivate { obj: Use, name: Use, src: Use }
            /// Adds private method r[name] = r[src] to r[obj] (not writable)
            DefinePrivateMethod { obj: Use, name: Use, src: Use }
            /// Adds a private accessor: getter r[get], setter r[get+1], either may be undefined
            DefinePrivateAccessor { obj: Use, name: Use, get: Window }
            /// r[dst] = a new private name whose description is key
            NewPrivateName { dst: Def, key: Key }

            // ---- Literals.
            /// r[dst] = a new ordinary object with room for `count` properties
            NewObject { dst: Def, count: Count }
            /// r[dst] = a new ordinary object with the keys of the `count` caches from `cache` on, all different and no indices, and the values r[first]…r[first+count-1]
            NewObjectOf + { dst: Def, first: Window, count: Count, cache: Cache }
            /// r[dst] = a new array with room for `count` elements
            NewArray { dst: Def, count: Count }
            /// Appends r[src] to the array r[array] of a literal; can't throw
            ArrayPush { array: Use, src: Use }
            /// Appends a hole to the array r[array] of a literal; can't throw
            ArrayHole { array: Use }
            /// Appends all values of the iterable r[src] to the array r[array]
            ArraySpread { array: Use, src: Use }
            /// Defines r[obj].key = r[src] (CreateDataPropertyOrThrow)
            InitProp { obj: Use, cache: Cache, src: Use }
            /// Defines r[obj][r[key]] = r[src]; the key went through ToPropertyKey
            InitElem { obj: Use, key: Use, src: Use }
            /// Defines method r[func] under r[key] and makes r[obj] its home object; flags: 1 enumerable, 2 getter, 4 setter, 8 its home object stays
            InitMethod + { obj: Use, key: Use, func: Use, flags: Flags }
            /// Sets the prototype of r[obj] if r[proto] is an object or null: `__proto__: value`
            InitProto { obj: Use, proto: Use }
            /// Copies the own enumerable properties of r[src] to r[obj]: spread
            CopyProps { obj: Use, src: Use }
            /// r[dst] = a copy of r[src] without the keys r[first]…r[first+count-1] (each went through ToPropertyKey)
            CopyRest + { dst: Def, src: Use, first: Window, count: Count }
            /// r[dst] = a new RegExp from constants[index]
            NewRegExp { dst: Def, index: Wide }
            /// r[dst] = the template object of constants[index], made once for each evaluation of the code
            TemplateObject { dst: Def, index: Wide }

            // ---- Functions and classes.
            /// r[dst] = a closure of functions[func] over r[env]; an arrow function also takes `this`, `new.target` and the home object of this frame
            Closure { dst: Def, func: Function, env: Use }
            /// Sets the name of function r[func] to r[key] unless it has an own one; flags: 0 plain, 1 "get ", 2 "set "
            SetFunctionName { func: Use, key: Use, flags: Flags }
            /// r[w] = constructor of functions[func] over r[env], r[w+1] = its prototype object; r[w+2] is the heritage or empty
            NewClass { w: Window, func: Function, env: Use }
            /// Makes function r[func] the field initialiser of class r[class]; its home object becomes the prototype
            SetFieldInit { class: Use, func: Use }
            /// Makes r[obj] the home object of function r[func]
            SetHome { func: Use, obj: Use }
            /// Runs the field initialiser of the class r[class] (if any) on r[this]
            RunFieldInit { class: Use, this: Use }
            /// Defines field r[key] = r[src] on r[obj] (CreateDataPropertyOrThrow, key went through ToPropertyKey)
            DefineField { obj: Use, key: Use, src: Use }
            /// r[dst] = the arguments object of this frame, unmapped
            NewArguments { dst: Def }
            /// r[dst] = the mapped arguments object of this frame; parameters that it maps live in r[env], their slots in constants[index]
            NewMappedArguments { dst: Def, env: Use, index: Const }
            /// r[dst] = an array of the arguments from number `start` on
            NewRest { dst: Def, start: Count }
            /// r[dst] = argument number `index` or undefined; can't throw
            LoadArg { dst: Def, index: Count }

            // ---- Environments.
            /// r[dst] = the environment that the callee closed over; can't throw
            LoadClosureEnv { dst: Def }
            /// r[dst] = the environment `depth` steps outside r[env]; can't throw
            LoadOuterEnv { dst: Def, env: Use, depth: Depth }
            /// r[dst] = a new environment inside r[parent] with `count` slots, all empty
            NewEnv { dst: Def, parent: Use, count: Count }
            /// r[dst] = a copy of environment r[src], for the next iteration
            CopyEnv { dst: Def, src: Use }
            /// r[dst] = r[env].slot; can't throw
            GetEnv { dst: Def, env: Use, slot: Slot }
            /// r[env].slot = r[src]; can't throw
            SetEnv { env: Use, slot: Slot, src: Use }
            /// r[dst] = the binding that the import reference in r[env].slot names (may be empty); can't throw
            GetImport { dst: Def, env: Use, slot: Slot }
            /// Throws a ReferenceError naming key if r[src] is empty
            ThrowIfEmpty { src: Use, key: Key }
            /// Throws a TypeError: assignment to constant key
            ThrowConstAssign { key: Key }
            /// Throws a ReferenceError if r[this] is empty: `this` before `super()`
            CheckThis { this: Use }
            /// r[this] = ToObject or the global object: `this` of a sloppy function; can't throw
            CoerceThis { this: Mod }
            /// r[dst] = global binding key (lexical first, then the global object)
            GetGlobal { dst: Def, cache: Cache }
            /// r[dst] = global binding key, or undefined if there is none: for `typeof`
            GetGlobalOrUndefined { dst: Def, cache: Cache }
            /// r[dst] = whether there is a global binding key
            HasGlobal { dst: Def, key: Key }
            /// global binding key = r[src]; an absent one throws in strict code
            SetGlobal { cache: Cache, src: Use }
            /// Initialises the global lexical binding key = r[src]
            InitGlobal { key: Key, src: Use }
            /// GlobalDeclarationInstantiation of constants[index]
            DeclareGlobals { index: Const }
            /// EvalDeclarationInstantiation of the var names and functions of constants[index] in r[env], a variable environment, or in the global object if r[env] is undefined
            DeclareEval { env: Use, index: Const }
            /// r[dst] = delete of the global binding key
            DeleteGlobal { dst: Def, key: Key }
            /// r[dst] = a `with` environment around object r[obj] inside r[parent]
            NewWithEnv { dst: Def, parent: Use, obj: Use }
            /// r[dst] = an environment for variables declared by sloppy direct eval, inside r[parent]
            NewVarEnv { dst: Def, parent: Use }
            /// r[dst] = whether the `with` or variable environment r[env] has a binding key
            DynamicHas { dst: Def, env: Use, key: Key }
            /// r[dst] = binding key of the `with` or variable environment r[env]; an absent one throws in strict code
            DynamicGet { dst: Def, env: Use, key: Key }
            /// Binding key of the `with` or variable environment r[env] = r[src]
            DynamicSet { env: Use, key: Key, src: Use }
            /// r[dst] = delete of binding key of the `with` or variable environment r[env]
            DynamicDelete { dst: Def, env: Use, key: Key }
            /// r[dst] = the object of `with` environment r[env], or undefined for a variable environment: receiver of a call
            DynamicThis { dst: Def, env: Use }

            // ---- Calls. `argc` counts the arguments at r[w+6].
            /// r[dst] = r[w+4](…), the receiver being undefined
            Call { dst: Def, w: Window, argc: Count }
            /// r[dst] = r[w+4](…) with receiver r[w+5]
            CallThis { dst: Def, w: Window, argc: Count }
            /// r[dst] = new r[w+4](…)
            New { dst: Def, w: Window, argc: Count }
            /// r[dst] = r[w+4](...r[array]) with receiver r[w+5]
            CallSpread { dst: Def, w: Window, array: Use }
            /// r[dst] = new r[w+4](...r[array])
            NewSpread { dst: Def, w: Window, array: Use }
            /// r[dst] = the [[Prototype]] of r[active], the active class constructor, or null: what `super()` calls
            SuperConstructor { dst: Def, active: Use }
            /// r[dst] = super(…): the parent constructor r[w+4] with new.target r[w+3]
            SuperCall { dst: Def, w: Window, argc: Count }
            /// r[dst] = super(...r[array]): the parent constructor r[w+4] with new.target r[w+3]
            SuperCallSpread { dst: Def, w: Window, array: Use }
            /// r[dst] = whether r[src] is %eval%, so that its call is a direct eval; can't throw
            IsEval { dst: Def, src: Use }
            /// Returns r[w+4](…) with receiver r[w+5] in place of this frame; where that can't be, r[w] = the result. `Return` of r[w] follows
            TailCall { w: Window, argc: Count }
            /// r[dst] = eval(…) as a direct eval if r[w+4] is %eval%, otherwise a call; constants[scope] describes the scope, r[env] is its environment
            CallEval + { dst: Def, w: Window, argc: Count, scope: Const, env: Use }
            /// r[dst] = import(r[specifier], r[options]); flags: 0 evaluation, 1 source, 2 defer
            ImportCall + { dst: Def, specifier: Use, options: Use, flags: Flags }
            /// r[dst] = import.meta
            ImportMeta { dst: Def }
            /// Returns r[src] from this frame
            Return { src: Use }
            /// Returns undefined from this frame
            ReturnUndefined { }
            /// Returns from a derived constructor: r[src] if it is an object, r[this] if r[src] is undefined; otherwise throws
            ReturnDerived { src: Use, this: Use }

            // ---- Exceptions.
            /// Throws r[src]
            Throw { src: Use }
            /// Throws a new error with message constants[message]; kind: 0 TypeError, 1 ReferenceError, 2 SyntaxError, 3 RangeError
            ThrowError { kind: Flags, message: Const }
            /// Throws a TypeError if r[src] is undefined or null: RequireObjectCoercible of a pattern
            RequireObject { src: Use }
            /// Throws a TypeError if r[src] is not an object; what: 0 iterator result, 1 result of `return`, 2 class heritage prototype
            CheckObject { src: Use, what: Flags }

            // ---- Iteration. An iterator record is three registers: object, `next` method, done (a Boolean).
            /// r[w]…r[w+2] = GetIterator(r[src]); flags: 1 async
            GetIterator { w: Window, src: Use, flags: Flags }
            /// r[dst] = next value of r[w], or -> target when exhausted; sets done on exhaustion and on a throw
            IteratorNext + { dst: Def, w: Window, pad: Flags, target: Far }
            /// r[dst] = next value of r[w], or undefined when done: one element of a pattern
            IteratorValue { dst: Def, w: Window }
            /// r[dst] = an array of the remaining values of r[w]
            IteratorRest { dst: Def, w: Window }
            /// IteratorClose of r[w] with a normal completion (does nothing when done)
            IteratorClose { w: Window }
            /// IteratorClose of r[w] with a throw completion: errors of `return` are swallowed (does nothing when done)
            IteratorCloseQuiet { w: Window }
            /// r[dst] = r[w+1].call(r[w], r[arg]), without an argument if that is empty: the result object, not awaited, not checked
            IteratorCall { dst: Def, w: Window, arg: Use }
            /// Throws unless r[result] is an object; r[dst] = its value, or -> target when its `done` is true (r[dst] = value as well)
            IteratorResult + { dst: Def, result: Use, pad: Flags, target: Far }
            /// r[dst] = r[w].return called with r[arg], or empty when the method is absent: the result, not checked; flags: 1 without an argument
            IteratorReturn + { dst: Def, w: Window, arg: Use, flags: Flags }
            /// r[dst] = r[w].throw called with r[arg], or empty when the method is absent
            IteratorThrow { dst: Def, w: Window, arg: Use }
            /// r[dst] = an enumerator of the enumerable string keys of r[src] and its prototypes
            ForInStart { dst: Def, src: Use }
            /// r[dst] = the next key of enumerator r[enumerator], or -> target
            ForInNext + { dst: Def, enumerator: Use, pad: Flags, target: Far }

            // ---- Generators and async functions.
            /// Makes this frame a generator and returns it to the caller; resumed, goes on behind this instruction
            StartGenerator { }
            /// r[dst] = the coroutine of this async function; the frame goes on running
            StartAsync { dst: Def }
            /// Suspends with r[src]; resumed, r[dst] = the value sent and r[mode] = whether `return` was called (a `throw` throws here)
            Yield { dst: Def, src: Use, mode: Def }
            /// As Yield, but r[src] is an iterator result handed on as it is: `yield*`; r[mode] = 0 next, 1 throw, 2 return
            YieldDelegate { dst: Def, src: Use, mode: Def }
            /// Suspends until the promise of r[src] is settled; r[dst] = its value, or throws
            Await { dst: Def, src: Use }
            /// Ends this async function: resolves its promise with r[src]
            AsyncReturn { src: Use }
            /// Ends this generator with r[src] (async generators: the value was awaited)
            GeneratorReturn { src: Use }

            // ---- Resource management.
            /// r[dst] = a new, empty list, of resources or of initialisers
            NewDisposeList { dst: Def }
            /// Adds resource r[src] to list r[list]; flags: 1 async
            AddDisposable { list: Use, src: Use, flags: Flags }
            /// Takes the last resource of r[list] and disposes it; r[dst] = what must be awaited, or empty; -> target when the list is empty. r[error] collects errors as SuppressedError (empty = none)
            DisposeNext + { dst: Def, list: Use, error: Mod, target: Far }
            /// r[error] = SuppressedError(r[new], r[error]) or r[new] if r[error] is empty
            SuppressError { error: Mod, new: Use }

            // ---- Decorators.
            /// r[dst] = the metadata object of a class whose parent is r[parent] (empty or null: it has none)
            NewMetadata { dst: Def, parent: Use }
            /// Makes r[src] the metadata of class r[class]
            SetMetadata { class: Use, src: Use }
            /// Applies the decorators of one element: r[w] is an array of receivers and decorators in turn, r[w+1] the value or getter, r[w+2] the setter, r[w+3] the key, r[w+4] the list that `addInitializer` appends to, r[w+5] the metadata. r[dst] = the value that takes the element's place, or the list of initialisers of a field or accessor; an accessor's new functions go to r[w+1] and r[w+2]. flags: 0 method, 1 getter, 2 setter, 3 field, 4 accessor, 5 class; 8 static; 16 private
            ApplyDecorators { dst: Def, w: Window, flags: Flags }
            /// Calls the functions of list r[list] on r[this], in order
            RunInitializers { list: Use, this: Use }
            /// r[value] = r[value] passed through the functions of list r[list], each called on r[this], the last one first
            ApplyInitializers { value: Mod, list: Use, this: Use }

            // ---- The rest.
            /// Stops for a debugger; does nothing without one
            Debugger { }
            /// counts[place] += 1: a place of the text was reached that the host wants counted; never throws
            Count { place: Wide }
        }
    };
}

macro_rules! define_op {
    ($( $(#[$doc:meta])+ $name:ident $(+ $($two:lifetime)?)? { $($field:ident : $role:ident),* $(,)? } )*) => {
        /// One operation of the machine; the variants' lines say what each does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u16)]
        pub enum Op { $( $(#[$doc])+ $name ),* }

        impl Op {
            /// Every operation, in the order of its number.
            pub const ALL: &'static [Op] = &[ $( Op::$name ),* ];

            /// The name as the disassembler prints it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Op::$name => stringify!($name) ),* }
            }

            /// Names and roles of the operands, in the order of their fields.
            #[must_use]
            pub const fn operands(self) -> &'static [(&'static str, Role)] {
                match self { $( Op::$name => &[ $( (stringify!($field), Role::$role) ),* ] ),* }
            }
        }
    };
}

for_each_op!(define_op);

impl Op {
    /// The operation with this number, if there is one.
    #[must_use]
    pub fn from_number(number: u16) -> Option<Op> {
        Op::ALL.get(usize::from(number)).copied()
    }

    /// Number of 64-bit words of an instruction: 1 or 2.
    #[must_use]
    pub const fn words(self) -> usize {
        let operands = self.operands();
        let mut fields = 0;
        let mut i = 0;
        while i < operands.len() {
            fields += match operands[i].1 {
                Role::Far | Role::Wide => 2,
                _ => 1,
            };
            i += 1;
        }
        if fields > 3 { 2 } else { 1 }
    }

    /// Whether control never goes on behind the operation.
    #[must_use]
    pub const fn is_terminator(self) -> bool {
        matches!(
            self,
            Op::Jump
                | Op::Loop
                | Op::Return
                | Op::ReturnUndefined
                | Op::ReturnDerived
                | Op::Throw
                | Op::ThrowError
                | Op::ThrowConstAssign
                | Op::AsyncReturn
                | Op::GeneratorReturn
        )
    }
}
