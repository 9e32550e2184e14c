//! A context does not outlive the scope that it belongs to.
use stilla::{AsContext, Context, Runtime};

fn main() {
    let mut runtime = Runtime::new();
    let mut kept: Option<&mut Context<'_>> = None;
    runtime
        .scope(|cx| {
            kept = Some(cx);
            Ok(())
        })
        .unwrap();
}
