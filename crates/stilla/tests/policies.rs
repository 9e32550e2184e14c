//! What a host allows and is told: modules, built-ins, output, stacks, contexts.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use stilla::{
    Context, ContextHooks, CpuPlace, DirectoryLoader, Error, Function, ImportMap, MapLoader,
    Profile, Program, Runtime, Stop,
};

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("stilla-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("root/lib")).unwrap();
        Folder(path)
    }

    fn root(&self) -> PathBuf {
        self.0.join("root")
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.join(path), text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn imports(root: &Path, specifier: &str) -> Result<(), Error> {
    let loader = DirectoryLoader::new(root)?.largest(1000);
    let mut runtime = Runtime::builder().module_loader(loader).build();
    runtime.run_module_source("lib/main.js", &format!("import '{specifier}'"))
}

/// Row 7.7: modules from one folder: no traversal, no absolute paths, no large files, no pipes.
#[test]
fn a_module_policy_with_a_root() {
    let folder = Folder::new("root");
    folder.write("root/lib/a.js", "export default 1");
    folder.write("root/b.js", "export default 2");
    folder.write("outside.js", "export default 3");
    folder.write("root/large.js", &"/".repeat(2000));
    let root = folder.root();
    for inside in ["./a.js", "../b.js", "b.js", "lib/a.js", "./../lib/./a.js"] {
        imports(&root, inside).unwrap_or_else(|error| panic!("{inside}: {error}"));
    }
    let outside = folder.0.join("outside.js");
    let absolute = outside.to_str().unwrap().replace('\\', "/");
    let url = format!("file://{absolute}");
    let refused = [
        "../../outside.js",
        "../../../outside.js",
        "lib/../../outside.js",
        &absolute,
        &url,
        "./none.js",
        "../lib",
        "../large.js",
        "..\\\\..\\\\outside.js",
        "%2e%2e/%2e%2e/outside.js",
    ];
    for specifier in refused {
        assert!(imports(&root, specifier).is_err(), "{specifier}");
    }
}

/// Row 7.7: a symbolic link inside of the folder leads nowhere outside of it.
#[cfg(unix)]
#[test]
fn a_symbolic_link_does_not_lead_out() {
    let folder = Folder::new("link");
    folder.write("secret.js", "export default 1");
    folder.write("root/real.js", "export default 1");
    let root = folder.root();
    std::os::unix::fs::symlink("../secret.js", root.join("link.js")).unwrap();
    std::os::unix::fs::symlink("..", root.join("up")).unwrap();
    std::os::unix::fs::symlink("real.js", root.join("fine.js")).unwrap();
    assert!(imports(&root, "link.js").is_err());
    assert!(imports(&root, "up/secret.js").is_err());
    imports(&root, "fine.js").unwrap();
}

/// Row 7.7: what is read is what was opened, whatever is exchanged meanwhile: files, links, folders.
#[cfg(target_os = "linux")]
#[test]
fn a_link_that_changes_while_modules_load_does_not_lead_out() {
    use std::os::unix::fs::symlink;
    use std::sync::atomic::AtomicBool;

    let folder = Folder::new("exchange");
    fs::create_dir_all(folder.0.join("away")).unwrap();
    folder.write("away/key.js", "export default 'secret'");
    folder.write("root/lib/key.js", "export default 'public'");
    let root = folder.root();
    let (one, two) = (root.join("one"), root.join("two"));
    symlink("../away", &one).unwrap();
    symlink("lib", &two).unwrap();
    let done = AtomicBool::new(false);
    let (mut loaded, mut refused) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let spare = root.join("spare");
            while !done.load(Ordering::Relaxed) {
                fs::rename(&one, &spare).unwrap();
                fs::rename(&two, &one).unwrap();
                fs::rename(&spare, &two).unwrap();
            }
        });
        let mut loader = DirectoryLoader::new(&root).unwrap();
        for _ in 0..4000 {
            match stilla::ModuleLoader::load(&mut loader, "one/key.js") {
                Ok(text) => {
                    assert_eq!(text, "export default 'public'");
                    loaded += 1;
                }
                Err(_) => refused += 1,
            }
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(loaded + refused, 4000);
}

