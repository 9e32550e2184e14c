//! What a runtime may use and what it is given.
//!
//! Uses: core, builtins, tables, world. Never: convert.

use std::time::{Duration, SystemTime};

use stilla_core::host::{Host, NoHost, Stream};
use stilla_core::{Cx, Interrupt, Limits};

use crate::context::Context;
use crate::error::Error;
use crate::import_map::ImportMap;
use crate::modules::{ImportMeta, finish_meta};
use crate::object::Object;
use crate::program::Profile;
use crate::runtime::{JobPolicy, Runtime};
use crate::source_map::{LoadMap, SourceMaps};
use crate::state::state;
use crate::world::{ContextHooks, ModuleLoader, SharedKnown, World};

/// What a runtime may use and what it is given.
///
/// # Examples
/// ```
/// use stilla::Runtime;
///
/// let mut runtime = Runtime::builder().memory_limit(16 << 20).fuel(1_000_000).build();
/// assert_eq!(runtime.eval_as::<i32>("6 * 7")?, 42);
/// # Ok::<(), stilla::Error>(())
/// ```
pub struct Builder {
    limits: Limits,
    timeout: Option<Duration>,
    jobs: JobPolicy,
    without: Vec<String>,
    world: World,
    source_maps: Option<LoadMap>,
    import_meta: Option<ImportMeta>,
    frozen: bool,
    profile: Profile,
}

impl Default for Builder {
    fn default() -> Self {
        Builder {
            limits: Limits::default(),
            timeout: None,
            jobs: JobPolicy::Automatic,
            without: Vec::new(),
            world: World {
                host: Box::new(NoHost),
                known: SharedKnown::default(),
                loader: None,
                clock: None,
                random: None,
                print: None,
                utc_offset: None,
                code_from_strings: None,
                import_map: None,
                hooks: None,
                output_left: None,
            },
            source_maps: None,
            import_meta: None,
            frozen: false,
            profile: Profile::default(),
        }
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl Builder {
    /// Bytes of memory that the runtime may use, all of them.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Error, Runtime, Stop};
    ///
    /// let mut runtime = Runtime::builder().memory_limit(4 << 20).build();
    /// let result = runtime.eval("const all = []; for (;;) all.push({})");
    /// assert!(matches!(result, Err(Error::Stopped(Stop::OutOfMemory))));
    /// ```
    #[must_use]
    pub fn memory_limit(mut self, bytes: usize) -> Builder {
        self.limits.memory = bytes;
        self
    }

    /// How much work all runs together may do: about one unit for each call and loop iteration.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::builder().fuel(10_000).build();
    /// runtime.eval("1 + 1")?;
    /// assert!(runtime.fuel_left().is_some_and(|left| left < 10_000));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn fuel(mut self, units: u64) -> Builder {
        self.limits.fuel = Some(units);
        self
    }

    /// How long each run may take. On a target without a clock (`wasm32-unknown-unknown`) every run ends at
    /// once with [`Stop::OutOfFuel`](crate::Stop::OutOfFuel) if this is set: use fuel there.
    ///
    /// # Examples
    /// ```
    /// use std::time::Duration;
    /// use stilla::{Error, Runtime, Stop};
    ///
    /// let mut runtime = Runtime::builder().timeout(Duration::from_millis(5)).build();
    /// let result = runtime.eval("for (;;);");
    /// assert!(matches!(result, Err(Error::Stopped(Stop::Deadline))));
    /// assert!(runtime.eval("1").is_ok());
    /// ```
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Builder {
        self.timeout = Some(timeout);
        self
    }

    /// Bytes of the stack of calls; beyond it a script sees a RangeError.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::builder().stack_size(1 << 20).build();
    /// let error = runtime.eval("(function f() { return 1 + f() })()").unwrap_err();
    /// assert_eq!(error.exception().expect("an exception").name, "RangeError");
    /// ```
    #[must_use]
    pub fn stack_size(mut self, bytes: usize) -> Builder {
        self.limits.stack = bytes;
        self
    }

    /// Bytes of native stack that the engine may use on the thread that runs it.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::builder().native_stack_size(200 << 10).build();
    /// assert!(runtime.eval("JSON.parse('['.repeat(1e5))").is_err());
    /// ```
    #[must_use]
    pub fn native_stack_size(mut self, bytes: usize) -> Builder {
        self.limits.native_stack = bytes;
        self
    }

    /// Collect at every opportunity: finds mistakes in host objects, and is slow.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::builder().gc_stress(true).build();
    /// assert_eq!(runtime.eval_as::<String>("['a', 'b'].join('-')")?, "a-b");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn gc_stress(mut self, on: bool) -> Builder {
        self.limits.gc_stress = on;
        self
    }

