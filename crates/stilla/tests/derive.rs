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