/// Row 7.7: an allowlist, of names and of folders.
#[test]
fn a_module_policy_with_an_allowlist() {
    let folder = Folder::new("allow");
    for name in ["root/a.js", "root/b.js", "root/lib/c.js", "root/liberty.js"] {
        folder.write(name, "export default 1");
    }
    let loader = DirectoryLoader::new(folder.root()).unwrap();
    let loader = loader.allow("a.js").allow("lib/");
    let mut runtime = Runtime::builder().module_loader(loader).build();
    runtime.import("a.js").unwrap();
    runtime.import("lib/c.js").unwrap();
    for refused in ["b.js", "liberty.js", "lib/../b.js"] {
        assert!(runtime.import(refused).is_err(), "{refused}");
    }
}

/// Row 1.9: import maps from JSON, in front of modules of the host and of the loader.
#[test]
fn import_maps() {
    let map = r#"{"imports": {"t": "app:text", "v/": "./vendor/", "no": null},
                  "scopes": {"old/": {"v/": "./vendor-1/"}}}"#;
    let loader = MapLoader::from([
        ("vendor/x.js", "export default 2"),
        ("vendor-1/x.js", "export default 1"),
        ("old/y.js", "export { default } from 'v/x.js'"),
    ]);
    let mut runtime = Runtime::builder()
        .module_loader(loader)
        .import_map(ImportMap::from_json(map).unwrap())
        .build();
    runtime
        .define_module("app:text", &[("name", "text".into())])
        .unwrap();
    let code = "import { name } from 't'; import now from 'v/x.js'; import then from './old/y.js';
        globalThis.said = [name, now, then].join()";
    runtime.run_module_source("main.js", code).unwrap();
    assert_eq!(runtime.get::<String>("said").unwrap().unwrap(), "text,2,1");
    let forbidden = runtime
        .run_module_source("other.js", "import 'no'")
        .unwrap_err();
    assert!(
        forbidden.to_string().contains("forbids 'no'"),
        "{forbidden}"
    );
}

/// Row 1.9: a hook for `import.meta`, whose errors are exceptions and whose panics are caught.
#[test]
fn the_hook_of_import_meta() {
    let mut runtime = Runtime::builder()
        .import_meta(|cx, meta, identity| {
            match identity {
                "bad.js" => return Err(Error::range_error("not you")),
                "worse.js" => panic!("oh"),
                _ => {}
            }
            let name = identity.to_owned();
            let resolve = Function::new(cx, "resolve", move |to: String| format!("{name}>{to}"))?;
            meta.set(cx, "resolve", resolve)
        })
        .build();
    let code = "globalThis.it = import.meta.url + ' ' + import.meta.resolve('x') + (import.meta === import.meta)";
    runtime.run_module_source("a.js", code).unwrap();
    assert_eq!(
        runtime.get::<String>("it").unwrap().unwrap(),
        "a.js a.js>xtrue"
    );
    let error = runtime
        .run_module_source("bad.js", "import.meta")
        .unwrap_err();
    assert_eq!(error.exception().unwrap().name, "RangeError");
    assert!(
        runtime
            .run_module_source("worse.js", "import.meta")
            .is_err()
    );
}

/// Row 7.7: frozen intrinsics, hidden ones too; scripts run as before.
#[test]
fn frozen_intrinsics() {
    let mut runtime = Runtime::builder().frozen_intrinsics().build();
    let attempts = [
        "Object.prototype.x = 1",
        "Array.prototype.push = null",
        "Math.random = () => 4",
        "delete JSON.parse",
        "Object.getPrototypeOf([][Symbol.iterator]()).next = null",
        "Object.getPrototypeOf(async function* () {}).x = 1",
        "Promise.prototype.then = null",
        "(class {}).prototype.__proto__.x = 1",
        "Object.getPrototypeOf(Int8Array).from = null",
        "Object.setPrototypeOf(Array.prototype, null)",
        "RegExp.prototype.exec.x = 1",
        "''.constructor.prototype.trim = null",
        "Temporal.PlainDate.prototype.x = 1",
    ];
    for attempt in attempts {
        let code = format!("'use strict'; {attempt}");
        assert!(runtime.eval(&code).is_err(), "{attempt}");
    }
    let code = "var list = [3, 1, 2]; list.extra = 1; class A extends Map { get size() { return 7 } }
        [...list.sort(), new A().size, /a(b)/.exec('ab')[1], JSON.stringify({ a: [new Date(0)] })].join()";
    let expected = r#"1,2,3,7,b,{"a":["1970-01-01T00:00:00.000Z"]}"#;
    assert_eq!(runtime.eval_as::<String>(code).unwrap(), expected);
    runtime.eval("globalThis.mine = 1; var Array = 5").unwrap();
}