    /// Collect once, when the runs together have done so many units of work: finds such mistakes one place at a time.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::builder().gc_at(100).build();
    /// runtime.eval("for (let i = 0; i < 1000; i++);")?;
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn gc_at(mut self, units: u64) -> Builder {
        self.limits.gc_at = Some(units);
        self
    }

    /// Where everything comes from that no other method of the builder gives.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Host, Runtime};
    ///
    /// struct Fixed;
    ///
    /// impl Host for Fixed {
    ///     fn now(&mut self) -> f64 {
    ///         1000.0
    ///     }
    /// }
    /// let mut runtime = Runtime::builder().host(Fixed).build();
    /// assert_eq!(runtime.eval_as::<f64>("Date.now()")?, 1000.0);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn host(mut self, host: impl Host + 'static) -> Builder {
        self.world.host = Box::new(host);
        self
    }

    /// Where modules come from.
    ///
    /// # Examples
    /// ```
    /// use stilla::{MapLoader, Runtime};
    ///
    /// let loader = MapLoader::from([("one.js", "export default 1")]);
    /// let mut runtime = Runtime::builder().module_loader(loader).build();
    /// assert_eq!(runtime.import("one.js")?.get::<i32>(&mut runtime, "default")?, 1);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn module_loader(mut self, loader: impl ModuleLoader) -> Builder {
        self.world.loader = Some(Box::new(loader));
        self
    }

    /// What time it is.
    ///
    /// # Examples
    /// ```
    /// use std::time::SystemTime;
    ///
    /// let mut runtime = stilla::Runtime::builder().clock(SystemTime::now).build();
    /// assert!(runtime.eval_as::<f64>("Date.now()")? > 1.7e12);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn clock(mut self, clock: impl FnMut() -> SystemTime + Send + 'static) -> Builder {
        self.world.clock = Some(Box::new(clock));
        self
    }

    /// Where randomness comes from: for `Math.random` and the seeds of hashes.
    ///
    /// # Examples
    /// ```
    /// let draw = || stilla::Runtime::builder().random(|| 4).build().eval_as::<f64>("Math.random()");
    /// assert_eq!(draw()?, draw()?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn random(mut self, random: impl FnMut() -> u64 + Send + 'static) -> Builder {
        self.world.random = Some(Box::new(random));
        self
    }

    /// A fixed distance of local time from UTC, in minutes east.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::builder().utc_offset(90).build();
    /// assert_eq!(runtime.eval_as::<i32>("new Date(0).getHours() * 60 + new Date(0).getMinutes()")?, 90);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn utc_offset(mut self, minutes: i32) -> Builder {
        self.world.utc_offset = Some(f64::from(minutes) * 60_000.0);
        self
    }

    /// The same results on every run: a clock that stands still at 2000-01-01, UTC, and randomness from a
    /// fixed seed.
    ///
    /// # Examples
    /// ```
    /// let draw = || stilla::Runtime::builder().deterministic().build().eval_as::<f64>("Math.random() + Date.now()");
    /// assert_eq!(draw()?, draw()?);
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn deterministic(self) -> Builder {
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(946_684_800);
        let mut state = 0x5711_1A00_5711_1A01_u64;
        self.clock(move || start).utc_offset(0).random(move || {
            // The generator SplitMix64.
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut mixed = state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            mixed ^ (mixed >> 31)
        })
    }

    /// Where printed text goes: that of the functions that a host gives for printing.
    ///
    /// # Examples
    /// ```
    /// use std::sync::mpsc::channel;
    /// use stilla::{Context, Function, Runtime};
    ///
    /// let (lines, printed) = channel();
    /// let mut runtime = Runtime::builder().output(move |_, text| lines.send(text.to_owned()).unwrap()).build();
    /// let print = Function::new(&mut runtime, "print", |cx: &mut Context<'_>, line: String| cx.print(&line))?;
    /// runtime.set("print", print)?;
    /// runtime.eval("print('hello')")?;
    /// assert_eq!(printed.try_iter().collect::<String>(), "hello\n");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn output(mut self, print: impl FnMut(Stream, &str) + Send + 'static) -> Builder {
        self.world.print = Some(Box::new(print));
        self
    }

    /// Whether `eval`, `Function` and their kin may make code from strings.
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::builder().code_from_strings(false).build();
    /// assert!(runtime.eval("eval('1')").is_err());
    /// assert!(runtime.eval("new Function('return 1')").is_err());
    /// ```
    #[must_use]
    pub fn code_from_strings(mut self, allowed: bool) -> Builder {
        self.world.code_from_strings = Some(allowed);
        self
    }

    /// Leaves out a built-in of the global object. (Other ways may lead to the same object: a literal leads
    /// to its prototype, for one.)
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::builder().without("Atomics").without("SharedArrayBuffer").build();
    /// assert_eq!(runtime.eval_as::<String>("typeof Atomics + typeof SharedArrayBuffer")?, "undefinedundefined");
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn without(mut self, global: &str) -> Builder {
        self.without.push(global.to_owned());
        self
    }

    /// What specifiers of modules stand for: asked before the loader.
    ///
    /// # Examples
    /// ```
    /// use stilla::{ImportMap, MapLoader, Runtime};
    ///
    /// let mut runtime = Runtime::builder()
    ///     .module_loader(MapLoader::from([("vendor/one.js", "export default 1")]))
    ///     .import_map(ImportMap::new().map("one", "vendor/one.js"))
    ///     .build();
    /// runtime.run_module_source("main.js", "import one from 'one'; globalThis.one = one")?;
    /// assert_eq!(runtime.get::<i32>("one")?, Some(1));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn import_map(mut self, map: ImportMap) -> Builder {
        self.world.import_map = Some(map);
        self
    }

    /// Adds to the `import.meta` of each module, when that is first asked for; it has `url` already.
    ///
    /// # Examples
    /// ```
    /// use stilla::Runtime;
    ///
    /// let mut runtime = Runtime::builder()
    ///     .import_meta(|cx, meta, identity| meta.set(cx, "main", identity == "main.js"))
    ///     .build();
    /// runtime.run_module_source("main.js", "globalThis.main = import.meta.main")?;
    /// assert_eq!(runtime.get::<bool>("main")?, Some(true));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn import_meta(
        mut self,
        hook: impl Fn(&mut Context<'_>, &Object, &str) -> Result<(), Error> + Send + Sync + 'static,
    ) -> Builder {
        self.import_meta = Some(std::sync::Arc::new(hook));
        self
    }

    /// Gives stacks the places of the texts that programs were made of. The loader is given the name of a source,
    /// and the URL that its comment `//# sourceMappingURL=` has; it answers with a source map or nothing. A map
    /// inside of the text, as a `data:` URL, is found without it. Nothing else is read.
    ///
    /// # Examples
    /// ```
    /// use stilla::Runtime;
    ///
    /// let map = r#"{"version": 3, "sources": ["sum.ts"], "mappings": ";AAEA"}"#;
    /// let mut runtime = Runtime::builder()
    ///     .source_maps(move |name, _url| (name == "sum.js").then(|| map.to_owned()))
    ///     .build();
    /// let error = runtime.eval_named("sum.js", "// made by a compiler\nthrow new Error('no')").unwrap_err();
    /// let frame = &error.exception().expect("an exception").frames[0];
    /// assert_eq!((frame.source.as_str(), frame.line), ("sum.ts", 3));
    /// ```
    #[must_use]
    pub fn source_maps(
        mut self,
        load: impl FnMut(&str, Option<&str>) -> Option<String> + Send + 'static,
    ) -> Builder {
        self.source_maps = Some(Box::new(load));
        self
    }

    /// What follows scripts from where they wait to where they go on.
    ///
    /// # Examples
    /// ```
    /// struct Count(u64);
    ///
    /// impl stilla::ContextHooks for Count {
    ///     fn grab(&mut self) -> u64 {
    ///         self.0 += 1;
    ///         self.0
    ///     }
    ///     fn resume(&mut self, context: u64) {
    ///         assert!(context <= self.0);
    ///     }
    ///     fn exit(&mut self) {}
    /// }
    /// let mut runtime = stilla::Runtime::builder().context_hooks(Count(0)).build();
    /// runtime.eval("Promise.resolve(1).then(n => n + 1)")?;
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn context_hooks(mut self, hooks: impl ContextHooks) -> Builder {
        self.world.hooks = Some(Box::new(hooks));
        self
    }

    /// The most bytes of text that may be printed; what would print more ends with
    /// [`Stop::Output`](crate::Stop::Output).
    ///
    /// # Examples
    /// ```
    /// use stilla::{Context, Error, Function, Runtime, Stop};
    ///
    /// let mut runtime = Runtime::builder().output_limit(10).build();
    /// let print = Function::new(&mut runtime, "print", |cx: &mut Context<'_>, line: String| cx.print(&line))?;
    /// runtime.set("print", print)?;
    /// runtime.eval("print('123456789')")?;
    /// let more = runtime.eval("try { print('') } finally { print('never') }");
    /// assert!(matches!(more, Err(Error::Stopped(Stop::Output(_)))));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn output_limit(mut self, bytes: u64) -> Builder {
        self.world.output_left = Some(bytes);
        self
    }

    /// Makes all built-in objects immutable, as if each was given to `Object.freeze`: scripts that share a runtime
    /// can't change what others rely on. The global object itself stays open. It takes about a millisecond,
    /// because all built-ins are made at once. (As ECMAScript has it, an assignment to a property that is
    /// frozen in the prototype fails: `object.toString = …` has to become a definition.)
    ///
    /// # Examples
    /// ```
    /// let mut runtime = stilla::Runtime::builder().frozen_intrinsics().build();
    /// assert!(runtime.eval("'use strict'; Array.prototype.map = () => 1").is_err());
    /// assert!(runtime.eval("'use strict'; Object.getPrototypeOf(function* () {}).x = 1").is_err());
    /// runtime.eval("var mine = 1; class Mine extends Array {}; new Mine().own = 2")?;
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn frozen_intrinsics(mut self) -> Builder {
        self.frozen = true;
        self
    }

    /// Which forms of the language may be used in all that the runtime compiles: what the host evaluates, modules,
    /// and code from strings, however a script got at what evaluates it. A [`Program`](crate::Program) that the host compiled elsewhere
    /// has the profile of its own options.
    ///
    /// # Examples
    /// ```
    /// use stilla::{Error, Profile, Runtime};
    ///
    /// let mut runtime = Runtime::builder().profile(Profile::Modern).build();
    /// assert_eq!(runtime.eval_as::<i32>("const n = 1; n + 1;")?, 2);
    /// assert!(matches!(runtime.eval("var old = 1;"), Err(Error::Compile(_))));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Builder {
        self.profile = profile;
        self
    }

    /// When jobs run.
    ///
    /// # Examples
    /// ```
    /// use stilla::{JobPolicy, Runtime};
    ///
    /// let mut runtime = Runtime::builder().jobs(JobPolicy::Manual).build();
    /// runtime.eval("var n = 0; Promise.resolve().then(() => n = 1)")?;
    /// assert_eq!(runtime.get::<i32>("n")?, Some(0));
    /// runtime.run_jobs()?;
    /// assert_eq!(runtime.get::<i32>("n")?, Some(1));
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn jobs(mut self, policy: JobPolicy) -> Builder {
        self.jobs = policy;
        self
    }

    /// The runtime. Its machine is made when it is first needed.
    ///
    /// # Examples
    /// ```
    /// let runtimes: Vec<_> = (0..1000).map(|_| stilla::Runtime::builder().fuel(1000).build()).collect();
    /// assert_eq!(runtimes[999].fuel_left(), Some(1000));
    /// ```
    #[must_use]
    pub fn build(self) -> Runtime {
        let known = SharedKnown::clone(&self.world.known);
        let setup = Setup {
            limits: self.limits,
            without: self.without,
            world: self.world,
            source_maps: self.source_maps,
            import_meta: self.import_meta,
            frozen: self.frozen,
            profile: self.profile,
        };
        Runtime::from_setup(setup, self.timeout, self.jobs, known)
    }
}

