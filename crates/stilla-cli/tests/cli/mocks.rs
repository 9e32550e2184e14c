//! `vi.mock` and its relatives: modules that others take the place of.
//!
//! Uses: the head. Never: limits.

use super::Folder;

/// Runs a test file beside a few modules; all its tests must pass.
#[track_caller]
fn passes(name: &str, test: &str, tests: usize) {
    let folder = Folder::new(
        name,
        &[
            (
                "src/db.js",
                "export const name = 'real'; export function read(key) { return `real ${key}`; }\nexport default class Db { open() { return 'opened'; } static make() { return new Db(); } }\nexport const settings = { deep: { run() { return 1; } }, list: [1] };",
            ),
            (
                "src/service.js",
                "import Db, { read, name } from './db.js'; export const get = (key) => `${name}: ${read(key)}`; export const open = () => new Db().open(); export const count = { value: 0 };",
            ),
            (
                "src/state.js",
                "export let count = 0; export const add = () => ++count;",
            ),
            ("src/manual.js", "export const what = 'real';"),
            ("src/__mocks__/manual.js", "export const what = 'manual';"),
            ("tests/a.test.js", test),
        ],
    );
    let ran = folder.stilla(&["test"]);
    let expected = format!("({tests} test");
    assert!(
        ran.code == Some(0) && ran.out.contains(&expected),
        "{}{}",
        ran.out,
        ran.err
    );
}

/// TOOLS.md section 4: mocks. A call at the top stands before the imports, in whatever line it is.
#[test]
fn a_factory_takes_the_place_of_a_module() {
    passes(
        "mock-factory",
        "import { expect, test, vi } from 'vitest';
         import { get, open } from '../src/service.js';
         import * as db from '../src/db.js';
         const hoisted = vi.hoisted(() => ({ read: vi.fn((key) => `mock ${key}`) }));
         vi.mock('../src/db.js', () => ({ name: 'mock', read: hoisted.read, default: class { open() { return 'mocked'; } } }));
         test('the importers of the module get the mock', () => {
           expect(get('k')).toBe('mock: mock k');
           expect(hoisted.read).toHaveBeenCalledWith('k');
           expect(db.read).toBe(hoisted.read);
           expect(open()).toBe('mocked');
         });",
        1,
    );
}

/// The factory may be async and may use the module itself; the specifier may be written as an import.
#[test]
fn a_factory_may_use_the_original() {
    passes(
        "mock-original",
        "import { get } from '../src/service.js';
         import { expect, test, vi } from 'stilla:test';
         vi.mock(import('../src/db.js'), async (importOriginal) => {
           const original = await importOriginal();
           return { ...original, name: original.name + '!' };
         });
         test('a part is replaced', async () => {
           expect(get('k')).toBe('real!: real k');
           const actual = await vi.importActual('../src/db.js');
           expect(actual.name).toBe('real');
         });",
        1,
    );
}

/// Without a factory functions give undefined, or what they gave before and are only watched (`spy`); a folder
/// `__mocks__` comes first.
#[test]
fn modules_are_mocked_by_themselves() {
    passes(
        "mock-auto",
        "import Db, { name, read, settings } from '../src/db.js';
         import { get, open } from '../src/service.js';
         import { what } from '../src/manual.js';
         vi.mock('../src/db.js');
         vi.mock('../src/manual.js');
         test('functions', () => {
           expect(vi.isMockFunction(read)).toBe(true);
           expect(read('x')).toBeUndefined();
           expect(name).toBe('real');
           expect(get('k')).toBe('real: undefined');
           vi.mocked(read).mockReturnValue('told');
           expect(get('k')).toBe('real: told');
         });
         test('classes, objects, lists', () => {
           expect(open()).toBeUndefined();
           expect(new Db().open).toHaveBeenCalledTimes(1);
           expect(new Db()).toBeInstanceOf(Db);
           expect(settings.deep.run()).toBeUndefined();
           expect(settings.list).toEqual([]);
         });
         test('the folder', () => expect(what).toBe('manual'));",
        3,
    );
    passes(
        "mock-spy",
        "import { read } from '../src/db.js';
         import { get } from '../src/service.js';
         vi.mock('../src/db.js', { spy: true });
         test('watched', () => { expect(get('k')).toBe('real: real k'); expect(read).toHaveBeenCalledExactlyOnceWith('k'); });",
        1,
    );
}

/// `doMock`, `doUnmock`, `unmock`, `resetModules`, `importMock`, and names that are no files.
#[test]
fn mocks_while_the_tests_run() {
    passes(
        "mock-later",
        "import { add } from '../src/state.js';
         import * as state from '../src/state.js';
         import virtual from 'no-such-package';
         vi.mock('no-such-package', () => ({ default: 'virtual' }));
         test('virtual', () => expect(virtual).toBe('virtual'));
         test('doMock', async () => {
           vi.doMock('../src/db.js', () => ({ name: 'later', read: () => 1, default: null }));
           expect((await import('../src/service.js')).get('k')).toBe('later: 1');
           vi.doUnmock('../src/db.js');
           vi.resetModules();
           expect((await import('../src/service.js')).get('k')).toBe('real: real k');
         });
         test('resetModules', async () => {
           expect(add()).toBe(1);
           const before = await import('../src/state.js');
           before.add();
           vi.resetModules();
           const fresh = await import('../src/state.js');
           expect(fresh.count).toBe(0);
           expect([before.count, state.count]).toEqual([1, 1]);
         });
         test('importMock', async () => {
           const mock = await vi.importMock('../src/db.js');
           expect(mock.read('x')).toBeUndefined();
           expect((await import('../src/db.js')).read('x')).toBe('real x');
         });",
        4,
    );
}

/// A factory that fails, or gives no object, is told with its place.
#[test]
fn failing_factories() {
    let run = |name: &str, factory: &str| {
        let text =
            format!("import './m.js';\nvi.mock('./m.js', {factory});\ntest('x', () => {{}});");
        Folder::new(name, &[("m.js", ""), ("a.test.js", &text)]).stilla(&["test"])
    };
    let ran = run("mock-throws", "() => { throw new Error('broken') }");
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("Error: broken\n"), "{}", ran.out);
    assert!(ran.out.contains("a.test.js:2:33\n"), "{}", ran.out);
    let ran = run("mock-number", "() => 5");
    let text = "TypeError: vi.mock: the function must give an object with the exports of the module, but it gave 5";
    assert!(ran.out.contains(text), "{}", ran.out);
}
