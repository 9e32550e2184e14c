//! Rules over host structs: compiled once, called for each order, which the rules change in place.
#![allow(clippy::print_stdout)]

use stilla::{Error, Function, Instance, Runtime, js_class};

struct Order {
    total: f64,
    country: String,
    discount: f64,
}

#[js_class]
impl Order {
    #[js(getter)]
    fn total(&self) -> f64 {
        self.total
    }

    #[js(getter)]
    fn country(&self) -> String {
        self.country.clone()
    }

    fn give_discount(&mut self, percent: f64) -> Result<(), String> {
        if !(0.0..=50.0).contains(&percent) {
            return Err(format!("{percent} % is no discount"));
        }
        self.discount = self.discount.max(percent);
        Ok(())
    }
}

const RULES: &str = "[
    order => { if (order.total > 100) order.giveDiscount(5) },
    order => { if (order.country === 'NL') order.giveDiscount(7) },
]";

/// Runs the example.
///
/// # Errors
/// Those of its scripts.
pub fn main() -> Result<(), Error> {
    let mut runtime = Runtime::new();
    let rules: Vec<Function> = runtime.eval_as(RULES)?;
    let orders = [(50.0, "DE", 0.0), (500.0, "DE", 5.0), (500.0, "NL", 7.0)];
    for (total, country, expected) in orders {
        let country = country.to_owned();
        let order = Order {
            total,
            country,
            discount: 0.0,
        };
        let order = Instance::new(&mut runtime, order)?;
        for rule in &rules {
            rule.call::<()>(&mut runtime, (&order,))?;
        }
        let discount = order.with(&mut runtime, |order| order.discount)?;
        println!("{total}: {discount} %");
        assert_eq!(discount, expected);
    }
    Ok(())
}
