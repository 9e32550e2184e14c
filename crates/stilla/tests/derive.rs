//! Derived conversions and classes.
#![cfg(feature = "derive")]
#![allow(clippy::unwrap_used)]

use stilla::{Context, Error, FromJs, Function, IntoJs, Runtime, js_class};

#[derive(Debug, Clone, PartialEq, IntoJs, FromJs)]
#[js(rename_all = "camelCase")]
struct Order {
    order_id: u32,
    #[js(rename = "who")]
    customer: String,
    lines: Vec<Line>,
    #[js(default)]
    paid: bool,
    #[js(skip)]
    internal: u8,
    state: State,
}

#[derive(Debug, Clone, PartialEq, IntoJs, FromJs)]
struct Line(String, f64);

#[derive(Debug, Clone, PartialEq, IntoJs, FromJs)]
struct Id(u32);

#[derive(Debug, Clone, PartialEq, IntoJs, FromJs)]
#[js(rename_all = "kebab-case")]
enum State {
    New,
    OnTheWay { days: u8 },
    Lost(String),
}

#[derive(Debug, PartialEq, IntoJs, FromJs)]
struct Pair<T> {
    left: T,
    right: T,
}

/// Row 2.1: derived conversions.
#[test]
fn a_struct_becomes_an_object_and_comes_back() {
    let mut runtime = Runtime::new();
    let order = Order {
        order_id: 7,
        customer: "Ada".into(),
        lines: vec![Line("tea".into(), 2.5)],
        paid: true,
        internal: 0,
        state: State::OnTheWay { days: 3 },
    };
    runtime.set("order", order.clone()).unwrap();
    let json: String = runtime.eval_as("JSON.stringify(order)").unwrap();
    assert_eq!(
        json,
        r#"{"orderId":7,"who":"Ada","lines":[["tea",2.5]],"paid":true,"state":{"on-the-way":{"days":3}}}"#
    );
    assert_eq!(runtime.get::<Order>("order").unwrap().unwrap(), order);
}

/// Row 3.1: errors name the path.
#[test]
fn errors_name_the_path() {
    let mut runtime = Runtime::new();
    let mut error = |text: &str| runtime.eval_as::<Order>(text).unwrap_err().to_string();
    assert_eq!(
        error("({ orderId: 1, who: 'a', lines: [['x', '1']], state: 'new' })"),
        "$.lines[0][1]: expected number, got \"1\""
    );
    assert_eq!(error("({})"), "$.orderId: expected u32, got undefined");
    assert_eq!(
        error("({ orderId: 1, who: 'a', lines: [], state: { 'on-the-way': { days: 300 } } })"),
        "$.state.on-the-way.days: expected u8, got 300"
    );
    assert_eq!(
        error("({ orderId: 1, who: 'a', lines: [], state: 'gone' })"),
        "$.state: expected a variant of State, got \"gone\""
    );
}

#[test]
fn defaults_variants_and_newtypes() {
    let mut runtime = Runtime::new();
    let order: Order = runtime
        .eval_as("({ orderId: 1, who: 'a', lines: [], state: { lost: 'at sea' } })")
        .unwrap();
    assert!(!order.paid);
    assert_eq!(order.state, State::Lost("at sea".into()));
    assert_eq!(runtime.eval_as::<Id>("5").unwrap(), Id(5));
    let pair: Pair<i32> = runtime.eval_as("({ left: 1, right: 2 })").unwrap();
    assert_eq!(pair, Pair { left: 1, right: 2 });
}

#[derive(Debug, FromJs, IntoJs)]
struct Chain {
    next: Vec<Chain>,
}

