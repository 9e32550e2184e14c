//! `stilla sandbox`: what a program sees, what it changes, and that nothing of the system is reachable.
//!
//! Uses: the head. Never: std::process.

use super::{Folder, Ran};

fn sandbox(name: &str, script: &str, arguments: &[&str]) -> (Folder, Ran) {
    let files = [
        ("seed/a.mjs", script),
        ("seed/lib/util.js", "export const u = 'util';"),
        ("seed/data.txt", "one\ntwo\nthree\n"),
        ("outside.js", "export default 'outside';"),
        ("stilla.toml", "print = true\n"),
    ];
    let folder = Folder::new(name, &files);
    for (target, link) in [
        ("../outside.js", "seed/link.js"),
        ("..", "seed/up"),
        ("lib", "seed/inner"),
    ] {
        std::os::unix::fs::symlink(target, folder.0.join(link)).expect("the folder is writable");
    }
    let ran = folder.stilla(&[&["sandbox", "/a.mjs", "--seed=seed"], arguments].concat());
    (folder, ran)
}

/// Rows "run on an in-memory file system seeded from explicit paths", "`--diff` (unified, JSON) shows what the script changed".
#[test]
fn a_program_works_on_copies() {
    let script = "
        import fs from 'stilla:fs'; import { u } from './lib/util'; import data from './data.txt' with { type: 'text' };
        fs.writeFileSync('/data.txt', data.replace('two', '2')); fs.mkdirSync('/new/deep', { recursive: true });
        fs.writeFileSync('new/deep/f.json', JSON.stringify({ u })); fs.unlinkSync('/lib/util.js');
        console.log(fs.readdirSync('/'), fs.readFileSync('inner/../new/deep/f.json', 'utf8'), import.meta.url);";
    let (folder, ran) = sandbox("sandbox-diff", script, &["--diff"]);
    let expected = "\
[ 'a.mjs', 'data.txt', 'inner', 'lib', 'new' ] {\"u\":\"util\"} file:///a.mjs
--- a/data.txt
+++ b/data.txt
@@ -1,3 +1,3 @@
 one
-two
+2
 three
--- a/lib/util.js
+++ /dev/null
@@ -1 +0,0 @@
-export const u = 'util';
--- /dev/null
+++ b/new/deep/f.json
@@ -0,0 +1 @@
+{\"u\":\"util\"}
";
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(0), expected, "")
    );
    let kept = std::fs::read_to_string(folder.0.join("seed/data.txt")).expect("it is there");
    assert_eq!(kept, "one\ntwo\nthree\n");
    let ran = folder.stilla(&["sandbox", "/a.mjs", "--seed=seed", "--output=compact-json"]);
    assert!(
        ran.out.contains("\"status\":\"removed\"")
            && ran.out.contains("\"before\":\"one\\ntwo\\nthree\\n\""),
        "{}",
        ran.out
    );
}