/// Row 7.7: the most bytes of output.
#[test]
fn output_has_a_limit() {
    let printed = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&printed);
    let mut runtime = Runtime::builder()
        .output(move |_, text| kept.lock().unwrap().push_str(text))
        .output_limit(100)
        .build();
    let print = Function::new(
        &mut runtime,
        "print",
        |cx: &mut Context<'_>, line: String| cx.print(&line),
    );
    runtime.set("print", print.unwrap()).unwrap();
    let code = "try { for (;;) print('0123456789') } catch {} finally { print('never') }";
    let error = runtime.eval(code).unwrap_err();
    assert!(matches!(error, Error::Stopped(Stop::Output(_))), "{error}");
    let printed = printed.lock().unwrap();
    assert!(
        printed.len() <= 100 && printed.starts_with("0123456789\n"),
        "{printed}"
    );
}

/// Row 6.2: stacks with the places of the original texts, from a map of the host or inside of the text.
#[test]
fn source_maps_in_stacks() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&asked);
    let mut runtime = Runtime::builder()
        .source_maps(move |name, url| {
            let url = url.map(str::to_owned);
            kept.lock().unwrap().push((name.to_owned(), url));
            let map = r#"{"version": 3, "sources": ["a.ts"], "sourcesContent": ["let x\n  fail()"], "mappings": "AACE"}"#;
            (name == "a.js").then(|| map.to_owned())
        })
        .build();
    let error = runtime
        .eval_named("a.js", "throw new Error('x') //# sourceMappingURL=a.js.map")
        .unwrap_err();
    let error = error.exception().unwrap().clone();
    let frame = &error.frames[0];
    assert_eq!(
        (frame.source.as_str(), frame.line, frame.column),
        ("a.ts", 2, 3)
    );
    assert_eq!(error.source_line.as_deref(), Some("  fail()"));
    assert!(
        error.report().contains("--> a.ts:2:3"),
        "{}",
        error.report()
    );

    // {"version":3,"sources":["b.ts"],"mappings":"AAIA"}
    let map = "eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbImIudHMiXSwibWFwcGluZ3MiOiJBQUlBIn0=";
    let code = format!("null.x\n//# sourceMappingURL=data:application/json;base64,{map}");
    let error = runtime.eval_named("b.js", &code).unwrap_err();
    let frame = &error.exception().unwrap().frames[0];
    assert_eq!((frame.source.as_str(), frame.line), ("b.ts", 5));

    let error = runtime.eval_named("c.js", "\nnull.x").unwrap_err();
    let frame = &error.exception().unwrap().frames[0];
    assert_eq!((frame.source.as_str(), frame.line), ("c.js", 2));
    let expected = [
        ("a.js".to_owned(), Some("a.js.map".to_owned())),
        ("c.js".to_owned(), None),
    ];
    assert_eq!(*asked.lock().unwrap(), expected);
}

/// Row 6.2: without being asked for, nothing is mapped, whatever a text says.
#[test]
fn source_maps_are_off_unless_asked_for() {
    let code = "null.x //# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbImIudHMiXSwibWFwcGluZ3MiOiJBQUlBIn0=";
    let error = Runtime::new().eval_named("b.js", code).unwrap_err();
    assert_eq!(error.exception().unwrap().frames[0].source, "b.js");
}

#[derive(Clone, Default)]
struct Span(Arc<AtomicU64>, Arc<AtomicU64>);

impl ContextHooks for Span {
    fn grab(&mut self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }

    fn resume(&mut self, context: u64) {
        self.1.fetch_add(1, Ordering::SeqCst);
        self.0.store(context, Ordering::SeqCst);
    }