/// What a machine is made of.
pub(crate) struct Setup {
    pub(crate) limits: Limits,
    without: Vec<String>,
    world: World,
    source_maps: Option<LoadMap>,
    import_meta: Option<ImportMeta>,
    frozen: bool,
    profile: Profile,
}

impl std::fmt::Debug for Setup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.limits.fmt(f)
    }
}

impl Setup {
    pub(crate) fn machine(self, interrupt: &Interrupt) -> Box<Cx> {
        let mut cx = Box::new(Cx::new(
            &crate::tables::ALL,
            Box::new(self.world),
            self.limits,
        ));
        cx.set_interrupt(interrupt.clone());
        crate::tables::prepare(&mut cx);
        cx.set_json_module_parser(stilla_builtins::parse_json_module);
        for global in &self.without {
            let object = cx.global_object();
            // NOTE: the properties of a fresh global object are configurable or were never there.
            let _ = cx.enter(|cx| cx.delete(object, global.as_str()));
        }
        if let Some(load) = self.source_maps {
            state(&mut cx).source_maps = Some(SourceMaps::new(load));
        }
        if let Some(hook) = self.import_meta {
            state(&mut cx).import_meta = Some(hook);
            cx.set_finish_meta(finish_meta);
        }
        cx.refuse_forms(self.profile.refused());
        if self.frozen {
            crate::freeze::freeze_intrinsics(&mut cx);
        }
        cx
    }
}