/// Row "proof that nothing of the host is reachable".
#[test]
fn nothing_of_the_system_is_reachable() {
    let script = "
        import fs from 'stilla:fs';
        const tried = async (name, work) => { try { console.log(name, 'REACHED', await work()) } catch (error) { console.log(name, error.code ?? error.name) } };
        const paths = ['/etc/passwd', '../../../../etc/passwd', '/../etc/passwd', 'lib/../../../etc/passwd', '/proc/self/environ', '/dev/zero', '~/x',
            '/a.mjs/../../etc/passwd', '%2e%2e/%2e%2e/etc/passwd', '..\\\\..\\\\etc\\\\passwd', '/etc/passwd\\0.txt', 'link.js', 'up/outside.js', new URL('file:///etc/passwd'), new URL('file:///%2e%2e/etc/passwd')];
        for (const path of paths) await tried(String(path).replace('\\0', '\\\\0'), () => fs.readFileSync(path, 'utf8'));
        await tried('encoded slash', () => fs.readFileSync(new URL('file:///..%2fetc%2fpasswd')));
        fs.symlinkSync('/etc', '/etc'); await tried('link to itself', () => fs.readFileSync('/etc/passwd'));
        fs.symlinkSync('../../../../../../../../etc/passwd', '/climb'); await tried('link that climbs', () => fs.readFileSync('/climb'));
        for (const name of ['/etc/hostname', '../outside.js', './link.js', './up/outside.js', 'file:///etc/passwd', 'file:///%2e%2e%2foutside.js', './a.mjs\\0', 'node:fs', 'http://x.y/z.js'])
            await tried('import ' + name.replace('\\0', '\\\\0'), () => import(name));
        await tried('fetch', () => fetch('http://127.0.0.1:9/'));
        await tried('text', () => import('/etc/passwd', { with: { type: 'text' } }));
        console.log(typeof process, typeof require, new Date().getTimezoneOffset(), Date.now());
        const { default: own } = await import('stilla:process'); console.log(own.env, own.argv, own.cwd());
        console.log(fs.readdirSync('/'));";
    let (folder, _) = sandbox("sandbox-proof", "", &[]);
    folder.write("seed/a.mjs", script.as_bytes());
    let mut command = folder.command(&[
        "sandbox",
        "/a.mjs",
        "--seed=seed",
        "--deterministic",
        "--audit-log=log",
    ]);
    let ran = super::ran(
        command
            .env("SECRET", "1")
            .env("TZ", "Asia/Tokyo")
            .output()
            .expect("it starts"),
    );
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(!ran.out.contains("REACHED"), "{}", ran.out);
    let end = "undefined undefined 0 946684800000\n{} [ 'stilla', '/a.mjs' ] /\n[\n  'a.mjs',  'climb',\n  'data.txt', 'etc',\n  'inner',  'lib'\n]\n";
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(squeezed(&ran.out).ends_with(&squeezed(end)), "{}", ran.out);
    let log = std::fs::read_to_string(folder.0.join("log")).expect("it was written");
    assert!(
        log.contains("{\"action\":\"fs.open\",\"subject\":\"/etc/passwd\",\"outcome\":\"ENOENT\"}"),
        "{log}"
    );
}

#[test]
fn limits_and_bad_invocations() {
    let script = "import fs from 'stilla:fs'; try { for (let n = 0; ; n++) fs.writeFileSync('/' + n, new Uint8Array(1 << 20)) } catch (error) { console.log(error.code) }";
    let (folder, ran) = sandbox("sandbox-limits", script, &["--max-memory=64M"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (Some(0), "ENOSPC\n"),
        "{ran:?}"
    );
    let ran = folder.stilla(&["sandbox", "gone.js", "--seed=seed"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (Some(2), "stilla: gone.js: no such file among the seeds\n")
    );
    let ran = folder.stilla(&["sandbox", "/a.mjs", "--seed=nowhere"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (Some(2), "stilla: nowhere: entity not found\n")
    );
    let ran = folder.stilla(&["sandbox", "outside.js"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
}

/// Row "proof that nothing of the host is reachable": what is told of errors shows lines of what ran only.
#[test]
fn errors_show_no_file_of_the_system() {
    let script = "import fs from 'stilla:fs'; fs.mkdirSync('/etc'); fs.writeFileSync('/etc/passwd.js', '\\nthrow new Error(1)'); fs.symlinkSync('/etc/passwd.js', '/etc/passwd'); await import('/etc/passwd');";
    let (folder, ran) = sandbox("sandbox-errors", script, &[]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err
            .contains("--> /etc/passwd.js:2:7\n   |\n 2 | throw new Error(1)"),
        "{}",
        ran.err
    );
    let forged =
        "const e = new Error('x'); e.stack = 'Error: x\\n    at f (/etc/passwd:1:1)'; throw e;";
    folder.write("seed/a.mjs", forged.as_bytes());
    for arguments in [
        &["sandbox", "/a.mjs", "--seed=seed"] as &[&str],
        &["run", "seed/a.mjs"],
    ] {
        let ran = folder.stilla(arguments);
        assert_eq!(ran.code, Some(1));
        assert!(
            ran.err.contains("/etc/passwd:1:1") && !ran.err.contains("root:"),
            "{}",
            ran.err
        );
    }
}