#[test]
fn a_knot_is_no_endless_recursion() {
    let mut runtime = Runtime::new();
    let error = runtime
        .eval_as::<Chain>("const o = { next: [] }; o.next[0] = o; o")
        .unwrap_err();
    assert!(error.to_string().contains("RangeError"), "{error}");
    let chain: Chain = runtime.eval_as("({ next: [{ next: [] }] })").unwrap();
    runtime.set("chain", chain).unwrap();
    let text: String = runtime.eval_as("JSON.stringify(chain)").unwrap();
    assert_eq!(text, r#"{"next":[{"next":[]}]}"#);
}

struct Basket {
    items: Vec<String>,
}

#[js_class(name = "Basket")]
impl Basket {
    #[js(constructor)]
    fn new(first: Option<String>) -> Basket {
        Basket {
            items: first.into_iter().collect(),
        }
    }

    fn add_item(&mut self, item: String) -> usize {
        self.items.push(item);
        self.items.len()
    }

    #[js(getter)]
    fn size(&self) -> usize {
        self.items.len()
    }

    #[js(getter)]
    fn label(&self) -> String {
        self.items.join("+")
    }

    #[js(setter)]
    fn set_label(&mut self, label: String) {
        self.items = label.split('+').map(str::to_owned).collect();
    }

    fn each(&self, cx: &mut Context<'_>, visit: Function) -> Result<(), Error> {
        for item in &self.items {
            visit.call::<()>(cx, (item,))?;
        }
        Ok(())
    }

    #[js(iterator)]
    fn items(&self) -> Vec<String> {
        self.items.clone()
    }

    fn of_two(a: String, b: String) -> Basket {
        Basket { items: vec![a, b] }
    }

    #[js(skip)]
    fn secret(&self) -> usize {
        self.items.capacity()
    }
}

/// Row 2.4: a class from an `impl` block: fields, getters, setters, methods, statics, constructor, iterator.
#[test]
fn an_impl_block_is_a_class() {
    let mut runtime = Runtime::new();
    runtime.define_class::<Basket>().unwrap();
    let text: String = runtime
        .eval_as(
            "const b = new Basket('tea'); b.addItem('cake');
             let seen = ''; b.each(item => { seen += item + ';' });
             b.label += '+milk';
             [b.size, b.label, seen, [...b].length, Basket.ofTwo('x', 'y').label, 'secret' in b].join()",
        )
        .unwrap();
    assert_eq!(text, "3,tea+cake+milk,tea;cake;,3,x+y,false");
    assert_eq!(Basket::of_two("a".into(), "b".into()).secret(), 2);
}

#[derive(Debug, Clone, PartialEq, IntoJs, FromJs)]
struct Numbered {
    #[js(rename = "1")]
    one: u8,
    #[js(rename = "b")]
    two: u8,
}

#[derive(Debug, Clone, PartialEq, IntoJs, FromJs)]
struct Tree {
    name: String,
    children: Vec<Tree>,
}

#[derive(IntoJs)]
struct Wide {
    a: u8,
    b: u8,
    c: u8,
    d: u8,
    e: u8,
    f: u8,
    g: u8,
    h: u8,
    i: u8,
    j: u8,
    k: u8,
    l: u8,
    m: u8,
    n: u8,
    o: u8,
    p: u8,
    q: u8,
    r: u8,
    s: Vec<u8>,
    t: &'static str,
}

/// Row 2.1: what is made by position is as if it were made by name: order, many fields, names that are
/// indices, types inside of themselves.
#[test]
fn objects_of_a_type_have_its_fields_in_their_order() {
    let mut runtime = Runtime::new();
    runtime
        .set(
            "numbered",
            [Numbered { one: 1, two: 2 }, Numbered { one: 3, two: 4 }],
        )
        .unwrap();
    assert_eq!(
        runtime
            .eval_as::<String>("JSON.stringify(numbered)")
            .unwrap(),
        r#"[{"1":1,"b":2},{"1":3,"b":4}]"#
    );
    let back: Vec<Numbered> = runtime.get("numbered").unwrap().unwrap();
    assert_eq!(back[1], Numbered { one: 3, two: 4 });

    let leaf = |name: &str| Tree {
        name: name.into(),
        children: Vec::new(),
    };
    let tree = Tree {
        name: "a".into(),
        children: vec![leaf("b"), leaf("c")],
    };
    for _ in 0..3 {
        runtime.set("tree", tree.clone()).unwrap();
        assert_eq!(runtime.get::<Tree>("tree").unwrap().unwrap(), tree);
    }
    let wide = Wide {
        a: 1,
        b: 2,
        c: 3,
        d: 4,
        e: 5,
        f: 6,
        g: 7,
        h: 8,
        i: 9,
        j: 10,
        k: 11,
        l: 12,
        m: 13,
        n: 14,
        o: 15,
        p: 16,
        q: 17,
        r: 18,
        s: vec![19],
        t: "20",
    };
    runtime.set("wide", wide).unwrap();
    let keys = "Object.keys(wide).join('') + Object.values(wide)";
    let all = "abcdefghijklmnopqrst1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20";
    assert_eq!(runtime.eval_as::<String>(keys).unwrap(), all);
    runtime
        .eval("wide.x = 1; delete wide.a; gc = wide.b + wide.x")
        .unwrap();
    assert_eq!(runtime.get::<u8>("gc").unwrap(), Some(3));
}

/// Row 2.1: fields are read by name from objects of any layout, through prototypes, getters and proxies, also
/// if a getter changes the object that is being read.
#[test]
fn a_struct_is_read_from_any_object() {
    let mut runtime = Runtime::new();
    let sources = [
        "({ left: 1, right: 2 })",
        "({ right: 2, left: 1 })",
        "({ other: 0, left: 1, right: 2, more: 3 })",
        "Object.create({ left: 1, right: 2 })",
        "new (class { get left() { return 1 } right = 2 })",
        "new Proxy({ left: 1, right: 2 }, {})",
        "({ get left() { delete this.right; this.right = 2; return 1 }, right: 5 })",
        "Object.freeze({ left: 1, right: 2 })",
        "Object.assign([], { left: 1, right: 2 })",
    ];
    for _ in 0..2 {
        for source in sources {
            let pair: Pair<u8> = runtime.eval_as(source).unwrap();
            assert_eq!(pair, Pair { left: 1, right: 2 }, "{source}");
        }
    }
    let error = runtime.eval_as::<Pair<u8>>("({ left: 1 })").unwrap_err();
    assert_eq!(error.to_string(), "$.right: expected u8, got undefined");
}

/// Rows 1.3 and 2.1: what a host function makes belongs to the realm of the function, whoever calls it.
#[test]
fn objects_of_a_type_belong_to_the_realm_of_the_function() {
    let mut runtime = Runtime::new();
    let make = Function::new(&mut runtime, "make", || Pair { left: 1, right: 2 }).unwrap();
    let other = runtime.new_realm().unwrap();
    other.set(&mut runtime, "make", &make).unwrap();
    runtime.set("make", make).unwrap();
    runtime.set("other", other).unwrap();
    for call in ["make()", "other.eval('make()')", "make()"] {
        let test = format!("Object.getPrototypeOf({call}) === Object.prototype");
        assert!(runtime.eval_as::<bool>(&test).unwrap(), "{call}");
    }
}

struct Person {
    name: String,
    nick: Option<String>,
    scores: Vec<u32>,
}

#[js_class]
impl Person {
    #[js(getter)]
    fn name(&self) -> &str {
        &self.name
    }

    #[js(getter)]
    fn nick(&self) -> Option<&str> {
        self.nick.as_deref()
    }

    #[js(iterator)]
    fn scores(&self) -> &[u32] {
        &self.scores
    }

    #[js(getter)]
    fn kind(&self) -> &'static str {
        "person"
    }

    fn longer<'a>(&'a self, cx: &mut Context<'_>, other: String, at_least: usize) -> &'a str {
        let _ = cx;
        if other.len() > at_least {
            &self.name
        } else {
            "short"
        }
    }

    fn rename(&mut self, name: String) -> &String {
        self.name = name;
        &self.name
    }
}

/// Row 2.4: methods may lend what they return: text, options of it, slices.
#[test]
fn methods_of_a_class_may_return_references() {
    let mut runtime = Runtime::new();
    let person = Person {
        name: "Ada".into(),
        nick: None,
        scores: vec![1, 2],
    };
    runtime.set("p", person).unwrap();
    let code = "[p.name, p.nick, [...p], p.kind, p.longer('abc', 2), p.longer('', 2), p.rename('Bo'), p.name].join('|')";
    assert_eq!(
        runtime.eval_as::<String>(code).unwrap(),
        "Ada||1,2|person|Ada|short|Bo|Bo"
    );
}