    fn exit(&mut self) {
        self.1.fetch_sub(1, Ordering::SeqCst);
        self.0.store(u64::MAX, Ordering::SeqCst);
    }
}

/// Row 5.5: what the host grabs where code begins to wait is there again where it goes on.
#[test]
fn context_hooks_follow_promises() {
    let span = Span::default();
    let mut runtime = Runtime::builder().context_hooks(span.clone()).build();
    let now = span.clone();
    runtime
        .set_function("span", move || now.0.load(Ordering::SeqCst) as f64)
        .unwrap();
    let code = "
        var log = [], release, gate = new Promise(resolve => release = resolve);
        async function work(name) {
            await gate;
            log.push(name + span());
            await null;
            log.push(name + span());
            await { then(resolve) { log.push(name + span()); resolve() } };
            await new Promise(resolve => Promise.resolve().then(() => { log.push(name + span()); resolve() }));
            gate.then(() => { throw 1 }).catch(() => log.push(name + span()));
            gate.finally(() => log.push(name + span()));
        }";
    runtime.eval(code).unwrap();
    for (number, name) in [(1_u64 << 40, "a"), (7, "b")] {
        span.0.store(number, Ordering::SeqCst);
        runtime.eval(&format!("work('{name}'); null")).unwrap();
    }
    span.0.store(99, Ordering::SeqCst);
    runtime.eval("release(); null").unwrap();
    let log: Vec<String> = runtime.eval_as("log").unwrap();
    assert_eq!(log.len(), 12, "{log:?}");
    for line in log {
        let expected = if line.starts_with('a') {
            "a1099511627776"
        } else {
            "b7"
        };
        assert_eq!(line, expected);
    }
    assert_eq!(span.1.load(Ordering::SeqCst), 0, "each resume has its exit");
}

/// Row 7.7: the profile of a runtime holds for all that it compiles: scripts, modules, and code from strings.
#[test]
fn a_profile_of_the_whole_runtime() {
    let loader = MapLoader::from([
        ("old.js", "var a = 1; export { a }"),
        ("new.js", "export const a = 1;"),
    ]);
    let mut runtime = Runtime::builder()
        .profile(Profile::Modern)
        .module_loader(loader)
        .build();
    assert!(matches!(runtime.eval("var a = 1;"), Err(Error::Compile(_))));
    assert!(runtime.eval("1 == 1;").is_err());
    assert!(runtime.eval("eval('1;');").is_err());
    assert!(runtime.eval_as::<bool>("1 === 1;").unwrap());
    runtime.import("new.js").unwrap();
    assert!(runtime.import("old.js").is_err());
    for code in [
        "globalThis['ev' + 'al']('var a = 1;');",
        "(() => 1).constructor('a', 'var b = a;');",
    ] {
        let error = runtime.eval(code).unwrap_err();
        assert_eq!(error.exception().unwrap().name, "SyntaxError", "{code}");
    }
    let program = Program::compile("host.js", "var mine = 1; mine").unwrap();
    assert_eq!(runtime.run(&program).unwrap().as_f64(), Some(1.0));
    assert!(Runtime::new().eval("var a = 1; a == 1").is_ok());
}

/// Row 7.8: where time goes is told by function; what was asked for once ends, with its thread.
#[test]
fn a_cpu_profile_names_the_functions() {
    let mut runtime = Runtime::new();
    let busy = "function busy(n) { let s = 0; for (let i = 0; i < n; i++) s += i % 3; return s }
        function outer() { return busy(3e5) + busy(3e5) } outer()";
    runtime.eval_named("busy.js", busy).unwrap();
    runtime
        .start_cpu_profile(Duration::from_micros(100))
        .unwrap();
    runtime.eval_named("busy.js", busy).unwrap();
    let profile = runtime.take_cpu_profile();
    let names: Vec<&str> = profile
        .nodes
        .iter()
        .filter_map(|node| match &node.place {
            CpuPlace::Function { name, source, .. } if source == "busy.js" => Some(name.as_str()),
            _ => None,
        })
        .collect();
    assert!(
        names.contains(&"busy") && names.contains(&"outer"),
        "{names:?}"
    );
    runtime.eval_named("busy.js", busy).unwrap();
    assert!(runtime.take_cpu_profile().nodes.is_empty());
}
